"""Back ends: a policy, written as text for a machine or for people."""

from policydsl.backends import table
from policydsl.backends.base import Backend

BACKENDS: tuple[Backend, ...] = (table.BACKEND,)
