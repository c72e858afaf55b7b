"""``broadsheet import``: follows the feeds of a list that another program wrote."""

import argparse
import sys
from pathlib import Path

from tui import config, paths, text
from tui.cli import output
from tui.cli.feeds import counted
from tui.errors import SourceError
from tui.library import Library, Wanted
from tui.model import CategoryPath
from tui.sources.feeds.newsboat import read_urls
from tui.sources.feeds.opml import read_opml
from tui.sources.feeds.subscription import Subscription, Subscriptions
from tui.sources.rsshub.hub import Hub, hub_of
from tui.sources.rsshub.listed import SUFFIXES, read_routes

_STANDARD_INPUT = "-"
_SAMPLE = 1_000


def run(given: argparse.Namespace) -> int:
    """Follow the feeds of a list; visit none of them.

    Raises:
        SourceError: It cannot be read, or is no list of feeds.
        ConfigError: The configuration has a mistake.
        LibraryError: The library cannot be written.
    """
    with Library(given.library or paths.library()) as library:
        settings = config.load(given.config or paths.config())
        hub = hub_of(settings.rsshub)
        bring(library, given.file, hub, as_json=given.json)
    return 0


def bring(
    library: Library,
    word: str,
    hub: Hub,
    within: CategoryPath = (),
    *,
    as_json: bool = False,
) -> None:
    """Follow the feeds of a file, in their folders below ``within``; tell of it.

    What is at the configured RSSHub is followed as its route.

    Raises:
        SourceError: It cannot be read, or is no list of feeds.
    """
    name = text.line(word)
    found = _read(_bytes(word), name, hub)
    problems = [*found.problems]
    wanted = []
    for feed in found.feeds:
        try:
            wanted.append(_wanted(feed, within, hub))
        except SourceError as error:
            problems.append(str(error))
    new = library.subscribe_all(wanted)
    several = sum(len(feed.paths) > 1 for feed in found.feeds)
    if several:
        problems.append(
            f"{counted(several, 'feed')} in several folders; the first one is taken"
        )
    if as_json:
        output.put_json({"feeds": len(wanted), "new": new, "problems": problems})
        return
    for problem in problems:
        output.complain(f"{name}: {problem}")
    if not wanted:
        raise SourceError(f"{name} names no feed.")
    known = len(wanted) - new
    output.put(
        f"{name}: {counted(new, 'new feed')}"
        + (f", {known:,} followed already" if known else "")
    )
    if new:
        output.put("“broadsheet refresh” visits them.")


def _bytes(word: str) -> bytes:
    if word == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(word).read_bytes()
    except OSError as error:
        raise SourceError(f"{word}: cannot be read: {error.strerror}.") from error


def _read(data: bytes, name: str, hub: Hub) -> Subscriptions:
    """Read a list as what it looks like: OPML begins with a tag."""
    if name.lower().endswith(SUFFIXES):
        return read_routes(data, hub.instance)
    start = data[:_SAMPLE].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return read_opml(data, name) if start.startswith(b"<") else read_urls(data)


def _wanted(feed: Subscription, within: CategoryPath, hub: Hub) -> Wanted:
    url = hub.known(feed.address)
    path = feed.paths[0] if feed.paths else ()
    return Wanted(
        url, feed.title or url, (*within, *path), feed.site, dict(feed.attributes)
    )
