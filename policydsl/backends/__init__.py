"""Back ends: a policy, written as text for a machine or for people."""

from policydsl.backends import python, table
from policydsl.backends.base import Backend

BACKENDS: tuple[Backend, ...] = (python.BACKEND, table.BACKEND)
