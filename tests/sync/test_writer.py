"""What many want to write at once is written in few transactions, each for itself."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
from msgspec import Struct

from tui.errors import LibraryError
from tui.library import Library
from tui.sources.beside import cores
from tui.sync.writer import Writer

MUCH = 2_000_000


class Follow(Struct, frozen=True):
    """Follows a feed; tells by which process."""

    name: str
    weight: int = 0
    fails: bool = False

    def prepared(self) -> Callable[[Library], int]:
        return self.write

    def write(self, library: Library) -> int:
        library.subscribe(f"http://x/{self.name}", self.name)
        if self.fails:
            raise LibraryError(f"{self.name} fails")
        return os.getpid()


def outside(library: Library) -> sqlite3.Connection:
    """Return a connection as another program has one."""
    return sqlite3.connect(library.path, isolation_level=None, check_same_thread=False)


def seen(library: Library) -> set[str]:
    """Return the feeds that another program sees."""
    return {name for (name,) in outside(library).execute("SELECT name FROM feed")}


async def followed(library: Library) -> set[str]:
    return await asyncio.to_thread(seen, library)


@asynccontextmanager
async def waiting(library: Library) -> AsyncIterator[None]:
    """Let another program write until all that is begun in here waits."""
    other = outside(library)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    yield
    await asyncio.to_thread(other.execute, "COMMIT")


async def test_each_is_told_when_its_own_write_can_be_seen(library: Library) -> None:
    writer = Writer(library)
    names = [f"feed {n}" for n in range(50)]
    for name, write in [(name, writer.do(Follow(name))) for name in names]:
        await write
        assert name in await followed(library)
    await writer.close()


async def test_what_waits_for_another_comes_together(library: Library) -> None:
    writer = Writer(library)
    async with waiting(library):
        writes = [writer.begin(Follow(f"feed {n}")) for n in range(5)]
    await asyncio.wrap_future(writes[1])
    assert len(await followed(library)) == 5
    await asyncio.gather(*map(asyncio.wrap_future, writes))
    await writer.close()


@pytest.mark.parametrize("weight", [0, MUCH])
async def test_one_that_fails_fails_alone(library: Library, weight: int) -> None:
    writer = Writer(library)
    async with waiting(library):
        before = writer.begin(Follow("before", weight))
        failing = writer.begin(Follow("lost", fails=True))
        after = writer.begin(Follow("after"))
    with pytest.raises(LibraryError, match="lost fails"):
        await asyncio.wrap_future(failing)
    await asyncio.gather(asyncio.wrap_future(before), asyncio.wrap_future(after))
    await writer.close()
    assert await followed(library) == {"before", "after"}


@pytest.mark.skipif(cores() == 1, reason="no process is worth having")
async def test_much_is_written_by_a_process_beside_this_one(library: Library) -> None:
    writer = Writer(library)
    assert await writer.do(Follow("little", 1)) == os.getpid()
    process = await writer.do(Follow("much", MUCH))
    assert process != os.getpid()
    os.kill(process, signal.SIGKILL)
    assert await writer.do(Follow("killed")) == os.getpid()
    await writer.close()
    assert await followed(library) == {"little", "much", "killed"}
