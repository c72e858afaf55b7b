"""The places of feeds that have brought nothing yet, so that the tree has them too."""

import json
from sqlite3 import Connection

from tui.library.places import Places


def stand(connection: Connection, places: Places, feed: int) -> None:
    """Let a feed stand in the tree if it has brought nothing, and not on its own else.

    Whether it could not be asked is what its last visit left.
    """
    row = connection.execute(
        "SELECT prefix, name, folder, also, coalesce(json_extract(state, '$.trouble'), '')"
        " FROM feed WHERE id = ?",
        (feed,),
    ).fetchone()
    connection.execute("DELETE FROM silent WHERE feed = ?", (feed,))
    if row is None or _has_entries(connection, places.source, row[0]):
        return
    _, name, folder, also, trouble = row
    found: dict[int, bool] = {}
    for above in (json.loads(folder), *json.loads(also)):
        path = (*above, name)
        for length in range(len(path) + 1):
            category = places.category(path[:length])
            own = length == len(path)
            found[category] = found.get(category, False) or (own and bool(trouble))
    connection.executemany(
        "INSERT INTO silent VALUES (?, ?, ?)",
        [(feed, category, failing) for category, failing in found.items()],
    )


def _has_entries(connection: Connection, source: int, prefix: str) -> bool:
    query = (
        "SELECT 1 FROM entry WHERE source = ? AND key > ? AND key < ? AND NOT gone"
        " LIMIT 1"
    )
    bounds = source, f"{prefix}/", f"{prefix}0"
    return connection.execute(query, bounds).fetchone() is not None
