"""What can be chosen on a screen of an article, and the letters that choose it."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from tui.render.document import Block, Code, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tui.render.typeset import Line

_LETTERS = "asdfghjklweruitpzxcvbnm"
"""Without o and y, which say what is to be done with what is chosen."""


class Target(NamedTuple):
    """A link, or a block to do something with."""

    line: int
    """The line that it begins on, of those in sight."""
    cell: int
    """The first cell that it takes there."""
    link: int | None
    """The index of the link in the document; None for a block."""
    block: Block | None = None
    """The code, table or picture."""


def targets(
    lines: Sequence[Line], first: int, end: int, kinds: Collection[type[Block]]
) -> Iterator[Target]:
    """Yield the links, and blocks of these kinds, of the lines ``first`` to ``end - 1``.

    Each once, where it begins to be in sight.
    """
    links: set[int] = set()
    block: Block | None = None
    for number, line in enumerate(lines[first:end], first):
        shown = line.shows
        if shown is not None and shown is not block and isinstance(shown, tuple(kinds)):
            start = len(line.text) - len(line.text.lstrip())
            yield Target(number, start, None, shown)
        block = shown
        cell = 0
        for run in line.runs:
            link = run.link
            of_picture = isinstance(shown, Picture) and shown.link == link
            if link is not None and link not in links and not of_picture:
                links.add(link)
                yield Target(number, cell, link)
            cell += line.ruler.width(run.text)


EVERYTHING: tuple[type[Block], ...] = (Code, Picture, Table)
"""The blocks that something can be done with."""


def labels(count: int) -> list[str]:
    """Return ``count`` labels, all as long as each other, easy ones first."""
    length = 1
    while len(_LETTERS) ** length < count:
        length += 1
    letters = product(_LETTERS, repeat=length)
    return ["".join(label) for label, _ in zip(letters, range(count), strict=False)]
