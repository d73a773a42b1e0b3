"""What one file of ``features`` is: a request, and its answer."""

from collections.abc import Awaitable, Callable
from typing import Any

from attrs import frozen

from policydsl.lsp.session import Session


@frozen
class Feature:
    """A request of the protocol.

    ``answer`` gets the session and the parameters of the request. It has to be a
    coroutine: what is cancelled before it begins is never computed.
    """

    method: str
    answer: Callable[[Session, Any], Awaitable[Any]]
    options: Any = None
