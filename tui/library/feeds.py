"""The feeds that are followed: where, under which name, and how the last visit went."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from tui.library.entries import Entries, SourceRow
from tui.library.lists import Lists
from tui.model import CategoryPath

_BATCH = 400
_COLUMNS = "id, prefix, url, name, folder, state, due"


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that is followed."""

    id: int
    prefix: str
    """What the keys of its entries begin with, made of the address it was added with.

    So they are the same when it is added again, and stay when it moves.
    """
    url: str
    name: str
    folder: CategoryPath
    """Where it stands in the tree."""
    state: Mapping[str, Any]
    """What the last visit left for the next one; JSON."""
    due: int
    """When it is to be visited again, in seconds since 1970."""

    @property
    def place(self) -> CategoryPath:
        """The category of its entries."""
        return (*self.folder, self.name)

    def key(self, identity: str) -> str:
        """Return the key, in the library, of its entry with an identity."""
        return f"{self.prefix}/{identity}"


class Feeds(Entries, Lists):
    """The part of the library that knows which feeds are followed."""

    def feeds(self) -> SourceRow:
        """Return the source that the entries of all feeds belong to."""
        return self.add_source("feeds", "feeds", "Feeds")

    def subscribe(self, url: str, name: str, folder: CategoryPath = ()) -> Subscription:
        """Follow a feed; one that is followed already stays as it is."""
        self.feeds()
        prefix = blake2b(url.encode(), digest_size=8).hexdigest()
        with self.transaction() as connection:
            connection.execute(
                "INSERT OR IGNORE INTO feed (prefix, url, name, folder)"
                " VALUES (?, ?, ?, ?)",
                (prefix, url, name, json.dumps(folder, ensure_ascii=False)),
            )
        found = self.subscription(url)
        assert found  # noqa: S101 - just made
        return found

    def subscription(self, url: str) -> Subscription | None:
        """Return the feed at an address, if it is followed."""
        query = f"SELECT {_COLUMNS} FROM feed WHERE url = ?"  # noqa: S608 - our own words
        found = self.one(query, (url,))
        return _subscription(found) if found else None

    def subscriptions(self, due: int | None = None) -> list[Subscription]:
        """Return every feed, or those to be visited at a time or before."""
        query = f"SELECT {_COLUMNS} FROM feed WHERE due <= ? ORDER BY due, id"  # noqa: S608 - our own words
        return [_subscription(row) for row in self.rows(query, (due or 1 << 62,))]

    def visited(self, feed: int, state: Mapping[str, Any], due: int) -> None:
        """Remember how a visit went and when the next one is due."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE feed SET state = ?, due = ? WHERE id = ?",
                (json.dumps(state, ensure_ascii=False), due, feed),
            )

    def change_feed(self, was: Subscription, now: Subscription) -> None:
        """Give a feed another address, name or folder; its entries follow."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE OR IGNORE feed SET url = ?, name = ?, folder = ? WHERE id = ?",
                (now.url, now.name, json.dumps(now.folder, ensure_ascii=False), was.id),
            )
        if was.place == now.place:
            return
        source, keys = self.feeds().id, self._entry_keys(was)
        for start in range(0, len(keys), _BATCH):
            rows = (self.find(source, key) for key in keys[start : start + _BATCH])
            found = [row.entry for row in rows if row]
            places = (now.place,)
            self.save(source, [replace(entry, categories=places) for entry in found])

    def unsubscribe(self, feed: Subscription) -> int:
        """Follow a feed no more; what was marked is kept aside. Return how many went."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM feed WHERE id = ?", (feed.id,))
        source, keys = self.feeds().id, self._entry_keys(feed)
        batches = range(0, len(keys), _BATCH)
        return sum(self.remove(source, keys[n : n + _BATCH]) for n in batches)

    def _entry_keys(self, feed: Subscription) -> list[str]:
        return [key for key, _, _ in self.stamps(self.feeds().id, feed.prefix)]


def _subscription(row: tuple[Any, ...]) -> Subscription:
    number, prefix, url, name, folder, state, due = row
    place = tuple(json.loads(folder))
    return Subscription(number, prefix, url, name, place, json.loads(state), due)
