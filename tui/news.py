"""What an account at a server brings, on its way to the library; it knows neither."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from msgspec import Struct

from tui.model import Body, CategoryPath, Entry

Field = Literal["read", "starred"]
"""What can be marked at a server."""

UNMARKED: Final = frozenset({"folder", "feeds", "wordpress", "hexo"})
"""The kinds of sources that keep no marks; what is marked in them waits for nobody."""


class Item(Struct, frozen=True):
    """An entry with its text and with what is marked at the server."""

    entry: Entry
    """Its key is the server's own id; its categories are folders, then the feed's title."""
    body: Body
    read: bool | None
    """None where the server keeps no marks: what the reader marked stays."""
    starred: bool | None


class Marks(Struct, frozen=True):
    """What is marked at the server, of many entries at once."""

    unread: frozenset[str]
    starred: frozenset[str]
    among: frozenset[str] | None = None
    """The keys it tells of; those not in ``unread`` are read, those not in ``starred``
    not starred. None: of every entry that the library has at ``place`` by now."""
    place: CategoryPath = ()
    """``()``: the whole server."""


class Move(Struct, frozen=True):
    """A feed stands elsewhere, or has another name."""

    place: CategoryPath
    """Where entries may stand."""
    to: tuple[CategoryPath, ...]
    """Where they stand instead; empty where their other places are enough."""


class Remaining(Struct, frozen=True):
    """What is left at one place; the entries there with other keys are gone."""

    place: CategoryPath
    """``()``: the whole server."""
    keys: frozenset[str] = frozenset()


Which = Literal["all", "unread", "starred"]


class Scope(Struct, frozen=True):
    """What of a server is gone through page by page."""

    place: CategoryPath = ()
    """A feed or a folder; ``()``: the whole server."""
    which: Which = "all"
    words: str = ""
    """What the server is to look for; empty for no search."""


class Stretch(Struct, frozen=True):
    """How far the library has a scope without a gap, from one of its ends."""

    scope: Scope
    oldest: bool
    """Whether it is the end with the oldest entries."""
    edge: int
    """When the entry farthest from that end was published, seconds since 1970."""
    more: Mapping[str, Any] | None
    """JSON; what the server is to be told for the next page. None: that was all."""
    begins: bool = False
    """It takes the place of what was known of that end."""


class Count(Struct, frozen=True):
    """How many entries a feed has at the server."""

    places: tuple[CategoryPath, ...]
    unread: int
    total: int | None
    """None where the server does not say."""


class Counts(Struct, frozen=True):
    """How many entries there are at a server of which the library has some."""

    feeds: tuple[Count, ...]
    starred: tuple[int, int] | None = None
    """How many are starred, and how many of these unread; None: it does not say."""


class Batch(Struct, frozen=True):
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
    counts: Counts | None = None
    stretch: Stretch | None = None
    older: bool = False
    """It brings history: whoever has enough may stop here and go on another time."""
