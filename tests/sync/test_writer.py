"""What many want to write at once is written in few transactions, each for itself."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import pytest

from tui.errors import LibraryError
from tui.library import Library, Subscription
from tui.sync.writer import Writer


def followed(library: Library) -> set[str]:
    return {feed.name for feed in library.subscriptions()}


def outside(library: Library) -> sqlite3.Connection:
    """Return a connection as another program has one."""
    return sqlite3.connect(library.path, isolation_level=None, check_same_thread=False)


def seen(library: Library) -> set[str]:
    """Return the feeds that another program sees."""
    rows = outside(library).execute("SELECT name FROM feed")
    return {name for (name,) in rows}


@asynccontextmanager
async def waiting(library: Library) -> AsyncIterator[None]:
    """Let another program write first, until all that is begun in here waits."""
    other = outside(library)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    yield
    await asyncio.sleep(0)
    await asyncio.to_thread(other.execute, "COMMIT")


def follow(library: Library, writer: Writer, name: str) -> "asyncio.Task[Subscription]":
    write = partial(library.subscribe, f"http://x/{name}", name)
    return asyncio.create_task(writer.do(write))


async def test_each_gets_what_its_own_write_returns_when_it_can_be_seen(
    library: Library,
) -> None:
    writer = Writer(library)
    names = [f"feed {n}" for n in range(50)]
    for name, write in [(name, follow(library, writer, name)) for name in names]:
        assert (await write).name == name
        assert name in await asyncio.to_thread(seen, library)
    writer.close()


async def test_what_comes_while_another_program_writes_comes_together(
    library: Library,
) -> None:
    writer = Writer(library)
    async with waiting(library):
        writes = [follow(library, writer, f"feed {n}") for n in range(5)]
    await next(asyncio.as_completed(writes))
    assert len(await asyncio.to_thread(seen, library)) == 5
    await asyncio.gather(*writes)
    writer.close()


async def test_one_that_fails_fails_alone(library: Library) -> None:
    def fail() -> None:
        library.subscribe("http://x/lost", "lost")
        raise LibraryError("no")

    writer = Writer(library)
    async with waiting(library):
        before = follow(library, writer, "before")
        failing = asyncio.create_task(writer.do(fail))
        after = follow(library, writer, "after")
    with pytest.raises(LibraryError, match="no"):
        await failing
    await asyncio.gather(before, after)
    writer.close()
    assert await asyncio.to_thread(followed, library) == {"before", "after"}
