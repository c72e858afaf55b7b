"""Searches the texts of a library without an index: as a table, and as files.

Both are made once, beside the library. A line of a file is an article and a file has 1,000
of them, so ripgrep has far fewer files to open than there are posts.
"""

import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator

from tui.library import Library
from tui.render.plain import plain_text

_IN_FILE = 1_000


class Plain:
    """The texts, and how long a search of them takes."""

    def __init__(self, library: Library) -> None:
        self._table = library.path.with_suffix(".plain")
        self._files = library.path.with_suffix(".texts")
        if not self._table.exists():
            self._make(library)
        self._connection = sqlite3.connect(self._table)

    def _make(self, library: Library) -> None:
        shutil.rmtree(self._files, ignore_errors=True)
        self._files.mkdir()
        part = self._table.with_suffix(".plain-part")
        part.unlink(missing_ok=True)
        connection = sqlite3.connect(part)
        connection.execute("CREATE TABLE text (id INTEGER PRIMARY KEY, words TEXT)")
        for first in range(0, 1 << 40, _IN_FILE):
            rows = [*_texts(library, first, first + _IN_FILE)]
            if not rows:
                break
            connection.executemany("INSERT INTO text VALUES (?, ?)", rows)
            lines = "\n".join(words for _, words in rows)
            (self._files / f"{first}.txt").write_text(lines, "utf-8")
        connection.commit()
        connection.close()
        part.rename(self._table)

    def like(self, words: list[str]) -> float:
        """Return the milliseconds that ``LIKE`` takes to find all articles with these words."""
        wanted = " AND ".join(["words LIKE ?"] * len(words))
        began = time.perf_counter()
        self._connection.execute(
            f"SELECT id FROM text WHERE {wanted}",  # noqa: S608 - only question marks
            [f"%{word}%" for word in words],
        ).fetchall()
        return (time.perf_counter() - began) * 1e3

    def ripgrep(self, words: list[str]) -> float | None:
        """Return what ripgrep takes for the first of them; None where it is not here."""
        if not shutil.which("rg"):
            return None
        command = ["rg", "--ignore-case", "--fixed-strings", "--count", words[0]]
        began = time.perf_counter()
        subprocess.run([*command, str(self._files)], check=False, capture_output=True)
        return (time.perf_counter() - began) * 1e3


def _texts(library: Library, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield what entries with these ids say, in one line each."""
    for number in range(first, end):
        row, body = library.entry(number), library.body(number)
        if row and body:
            words = f"{row.entry.title} {plain_text(body).text}"
            yield number, " ".join(words.split())
