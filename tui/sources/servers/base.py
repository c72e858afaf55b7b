"""What every server that keeps feeds can do, whatever it speaks; it knows no protocol."""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Mapping,
    Sequence,
    Set as AbstractSet,
)
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Protocol

from tui.news import Batch, Field

Lacking = Callable[[Sequence[str]], Awaitable[AbstractSet[str]]]
"""Tells which of some keys the library has no entry for."""


@dataclass(frozen=True, slots=True)
class Login:
    """Who asks. It is sent to the server's own host only, and never shown."""

    user: str = field(repr=False)
    """Empty where the secret alone is enough (Miniflux's API keys)."""
    secret: str = field(repr=False)
    headers: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({}), repr=False
    )
    """Sent with each request, for servers that want more (Inoreader's AppId, AppKey)."""


class Server(Protocol):
    """An account at a server. Use it in one event loop; its client is the caller's."""

    kind: str
    """The protocol: ``miniflux``, ``greader``, ``fever``, ``ttrss``."""
    address: str
    """Where the protocol is spoken; the account's identity together with the user."""
    name: str
    """What the sidebar calls it."""
    found: str
    """What was found by ``open``, in words: software, version, address, user."""

    async def open(self) -> None:
        """Find the version and log in.

        Raises:
            LoginError: The server does not know this login.
            SourceError: The server cannot be reached, or speaks something else.
        """
        ...

    def news(self, state: Mapping[str, Any], lacking: Lacking) -> AsyncIterator[Batch]:
        """Yield what is new since ``state``, the newest first; ``{}`` at first.

        A batch is to be kept before the next is asked for, since ``lacking`` is asked
        in between. It can be left at any batch: what is missing then comes next time.

        Raises:
            LoginError, SourceError: Likewise.
        """
        ...

    async def mark(self, keys: Sequence[str], what: Field, want: bool) -> None:
        """Make the marks of some entries what they should be.

        Doing it again does nothing; after an error it may have been done, in part or
        whole, and is to be done again. Entries that are gone are passed over.

        Raises:
            LoginError, SourceError: Likewise.
        """
        ...
