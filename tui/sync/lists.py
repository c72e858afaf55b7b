"""Follows the feeds of a list that another program wrote; it visits none of them."""

from dataclasses import dataclass

from tui.errors import SourceError
from tui.library import Library, Wanted
from tui.model import CategoryPath
from tui.sources import reach
from tui.sources.feeds.newsboat import read_urls
from tui.sources.feeds.opml import read_opml
from tui.sources.feeds.subscription import Subscription, Subscriptions

_SAMPLE = 1_000


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a list."""

    feeds: int
    """How many feeds it names that can be followed."""
    new: int
    """How many of them were not followed yet."""
    problems: tuple[str, ...]
    """What was left out, and why."""


def follow_list(
    library: Library, data: bytes, name: str, within: CategoryPath = ()
) -> Brought:
    """Follow the feeds of a list, OPML or newsboat's ``urls``, in their folders.

    Args:
        library: Where they are kept.
        data: The list.
        name: What messages call it: its path.
        within: Below which folder of the tree they stand.

    Raises:
        SourceError: It is no list of feeds.
        LibraryError: The library cannot be written.
    """
    found = _read(data, name)
    problems = [*found.problems]
    wanted = []
    for feed in found.feeds:
        try:
            wanted.append(_wanted(feed, within))
        except SourceError as error:
            problems.append(str(error))
    new = library.subscribe_all(wanted)
    several = sum(len(feed.paths) > 1 for feed in found.feeds)
    if several:
        feeds = "1 feed" if several == 1 else f"{several:,} feeds"
        problems.append(f"{feeds} in several folders; the first one is taken")
    return Brought(len(wanted), new, tuple(problems))


def _read(data: bytes, name: str) -> Subscriptions:
    """Read a list as what it looks like: OPML begins with a tag."""
    start = data[:_SAMPLE].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return read_opml(data, name) if start.startswith(b"<") else read_urls(data)


def _wanted(feed: Subscription, within: CategoryPath) -> Wanted:
    url = reach.checked(feed.address)
    path = feed.paths[0] if feed.paths else ()
    return Wanted(
        url, feed.title or url, (*within, *path), feed.site, dict(feed.attributes)
    )
