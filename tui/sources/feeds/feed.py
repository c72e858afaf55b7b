"""What a feed says, whatever format it is in; knows nothing of formats or HTTP."""

from typing import NamedTuple

from msgspec import Struct

from tui.model import Body, Entry


class FeedEntry(NamedTuple):
    """An entry together with its text, which a feed brings at once."""

    entry: Entry
    body: Body


class Feed(Struct, frozen=True):
    """A feed as it was read; every text but the bodies is safe to print."""

    kind: str
    """Format and version: ``RSS 2.0``, ``Atom 1.0``, ``JSON Feed 1.1``."""
    entries: tuple[FeedEntry, ...]
    """In the feed's own order, each key once."""
    title: str = ""
    """One line; empty where it has none."""
    site: str = ""
    """The address of the site that it belongs to."""
    own: str = ""
    """The address that it gives as its own (``rel="self"``)."""
    moved: str = ""
    """The address that it says it has moved to (``itunes:new-feed-url``)."""
    older: str = ""
    """The address of the page with older entries (RFC 5005, ``next_url``)."""
    hubs: tuple[str, ...] = ()
    """Where changes are announced (WebSub)."""
    ttl: int = 0
    """For how many seconds it asks to be left alone; 0 if it does not say."""
    language: str = ""
    """A language tag (BCP 47), as the feed writes it."""
    problems: tuple[str, ...] = ()
    """What was wrong with it, though it could be read."""
    cut: bool = False
    """Whether its end is missing, so that its last entry may be a part of one."""


class Medium(Struct, frozen=True):
    """A film, a sound, a picture or a file that goes with an item."""

    url: str
    """Absolute."""
    kind: str
    """A media type (``audio/mpeg``) or its first half; empty if unknown."""
    title: str = ""


class Item(Struct, frozen=True):
    """One item as a format has it, before it is an entry."""

    guid: str
    link: str
    """Absolute, http or https; else empty."""
    title: str
    """Plain text."""
    authors: tuple[str, ...]
    dates: tuple[str, ...]
    """As written; the first that is a date counts."""
    tags: tuple[str, ...]
    body: str
    """HTML. Hostile."""
    base: str
    """What the body's links are relative to."""
    media: tuple[Medium, ...] = ()
