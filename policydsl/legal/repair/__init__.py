"""The weakest words that make a rule lawful, each proved before it is offered.

What is tried first is what the norm itself speaks about: a permission that it asks for
is asked for by the act; what it says of a purpose, a channel or a level of disclosure
the act says, too; its hours, its number and its conditions the policy asks of itself.
A norm of the law, word for word, forbids only what the law forbids. Where that would
keep another rule from ever acting, or cannot be said, the rule alone asks for it.
"""

from policydsl.legal.repair.model import Change, Mended, Repair
from policydsl.legal.repair.search import mended

__all__ = ["Change", "Mended", "Repair", "mended"]
