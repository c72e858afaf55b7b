"""Writes many entries at once inside a transaction, with few statements; it reads none."""

import json
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

from tui.library.places import Places, link_of
from tui.library.rows import INSERT_AT, columns, seconds
from tui.library.tally import Member, stand
from tui.model import CategoryPath, Entry


def save_all(places: Places, entries: Sequence[Entry]) -> list[str]:
    """Save entries as `Places.save` does each; return what that returns."""
    known = _known(places, entries)
    fresh: dict[str, Entry] = {}
    for entry in entries:
        if entry.key not in known and not places.tombs.holds(entry.key):
            fresh.setdefault(entry.key, entry)
    _insert(places, fresh.values())
    return [
        "new" if fresh.get(entry.key) is entry else places.save(entry)
        for entry in entries
    ]


def _known(places: Places, entries: Iterable[Entry]) -> set[str]:
    """Return which of the keys there are, kept aside or not."""
    found = places.connection.execute(
        "SELECT e.key FROM json_each(?) j CROSS JOIN entry e"
        " ON e.source = ? AND e.key = j.value",
        (json.dumps([entry.key for entry in entries]), places.source),
    )
    return {key for (key,) in found}


def _insert(places: Places, entries: Iterable[Entry]) -> None:
    """Take in entries that are not there, unread and without marks."""
    rows = []
    members: list[Member] = []
    stands: dict[tuple[CategoryPath, ...], set[int]] = {}
    for number, entry in enumerate(entries, _next(places.connection)):
        rows.append((number, places.source, entry.key, *columns(entry), link_of(entry)))
        where = stands.get(entry.categories)
        if where is None:
            where = stands[entry.categories] = places.places(entry, 0, 0)
        when = seconds(entry)
        members += [(category, when, number, True) for category in where]
    places.connection.executemany(INSERT_AT, rows)
    stand(places.connection, members)


def _next(connection: Connection) -> int:
    """Return the id that the next entry would get by itself."""
    query = "SELECT seq FROM sqlite_sequence WHERE name = 'entry'"
    found = connection.execute(query).fetchone()
    return int(found[0]) + 1 if found else 1
