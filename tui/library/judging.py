"""Decides inside a transaction which entries belong to saved searches; it keeps no search."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import NamedTuple

from msgspec import Struct

from tui.errors import QueryError
from tui.library.asking import Asked
from tui.library.matching import Among, Lookup, wanted
from tui.library.tally import stand
from tui.query import Place, Query, lasting, parse

_DAY = 86_400
_WINDOW = 2_000
"""How many entries are looked at in one transaction for a search that is new."""
_NEAR = 64
"""To look at so many entries takes as long as to ask twice."""
_EVER = -(1 << 62)
"""A second before any."""
_HAVING = (
    "SELECT d.search FROM derived d JOIN member m ON m.category = d.category"
    " AND m.published = ? AND m.entry = ? WHERE d.mount = 1 AND d.search > 0"
)
"""Asks which searches have an entry."""
Ask = Callable[[Query, Among, int, Lookup], Asked]


class _Waiting(NamedTuple):
    """An entry that may belong otherwise than it does."""

    published: int
    entry: int
    marked: bool
    """Whether nothing but its marks has changed."""
    doc: int | None
    """Its document in the index; None where its text was not read yet."""


class Standing(Struct, frozen=True):
    """A saved search as it is judged by."""

    id: int
    query: Query
    at: int
    """The second that ages are counted from."""
    marks: bool
    """Whether it asks for marks."""
    words: bool
    """Whether it finds nothing whose text was not read yet."""


class Judge:
    """Puts entries into the lists of saved searches, and takes them out."""

    def __init__(
        self,
        connection: Connection,
        ask: Ask,
        places: Lookup,
    ) -> None:
        self.connection, self._ask, self._places = connection, ask, places
        self._known: dict[Place, Sequence[int]] = {}

    def judge(self, most: int) -> int:
        """Judge what waits, at most so many; return how many it was."""
        rows = self.connection.execute(
            "SELECT u.published, u.entry, u.marked, d.id FROM unjudged u LEFT JOIN doc d"
            " ON d.entry = u.entry AND d.entry > 0 ORDER BY u.published, u.entry LIMIT ?",
            (most,),
        )
        waiting = [_Waiting(*row) for row in rows]
        there = self._there(waiting)
        spans: dict[tuple[bool, bool], list[Among]] = {}
        for search in self.searches() if waiting else ():
            every = [one for one in waiting if search.marks or not one.marked]
            asked = [o for o in every if not search.words or o.doc is not None]
            kind = search.marks, search.words
            if kind not in spans:
                spans[kind] = [_among(span) for span in self._spans(asked)]
            found = {n for among in spans[kind] for n in self._found(search, among)}
            found &= {one.entry for one in asked}
            has = there.get(search.id, set())
            self._remove(search, [o for o in every if o.entry in has - found])
            self._add(search, found - has)
        self.connection.executemany(
            "DELETE FROM unjudged WHERE published = ? AND entry = ?",
            [one[:2] for one in waiting],
        )
        return len(waiting)

    def build(self) -> bool:
        """Judge some entries for a search that is new; return whether there is one."""
        unfinished = self.connection.execute(
            "SELECT id, below FROM saved_search WHERE below IS NOT NULL"
            " ORDER BY position LIMIT 1"
        ).fetchone()
        if not unfinished:
            return False
        number, below = unfinished
        edge = self.connection.execute(
            "SELECT published FROM member WHERE category = 1 AND published < ?"
            " ORDER BY published DESC LIMIT 1 OFFSET ?",
            (below, _WINDOW - 1),
        ).fetchone()
        low = edge[0] if edge else None
        for search in self.searches(number):
            found = self._found(search, Among(low, below))
            self._leave_only(search, low, below, found)
            self._add(search, found)
        self.connection.execute(
            "UPDATE saved_search SET below = ? WHERE id = ?", (low, number)
        )
        return True

    def sweep(self) -> bool:
        """Empty some of a list that is no longer wanted; return whether there is one."""
        row = self.connection.execute(
            "SELECT id FROM category WHERE kind = 'emptied' LIMIT 1"
        ).fetchone()
        if not row:
            return False
        some = self.connection.execute(
            "SELECT category, published, entry FROM member WHERE category = ? LIMIT ?",
            (*row, _WINDOW),
        ).fetchall()
        self.connection.executemany(
            "DELETE FROM member WHERE category = ? AND published = ? AND entry = ?",
            some,
        )
        if not some:
            self.connection.execute("DELETE FROM category WHERE id = ?", row)
        return True

    def grow_older(self, now: int) -> None:
        """Let what has come of an age since it was looked at last be judged again."""
        aging = self.connection.execute(
            "SELECT id, ages, aged FROM saved_search WHERE ages <> '[]' AND aged < ?",
            (now,),
        ).fetchall()
        for number, ages, aged in aging:
            self.connection.executemany(
                "INSERT OR REPLACE INTO unjudged SELECT published, entry, 0 FROM member"
                " WHERE category = 1 AND published >= ? AND published < ?",
                [(aged - age, now - age) for age in json.loads(ages)],
            )
            self.connection.execute(
                "UPDATE saved_search SET aged = ? WHERE id = ?", (now, number)
            )

    def searches(self, only: int = 0) -> Iterator[Standing]:
        """Yield every search that can be asked, or the one of a number."""
        rows = self.connection.execute(
            "SELECT id, query, aged, marks FROM saved_search WHERE id = ? OR ? = 0",
            (only, only),
        )
        for number, text, at, marks in rows.fetchall():
            try:
                query = lasting(parse(text)).query
            except QueryError:  # written by another version: it finds nothing
                continue
            words = bool(wanted(query, at, self._lookup).words)
            yield Standing(number, query, at, bool(marks), words)

    def _spans(self, waiting: Sequence[_Waiting]) -> Iterator[list[_Waiting]]:
        """Yield runs of what has little between it: each is looked for at once."""
        span: list[_Waiting] = []
        for one in waiting:
            if span and not self._is_near(span[-1].published, one.published):
                yield span
                span = []
            span.append(one)
        if span:
            yield span

    def _is_near(self, one: int, other: int) -> bool:
        if other - one < _DAY:
            return True
        between = self.connection.execute(
            "SELECT sum(total) FROM day WHERE category = 1 AND day > ? AND day < ?",
            (int(one / _DAY), int(other / _DAY)),
        ).fetchone()[0]
        return (between or 0) < _NEAR

    def _found(self, search: Standing, among: Among) -> set[int]:
        """Return the ids of what a search finds among some entries."""
        asked = self.asked(search, among)
        return {row[0] for row in self.connection.execute(asked.sql, asked.values)}

    def asked(self, search: Standing, among: Among) -> Asked:
        """Return what SQLite is asked for what a search finds among some entries."""
        return self._ask(search.query, among, search.at, self._lookup)

    def _lookup(self, place: Place) -> Sequence[int]:
        """Return the categories of a place; one that is not there has none."""
        if place not in self._known:
            try:
                self._known[place] = self._places(place)
            except QueryError:
                self._known[place] = ()
        return self._known[place]

    def _there(self, waiting: Sequence[_Waiting]) -> Mapping[int, set[int]]:
        """Return which of the entries that wait the lists of searches have."""
        there: dict[int, set[int]] = {}
        for one in waiting:
            rows = self.connection.execute(_HAVING, one[:2])
            for (search,) in rows:
                there.setdefault(search, set()).add(one.entry)
        return there

    def _remove(self, search: Standing, those: Iterable[_Waiting]) -> None:
        self.connection.executemany(
            "DELETE FROM member WHERE published = ? AND entry = ? AND category IN"
            " (SELECT category FROM derived WHERE search = ?)",
            [(one.published, one.entry, search.id) for one in those],
        )

    def _leave_only(
        self, search: Standing, low: int | None, high: int, found: set[int]
    ) -> None:
        """Take out of a list what a search does not find of a time."""
        self.connection.execute(
            "DELETE FROM member WHERE category IN (SELECT category FROM derived"
            " WHERE search = ?) AND published >= ? AND published < ?"
            " AND entry NOT IN (SELECT value FROM json_each(?))",
            (search.id, _EVER if low is None else low, high, json.dumps([*found])),
        )

    def _add(self, search: Standing, entries: Iterable[int]) -> None:
        """Put entries into the lists of a search that do not have them."""
        rows = self.connection.execute(
            "SELECT d.category, e.published, e.id, NOT coalesce(m.read, 0)"
            " FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value"
            " JOIN source s ON s.id = e.source"
            " JOIN derived d ON d.search = ? AND d.mount IN (1, s.mount)"
            " LEFT JOIN mark m ON m.entry = e.id WHERE NOT EXISTS (SELECT 1 FROM member"
            " WHERE category = d.category AND published = e.published AND entry = e.id)",
            (json.dumps([*entries]), search.id),
        )
        stand(self.connection, rows.fetchall())


def _among(span: Sequence[_Waiting]) -> Among:
    docs = [one.doc for one in span if one.doc is not None]
    return Among(
        span[0].published,
        span[-1].published + 1,
        (min(docs, default=0), max(docs, default=-1)),
        span[0][:2] if len(span) == 1 else None,
    )
