"""Which sources are shown: what the library follows, or what was named at the start."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tui import paths
from tui.library import Account, Library
from tui.sources.base import Source
from tui.sources.folder import Folder

_EVERYTHING = 1


class Shown(NamedTuple):
    """What is shown."""

    folders: dict[int, Source]
    """By their id in the library."""
    feeds: int
    """The source of all feeds; 0 where none is shown."""
    accounts: list[Account]
    root: int
    """The category that all of it is below."""
    absent: list[str]
    """The folders that were named and are not there."""


def gather(library: Library, named: Sequence[Path], *, alone: bool) -> Shown:
    """Return what is to be shown; folders that are named are known from then on.

    Where none is named, it is all that is followed; with ``alone``, nothing but those.
    """
    clones = paths.repositories(library.path).resolve()
    folders: dict[int, Source] = {}
    absent = []
    known = {row.address for row in library.sources()}
    for path in named:
        folder = Folder(path)
        if folder.is_there() or folder.address in known:
            row = library.add_source(
                folder.kind, folder.address, folder.name, folder.aside
            )
            folders[row.id] = folder
        else:
            absent.append(folder.address)
    feeds, mounts = 0, {}
    for row in library.sources():
        mounts[row.id] = row.mount
        if row.kind == "folder":
            path = Path(row.address)
            # A repository is shown where feeds are: it is no folder of the person's.
            if not named or (not alone and path.is_relative_to(clones)):
                folders.setdefault(row.id, Folder(path))
        elif row.kind == "feeds" and not alone and library.has_feeds():
            feeds = row.id
    accounts = [] if alone else library.accounts()
    shown = [
        *folders,
        *(account.id for account in accounts),
        *([feeds] if feeds else []),
    ]
    root = mounts[shown[0]] if len(shown) == 1 else _EVERYTHING
    return Shown(folders, feeds, accounts, root, absent)
