"""What the library says about a view, and the smart views above the tree."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from tui.library import Gap, Library
from tui.model import Category, Row, View
from tui.screens.saved_views import Kept, kept_searches
from tui.sync.counts import with_servers
from tui.widgets.article_list import WINDOW
from tui.widgets.category_tree import Node, heading


class State(Struct, frozen=True):
    """What the library says about a view, read in one go."""

    categories: Sequence[Category]
    today: tuple[int, int, bool]
    """How many entries of today there are, how many unread, and whether more are only at
    a server."""
    total: int
    cursor: int
    start: int
    rows: Sequence[Row]
    gap: Gap | None = None
    sought: str = ""
    """What was looked for at servers last."""
    kept: Sequence[Kept] = ()
    """The saved searches, in their order."""
    unsettled: bool = False
    """Whether something is to be done for them."""


def read_state(  # noqa: PLR0913, PLR0917 - what a screen shows
    library: Library,
    view: View,
    select: int | None,
    index: int,
    today: View,
    now: int,
) -> State:
    """Read a view around the entry to select, or around a row where it has none."""
    total = library.count(view)
    rank = library.rank(view, select) if select else None
    cursor = max(0, min(index if rank is None else rank, total - 1))
    start = max(0, cursor // WINDOW - 1) * WINDOW
    rows = library.window(view, start, 3 * WINDOW)
    tree = with_servers(library)
    unread = library.count(replace(today, unread_only=True))
    counts = (library.count(today), unread, library.gap(today) is not None)
    gap, sought = library.gap(view), library.sought()
    kept = kept_searches(library, tree, today.category, now)
    return State(
        tree,
        counts,
        total,
        cursor,
        start,
        rows,
        gap,
        sought,
        kept,
        library.unsettled(now),
    )


def special(state: State, root: int, selected: str = "") -> list[Node]:
    """Return the smart views above the tree, and the saved searches.

    Those of what is updated and of what has problems are there where there is some, and
    where they are ``selected``.
    """
    found = {c.id: c for c in state.categories}
    kinds = {c.kind: c for c in state.categories if c.parent == root}
    top = found.get(root)
    total, unread = (top.total, top.unread) if top else (0, 0)
    nodes = [
        Node(root, "All", total, unread, special="all", more=bool(top and top.more)),
        Node(root, "Unread", unread, unread, special="unread"),
        Node(root, "Today", *state.today[:2], special="today", more=state.today[2]),
    ]
    for kind, name in (("starred", "Starred"), ("later", "Later")):
        if node := kinds.get(kind):
            counts = node.total, node.unread
            nodes.append(Node(node.id, name, *counts, special=kind, more=node.more))
    there = next((c for c in state.categories if c.kind == "found"), None)
    if there and state.sought:
        name = f"“{state.sought}”"
        counts = there.total, there.unread
        nodes.append(Node(there.id, name, *counts, special="found"))
    for kind, name in (("updated", "Updated"), ("problem", "With problems")):
        node = kinds.get(kind)
        if node and (node.total or selected == f"{kind}:{node.id}"):
            counts = node.total, node.unread
            nodes.append(Node(node.id, name, *counts, special=kind))
    if state.kept:
        searches = [kept.node for kept in state.kept]
        nodes += [heading("Searches"), *searches, heading("Categories")]
    return nodes
