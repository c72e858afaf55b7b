"""``broadsheet export``: writes the feeds that are followed as OPML, for any program."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tui import paths
from tui.cli import output
from tui.errors import BroadsheetError
from tui.library import Library
from tui.sources.feed_visit import state_of
from tui.sources.feeds.opml import write_opml
from tui.sources.feeds.subscription import Subscription
from tui.sync.wording import counted


def run(given: argparse.Namespace) -> int:
    """Write the list to a file, or print it.

    Raises:
        BroadsheetError: The file cannot be written.
    """
    with Library(given.library or paths.library()) as library:
        feeds = [*_feeds(library)]
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


def _feeds(library: Library) -> Iterator[Subscription]:
    """Yield the feeds by folder, as a person would look for one."""
    for feed in sorted(library.subscriptions(), key=lambda feed: feed.place):
        title = feed.name if feed.name != feed.url else ""
        site = state_of(feed.state).site
        paths_ = feed.folders if any(feed.folders) else ()
        yield Subscription(
            feed.url, title, site, paths_, tuple(feed.attributes.items())
        )
