"""The tree with what only servers have counted in; it asks no server."""

from msgspec.structs import replace

from tui.library import Library
from tui.model import Category


def with_servers(library: Library) -> list[Category]:
    """Return the nodes of the tree as `Library.categories` does, servers' counts added."""
    tree, beyond = library.categories(), library.beyond()
    if not beyond:
        return tree
    found = []
    for node in tree:
        total, unread = beyond.get(node.id, (0, 0))
        unread += node.unread
        found.append(
            replace(
                node,
                total=max(node.total + (total or 0), unread),
                unread=unread,
                more=total is None,
            )
        )
    return found
