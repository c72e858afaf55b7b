"""``broadsheet export``: writes the feeds that are followed as OPML, for any program."""

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tui import config, paths, text
from tui.cli import output
from tui.errors import BroadsheetError
from tui.library import Library
from tui.sources.feed_state import state_of
from tui.sources.feeds.opml import write_opml
from tui.sources.feeds.subscription import Subscription
from tui.sources.rsshub.hub import Hub, hub_of
from tui.sync.wording import counted


def run(given: argparse.Namespace) -> int:
    """Write the list to a file, or print it.

    Raises:
        BroadsheetError: The file cannot be written.
        ConfigError: The configuration has a mistake.
    """
    with Library(given.library or paths.library()) as library:
        settings = config.load(given.config or paths.config())
        feeds = [*_feeds(library, hub_of(settings.rsshub)), *_sites(library)]
        _tell_of_others(library)
    data = write_opml(feeds)
    if given.file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return 0
    path = Path(given.file)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise BroadsheetError(
            f"{path}: cannot be written: {error.strerror}."
        ) from error
    output.put(f"{path}: {counted(len(feeds), 'feed')}")
    return 0


def _sites(library: Library) -> Iterator[Subscription]:
    """Yield the feeds of the sites that have one at a place that is known."""
    for account in library.accounts():
        if account.kind == "wordpress":
            home = re.split(r"wp-json|\?rest_route=|index\.php", account.address)[0]
            yield Subscription(f"{home}?feed=rss2", account.name, home)


def _tell_of_others(library: Library) -> None:
    """Say what a list of feeds cannot name."""
    rows = library.sources()
    names = [row.name for row in rows if row.kind not in {"feeds", "wordpress"}]
    if names:
        told = text.line(", ".join(names))
        output.complain(
            f"a list of feeds cannot name the rest that is followed: {told}"
        )


def _feeds(library: Library, hub: Hub) -> Iterator[Subscription]:
    """Yield the feeds by folder, as a person would look for one.

    Routes of RSSHub are written as any program can read them, without the access key.
    """
    for feed in sorted(library.subscriptions(), key=lambda feed: feed.place):
        title = feed.name if feed.name != feed.url else ""
        site = state_of(feed.state).site
        paths_ = feed.folders if any(feed.folders) else ()
        yield Subscription(
            hub.web(feed.url), title, site, paths_, tuple(feed.attributes.items())
        )
