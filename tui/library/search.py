"""Finds what is asked for, in steps, the newest first; the best first where it is little."""

import sqlite3
from array import array
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tui.errors import LibraryError, QueryError
from tui.library.marks import Marks
from tui.library.matching import Among, Conditions, Lookup, Sql, Wanted, numbers, wanted
from tui.model import View
from tui.query import Place, Query

_FIRST, _MOST = 128, 8_192
_FEW = 20_000
"""A category of so few entries is gone through; of more, the index is."""
_NARROW = 1_000
"""So many results at most are ranked."""
_OPS = 2_000
_WEIGHTS = "10.0, 5.0, 1.0, 0.0"
_ENTRY_DOC = "(SELECT id FROM doc WHERE entry = d.entry AND entry > 0)"
_DAY = 86_400

Stopped = Callable[[], bool]
"""Says whether nobody waits for the results any more."""


class Asked(NamedTuple):
    """What SQLite is asked; its rows are entry, time of publication."""

    sql: str
    values: tuple[Any, ...]
    exact: bool
    """Whether the rows come in the order of the list, not only by day."""


class Search(Marks):
    """The part of the library that finds what is asked for."""

    def search(
        self, query: Query, view: View, now: int, stopped: Stopped = lambda: False
    ) -> Generator[Sequence[int], None, None]:
        """Yield the ids of the entries of a view that a query finds, in steps, in order.

        Args:
            query: what is searched for.
            view: where, whether unread only, and in which order.
            now: seconds since 1970, which ages are counted from.
            stopped: asked now and then; where it says so, nothing more comes.

        Close what is not read to its end in the thread that it was read in.

        Raises:
            QueryError: The query names a place that there is not.
            LibraryError: The library cannot be read.
        """
        with self._stoppable(stopped):
            asked = self.asked(query, view, now)
            cursor = self.connection.execute(asked.sql, asked.values)
            try:
                yield from _steps(cursor, asked, newest_first=view.newest_first)
            finally:
                cursor.close()

    def best(
        self, query: Query, view: View, now: int, stopped: Stopped = lambda: False
    ) -> Sequence[int] | None:
        """Return all that a query finds, the best first; None where that is much.

        None too where it is not about words, so that nothing is better than another.
        """
        conditions, want = self._wanted(query, view, now)
        if not want.words or want.table != "found":
            return None
        score, limit = f"bm25(found, {_WEIGHTS})", f" LIMIT {_NARROW + 1}"
        asked = _by_words(want, conditions, score, limit)
        rows: list[tuple[int, int, float]] = []
        with self._stoppable(stopped):
            rows = self.connection.execute(asked.sql, asked.values).fetchall()
        if len(rows) > _NARROW or stopped():
            return None
        rows.sort(key=lambda row: (row[2], -row[1], -row[0]))
        return array("q", [row[0] for row in rows])

    def asked(self, query: Query, view: View, now: int) -> Asked:
        """Return what SQLite is asked for a search."""
        conditions, want = self._wanted(query, view, now)
        order = "DESC" if view.newest_first else "ASC"
        return self._asked(conditions, want, order)

    def asked_among(
        self, query: Query, among: Among, now: int, lookup: Lookup
    ) -> Asked:
        """Return what SQLite is asked for a search that looks at some entries alone."""
        want = wanted(query, now, lookup)
        lows = [bound for bound in (among.low, want.low) if bound is not None]
        want.low = max(lows, default=None)
        want.high = among.high if want.high is None else min(among.high, want.high)
        want.only = among.only
        docs = among.docs or numbers(want.low, want.high)
        return self._asked(Conditions("d.id", now, lookup, docs), want, "DESC")

    def _asked(self, conditions: Conditions, want: Wanted, order: str) -> Asked:
        small = self._small(want)
        if want.words and small is None:
            return _by_words(want, conditions, "0", f" ORDER BY f.rowid {order}")
        return _by_category(want, _of_an_entry(conditions), small or 1, order)

    def _wanted(self, query: Query, view: View, now: int) -> tuple[Conditions, Wanted]:
        want = wanted(query, now, self._places)
        if view.category != 1:
            want.categories.append((view.category,))
        want.unread = want.unread or view.unread_only
        if view.since is not None:
            want.low = max(view.since, want.low or view.since)
        docs = numbers(want.low, want.high)
        return Conditions("d.id", now, self._places, docs), want

    def _small(self, want: Wanted) -> int | None:
        """Return the smallest category that all is in, if it is small; 0 is none."""
        singles = [ids[0] for ids in (*want.categories, (1,)) if len(ids) == 1]
        column = "unread" if want.unread else "total"
        query = f"SELECT {column} FROM category WHERE id = ?"  # noqa: S608 - one of two words
        sizes = [(self.one(query, (number,)) or (0,))[0] for number in singles]
        size, number = min(zip(sizes, singles, strict=True))
        return number if size <= _FEW or not want.words else None

    def _places(self, place: Place) -> Sequence[int]:
        """Return the ids of the categories that a place names.

        Raises:
            QueryError: There is none.
        """
        if place.name in {"starred", "later"}:
            query = "SELECT id FROM category WHERE parent = 1 AND kind = ?"
            return [row[0] for row in self.rows(query, (place.name,))]
        wanted_ = tuple(name.casefold().strip() for name in place.name.split("/"))
        nodes = self.rows("SELECT id, parent, name, kind FROM category ORDER BY id")
        names = {number: (parent, name.casefold()) for number, parent, name, _ in nodes}
        found = []
        for number, _, name, kind in nodes:
            if kind not in {"source", "category"}:
                continue
            if place.kind == "source":
                hit = wanted_[0] in name.casefold() and bool(wanted_[0])
            else:
                hit = _ends(number, names, wanted_)
            found += [number] * hit
        if not found:
            what = "source" if place.kind == "source" else "category"
            raise QueryError(f"There is no {what} “{place.name}”", place.at)
        return found

    def _stoppable(self, stopped: Stopped) -> "_Stoppable":
        return _Stoppable(self, stopped)


class _Stoppable:
    """Lets what is asked within be stopped; it then ends as if there were no more."""

    def __init__(self, library: Search, stopped: Stopped) -> None:
        self.library, self.stopped = library, stopped
        self.connection = library.connection

    def __enter__(self) -> None:
        self.connection.set_progress_handler(lambda: int(self.stopped()), _OPS)

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> bool:
        self.connection.set_progress_handler(None, 0)
        if isinstance(error, sqlite3.OperationalError) and "interrupted" in str(error):
            return True
        if isinstance(error, sqlite3.Error):
            raise LibraryError(f"{self.library.path}: {error}.") from error
        return False


def _of_an_entry(conditions: Conditions) -> Conditions:
    """Return conditions for a row that is no document."""
    return replace(conditions, doc=_ENTRY_DOC)


def _by_words(want: Wanted, conditions: Conditions, score: str, order: str) -> Asked:
    """Ask the index, and of what it has, the rest."""
    rest = [conditions.within(ids) for ids in want.categories]
    rest += [conditions.within((1,), unread=True)] if want.unread else []
    rest += [conditions.published(want.low, want.high), *_only(want)]
    rest += map(conditions.of, want.rest)
    said, values = _and(rest)
    table = want.table
    return Asked(
        f"SELECT d.entry, d.published, {score} FROM {table} f"  # noqa: S608 - our own words
        f" CROSS JOIN doc d ON d.id = f.rowid WHERE {table} MATCH ?"
        f" AND f.rowid BETWEEN ? AND ? AND d.entry > 0 AND {said}{order}",
        (want.words, *conditions.docs, *values),
        exact=False,
    )


def _by_category(
    want: Wanted, conditions: Conditions, category: int, order: str
) -> Asked:
    """Go through a category, and look each of its entries up in what the index has."""
    rest = [conditions.within(ids) for ids in want.categories if ids != (category,)]
    rest += [conditions.published(want.low, want.high), *_only(want)]
    rest += map(conditions.of, want.rest)
    if want.words:
        # To ask the index for each entry takes it 0.1 ms; all that it has comes at once.
        match = (
            f"{conditions.doc} IN (SELECT rowid FROM {want.table}"  # noqa: S608 - our own words
            f" WHERE {want.table} MATCH ? AND rowid BETWEEN ? AND ?)"
        )
        rest.append(Sql(match, (want.words, *conditions.docs)))
    said, values = _and(rest)
    unread = " AND d.unread" if want.unread else ""
    return Asked(
        f"SELECT d.entry, d.published, 0 FROM member d WHERE d.category = ?{unread}"  # noqa: S608 - our own words
        f" AND {said} ORDER BY d.published {order}, d.entry {order}",
        (category, *values),
        exact=True,
    )


def _only(want: Wanted) -> list[Sql]:
    """Ask whether an entry is the one in question, if only one is."""
    return [Sql("d.published = ? AND d.entry = ?", want.only)] if want.only else []


def _and(parts: Sequence[Sql]) -> Sql:
    values = tuple(value for part in parts for value in part.values)
    return Sql(" AND ".join(part.text for part in parts) or "1", values)


def _steps(
    cursor: sqlite3.Cursor, asked: Asked, *, newest_first: bool
) -> Iterator[Sequence[int]]:
    """Yield ids in steps, the first a small one; each day in the order of the list."""
    size, waiting = _FIRST, list[tuple[int, int]]()
    while rows := cursor.fetchmany(size):
        waiting += [(published, entry) for entry, published, _ in rows]
        if asked.exact:
            whole, waiting = waiting, []
        else:
            day = waiting[-1][0] // _DAY
            end = len(waiting)
            while end and waiting[end - 1][0] // _DAY == day:
                end -= 1
            whole, waiting = waiting[:end], waiting[end:]
            whole.sort(reverse=newest_first)
        if whole:
            yield array("q", [entry for _, entry in whole])
        size = min(size * 2, _MOST)
    waiting.sort(reverse=newest_first)
    if waiting:
        yield array("q", [entry for _, entry in waiting])


def _ends(
    number: int, names: dict[int, tuple[int, str]], wanted_: tuple[str, ...]
) -> bool:
    """Whether the path of a category ends in some names."""
    for name in reversed(wanted_):
        parent, own = names.get(number, (0, ""))
        if not own or own != name:
            return False
        number = parent
    return True
