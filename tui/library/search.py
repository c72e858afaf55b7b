"""Finds what is asked for, in steps, the newest first; the best first where it is little."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.errors import LibraryError, QueryError
from tui.library.marks import Marks
from tui.library.once import once

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence

    from tui.library.asking import Asked
    from tui.library.matching import Among, Conditions, Lookup, Wanted
    from tui.model import View
    from tui.query import Place, Query

_FIRST, _MOST = 128, 8_192
_FEW = 20_000
"""A category of so few entries is gone through; of more, the index is."""
_HANDFUL = 200
"""Of so few, the index is asked for each by itself."""
_NARROW = 1_000
"""So many results at most are ranked."""
_OPS = 2_000
_WEIGHTS = "10.0, 5.0, 1.0, 0.0"
_DAY = 86_400
_EVERYTHING = 1

Stopped = Callable[[], bool]
"""Says whether nobody waits for the results any more."""


class Search(Marks):
    """The part of the library that finds what is asked for."""

    def search(
        self, query: Query, view: View, now: int, stopped: Stopped = lambda: False
    ) -> Generator[Sequence[int], None, None]:
        """Yield the ids of the entries of a view that a query finds, in steps, in order.

        Of each story it is the first that is found.

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
            seen: set[int] = set()
            for asked in self.asked(query, view, now):
                cursor = self.connection.execute(asked.sql, asked.values)
                try:
                    for step in _steps(cursor, asked, newest_first=view.newest_first):
                        if kept := once(self.connection, step, seen):
                            yield kept
                finally:
                    cursor.close()

    def best(
        self, query: Query, view: View, now: int, stopped: Stopped = lambda: False
    ) -> Sequence[int] | None:
        """Return all that a query finds, the best first; None where that is much.

        None too where it is not about words, so that nothing is better than another.
        """
        from tui.library import asking  # noqa: PLC0415 - the start searches nothing

        conditions, want = asking.translated(query, view, now, self._places)
        if not want.words or want.table != "found":
            return None
        score, limit = f"bm25(found, {_WEIGHTS})", f" LIMIT {_NARROW + 1}"
        asked = asking.by_words(want, conditions, score, limit)
        rows: list[tuple[int, int, float]] = []
        with self._stoppable(stopped):
            rows = self.connection.execute(asked.sql, asked.values).fetchall()
        if len(rows) > _NARROW or stopped():
            return None
        rows.sort(key=lambda row: (row[2], -row[1], -row[0]))
        return array("q", once(self.connection, [row[0] for row in rows], set()))

    def asked(self, query: Query, view: View, now: int) -> Iterator[Asked]:
        """Yield what SQLite is asked for a search, one after the other."""
        from tui.library import asking  # noqa: PLC0415 - the start searches nothing
        from tui.library.stretches import stretches  # noqa: PLC0415 - likewise

        conditions, want = asking.translated(query, view, now, self._places)
        order = "DESC" if view.newest_first else "ASC"
        small = bool(want.words) and _HANDFUL < self._smallest(want)[0] <= _FEW
        if not small and not asking.gathers(want):
            yield self._asked(conditions, want, order)
            return
        span, newest = (want.low, want.high), view.newest_first
        for stretch in stretches(self.connection, *span, newest_first=newest):
            yield self._asked(*asking.within(conditions, want, stretch), order)

    def asked_among(
        self, query: Query, among: Among, now: int, lookup: Lookup
    ) -> Asked:
        """Return what SQLite is asked for a search that looks at some entries alone."""
        from tui.library import asking  # noqa: PLC0415 - the start searches nothing

        conditions, want = asking.limited(query, among, now, lookup)
        return self._asked(conditions, want, "DESC")

    def _asked(self, conditions: Conditions, want: Wanted, order: str) -> Asked:
        from tui.library import asking  # noqa: PLC0415 - the start searches nothing

        size, categories = self._smallest(want)
        if want.words and size > _FEW:
            return asking.by_words(want, conditions, "0", f" ORDER BY f.rowid {order}")
        each = size <= _HANDFUL
        return asking.by_category(want, conditions, categories, order, each=each)

    def _smallest(self, want: Wanted) -> tuple[int, Sequence[int]]:
        """Return the categories that all is in and have the least, and how much it is."""
        column = "total - unread" if want.read else "total"
        column = "unread" if want.unread else column
        sizes = []
        for ids in (*want.categories, (_EVERYTHING,)):
            numbers = ", ".join(map(str, ids))
            query = f"SELECT sum({column}) FROM category WHERE id IN ({numbers})"  # noqa: S608 - numbers of ours
            sizes.append((self.one(query)[0] or 0, ids))
        return min(sizes, key=lambda one: (one[0], len(one[1])))

    def _places(self, place: Place) -> Sequence[int]:
        """Return the ids of the categories that a place names.

        Raises:
            QueryError: There is none.
        """
        if place.kind == "is":
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

    def _stoppable(self, stopped: Stopped) -> _Stoppable:
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
