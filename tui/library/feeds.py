"""The feeds that are followed: where, under which name, and how the last visit went."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from sqlite3 import Connection
from types import MappingProxyType
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from tui.library import claims
from tui.library.entries import Entries, SourceRow
from tui.library.lists import Lists
from tui.library.places import Places
from tui.library.silent import stand
from tui.model import CategoryPath

_BATCH = 400
_LAST = "\U0010ffff"
"""What no name goes on with: a noncharacter (Unicode 23.7)."""
_COLUMNS = "id, prefix, url, name, folder, state, due, attributes, also, login"


class Wanted(NamedTuple):
    """A feed that is to be followed."""

    url: str
    name: str
    """As in Subscription."""
    folder: CategoryPath = ()
    site: str = ""
    """The address of its site, as far as a list of feeds says it."""
    attributes: Mapping[str, str] = MappingProxyType({})
    also: tuple[CategoryPath, ...] = ()
    """The folders besides that it stands in."""
    login: Mapping[str, str] = MappingProxyType({})
    """As in Subscription."""


class Subscription(Struct, frozen=True):
    """A feed that is followed."""

    id: int
    prefix: str
    """What the keys of its entries begin with, made of the address it was added with.

    So they are the same when it is added again, and stay when it moves.
    """
    url: str
    name: str
    """What the person calls it; its address where it shall be called as it calls itself."""
    folder: CategoryPath
    """Where it stands in the tree."""
    state: Mapping[str, Any]
    """What the last visit left for the next one; JSON."""
    due: int
    """When it is to be visited again, in seconds since 1970."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What else a list of feeds said of it, for the next program that reads one."""
    also: tuple[CategoryPath, ...] = ()
    """The folders besides that it stands in."""
    login: Mapping[str, str] = field(default_factory=dict)
    """Who asks, and what tells the secret; never the secret itself."""

    @property
    def place(self) -> CategoryPath:
        """The first category of its entries."""
        return (*self.folder, self.name)

    @property
    def folders(self) -> tuple[CategoryPath, ...]:
        """Every folder that it stands in, each once."""
        return tuple(dict.fromkeys((self.folder, *self.also)))

    @property
    def places(self) -> tuple[CategoryPath, ...]:
        """Every category of its entries."""
        return tuple((*folder, self.name) for folder in self.folders)

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
        self.subscribe_all([Wanted(url, name, folder)])
        found = self.subscription(url)
        assert found  # noqa: S101 - just made
        return found

    def subscribe_all(self, feeds: Iterable[Wanted]) -> int:
        """Follow many feeds in one transaction; return how many were not yet.

        One whose name another has in the same folder gets a number behind it.
        """
        self.feeds()
        with self.transaction() as connection:
            query = "SELECT prefix, url FROM feed"
            known = {word for row in connection.execute(query) for word in row}
            names = _names(connection)
            rows: list[tuple[str, ...]] = []
            for feed in feeds:
                prefix, folder = _prefix(feed.url), _json(feed.folder)
                if {prefix, feed.url} & known:
                    continue
                known.add(prefix)
                folders = (feed.folder, *feed.also)
                name = _free(feed.name, names, folders)
                for path in folders:
                    names[path].add(name)
                also = _json(list(dict.fromkeys(feed.also)))
                site = _json({"site": feed.site} if feed.site else {})
                attributes = _json(dict(feed.attributes))
                rest = attributes, also, _json(dict(feed.login))
                rows.append((prefix, feed.url, name, folder, site, *rest))
            connection.executemany(
                "INSERT INTO feed"
                " (prefix, url, name, folder, state, attributes, also, login)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )
            newest = "SELECT id FROM feed ORDER BY id DESC LIMIT ?"
            made = connection.execute(newest, (len(rows),)).fetchall()
            self._stand(connection, (number for (number,) in reversed(made)))
        return len(rows)

    def _stand(self, connection: Connection, feeds: Iterable[int]) -> None:
        """Let feeds stand in the tree though they have brought nothing yet."""
        places = Places(connection, self.feeds().id)
        for feed in feeds:
            stand(connection, places, feed)

    def subscription(self, url: str) -> Subscription | None:
        """Return the feed that is, or was when it was added, at an address."""
        query = f"SELECT {_COLUMNS} FROM feed WHERE url = ? OR prefix = ?"  # noqa: S608 - our own words
        found = self.one(query, (url, _prefix(url)))
        return _subscription(found) if found else None

    def current(self, feed: Subscription) -> Subscription | None:
        """Return a feed as it is by now; None if it is followed no more."""
        query = f"SELECT {_COLUMNS} FROM feed WHERE id = ?"  # noqa: S608 - our own words
        found = self.one(query, (feed.id,))
        return _subscription(found) if found else None

    def subscriptions(self, due: int | None = None) -> list[Subscription]:
        """Return every feed, or those to be visited at a time or before."""
        query = f"SELECT {_COLUMNS} FROM feed WHERE due <= ? ORDER BY due, id"  # noqa: S608 - our own words
        return [_subscription(row) for row in self.rows(query, (due or 1 << 62,))]

    def has_feeds(self) -> bool:
        """Whether any feed is followed."""
        return self.one("SELECT 1 FROM feed LIMIT 1") is not None

    def address_of(self, key: str) -> str:
        """Return the address of the feed that an entry's key is of; else nothing."""
        query = "SELECT url FROM feed WHERE prefix = ?"
        found = self.one(query, (key.partition("/")[0],))
        return found[0] if found else ""

    def claim(self, feed: Subscription, now: int, until: int) -> bool:
        """Keep others from visiting a feed; return whether nobody else does or just did.

        Both are in seconds since 1970. ``visited`` and ``release`` end it, and what ends
        any claim.
        """
        with self.transaction() as connection:
            same = "SELECT 1 FROM feed WHERE id = ? AND due = ?"
            if not connection.execute(same, (feed.id, feed.due)).fetchone():
                return False
            return claims.claim(connection, f"feed:{feed.id}", now, until)

    def release(self, feed: Subscription) -> None:
        """Let others visit a feed that was claimed and not visited."""
        with self.transaction() as connection:
            claims.release(connection, f"feed:{feed.id}")

    def visited(self, feed: int, state: Mapping[str, Any], due: int) -> None:
        """Remember how a visit went and when the next one is due.

        ``state`` is the caller's; its ``trouble``, if any, is why the feed was not read.
        """
        with self.transaction() as connection:
            connection.execute(
                "UPDATE feed SET state = ?, due = ? WHERE id = ?",
                (_json(state), due, feed),
            )
            claims.release(connection, f"feed:{feed}")
            self._stand(connection, (feed,))

    def give_login(self, feed: Subscription, login: Mapping[str, str]) -> Subscription:
        """Let a feed be asked with a login from now on; return it as it is then."""
        with self.transaction() as connection:
            connection.execute(
                "UPDATE feed SET login = ? WHERE id = ?", (_json(dict(login)), feed.id)
            )
        return replace(feed, login=dict(login))

    def change_feed(self, was: Subscription, now: Subscription) -> Subscription:
        """Give a feed another address, name or folder; its entries follow.

        Return it as it is then: it keeps its address where another is followed at the new
        one, and gets a number behind a name that another has in the same folder.
        """
        with self.transaction() as connection:
            others = _names(connection, was.id, now.name)
            now = replace(now, name=_free(now.name, others, now.folders))
            query = "SELECT 1 FROM feed WHERE url = ? AND id <> ?"
            if connection.execute(query, (now.url, was.id)).fetchone():
                now = replace(now, url=was.url)
            connection.execute(
                "UPDATE feed SET url = ?, name = ?, folder = ?, also = ? WHERE id = ?",
                (now.url, now.name, _json(now.folder), _json(now.also), was.id),
            )
            self._stand(connection, (was.id,))
        if was.places != now.places:
            self._move_entries(was, now)
        return now

    def _move_entries(self, was: Subscription, now: Subscription) -> None:
        source, keys = self.feeds().id, self._entry_keys(was)
        for start in range(0, len(keys), _BATCH):
            rows = (self.find(source, key) for key in keys[start : start + _BATCH])
            found = [row.entry for row in rows if row]
            moved = [replace(entry, categories=now.places) for entry in found]
            self.save(source, moved)

    def unsubscribe(self, feed: Subscription) -> int:
        """Follow a feed no more; what was marked is kept aside. Return how many went."""
        with self.transaction() as connection:
            connection.execute("DELETE FROM feed WHERE id = ?", (feed.id,))
            self._stand(connection, (feed.id,))
        source, keys = self.feeds().id, self._entry_keys(feed)
        batches = range(0, len(keys), _BATCH)
        return sum(self.remove(source, keys[n : n + _BATCH]) for n in batches)

    def _entry_keys(self, feed: Subscription) -> list[str]:
        return [key for key, _, _ in self.stamps(self.feeds().id, feed.prefix)]


def _subscription(row: tuple[Any, ...]) -> Subscription:
    number, prefix, url, name, folder, state, due, attributes, also, login = row
    return Subscription(
        number,
        prefix,
        url,
        name,
        tuple(json.loads(folder)),
        json.loads(state),
        due,
        json.loads(attributes),
        tuple(tuple(path) for path in json.loads(also)),
        json.loads(login),
    )


def _names(
    connection: Connection, but: int = 0, begins: str = ""
) -> dict[CategoryPath, set[str]]:
    """Return the names of the feeds in each folder that begin so.

    The feed with id ``but`` is not among them.
    """
    found: dict[CategoryPath, set[str]] = defaultdict(set)
    query = "SELECT name, folder, also FROM feed WHERE id <> ? AND name BETWEEN ? AND ?"
    for name, folder, also in connection.execute(query, (but, begins, begins + _LAST)):
        for path in (json.loads(folder), *json.loads(also)):
            found[tuple(path)].add(name)
    return found


def _free(
    name: str,
    taken: Mapping[CategoryPath, Collection[str]],
    folders: Iterable[CategoryPath],
) -> str:
    """Return a name that no other feed in these folders has."""
    others = {other for folder in folders for other in taken.get(folder, ())}
    found, number = name, 2
    while found in others:
        found, number = f"{name} ({number})", number + 1
    return found


def _prefix(url: str) -> str:
    return blake2b(url.encode(), digest_size=8).hexdigest()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
