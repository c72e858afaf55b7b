"""Leaves of what was found one entry of each story; it knows no query."""

import json
from collections.abc import Sequence
from sqlite3 import Connection


def once(
    connection: Connection, entries: Sequence[int], seen: set[int]
) -> Sequence[int]:
    """Return entries without those whose story was ``seen`` before; that grows."""
    if not connection.execute("SELECT 1 FROM copy LIMIT 1").fetchone():
        return entries
    told = connection.execute(
        "SELECT c.entry, c.story FROM json_each(?) j CROSS JOIN copy c"
        " ON c.entry = j.value",
        (json.dumps([*entries]),),
    )
    stories = dict(told.fetchall())
    kept = []
    for number in entries:
        story = stories.get(number)
        if story not in seen:
            kept.append(number)
        if story:
            seen.add(story)
    return kept
