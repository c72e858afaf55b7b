"""Follows Git repositories of posts: fetched before they are known; it reads no post."""

import asyncio

from tui import paths
from tui.library import Library
from tui.sources.git import Clone, Clones
from tui.sync.claims import claimed


async def fetch_new(
    library: Library, address: str, user: str = "", command: str = ""
) -> Clone:
    """Fetch a repository into the folder that is its own; return where it is kept.

    ``command`` tells the secret of ``user``.

    Raises:
        SourceError: It cannot be fetched; then nothing of it is kept.
    """
    clones = Clones(await asyncio.to_thread(paths.repositories, library.path))
    known = await asyncio.to_thread(lambda: clones.at(clones.path_of(address)))
    clone = await asyncio.to_thread(clones.add, address, user, command)
    try:
        await clone.pull()
    except BaseException:
        if known is None:
            await asyncio.to_thread(clones.remove, clone)
        raise
    return clone


async def pull(library: Library, clone: Clone, what: str) -> None:
    """Bring a clone in step, unless another program does so just now.

    ``what`` is the key of the folder that it is kept as.

    Raises:
        SourceError: It cannot be reached.
        LibraryError: The library cannot be written.
    """
    async with claimed(library, what) as ours:
        if ours:
            await clone.pull()
