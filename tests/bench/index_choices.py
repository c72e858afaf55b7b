"""Measures what the search index may be made of: pairs or single characters, and how kept.

    python -m tests.bench.index_choices 10000 [100000 …]

Each choice indexes the same made posts; the table says how many it took in a second of
processor time, how large it is beside the text, and how long queries take until the
first hundred hits, the newest first, and until the last.
"""

import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from tests.bench.corpora import SHARED
from tui.library.terms import phrase, terms
from tui.sources.post import body_of, take_apart

_BATCH = 400
_ROUNDS = 5
_cjk = re.compile("[\u3400-\u9fff]")
_QUERIES = {
    "one character": ("新", "量", "图", "的"),
    "two": ("图书", "经济", "深圳", "浏览"),
    "three and more": ("图书馆", "公共交通", "浏览器发布"),
    "words": ("terminal", "network", "the"),
    "one letter*": ("t*", "a*", "z*"),
    "two letters*": ("te*", "ne*"),
    "phrases": ("the editors", "a small team"),
    "no hit": ("量编译", "qqqq"),
}


class Choice(NamedTuple):
    """One way to make the index."""

    name: str
    options: str
    spread: int
    """By how many bits the numbers of days lie apart; 0: numbers without gaps."""
    single: bool = False
    """Single characters instead of pairs."""


_CHOICES = (
    Choice("pairs", "", 0),
    Choice("pairs, by day", "", 20),
    Choice("pairs, by day, prefix 1", "prefix='1',", 20),
    Choice("pairs, by day, prefix 1 2", "prefix='1 2',", 20),
    Choice("pairs, detail=column", "detail='column',", 20),
    Choice("characters", "", 20, single=True),
)


def _texts(count: int) -> Iterator[tuple[str, str]]:
    sys.path.insert(0, str(SHARED / "tools"))
    from make_posts import posts  # type: ignore[import-not-found]  # it stands in ../shared

    for key, data in posts(count, short=True):
        post = take_apart(data)
        text = LexborHTMLParser(body_of(post, key).text).text()
        yield str(post.matter.fields.get("title", "")), text


def _characters(text: str) -> str:
    return _cjk.sub(lambda found: f" {found[0]} ", text)


def _asked(choice: Choice, query: str) -> str:
    word, prefix = query.rstrip("*"), query.endswith("*")
    if choice.single:
        return f'"{_characters(word)}"{"*" if prefix else ""}'
    asked = phrase(word, prefix=prefix)
    if "column" in choice.options and " " in asked:
        return " AND ".join(f'"{term}"' for term in asked.strip('"*').split())
    return asked


def _build(
    choice: Choice, file: Path, count: int, texts: list[tuple[str, str]]
) -> float:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(
        f"CREATE VIRTUAL TABLE found USING fts5 (title, body, {choice.options}"
        " content='', tokenize='unicode61 remove_diacritics 2')"
    )
    split: Callable[[str], str] = _characters if choice.single else terms
    began, days = time.process_time(), max(1, count // 270)
    for start in range(0, count, _BATCH):
        rows = []
        for number in range(start, min(count, start + _BATCH)):
            title, body = texts[number]
            day = number * days // count
            place = (day << choice.spread) + number
            rows.append((place + 1, split(title), split(body)))
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO found (rowid, title, body) VALUES (?, ?, ?)", rows
        )
        connection.execute("COMMIT")
    took = time.process_time() - began
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return took


def _timed(connection: sqlite3.Connection, sql: str, asked: str) -> float:
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        connection.execute(sql, (asked,)).fetchall()
        taken.append(time.perf_counter() - began)
    return statistics.median(taken) * 1000


def _measure(choice: Choice, texts: list[tuple[str, str]], folder: Path) -> None:
    file = folder / "index.db"
    count = len(texts)
    took = _build(choice, file, count, texts)
    size = sum(len(body.encode()) for _, body in texts)
    print(
        f"\n{choice.name}: {count / took:,.0f} posts a second, "
        f"{file.stat().st_size / size:.2f} of the text"
    )
    connection = sqlite3.connect(file)
    first = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC LIMIT 100"
    every = "SELECT count(*) FROM found WHERE found MATCH ?"
    for kind, queries in _QUERIES.items():
        cells = []
        for query in queries:
            asked = _asked(choice, query)
            hits = connection.execute(every, (asked,)).fetchone()[0]
            firsts, all_ = (
                _timed(connection, first, asked),
                _timed(connection, every, asked),
            )
            cells.append(f"{query} {hits:,} {firsts:.1f}/{all_:.1f}")
        print(f"  {kind:15} {' · '.join(cells)}")
    connection.close()
    for part in folder.iterdir():
        part.unlink()


def main() -> None:
    for count in map(int, sys.argv[1:] or ["10000"]):
        texts = list(_texts(count))
        print(f"\n{count:,} posts; query, hits, ms to the first 100 / to the last")
        for choice in _CHOICES:
            with tempfile.TemporaryDirectory() as folder:
                _measure(choice, texts, Path(folder))


if __name__ == "__main__":
    main()
