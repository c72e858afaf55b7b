"""What the sidebar and the list show of a saved search; it saves none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tui.errors import QueryError
from tui.model import Category, View
from tui.widgets.category_tree import Node

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.library import Library, SavedSearch
    from tui.query import Lasting, Words

SPECIAL = "search"
"""What a saved search's line of the sidebar is called."""
_MINUTE = 60


class Kept(NamedTuple):
    """A saved search, and its line in the sidebar."""

    search: SavedSearch
    node: Node


def kept_searches(
    library: Library, tree: Sequence[Category], root: int, now: int
) -> list[Kept]:
    """Return the saved searches with their counts, which nothing has to be sought for."""
    nodes = {c.name: c for c in tree if (c.parent, c.kind) == (root, SPECIAL)}
    found = []
    for search in library.saved_searches():
        category = nodes.get(search.name)
        if category is None:  # removed by another program just now
            continue
        view = view_of(search, category.id, now)
        total, unread = category.total, category.unread
        if view.since is not None:
            total = library.count(View(category.id, since=view.since))
            unread = library.count(View(category.id, True, since=view.since))
        if view.unread_only:
            total = unread
        found.append(
            Kept(
                search,
                Node(
                    category.id,
                    search.name,
                    total,
                    unread,
                    special=SPECIAL,
                    more=not search.complete,
                ),
            )
        )
    return found


def view_of(search: SavedSearch, category: int, now: int) -> View:
    """Return what the list shows of a saved search whose list is that category."""
    said = _said(search)
    # To the minute, so that the view is the same view for as long.
    minute = now // _MINUTE * _MINUTE
    since = None if said.newer is None else minute - said.newer
    return View(category, said.unread, since=since)


def untimed(view: View) -> View:
    """Return a view as it is however late it is, and whatever is open."""
    return replace(view, keep=0, since=None if view.since is None else 0)


def words_of(search: SavedSearch) -> list[Words]:
    """Return the words that are marked in what a saved search has."""
    from tui.query import parse, positive_words  # noqa: PLC0415 - not for the first paint

    try:
        return positive_words(parse(search.query))
    except QueryError:
        return []


def _said(search: SavedSearch) -> Lasting:
    from tui.query import lasting, parse  # noqa: PLC0415 - not for the first paint

    try:
        return lasting(parse(search.query))
    except QueryError:  # written by another version: it has nothing
        return lasting(parse(""))
