"""Lets entries be found by their texts, the newest first; it knows neither files nor SQL.

As a program (``python -m tui.sync.indexing LIBRARY``) it does so beside the one that shows
the library, which waits for nothing but short transactions. It ends when nothing is left
to do, or when the other has ended.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from tui.errors import BroadsheetError
from tui.library import Library, Text
from tui.model import Body, Row
from tui.render.plain import language, plain_text
from tui.sync.texts import Texts

_FIRST, _MOST = 50, 400
"""How many entries are read for the first transaction, and for a later one."""
_LETTERS = 250_000
"""How many characters of text a transaction takes, so that nobody waits for long."""
_NICER = 10


def run(library: Library) -> Iterator[int]:
    """Index what waits; yield after each transaction how many entries it was.

    Stop at any point: what was yielded is kept, the next run goes on from there.

    Raises:
        LibraryError: The library cannot be written.
    """
    if library.is_stale():
        library.forget_index()
    size, reader = _FIRST, _Reader(library)
    while rows := library.unindexed(size):
        done = 0
        for texts in reader.batches(rows):
            count = library.index(texts)
            done += count
            yield count
        if not done:
            return  # another program is at it, or it changes as fast as it is read
        size = min(size * 2, _MOST)


class _Reader:
    """Reads the texts of entries, wherever they are kept."""

    def __init__(self, library: Library) -> None:
        self.library, self.texts = library, Texts(library)

    def batches(self, rows: list[Row]) -> Iterator[list[Text]]:
        texts: list[Text] = []
        letters = 0
        for row in rows:
            texts.append(self.text(row))
            letters += len(texts[-1].text)
            if letters > _LETTERS:
                yield texts
                texts, letters = [], 0
        if texts:
            yield texts

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


def main() -> int:
    """Index the library that is named, and tell how many entries after each step."""
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
