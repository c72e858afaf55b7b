"""What every list should have, told by entries and marks alone; counters are not asked."""

import json
from collections import defaultdict
from collections.abc import Mapping
from itertools import compress
from typing import Any

from tui.library import Library
from tui.model import View

Lists = Mapping[int, list[tuple[int, int, bool]]]
"""Category → published, id and whether it is unread, of each entry, the oldest first."""

_ASKED = {"search", "emptied"}
"""The kinds of categories of which a query says what they have."""


def expected(library: Library) -> Lists:
    """Return what each category should have, read from the rows of entries and marks."""
    tree = {
        (parent, kind, name): number for number, parent, kind, name in _nodes(library)
    }
    found: dict[int, list[tuple[int, int, bool]]] = defaultdict(list)
    rows = library.rows(
        "SELECT e.id, e.published, e.categories, s.mount, r.read, r.starred, r.later,"
        " e.updated, e.problems <> '[]'"
        " FROM entry e JOIN source s ON s.id = e.source LEFT JOIN mark r"
        " ON r.entry = e.id WHERE NOT e.gone"
    )
    for number, published, categories, mount, read, *smart in rows:
        places = {1, mount}
        for kind in compress(("starred", "later", "updated", "problem"), smart):
            places |= {tree[1, kind, ""], tree[mount, kind, ""]}
        for path in json.loads(categories):
            above = mount
            for name in path:
                above = tree[above, "category", name]
                places.add(above)
        query = "SELECT category FROM server_found WHERE entry = ?"
        places |= {row[0] for row in library.rows(query, (number,))}
        for place in places:
            found[place].append((published, number, not read))
    stories = dict(library.rows("SELECT entry, story FROM copy"))
    return {place: _once(rows, stories) for place, rows in found.items()}


def _once(
    rows: list[tuple[int, int, bool]], stories: Mapping[int, int]
) -> list[tuple[int, int, bool]]:
    """Return the rows of a list without those that stand behind the first of a story."""
    first = {
        story: min(n for _, n, _ in rows if stories.get(n) == story)
        for story in {stories.get(number) for _, number, _ in rows} - {None}
    }
    return sorted(
        row for row in rows if first.get(stories.get(row[1], 0), row[1]) == row[1]
    )


def assert_true(library: Library) -> None:
    """Compare each list, in both orders and unread only, and each counter.

    What a saved search finds is compared with its lists by the library's own check.
    """
    assert library.check() == []
    lists = expected(library)
    nodes = {node.id: node for node in library.categories()}
    assert lists.keys() <= nodes.keys()
    for number, node in nodes.items():
        rows = (
            _rows_of(library, number) if node.kind in _ASKED else lists.get(number, [])
        )
        every = [entry for _, entry, _ in rows]
        unread = [entry for _, entry, is_unread in rows if is_unread]
        assert (node.total, node.unread) == (len(every), len(unread)), node
        for newest in (False, True):
            turn = -1 if newest else 1
            whole = View(number, newest_first=newest)
            assert _shown(library, whole) == every[::turn]
            left = View(number, unread_only=True, newest_first=newest)
            assert _shown(library, left) == unread[::turn]


def _rows_of(library: Library, category: int) -> list[tuple[int, int, bool]]:
    query = (
        "SELECT published, entry, unread FROM member WHERE category = ? AND NOT behind"
        " ORDER BY published, entry"
    )
    return [
        (when, entry, bool(u)) for when, entry, u in library.rows(query, (category,))
    ]


def _shown(library: Library, view: View) -> list[int]:
    return [row.id for row in library.window(view, 0, 10_000)]


def _nodes(library: Library) -> list[tuple[Any, ...]]:
    return library.rows("SELECT id, parent, kind, name FROM category")
