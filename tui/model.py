"""The values that travel between the rooms; they know nothing of files, SQL or screens."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

CategoryPath = tuple[str, ...]
"""The names from the top of the tree down: ``("新媒体", "趣头条", "分类")``."""


class Stamp(Struct, frozen=True):
    """What a file was when it was read; equal stamps mean that nothing changed."""

    mtime_ns: int
    """Time of the last change, nanoseconds since 1970."""
    size: int
    """Length in bytes."""
    inode: int
    """The file's number, which a rename keeps."""
    reader: int = 0
    """Version of the code that made an entry of it; a better one reads it again."""


class Entry(Struct, frozen=True):
    """One article as its source tells it; every text is safe to print (tui/text.py)."""

    key: str
    """Its identity within the source: a post's path relative to the folder."""
    title: str
    """One line, never empty."""
    published: datetime | None = None
    """When it was published, in UTC."""
    date_certain: bool = True
    """False where the date is only the file's time."""
    author: str = ""
    url: str = ""
    """Its address on the web, if it has one."""
    categories: tuple[CategoryPath, ...] = ()
    """Where it stands in the tree; empty means at the top."""
    tags: tuple[str, ...] = ()
    digest: bytes = b""
    """A hash of the body, 16 bytes; another value means another text."""
    stamp: Stamp = Stamp(0, 0, 0)
    problems: tuple[str, ...] = ()
    """What was wrong with it; each names the file, the line and the cause."""

    def at(self, stamp: Stamp) -> Self:
        """The same entry seen at another time."""
        return replace(self, stamp=stamp)


class Body(Struct, frozen=True):
    """An entry's text as its source has it: HTML, Markdown, or both mixed. Hostile."""

    text: str
    markdown: bool
    """Whether the text is to be read as Markdown first."""
    base: str = ""
    """What relative links are relative to; empty if unknown."""


class Category(Struct, frozen=True):
    """A node of the tree, with counts that include everything below it."""

    id: int
    parent: int
    """0 for the top."""
    name: str
    kind: str
    """``category``, ``source``; or a view: ``all``, ``starred``, ``later``, ``found``,
    ``updated``, ``problem``, ``search``."""
    total: int
    unread: int
    more: bool = False
    """Whether a server has more of it, and does not say how many."""
    silent: bool = False
    """Whether a feed stands here, or below, that has brought nothing yet."""
    failing: bool = False
    """Whether that feed stands here and could not be asked."""

    @property
    def is_place(self) -> bool:
        """Whether sources put entries there; else it is a view of what they have."""
        return self.kind in {"source", "category"}


class Found(Struct, frozen=True, eq=False):
    """What a search has found so far; another one is another, whatever it found."""

    entries: Sequence[int]
    """Ids, in the order of the list."""
    complete: bool = True
    """Whether that is all."""


class View(Struct, frozen=True):
    """What the list shows: the entries of a category and in which order."""

    category: int
    unread_only: bool = False
    newest_first: bool = True
    since: int | None = None
    """Only entries published at this time or later, seconds since 1970."""
    keep: int = 0
    """An entry that stays in an unread-only view although it is read; 0 for none."""
    found: Found | None = None
    """The entries themselves, where they were searched for in that view."""


class Row(Struct, frozen=True):
    """An entry as the library has it: what its source says and what the reader marked."""

    id: int
    source: int
    entry: Entry
    read: bool = False
    starred: bool = False
    later: bool = False
    updated: bool = False
    """Its body changed after it had been read."""
    also: int = 0
    """How many other entries are the same story."""
