"""Writes what servers have that is not here, inside a transaction; it asks no server."""

import json
from collections import defaultdict
from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any

from tui.library.places import Places
from tui.model import Entry
from tui.news import Counts, Scope, Stretch

_FORGET = (
    "WITH RECURSIVE below (id) AS (SELECT ? UNION ALL SELECT c.id FROM category c"
    " JOIN below b ON c.parent = b.id) DELETE FROM beyond WHERE category IN below"
)


def told(scope: Scope) -> str:
    """Return a scope as the key that it is kept under."""
    return json.dumps([scope.which, scope.words, *scope.place], ensure_ascii=False)


def scope_of(key: str) -> Scope:
    """Return the scope that is kept under a key."""
    which, words, *place = json.loads(key)
    return Scope(tuple(place), which, words)


class Beyond:
    """Keeps how much of one source is not here, and where that begins."""

    def __init__(self, connection: Connection, places: Places) -> None:
        self.connection, self.places = connection, places

    def count(self, counts: Counts) -> None:
        """Keep how much more the server has at each place than is here.

        What waits for the server is not in its counts yet.
        """
        there: dict[int, list[Any]] = defaultdict(lambda: [0, 0])
        for feed in counts.feeds:
            for category in self._above(feed.places):
                total, unread = there[category]
                unknown = total is None or feed.total is None
                there[category] = [
                    None if unknown else total + feed.total,
                    unread + feed.unread,
                ]
        (starred,) = self.connection.execute(
            "SELECT id FROM category WHERE parent = ? AND kind = 'starred'",
            (self.places.mount,),
        ).fetchone()
        there[starred] = [*(counts.starred or (None, 0))]
        waiting = self._waiting()
        self.connection.execute(_FORGET, (self.places.mount,))
        for category, (total, unread) in there.items():
            here = self.connection.execute(
                "SELECT total + behind, unread + behind_unread FROM category"
                " WHERE id = ?",
                (category,),
            ).fetchone()
            more = None if total is None else max(0, total - here[0])
            unseen = max(0, unread - here[1] - waiting[category])
            self.connection.execute(
                "INSERT INTO beyond VALUES (?, ?, ?)", (category, more, unseen)
            )

    def _above(self, places: Iterable[tuple[str, ...]]) -> set[int]:
        return {
            self.places.category(place[:n])
            for place in places
            for n in range(len(place) + 1)
        }

    def _waiting(self) -> dict[int, int]:
        """Return how many more are unread at the server, since it was not told yet."""
        found = self.connection.execute(
            "SELECT e.categories, w.want FROM wish w JOIN entry e ON e.id = w.entry"
            " WHERE e.source = ? AND w.field = 'read' AND NOT e.gone",
            (self.places.source,),
        )
        more: dict[int, int] = defaultdict(int)
        for categories, want in found.fetchall():
            for category in self._above(map(tuple, json.loads(categories))):
                more[category] += 1 if want else -1
        return more

    def came(self, entry: Entry, *, read: bool, starred: bool) -> None:
        """Count an entry as here that was only at the server."""
        where = self.places.places(entry, int(starred), 0)
        self.connection.executemany(
            "UPDATE beyond SET total = max(total - 1, 0), unread = max(unread - ?, 0)"
            " WHERE category = ?",
            [(not read, category) for category in where],
        )

    def reach(self, stretch: Stretch) -> None:
        """Keep how far a scope is here; what was known of it only grows."""
        more = None if stretch.more is None else json.dumps(dict(stretch.more))
        which = self.places.source, told(stretch.scope), stretch.oldest
        query = "SELECT edge FROM stretch WHERE source = ? AND scope = ? AND oldest = ?"
        found = self.connection.execute(query, which).fetchone()
        edge = stretch.edge
        if stretch.begins and stretch.scope == Scope():
            # More came meanwhile than was brought: nothing is without a gap any more.
            forget = "DELETE FROM stretch WHERE source = ?"
            self.connection.execute(forget, (self.places.source,))
        elif found and not stretch.begins:
            edge = max(edge, found[0]) if stretch.oldest else min(edge, found[0])
        self.connection.execute(
            "INSERT OR REPLACE INTO stretch VALUES (?, ?, ?, ?, ?)",
            (*which, edge, more),
        )
