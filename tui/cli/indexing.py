"""Brings folders into the library, telling how far it is; it prints no entries."""

import asyncio
from pathlib import Path

from tui.cli import output
from tui.library import Library
from tui.sources.base import Source
from tui.sources.folder import Folder
from tui.sync import folder as sync


def bring(
    library: Library, folder: Path, name: str = "", *, ours: bool = False
) -> tuple[int, sync.Progress]:
    """Read a folder into the library; return its source's id and what was found.

    ``name`` is what to call it where it is new; else it is called as it calls itself,
    and where another is called so too, by the folder that it is in, unless that is ``ours``.

    Raises:
        SourceError: The folder cannot be read.
        LibraryError: The library cannot be written.
    """
    source = Folder(folder)
    name, aside = name or source.name, "" if ours else source.aside
    number = library.add_source(source.kind, source.address, name, aside).id
    progress = asyncio.run(_run(source, library, number))
    for note in source.notes:
        output.complain(f"{source.name}: {note}")
    return number, progress


async def _run(source: Source, library: Library, number: int) -> sync.Progress:
    progress = sync.Progress()
    async for progress in sync.run(source, library, number):
        output.progress("" if progress.done else f"{source.name}: {progress.seen:,}")
    return progress
