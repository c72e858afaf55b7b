"""Reads many posts, with processes beside this one; it knows no library.

As a program (``python -m tui.sources.reading``) it is such a process.
"""

import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path

from tui.model import Entry, Stamp
from tui.sources.beside import Beside, cores, serve
from tui.sources.folder import Folder
from tui.sources.site import Site

_MANY = 1_000
"""For fewer posts no process is begun: that takes as long as to read them."""
_Jobs = Sequence[tuple[str, Stamp]]


def read_all(
    folder: Folder, wanted: Sequence[tuple[str, Stamp]], size: int
) -> Generator[Sequence[Entry]]:
    """Yield the entries of posts in that order, ``size`` at a time.

    Close it, and what reads ahead ends.
    """
    batches = (wanted[n : n + size] for n in range(0, len(wanted), size))
    if len(wanted) < _MANY or cores() == 1:
        yield from map(_reader(folder), batches)
        return
    opening = str(folder.root), folder.site
    with Beside(__name__, opening, _reader(folder)) as beside:
        yield from beside.answers(batches)


def _reader(folder: Folder) -> Callable[[_Jobs], list[Entry]]:
    return lambda jobs: [folder.read(key, stamp) for key, stamp in jobs]


def _opened(opening: tuple[str, Site]) -> Callable[[_Jobs], list[Entry]]:
    root, site = opening
    return _reader(Folder(Path(root), site=site))


if __name__ == "__main__":
    sys.exit(serve(_opened))
