"""Brings the library in step with the feeds it follows; it knows no format and no SQL."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace

from tui.library import Library, Saved, Subscription
from tui.sources import reach
from tui.sources.feed_visit import Visit, state_of, visit
from tui.sources.feeds.feed import Feed
from tui.sources.http import Client

AT_ONCE = 24
_AT_ONE_HOST = 2


@dataclass(frozen=True, slots=True)
class Visited:
    """What a visit to one feed brought."""

    feed: Subscription
    new: int = 0
    changed: int = 0
    trouble: str = ""
    """Why nothing could be read; a sentence that names the address."""


async def refresh(
    library: Library, client: Client, feeds: Sequence[Subscription], now: int
) -> AsyncIterator[Visited]:
    """Visit feeds, many at a time but few of one host; yield each when it is done.

    A slow one holds up no other. Each is saved as it comes, so that a run may be
    stopped at any point.

    Raises:
        LibraryError: The library cannot be written.
    """
    hosts: dict[str, asyncio.Semaphore] = {}
    source = (await asyncio.to_thread(library.feeds)).id

    async def one(feed: Subscription) -> Visited:
        host = reach.host(feed.url)
        async with hosts.setdefault(host, asyncio.Semaphore(_AT_ONE_HOST)):
            found = await visit(client, feed.url, state_of(feed.state), now)
        return await asyncio.to_thread(_save, library, source, feed, found)

    tasks = [asyncio.create_task(one(feed)) for feed in feeds]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _save(library: Library, source: int, feed: Subscription, found: Visit) -> Visited:
    feed = _renamed(library, feed, found)
    saved = Saved(0, 0)
    if found.feed:
        saved = _save_entries(library, source, feed, found.feed)
    library.visited(feed.id, found.state.as_json(), found.due)
    return Visited(feed, saved.new, saved.changed, found.state.trouble)


def _renamed(library: Library, feed: Subscription, found: Visit) -> Subscription:
    """Take up the address that a feed has moved to, and its title where it has no name."""
    now = replace(feed, url=found.url or feed.url)
    if found.feed and found.feed.title and feed.name == feed.url:
        now = replace(now, name=found.feed.title)
    if now != feed:
        library.change_feed(feed, now)
    return now


def _save_entries(
    library: Library, source: int, feed: Subscription, found: Feed
) -> Saved:
    entries = [
        replace(entry, key=feed.key(entry.key), categories=(feed.place,))
        for entry, _ in found.entries
    ]
    return library.save(source, entries, [body for _, body in found.entries])
