"""Follows the feeds of a list that another program wrote; it visits none of them."""

from msgspec import Struct

from tui.errors import SourceError
from tui.library import Library, Wanted
from tui.model import CategoryPath
from tui.sources.feeds.newsboat import read_urls
from tui.sources.feeds.opml import read_opml
from tui.sources.feeds.subscription import Subscription, Subscriptions
from tui.sources.login import kept_for, login_in
from tui.sources.rsshub.hub import Hub
from tui.sources.rsshub.listed import SUFFIXES, read_routes
from tui.sources.secret import keep_secret

_SAMPLE = 1_000


class Brought(Struct, frozen=True):
    """What came of a list."""

    feeds: int
    """How many feeds it names that can be followed."""
    new: int
    """How many of them were not followed yet."""
    problems: tuple[str, ...]
    """What was left out, and why."""


def follow_list(
    library: Library, data: bytes, name: str, hub: Hub, within: CategoryPath = ()
) -> Brought:
    """Follow the feeds of a list, OPML or newsboat's ``urls``, in their folders.

    Of other programs' settings (YAML, JSON, TOML), the routes of RSSHub are followed.

    Args:
        library: Where they are kept.
        data: The list.
        name: What messages call it: its path.
        hub: What is at this RSSHub is followed as its route.
        within: Below which folder of the tree they stand.

    Raises:
        SourceError: It is no list of feeds.
        LibraryError: The library cannot be written.
    """
    found = _read(data, name, hub)
    problems = [*found.problems]
    wanted = []
    for feed in found.feeds:
        try:
            wanted.append(_wanted(library, feed, within, hub))
        except SourceError as error:
            problems.append(str(error))
    new = library.subscribe_all(wanted)
    return Brought(len(wanted), new, tuple(problems))


def _read(data: bytes, name: str, hub: Hub) -> Subscriptions:
    """Read a list as what it looks like: OPML begins with a tag."""
    if name.lower().endswith(SUFFIXES):
        return read_routes(data, hub.instance)
    start = data[:_SAMPLE].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return read_opml(data, name) if start.startswith(b"<") else read_urls(data)


def _wanted(
    library: Library, feed: Subscription, within: CategoryPath, hub: Hub
) -> Wanted:
    """Return what to follow; a login in its address is kept where the feed is new."""
    url, login = hub.known(feed.address), login_in(feed.address)
    if login:
        known = library.subscription(url)
        login = {} if known else kept_for(login, hub.web(url))
        login = keep_secret(library.path, f"feed {url}", login)
    first, *also = [(*within, *path) for path in feed.paths or ((),)]
    attributes = dict(feed.attributes)
    return Wanted(
        url, feed.title or url, first, feed.site, attributes, tuple(also), login
    )
