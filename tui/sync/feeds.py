"""Brings the library in step with the feeds it follows; it knows no format and no SQL."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from tui.library import Library, Saved, Subscription
from tui.sources import reach
from tui.sources.feed_state import state_of
from tui.sources.feed_visit import Visit, visit
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
    library: Library,
    client: Client,
    feeds: Sequence[Subscription],
    now: int,
    begun: Callable[[Subscription], None] = lambda _: None,
) -> AsyncGenerator[Visited]:
    """Visit feeds, many at a time but few of one host; yield each when it is done.

    A slow one holds up no other. Each is saved as it comes, so that a run may be
    stopped at any point. ``begun`` is told which is visited from now on.

    Raises:
        LibraryError: The library cannot be written.
    """
    hosts: dict[str, asyncio.Semaphore] = {}
    loop = asyncio.get_running_loop()
    # One writer: several would wait for each other, which SQLite does by sleeping.
    writer = ThreadPoolExecutor(1, "feeds")

    async def one(feed: Subscription) -> Visited:
        host = reach.host(client.addresses.web(feed.url))
        async with hosts.setdefault(host, asyncio.Semaphore(_AT_ONE_HOST)):
            begun(feed)
            found = await visit(client, feed.url, state_of(feed.state), now)
        return await loop.run_in_executor(writer, take_in, library, feed, found)

    tasks = [asyncio.create_task(one(feed)) for feed in feeds]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        writer.shutdown(wait=False)


def take_in(library: Library, feed: Subscription, found: Visit) -> Visited:
    """Keep what a visit brought; return it with the feed as it is now.

    The feed may have been moved or left meanwhile.
    """
    now = library.current(feed)
    if not now:
        return Visited(feed)
    feed = _renamed(library, now, found)
    saved = _save_entries(library, feed, found.feed) if found.feed else Saved(0, 0)
    state = found.state.as_json()
    library.visited(feed.id, state, found.due)
    feed = replace(feed, state=state, due=found.due)
    return Visited(feed, saved.new, saved.changed, found.state.trouble)


def _renamed(library: Library, feed: Subscription, found: Visit) -> Subscription:
    """Take up the address that a feed has moved to, and its title where it has no name."""
    now = replace(feed, url=found.url or feed.url)
    if found.feed and found.feed.title and feed.name == feed.url:
        now = replace(now, name=found.feed.title)
    return feed if now == feed else library.change_feed(feed, now)


def _save_entries(library: Library, feed: Subscription, found: Feed) -> Saved:
    source, brought = library.feeds().id, found.entries
    if found.cut and brought and library.find(source, feed.key(brought[-1].entry.key)):
        brought = brought[:-1]  # what is known of it is more
    entries = [
        replace(entry, key=feed.key(entry.key), categories=feed.places)
        for entry, _ in brought
    ]
    return library.save(source, entries, [body for _, body in brought])
