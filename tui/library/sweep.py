"""What is being done to many entries: how it is kept, what is next, how it ends."""

import json
from collections.abc import Iterable
from sqlite3 import Connection
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from tui.model import Category

_STEP = 250
NEVER = -(1 << 62)
_EVERYTHING = 1
"""The category that every entry is in, though it is above none."""
GOING, DONE = "sweep", "swept"
"""The keys under which the memory has what is being done, and what was done last."""


class Sweep(Struct, frozen=True):
    """What is being done to many entries; it goes on at the next start."""

    change: int
    """What it is in the journal."""
    want: bool
    """Whether they become read, or unread again."""
    category: int
    low: int = NEVER
    """Only what was published then or later."""
    last: int = 0
    """The newest entry that there was when it began: what comes later stays unread."""
    after: int = 0
    """The entries up to this id are done already."""
    unread: tuple[tuple[int, int], ...] = ()
    """Each category below, and how many are unread in it in the end."""
    spared: tuple[int, ...] = ()
    """What the reader has marked meanwhile."""

    @property
    def end(self) -> dict[int, int]:
        """How many are unread in each category in the end."""
        return dict(self.unread)


def following(connection: Connection, sweep: Sweep) -> list[int]:
    """Return entries that are to be marked next: the newest, which are looked at most."""
    if sweep.want:
        found = connection.execute(
            "SELECT entry FROM member WHERE category = ? AND published >= ? AND unread"
            " AND NOT behind AND entry <= ? AND entry NOT IN (SELECT value FROM json_each(?))"
            " ORDER BY published DESC, entry DESC LIMIT ?",
            (sweep.category, sweep.low, sweep.last, json.dumps(sweep.spared), _STEP),
        )
    else:
        found = connection.execute(
            "SELECT entry FROM changed WHERE change = ? AND entry > ?"
            " ORDER BY entry LIMIT ?",
            (sweep.change, sweep.after, _STEP),
        )
    return [number for (number,) in found]


def as_in_the_end(tree: Iterable[Category], sweep: Sweep) -> list[Category]:
    """Return a tree whose counts are those of the end."""
    nodes = {node.id: node for node in tree}
    ends = sweep.end
    if top := nodes.get(sweep.category):
        more, above = ends[top.id] - top.unread, top.parent
        while node := nodes.get(above or _EVERYTHING):
            if node.id in ends:
                break
            ends[node.id] = max(0, node.unread + more)
            above = node.parent
    return [
        replace(node, unread=min(node.total, ends.get(node.id, node.unread)))
        for node in nodes.values()
    ]


def keep(connection: Connection, sweep: Sweep) -> None:
    """Remember what is being done."""
    write(connection, GOING, asdict(sweep))


def write(connection: Connection, key: str, value: Any) -> None:
    """Remember a value, as JSON, in this transaction."""
    insert = "INSERT OR REPLACE INTO memory VALUES (?, ?)"
    connection.execute(insert, (key, json.dumps(value)))


def forget(connection: Connection) -> None:
    """Remember that it is done."""
    connection.execute("DELETE FROM memory WHERE key = ?", (GOING,))
