"""Keeps what texts are known by, and finds those that are the same; it joins no entries."""

from array import array
from sqlite3 import Connection
from typing import NamedTuple

from tui.model import Row
from tui.story.sketch import COMMON, Sketch, alike, span
from tui.story.titles import agree

_NEAR_SECONDS = 20 * 3_600
"""Articles of other places are the same if they are of one day: reports of each are alike."""
_LOOKED = 16
"""So many texts at most that have a hash in common are looked at."""
_CANDIDATES = (
    "SELECT entry, pieces, whole, hashes FROM sketch WHERE {} IN (?, ?)"
    " AND pieces BETWEEN ? AND ? AND entry <> ? LIMIT ?"
)
_ENTRY = (
    "SELECT id, title, source, categories, published, certain FROM entry"
    " WHERE id = ? AND NOT gone"
)


class _Known(NamedTuple):
    """An entry as it is told from others."""

    id: int
    title: str
    source: int
    categories: str
    published: int
    certain: int


def keep_sketch(connection: Connection, row: Row, sketch: Sketch | None) -> None:
    """Keep what an entry's text is known by now, and note which texts are the same."""
    execute = connection.execute
    if sketch is None:
        execute("DELETE FROM sketch WHERE entry = ?", (row.id,))
        return
    execute(
        "INSERT OR REPLACE INTO sketch VALUES (?, ?, ?, ?, ?, ?)",
        (row.id, *sketch.hashes[:2], *sketch[1:], array("I", sketch.hashes).tobytes()),
    )
    alike_ones = _alike(connection, row.id, sketch)
    if not alike_ones:
        return
    own = _Known(*execute(_ENTRY, (row.id,)).fetchone())
    for number, exactly in alike_ones.items():
        found = execute(_ENTRY, (number,)).fetchone()
        if found and _is_same(own, _Known(*found), exactly=exactly):
            insert = "INSERT OR IGNORE INTO twin VALUES (?, ?)"
            connection.executemany(insert, ((row.id, number), (number, row.id)))
            execute("INSERT OR IGNORE INTO unfolded VALUES (?)", (row.id,))


def _alike(connection: Connection, entry: int, sketch: Sketch) -> dict[int, bool]:
    """Return the entries with nearly the same text, and whether it is exactly the same."""
    found: dict[int, bool] = {}
    values = (*sketch.hashes[:2], *span(sketch), entry, _LOOKED)
    mine = {*sketch.hashes}
    for column in ("first", "second"):
        rows = connection.execute(_CANDIDATES.format(column), values)
        for number, pieces, whole, packed in rows:
            hashes = memoryview(packed).cast("I")
            if len(mine.intersection(hashes)) < COMMON:
                continue  # as `alike` would say, but at a third of its price
            if alike(sketch, Sketch(tuple(hashes), pieces, whole)):
                found[number] = whole == sketch.whole
    return found


def _is_same(one: _Known, other: _Known, *, exactly: bool) -> bool:
    """Whether two entries with nearly the same text are the same article.

    One place brings its reports of two hours in nearly the same words, and two places
    theirs of two days; some begin each week with the very same text.
    """
    same_place = (one.source, one.categories) == (other.source, other.categories)
    near = abs(one.published - other.published) <= _NEAR_SECONDS
    unsure = not (one.certain and other.certain)
    return (
        (exactly or not same_place)
        and (near or unsure)
        and agree(one.title, other.title)
    )
