"""Back ends: a policy, written as text for a machine or for people."""

from policydsl.backends import json_schema, python, table
from policydsl.backends.base import Backend

BACKENDS: tuple[Backend, ...] = (json_schema.BACKEND, python.BACKEND, table.BACKEND)
