"""Keeps what texts are known by, and finds those that are the same; it joins no entries."""

from array import array
from collections.abc import Iterator
from sqlite3 import Connection
from typing import NamedTuple

from tui.model import Row
from tui.story.sketch import Sketch, alike, span
from tui.story.titles import agree

_NEAR_SECONDS = 20 * 3_600
"""Articles of other places are the same if they are of one day: reports of each are alike."""
_LOOKED = 12
"""So many texts that have a hash in common are looked at, the next in length."""
_CANDIDATES = (
    "SELECT k.pieces, k.whole, k.hashes, e.id, e.title, e.source, e.categories,"
    " e.published, e.certain FROM sketch k CROSS JOIN entry e ON e.id = k.entry"
    " WHERE k.{} = ? AND k.pieces BETWEEN ? AND ? AND e.id <> ? AND NOT e.gone LIMIT ?"
)


class _Candidate(NamedTuple):
    """An entry whose text may be the same."""

    sketch: Sketch
    id: int
    title: str
    origin: tuple[int, str]
    published: int
    certain: bool


def keep_sketch(connection: Connection, row: Row, sketch: Sketch | None) -> None:
    """Keep what an entry's text is known by now, and note which texts are the same."""
    execute = connection.execute
    execute("DELETE FROM sketch WHERE entry = ?", (row.id,))
    if sketch is None:
        return
    execute(
        "INSERT INTO sketch VALUES (?, ?, ?, ?, ?, ?)",
        (row.id, *sketch.hashes[:2], *sketch[1:], array("I", sketch.hashes).tobytes()),
    )
    same = [each.id for each in _near(connection, row, sketch)]
    for one, other in ((row.id, n) for n in same):
        insert = "INSERT OR IGNORE INTO twin VALUES (?, ?)"
        connection.executemany(insert, ((one, other), (other, one)))
    if same:
        execute("INSERT OR IGNORE INTO unfolded VALUES (?)", (row.id,))


def _near(connection: Connection, row: Row, sketch: Sketch) -> Iterator[_Candidate]:
    """Yield the entries that have the same text and are the same article."""
    query = "SELECT source, categories, published, certain FROM entry WHERE id = ?"
    source, categories, published, certain = connection.execute(
        query, (row.id,)
    ).fetchone()
    for other in _candidates(connection, row.id, sketch):
        near = abs(other.published - published) <= _NEAR_SECONDS
        if other.origin == (source, categories):
            # One place brings its reports of two days in the same words.
            same = other.sketch.whole == sketch.whole
        else:
            unsure = not (certain and other.certain)
            same = (near or unsure) and alike(other.sketch, sketch)
        if same and agree(other.title, row.entry.title):
            yield other


def _candidates(
    connection: Connection, entry: int, sketch: Sketch
) -> Iterator[_Candidate]:
    for column in ("first", "second"):
        for smallest in sketch.hashes[:2]:
            values = (smallest, *span(sketch), entry, _LOOKED)
            rows = connection.execute(_CANDIDATES.format(column), values)
            for pieces, whole, packed, number, title, source, place, at, sure in rows:
                hashes = array("I")
                hashes.frombytes(packed)
                likeness = Sketch(tuple(hashes), pieces, whole)
                where = (source, place)
                yield _Candidate(likeness, number, title, where, at, bool(sure))
