"""Leaves to another program what it does just now; it does nothing itself."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.library import Library

CLAIMED = 300
"""So many seconds some work is left to a program that may have ended."""


@asynccontextmanager
async def claimed(library: "Library", what: str) -> AsyncIterator[bool]:
    """Keep other programs from some work meanwhile; tell whether it is ours to do.

    Raises:
        LibraryError: The library cannot be written.
    """
    now = int(time.time())
    asked = asyncio.create_task(
        asyncio.to_thread(library.claim_work, what, now, now + CLAIMED)
    )
    try:
        ours = await asyncio.shield(asked)
    except asyncio.CancelledError:
        if await asked:
            await asyncio.to_thread(library.release_work, what)
        raise
    if not ours:
        yield False
        return
    renewal = asyncio.create_task(_extended(library, what))
    try:
        yield True
    finally:
        renewal.cancel()
        await asyncio.gather(renewal, return_exceptions=True)
        await asyncio.shield(asyncio.to_thread(library.release_work, what))


async def _extended(library: "Library", what: str) -> None:
    while True:
        await asyncio.sleep(CLAIMED / 3)
        until = int(time.time()) + CLAIMED
        await asyncio.to_thread(library.extend_work, what, until)
