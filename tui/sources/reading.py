"""Reads many posts, with processes beside this one; it knows no library.

As a program (``python -m tui.sources.reading``) it is such a process.
"""

import sys
from collections.abc import Callable, Generator, Sequence
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from typing import Any

from tui.model import Entry, Stamp
from tui.sources.beside import Beside, cores, serve
from tui.sources.folder import Folder
from tui.sources.site import Site

_MANY = 1_000
"""For fewer posts no process is begun: that takes as long as to read them."""
_FIELDS = (
    *("key", "title", "date_certain", "author", "url"),
    *("categories", "tags", "digest", "problems"),
)
_fields = attrgetter(*_FIELDS)
_stamp = attrgetter("mtime_ns", "size", "inode", "reader")
_Plain = tuple[Any, ...]
"""The values of a Stamp or an Entry, which travel five times as fast."""
_Jobs = list[tuple[str, _Plain]]


def read_all(
    folder: Folder, wanted: Sequence[tuple[str, Stamp]], size: int
) -> Generator[Sequence[Entry]]:
    """Yield the entries of posts in that order, ``size`` at a time.

    Close it, and what reads ahead ends.
    """
    batches = (wanted[n : n + size] for n in range(0, len(wanted), size))
    if len(wanted) < _MANY or cores() == 1:
        for batch in batches:
            yield [folder.read(key, stamp) for key, stamp in batch]
        return
    jobs = ([(key, _stamp(stamp)) for key, stamp in batch] for batch in batches)
    opening = str(folder.root), folder.site
    with Beside(__name__, opening, _reader(folder)) as beside:
        for answer in beside.answers(jobs):
            yield [*map(_entry, answer)]


def _reader(folder: Folder) -> Callable[[_Jobs], list[_Plain]]:
    return lambda jobs: [_plain(folder.read(key, Stamp(*at))) for key, at in jobs]


def _plain(entry: Entry) -> _Plain:
    when = entry.published.timestamp() if entry.published else None
    return when, _stamp(entry.stamp), _fields(entry)


def _entry(values: _Plain) -> Entry:
    when, stamp, fields = values
    published = None if when is None else datetime.fromtimestamp(when, UTC)
    named = dict(zip(_FIELDS, fields, strict=True))
    return Entry(published=published, stamp=Stamp(*stamp), **named)


def _opened(opening: tuple[str, Site]) -> Callable[[_Jobs], list[_Plain]]:
    root, site = opening
    return _reader(Folder(Path(root), site=site))


if __name__ == "__main__":
    sys.exit(serve(_opened))
