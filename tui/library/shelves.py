"""What servers have beside what is here: how much, where a list has a gap, what was found."""

import json
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tui.library.accounts import Accounts, Work
from tui.library.beyond import Beyond, scope_of, told
from tui.library.bodies import keep, pack
from tui.library.entries import Saved
from tui.model import CategoryPath, View
from tui.news import Item, Scope, Stretch, Which


class Missing(Struct, frozen=True):
    """An account that has more of a list than is here."""

    source: int
    scope: Scope
    low: int
    """From the newest on, all is here that was published after this (seconds)."""
    high: int | None
    """From the oldest on, all is here that was published before this; None: nothing."""


class Gap(Struct, frozen=True):
    """Where a list lacks what is only at servers."""

    index: int
    """It is before this row of the view."""
    count: int | None
    """How many are missing in the whole view; None where nobody knows."""
    missing: tuple[Missing, ...]
    """At least one; the first of them is the one that makes this gap."""


class Shelves(Accounts):
    """The part of the library that is a window on servers with more than is kept."""

    def take_page(self, source: int, items: Sequence[Item], stretch: Stretch) -> Saved:
        """Take in a page that was asked for; what is here already stays as it is.

        A page that brings nothing, and reaches what the other end has, closes the gap.
        """
        packed = [pack(item.body) for item in items]
        with self.transaction() as connection:
            work = Work(connection, source)
            if not work.places.mount:
                return Saved(0, 0)
            beyond, new = Beyond(connection, work.places), 0
            for item, body in zip(items, packed, strict=True):
                if not work.has(item.entry.key):
                    work.save(item)
                    keep(connection, source, [(item.entry.key, body)])
                    read, starred = bool(item.read), bool(item.starred)
                    beyond.came(item.entry, read=read, starred=starred)
                    new += 1
            if stretch.scope.words:
                work.find(item.entry.key for item in items)
            elif items and not new and self._meets(source, stretch):
                stretch = replace(stretch, more=None)
            beyond.reach(stretch)
        return Saved(new, 0)

    def stretch(self, source: int, scope: Scope, *, oldest: bool) -> Stretch | None:
        """Return how far a scope is here, None where it was not asked for yet."""
        found = self.one(
            "SELECT edge, more FROM stretch"
            " WHERE source = ? AND scope = ? AND oldest = ?",
            (source, told(scope), oldest),
        )
        if not found:
            return None
        more = None if found[1] is None else json.loads(found[1])
        return Stretch(scope, oldest, found[0], more)

    def beyond(self) -> dict[int, tuple[int | None, int]]:
        """Return how many entries of a category are only at servers, and how many unread.

        None: more, but nobody knows how many.
        """
        rows = self.rows(
            "SELECT b.category, b.total, b.unread, c.kind FROM beyond b"
            " JOIN category c ON c.id = b.category"
        )
        tops = dict(self.rows("SELECT kind, id FROM category WHERE parent = 1"))
        found: dict[int, tuple[int | None, int]] = {}
        for category, total, unread, kind in rows:
            found[category] = total, unread
            above = 1 if kind == "source" else tops.get(kind)
            if above:
                sum_, more = found.get(above, (0, 0))
                unknown = total is None or sum_ is None
                found[above] = None if unknown else sum_ + total, more + unread
        return found

    def gap(self, view: View) -> Gap | None:
        """Return where a view first lacks what is only at servers; None if nowhere."""
        if view.found is not None:  # a search looks at what is here
            return None
        missing = [
            found
            for source, scope in self._scopes(view)
            if (found := self._missing(source, scope))
            and not (view.since is not None and found.low <= view.since)
        ]
        if not missing:
            return None
        missing.sort(key=lambda one: -one.low)
        low = max(missing[0].low, view.since or missing[0].low)
        newer = self.count(replace(view, since=low))
        index = newer if view.newest_first else self.count(view) - newer
        total, unread = self.beyond().get(view.category, (None, 0))
        count = unread if view.unread_only else total
        known = count is not None and view.since is None
        return Gap(index, count if known else None, tuple(missing))

    def _scopes(self, view: View) -> list[tuple[int, Scope]]:
        """Return what the list of a view is at each account with more than is here."""
        where = self._where_is(view.category)
        if where is None:
            return []
        kind, mount, place = where
        if kind in {"search", "problem", "updated"}:  # they look at what is here
            return []
        if kind == "found":
            found = self.rows("SELECT source, scope FROM stretch WHERE NOT oldest")
            return [
                (one, scope) for one, key in found if (scope := scope_of(key)).words
            ]
        which: Which = "unread" if view.unread_only else "all"
        if kind in {"starred", "later"}:
            which = "starred"
        large = self.rows(
            "SELECT s.id FROM stretch t JOIN source s ON s.id = t.source"
            " WHERE t.scope = ? AND NOT t.oldest AND (s.mount = ? OR ? = 0)",
            (told(Scope()), mount, mount),
        )
        return [(source, Scope(place, which)) for (source,) in large if kind != "later"]

    def _where_is(self, category: int) -> tuple[str, int, CategoryPath] | None:
        """Return a category's kind, the mount it is below (0: all), and its place there."""
        query = "SELECT parent, kind, name FROM category WHERE id = ?"
        names: list[str] = []
        first, above = "", category
        while found := self.one(query, (above,)):
            parent, kind, name = found
            first = first or kind
            if kind in {"source", "all"}:
                return first, 0 if kind == "all" else above, tuple(reversed(names))
            names += [name] if kind == "category" else []
            above = parent
        return None

    def _missing(self, source: int, scope: Scope) -> Missing | None:
        newest, oldest, whole = self._reached(source, scope)
        if whole or not newest:
            return None
        return Missing(source, scope, min(newest), max(oldest, default=None))

    def _reached(self, source: int, scope: Scope) -> tuple[list[int], list[int], bool]:
        """Return how far a scope is here from either end, and whether it is all here."""
        query = "SELECT scope, oldest, edge, more FROM stretch WHERE source = ?"
        ends: tuple[list[int], list[int]] = [], []
        whole = False
        for key, end, edge, more in self.rows(query, (source,)):
            if _covers(scope_of(key), scope):
                ends[end].append(edge)
                whole = whole or more is None
        return *ends, whole

    def _meets(self, source: int, stretch: Stretch) -> bool:
        newest, oldest, _ = self._reached(source, stretch.scope)
        if stretch.oldest:
            return any(stretch.edge >= edge for edge in newest)
        return any(stretch.edge <= edge for edge in oldest)

    # What one visit asks about what is here

    def marks_of(
        self, source: int, keys: Sequence[str]
    ) -> dict[str, tuple[bool, bool]]:
        """Return whether entries are read and starred, by key; only of those here."""
        query = (
            "SELECT coalesce(m.read, 0), coalesce(m.starred, 0) FROM entry e"
            " LEFT JOIN mark m ON m.entry = e.id"
            " WHERE e.source = ? AND e.key = ? AND NOT e.gone"
        )
        found = ((key, self.one(query, (source, key))) for key in keys)
        return {key: (bool(row[0]), bool(row[1])) for key, row in found if row}

    def keys_after(self, source: int, key: str, most: int) -> list[str]:
        """Return keys of a source in the order of text, those after one."""
        query = (
            "SELECT key FROM entry WHERE source = ? AND key > ? AND NOT gone"
            " ORDER BY key LIMIT ?"
        )
        return [row[0] for row in self.rows(query, (source, key, most))]

    def keys_below(self, source: int, number: int, most: int) -> list[str]:
        """Return keys of a source that are numbers, the highest below one first."""
        query = (
            "SELECT key FROM entry WHERE source = ? AND NOT gone"
            " AND CAST(key AS INTEGER) < ? ORDER BY CAST(key AS INTEGER) DESC LIMIT ?"
        )
        return [row[0] for row in self.rows(query, (source, number, most))]

    # What was looked for at servers

    def seek(self, words: str) -> None:
        """Forget what was found before; ``words`` are what is looked for now."""
        with self.transaction() as connection:
            connection.execute(
                "DELETE FROM member WHERE category IN"
                " (SELECT id FROM category WHERE kind = 'found')"
            )
            connection.execute("DELETE FROM server_found")
            found = connection.execute("SELECT source, scope FROM stretch").fetchall()
            for source, key in found:
                if scope_of(key).words:
                    values = source, key
                    connection.execute(
                        "DELETE FROM stretch WHERE source = ? AND scope = ?", values
                    )
        self.remember("sought", words)

    def sought(self) -> str:
        """Return what was looked for last; empty for nothing."""
        return str(self.recall("sought") or "")


def _covers(one: Scope, other: Scope) -> bool:
    """Whether all of ``other`` is part of ``one``."""
    if one.words or other.words:
        return one == other
    above = other.place[: len(one.place)] == one.place
    return above and one.which in {"all", other.which}
