"""Brings folders into the library, telling how far it is; it prints no entries."""

import asyncio
import sys
from pathlib import Path

from tui.library import Library
from tui.sources.base import Source
from tui.sources.folder import Folder
from tui.sync import folder as sync


def bring(library: Library, folder: Path) -> tuple[int, sync.Progress]:
    """Read a folder into the library; return its source's id and what was found.

    Raises:
        SourceError: The folder cannot be read.
        LibraryError: The library cannot be written.
    """
    source = Folder(folder)
    number = library.add_source(source.kind, source.address, source.name).id
    progress = asyncio.run(_run(source, library, number))
    for note in source.notes:
        sys.stderr.write(f"broadsheet: {source.name}: {note}\n")
    return number, progress


async def _run(source: Source, library: Library, number: int) -> sync.Progress:
    progress = sync.Progress()
    async for progress in sync.run(source, library, number):
        _tell(source.name, progress)
    return progress


def _tell(name: str, progress: sync.Progress) -> None:
    """Show the progress in place, where somebody may be watching."""
    if sys.stderr.isatty():
        told = "" if progress.done else f"{name}: {progress.seen:,}"
        sys.stderr.write(f"\r\x1b[K{told}")
        sys.stderr.flush()
