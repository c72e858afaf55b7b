"""What the library says about a view, and the smart views above the tree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui.library import Library
from tui.model import Category, Row, View
from tui.widgets.article_list import WINDOW
from tui.widgets.category_tree import Node


@dataclass(frozen=True, slots=True)
class State:
    """What the library says about a view, read in one go."""

    categories: Sequence[Category]
    today: tuple[int, int]
    """How many entries of today there are, and how many unread."""
    total: int
    cursor: int
    start: int
    rows: Sequence[Row]


def read_state(
    library: Library, view: View, select: int | None, index: int, today: View
) -> State:
    """Read a view around the entry to select, or around a row where it has none."""
    total = library.count(view)
    rank = library.rank(view, select) if select else None
    cursor = max(0, min(index if rank is None else rank, total - 1))
    start = max(0, cursor // WINDOW - 1) * WINDOW
    rows = library.window(view, start, 3 * WINDOW)
    tree = library.categories()
    unread = library.count(replace(today, unread_only=True))
    counts = (library.count(today), unread)
    return State(tree, counts, total, cursor, start, rows)


def special(state: State, root: int) -> list[Node]:
    """Return the smart views above the tree."""
    found = {c.id: c for c in state.categories}
    kinds = {c.kind: c for c in state.categories if c.parent == root}
    top = found.get(root)
    total, unread = (top.total, top.unread) if top else (0, 0)
    nodes = [
        Node(root, "All", total, unread, special="all"),
        Node(root, "Unread", unread, unread, special="unread"),
        Node(root, "Today", *state.today, special="today"),
    ]
    for kind, name in (("starred", "Starred"), ("later", "Later")):
        if node := kinds.get(kind):
            nodes.append(Node(node.id, name, node.total, node.unread, special=kind))
    return nodes
