"""Git repositories of posts: fetched before their folder is read; it reads no post."""

import asyncio
import time

from tui.cli import indexing, output
from tui.errors import SourceError
from tui.library import Library
from tui.sources import git
from tui.sync.folder import Progress
from tui.sync.repositories import fetch_new, pull
from tui.sync.visits import source_visited


def add(
    library: Library, address: str, name: str = "", user: str = "", command: str = ""
) -> tuple[int, Progress]:
    """Fetch a repository and read its posts; return its source's id and what was found.

    Raises:
        SourceError: It cannot be fetched; then it is not followed.
    """
    output.progress(f"{git.shown(address)} …")
    try:
        clone = asyncio.run(fetch_new(library, address, user, command))
    finally:
        output.progress("")
    return indexing.bring(library, clone.path, name, ours=True)


def visit(library: Library, clone: git.Clone) -> None:
    """Bring a clone that is followed in step, and keep how that went.

    Raises:
        SourceError: It cannot be reached.
    """
    rows = library.sources()
    number = next((row.id for row in rows if row.address == str(clone.path)), 0)
    output.progress(f"{git.shown(clone.address)} …")
    try:
        asyncio.run(pull(library, clone, f"source:{number}"))
    except SourceError as error:
        source_visited(library, number, int(time.time()), str(error))
        raise
    finally:
        output.progress("")
    source_visited(library, number, int(time.time()), "")
