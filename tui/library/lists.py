"""Reads windows of a view by index ranges; its cost does not grow with the library."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tui.library.database import Database
from tui.library.rows import ENTRY, row_of
from tui.model import Row, View

_DAY = 86_400
_NEVER = -(1 << 62)
_STANDS = (
    "SELECT m.published, m.entry FROM copy c CROSS JOIN copy o ON o.story = c.story"
    " CROSS JOIN entry e ON e.id = o.entry CROSS JOIN member m ON m.category = ?"
    " AND m.published = e.published AND m.entry = e.id WHERE c.entry = ?"
    " AND NOT m.behind"
)
"""The row that stands for an entry's story in a category."""


class Key(NamedTuple):
    """Where an entry stands in every list."""

    published: int
    entry: int


class Lists(Database):
    """The part of the library that lists read."""

    def count(self, view: View) -> int:
        """Return how many rows a view has."""
        return self._count(view) + (self._kept(view) is not None)

    def _count(self, view: View) -> int:
        if view.since is None:
            column = "unread" if view.unread_only else "total"
            query = f"SELECT {column} FROM category WHERE id = ?"  # noqa: S608 - one of two words
            found = self.one(query, (view.category,))
            return found[0] if found else 0
        return self._newer(view, Key(view.since, -1))

    def window(self, view: View, start: int, count: int) -> list[Row]:
        """Return the rows ``start`` to ``start + count - 1`` of a view."""
        kept = self._kept(view)
        if kept is None:
            return self._rows(self._keys(view, start, count))
        place = self._before(view, kept)
        keys = self._keys(view, start - (place < start), count)
        if start <= place < start + count:
            keys.insert(place - start, kept)
        return self._rows(keys[:count])

    def rank(self, view: View, entry: int) -> int | None:
        """Return the index of an entry in a view, None where it is not in it."""
        key = self._key(view, entry)
        if key is None:
            return None
        kept = self._kept(view)
        if view.unread_only and kept != key and not self._is_unread(view, key):
            return None
        ahead = kept is not None and kept != key and self._precedes(view, kept, key)
        return self._before(view, key) + ahead

    def next_unread(
        self,
        view: View,
        entry: int | None,
        backwards: bool = False,
    ) -> int | None:
        """Return the id of the next unread entry of a view after ``entry``, if any."""
        down = view.newest_first != backwards
        low = _NEVER if view.since is None else view.since
        key = None if entry is None else self._where(entry)
        # One lower bound: of two, SQLite starts at the wrong one and walks.
        values: tuple[Any, ...] = max(Key(low, -1), key or Key(low, -1))
        condition = "(published, entry) > (?, ?)"
        if down:
            values, condition = (low,), "published >= ?"
            if key:
                values, condition = (
                    (low, *key),
                    f"{condition} AND (published, entry) < (?, ?)",
                )
        order = "DESC" if down else "ASC"
        found = self.one(
            f"SELECT entry FROM member WHERE category = ? AND {condition} AND unread"  # noqa: S608 - our own words
            f" AND NOT behind ORDER BY published {order}, entry {order} LIMIT 1",
            (view.category, *values),
        )
        return found[0] if found else None

    def entry(self, number: int) -> Row | None:
        """Return one entry."""
        rows = self._rows([Key(0, number)])
        return rows[0] if rows else None

    def find(self, source: int, key: str) -> Row | None:
        """Return the entry of a source that has that key."""
        query = "SELECT id FROM entry WHERE source = ? AND key = ? AND NOT gone"
        found = self.one(query, (source, key))
        return self.entry(found[0]) if found else None

    def entries_with_problems(self, limit: int) -> list[Row]:
        """Return entries that something is wrong with, the latest read in first."""
        found = self.rows(
            "SELECT 0, id FROM entry WHERE problems <> '[]' AND NOT gone"
            " ORDER BY id DESC LIMIT ?",
            (limit,),
        )
        return self._rows([Key(*key) for key in found])

    def _rows(self, keys: Sequence[Key]) -> list[Row]:
        query = (
            f"SELECT {ENTRY} FROM entry e LEFT JOIN mark m ON m.entry = e.id"  # noqa: S608 - our own names
            " WHERE e.id = ? AND NOT e.gone"
        )
        found = (self.one(query, (key.entry,)) for key in keys)
        return [row_of(values) for values in found if values]

    def _where(self, entry: int) -> Key | None:
        found = self.one("SELECT published, id FROM entry WHERE id = ?", (entry,))
        return Key(*found) if found else None

    def _key(self, view: View, entry: int) -> Key | None:
        """Return an entry's key where the view's category has it, read or not.

        Where another of its story stands for it there, that one's.
        """
        key = self._where(entry)
        query = "SELECT behind FROM member WHERE category = ? AND published = ? AND entry = ?"
        found = key and self.one(query, (view.category, *key))
        if key is None or not found:
            return None
        if found[0]:
            key = Key(*self.one(_STANDS, (view.category, entry)))
        if view.since is not None and key.published < view.since:
            return None
        return key

    def _is_unread(self, view: View, key: Key) -> bool:
        query = "SELECT unread FROM member WHERE category = ? AND published = ? AND entry = ?"
        return bool(self.one(query, (view.category, *key))[0])

    def _kept(self, view: View) -> Key | None:
        """Return the key of the entry that is shown although it is read."""
        if not view.keep or not view.unread_only:
            return None
        key = self._key(view, view.keep)
        return key if key and not self._is_unread(view, key) else None

    @staticmethod
    def _precedes(view: View, one: Key, other: Key) -> bool:
        return one > other if view.newest_first else one < other

    def _before(self, view: View, key: Key) -> int:
        """Return how many of a view's rows stand before ``key``."""
        if view.newest_first:
            return self._newer(view, key)
        own = 0 if view.unread_only and not self._is_unread(view, key) else 1
        return self._count(view) - self._newer(view, key) - own

    def _newer(self, view: View, key: Key) -> int:
        """Return how many rows are newer than ``key``: by days, then within its day."""
        column = "unread" if view.unread_only else "total"
        unread = " AND unread" if view.unread_only else ""
        day = int(key.published / _DAY)
        later = self.one(
            f"SELECT coalesce(sum({column}), 0) FROM day WHERE category = ? AND day > ?",  # noqa: S608 - one of two words
            (view.category, day),
        )[0]
        end = (day + 1) * _DAY if day >= 0 else day * _DAY + 1
        same = self.one(
            "SELECT count(*) FROM member WHERE category = ? AND published < ?"  # noqa: S608 - our own words
            f" AND (published, entry) > (?, ?) AND NOT behind{unread}",
            (view.category, end, *key),
        )[0]
        return int(later + same)

    def _keys(self, view: View, start: int, count: int) -> list[Key]:
        """Return the keys of a range of rows, not counting the kept one."""
        start = max(0, start)
        low = _NEVER if view.since is None else view.since
        day, skip = self._day_of(view, start)
        if day is None:
            return []
        down = view.newest_first
        unread = " AND unread" if view.unread_only else ""
        # A day is the truncated quotient: the first after 1970 reaches back one more.
        edge = (day + 1) * _DAY - 1 if day >= 0 else day * _DAY
        if not down:
            edge = _day_start(day)
        order = "DESC" if down else "ASC"
        condition = "published <= ? AND published >= ?" if down else "published >= ?"
        values = (edge, low) if down else (edge,)
        found = self.rows(
            f"SELECT published, entry FROM member WHERE category = ? AND {condition}"  # noqa: S608 - our own words
            f" AND NOT behind{unread} ORDER BY published {order}, entry {order}"
            " LIMIT ? OFFSET ?",
            (view.category, *values, count, skip),
        )
        return [Key(*key) for key in found]

    def _earlier_that_day(self, view: View, since: int, day: int) -> int:
        """Return how many rows of the first day ``since`` leaves out."""
        unread = " AND unread" if view.unread_only else ""
        found = self.one(
            "SELECT count(*) FROM member WHERE category = ? AND published >= ?"  # noqa: S608 - our own words
            f" AND published < ? AND NOT behind{unread}",
            (view.category, _day_start(day), since),
        )
        return int(found[0])

    def _day_of(self, view: View, index: int) -> tuple[int | None, int]:
        """Return the day that a row falls on, and how many rows of it come before."""
        column = "unread" if view.unread_only else "total"
        order = "DESC" if view.newest_first else "ASC"
        first = _NEVER if view.since is None else int(view.since / _DAY)
        days = self.rows(
            f"SELECT day, {column} FROM day WHERE category = ? AND day >= ?"  # noqa: S608 - our own words
            f" ORDER BY day {order}",
            (view.category, first),
        )
        if view.since is not None and not view.newest_first:
            index += self._earlier_that_day(view, view.since, first)
        for day, size in days:
            if index < size:
                return day, index
            index -= size
        return None, 0


def _day_start(day: int) -> int:
    """Return the first second of a day, which is a quotient truncated towards zero."""
    return day * _DAY if day > 0 else (day - 1) * _DAY + 1
