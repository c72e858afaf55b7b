"""Git repositories of posts: fetched before their folder is read; it reads no post."""

import asyncio

from tui.cli import indexing, named, output
from tui.library import Library
from tui.sources import git
from tui.sync.folder import Progress


def add(
    library: Library, address: str, name: str = "", user: str = "", command: str = ""
) -> tuple[int, Progress]:
    """Fetch a repository and read its posts; return its source's id and what was found.

    Raises:
        SourceError: It cannot be fetched; then it is not followed.
    """
    clones = named.git_clones(library)
    known = clones.at(clones.path_of(address))
    clone = clones.add(address, user, command)
    try:
        fetch(clone)
    except BaseException:
        if known is None:
            clones.remove(clone)
        raise
    return indexing.bring(library, clone.path, name)


def fetch(clone: git.Clone) -> None:
    """Bring a clone in step with its repository.

    Raises:
        SourceError: It cannot be reached.
    """
    output.progress(f"{git.shown(clone.address)} …")
    try:
        asyncio.run(clone.pull())
    finally:
        output.progress("")
