"""Brings the library in step with the feeds it follows; it knows no format and no SQL."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from tui.library import Library, Saved, Subscription
from tui.sources import reach
from tui.sources.feed_state import state_of
from tui.sources.feed_visit import Answered, Visit, ask, read
from tui.sources.feeds.feed import Feed
from tui.sources.http import Client
from tui.sources.login import Logins
from tui.sync.writer import Writer

AT_ONCE = 24
_AT_ONE_HOST = 2
_NEAR = 16
_CLAIMED = 1_800
"""So many seconds a feed is left to a program that may have ended; it waits for its turn."""


class Visited(Struct, frozen=True):
    """What a visit to one feed brought."""

    feed: Subscription
    new: int = 0
    changed: int = 0
    trouble: str = ""
    """Why nothing could be read; a sentence that names the address."""
    elsewhere: bool = False
    """Whether another program visits it just now, or has just done so."""


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

    One that another program is visiting on the same library is left to that.

    Raises:
        LibraryError: The library cannot be written.
    """
    hosts: dict[str, _Host] = defaultdict(_Host)
    turn = asyncio.Semaphore(AT_ONCE)
    logins, started = Logins(), time.monotonic()
    writer = Writer(library)

    async def one(feed: Subscription) -> Visited:
        host = hosts[reach.host(client.addresses.web(feed.url))]
        async with AsyncExitStack() as claims, AsyncExitStack() as asking:
            await asking.enter_async_context(host.near)
            at = now + int(time.monotonic() - started)
            if not await claims.enter_async_context(
                _claimed(writer, library, feed, at)
            ):
                current = await asyncio.to_thread(library.current, feed)
                return Visited(current or feed, elsewhere=True)
            await asking.enter_async_context(host.turn)
            async with turn:
                begun(feed)
                state, login = state_of(feed.state), logins.of(feed.login)
                asked = await ask(client, feed.url, state, now, login=login)
                await asking.aclose()  # its host may answer another one meanwhile
                taken: Visited = await writer.do(_Taking(feed, asked))
                return taken

    tasks = [asyncio.create_task(one(feed)) for feed in feeds]
    try:
        for task in asyncio.as_completed(tasks):
            yield await task
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await writer.close()


class _Host:
    """What is asked of one host at a time."""

    def __init__(self) -> None:
        self.near = asyncio.Semaphore(_NEAR)
        """Before a feed is asked it is claimed, which waits for what is being written."""
        self.turn = asyncio.Semaphore(_AT_ONE_HOST)


class _Claim(Struct, frozen=True):
    """Says that a feed is being visited."""

    feed: Subscription
    now: int
    weight: int = 0

    def prepared(self) -> Callable[[Library], bool]:
        return lambda library: library.claim(self.feed, self.now, self.now + _CLAIMED)


class _Taking(Struct, frozen=True):
    """Takes in what a feed answered."""

    feed: Subscription
    asked: Visit | Answered

    @property
    def weight(self) -> int:
        return len(self.asked.answer.body) if isinstance(self.asked, Answered) else 0

    def prepared(self) -> Callable[[Library], Visited]:
        asked = self.asked
        found = read(asked) if isinstance(asked, Answered) else asked
        return partial(take_in, feed=self.feed, found=found)


@asynccontextmanager
async def _claimed(
    writer: Writer, library: Library, feed: Subscription, now: int
) -> AsyncIterator[bool]:
    """Keep other programs from visiting a feed; tell whether it is ours to visit.

    Whoever is stopped leaves it to others, even while the library is asked for it.
    """
    claiming = writer.begin(_Claim(feed, now))

    def give_back() -> None:
        with suppress(CancelledError):
            if claiming.result():
                library.release(feed)

    try:
        yield await asyncio.wrap_future(claiming)
    except BaseException:
        # Begun before it is waited for: it is done though this be stopped a second time.
        loop = asyncio.get_running_loop()
        await asyncio.shield(loop.run_in_executor(None, give_back))
        raise


def take_in(library: Library, feed: Subscription, found: Visit) -> Visited:
    """Keep what a visit brought; return it with the feed as it is now.

    The feed may have been moved or left meanwhile.
    """
    with library.transaction():
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
