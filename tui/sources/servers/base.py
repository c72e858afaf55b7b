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
from typing import Any, Literal, Protocol

from tui.model import Body, CategoryPath, Entry

Field = Literal["read", "starred"]
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


@dataclass(frozen=True, slots=True)
class Item:
    """An entry with its text and with what is marked at the server."""

    entry: Entry
    """Its key is the server's own id; its categories are folders, then the feed's title."""
    body: Body
    read: bool
    starred: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """What is marked at the server, of many entries at once."""

    unread: frozenset[str]
    starred: frozenset[str]
    among: frozenset[str] | None = None
    """The keys it tells of; those not in ``unread`` are read, those not in ``starred``
    not starred. None: of every entry that the library has at ``place`` by now."""
    place: CategoryPath = ()
    """``()``: the whole server."""


@dataclass(frozen=True, slots=True)
class Move:
    """A feed stands elsewhere, or has another name."""

    place: CategoryPath
    """Where entries may stand."""
    to: tuple[CategoryPath, ...]
    """Where they stand instead; empty where their other places are enough."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left at one place; the entries there with other keys are gone."""

    place: CategoryPath
    """``()``: the whole server."""
    keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """A piece of news, to be kept in one transaction together with ``state``.

    What it says is to be done in the order of its fields.
    """

    state: Mapping[str, Any]
    """JSON; what the next ``news`` is to be told once this batch is kept."""
    moved: tuple[Move, ...] = ()
    """All at once: what one of them moves is not moved again by another."""
    marks: tuple[Marks, ...] = ()
    remaining: tuple[Remaining, ...] = ()
    items: tuple[Item, ...] = ()
    """New ones, and those that changed; some may be known already."""
    older: bool = False
    """It brings history: whoever has enough may stop here and go on another time."""


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
