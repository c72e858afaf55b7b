"""Moves what is followed at one RSSHub to another; entries and marks stay."""

from msgspec import Struct
from msgspec.structs import replace

from tui.library import Library
from tui.sources.feed_state import state_of
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.instance import Instance, is_route


class Moved(Struct, frozen=True):
    """What came of it."""

    moved: int
    """How many feeds have another address now."""
    doubled: int
    """How many stay where they are, because they are followed there already."""
    routes: int
    """How many are followed by their route, wherever the configured instance is."""


def move(library: Library, old: Instance, new: Hub) -> Moved:
    """Give feeds that are at an instance the same routes at another, due at once.

    Raises:
        LibraryError: The library cannot be written.
    """
    moved = doubled = routes = 0
    for feed in library.subscriptions():
        if is_route(feed.url):
            routes += 1
            continue
        route = old.identity(feed.url)
        if not is_route(route):
            continue
        there = new.known(new.web(route))
        wanted = replace(feed, url=there)
        name = there if feed.name == feed.url else feed.name
        now = library.change_feed(feed, replace(wanted, name=name))
        if now.url != there:
            doubled += 1
            continue
        moved += 1
        fresh = replace(
            state_of(feed.state), failures=0, since=0, trouble="", ended=False
        )
        library.visited(feed.id, fresh.as_json(), 0)
    return Moved(moved, doubled, routes)
