"""Lets entries be found by their texts, the newest first; it knows neither files nor SQL.

As a program (``python -m tui.sync.indexing LIBRARY``) it does so beside the one that shows
the library, which waits for nothing but short transactions. It ends when nothing is left
to do, or when the other has ended. Where much is to do, processes prepare the texts and
this one writes them.
"""

import os
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

from tui.errors import BroadsheetError
from tui.library import Library, Text
from tui.library.prepared import Prepared, prepared
from tui.model import Body, Row
from tui.render.plain import language, plain_text
from tui.sources.beside import Beside, cores, serve
from tui.sync.texts import Texts

_FIRST, _MOST = 50, 4_000
"""How many entries are looked for at first, and later."""
_JOB = 200
_MANY = 500
"""For fewer entries no process is begun."""
_LETTERS = 250_000
"""How many characters of text a transaction takes, so that nobody waits for long."""
_NICER = 10
_MODULE = "tui.sync.indexing"
Ready = list[tuple[Row, Prepared]]
"""What goes into one transaction."""


def run(library: Library) -> Generator[int]:
    """Index what waits; yield after each transaction how many entries it was.

    Stop at any point: what was yielded is kept, the next run goes on from there.

    Raises:
        LibraryError: The library cannot be written.
    """
    if library.is_stale():
        library.forget_index()
    reader = _Reader(library)
    rows = library.unindexed(_FIRST)
    while rows:
        done = 0
        for ready in _ready(reader, rows):
            count = library.index_prepared(ready)
            done += count
            yield count
        if not done:
            return  # another program is at it, or it changes as fast as it is read
        rows = library.unindexed(_MOST)


def _ready(reader: "_Reader", rows: list[Row]) -> Generator[Ready]:
    """Yield what goes into one transaction after the other, in the order of the rows."""
    jobs = [rows[n : n + _JOB] for n in range(0, len(rows), _JOB)]
    if len(rows) < _MANY or cores() == 1:
        for job in jobs:
            yield from reader.batches(job)
        return
    path = str(reader.library.path.absolute())
    with Beside(_MODULE, path, reader.all_batches) as beside:
        for batches in beside.answers(jobs):
            yield from batches


class _Reader:
    """Reads the texts of entries, wherever they are kept."""

    def __init__(self, library: Library) -> None:
        self.library, self.texts = library, Texts(library)

    def batches(self, rows: list[Row]) -> Iterator[Ready]:
        ready: Ready = []
        letters = 0
        for row in rows:
            text = self.text(row)
            ready.append((row, prepared(text)))
            letters += len(text.text)
            if letters > _LETTERS:
                yield ready
                ready, letters = [], 0
        if ready:
            yield ready

    def all_batches(self, rows: list[Row]) -> list[Ready]:
        return [*self.batches(rows)]

    def text(self, row: Row) -> Text:
        """Return what an entry is found by; its title alone, where its text is gone."""
        text, features = plain_text(self.body(row))
        return Text(row, text, language(f"{row.entry.title} {text}"), features)

    def body(self, row: Row) -> Body:
        """Return the text that is read of an entry."""
        page = self.library.page(row.id)
        if page and page.shown:
            return page.body
        return self.texts.of(row) or Body("", markdown=False)


def _opened(path: str) -> Callable[[list[Row]], list[Ready]]:
    return _Reader(Library(Path(path))).all_batches


def main() -> int:
    """Index the library that is named, and tell how many entries after each step."""
    if len(sys.argv) < 2:  # noqa: PLR2004 - nothing is named: begun by `Beside`
        return serve(_opened)
    parent = os.getppid()
    os.nice(_NICER)
    try:
        with Library(Path(sys.argv[1])) as library:
            for count in run(library):
                sys.stdout.write(f"{count}\n")
                sys.stdout.flush()
                if os.getppid() != parent:
                    break
    except (BroadsheetError, BrokenPipeError):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
