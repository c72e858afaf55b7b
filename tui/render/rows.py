"""What a page is laid out in and how: runs, rows, the sheet; it lays out nothing."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from msgspec import Struct, field

from tui.render.document import Block
from tui.text import Ruler


class Run(NamedTuple):
    """Text in one style on one line."""

    text: str
    roles: tuple[str, ...] = ()
    link: int | None = None


Runs = tuple[Run, ...]


class Part(NamedTuple):
    """One row of a picture that is drawn in the text; the row's last run is its room."""

    row: int
    """Which of its rows, from 0."""
    columns: int
    rows: int
    """How many it has in all."""


class Row(NamedTuple):
    """One line inside its block."""

    runs: Runs = ()
    wide: bool = False
    """It belongs to code that is wider than the page."""
    lead: int = 0
    """How many of the first runs stay in place when the rest scrolls sideways."""
    shows: Block | None = None
    """The code, table or picture that it is a line of."""
    rtl: bool = False
    """It belongs to a paragraph that is read from right to left."""
    part: Part | None = None
    """What of the picture it is a line of is to be drawn on it."""


class Sheet(Struct, frozen=True):
    """How blocks are laid out."""

    ascii: bool = False
    """Draw with ASCII only."""
    fold_code: bool = False
    """Fold code at the width instead of leaving it wide."""
    indent: int = 0
    """The cells before the first line of a Chinese or Japanese paragraph."""
    spacing: bool = False
    """Set Latin words and numbers off from ideographs by a space."""
    gap: int = 1
    """The blank rows between two paragraphs."""
    link_numbers: bool = False
    """Put the number of each link behind it."""
    ruler: Ruler = field(default_factory=Ruler)
    drawn: Mapping[int, tuple[int, int]] = field(
        default_factory=dict[int, tuple[int, int]]
    )
    """The number of each picture to be drawn → its columns and rows, where they fit."""
    failed: Mapping[int, str] = field(default_factory=dict[int, str])
    """The number of each picture that could not be drawn → what is said of that."""
    level: int = 0
    """How many lists are around."""

    def sign(self, drawn: str, plain: str) -> str:
        """Return the sign that the terminal can draw in cells that are known.

        Line drawing and marks are of ambiguous width, so where that is two cells the
        plain sign is taken.
        """
        return plain if self.ascii or self.ruler.ambiguous > 1 else drawn

    def size(self, runs: Iterable[Run]) -> int:
        """Return how many cells runs take."""
        return sum([self.ruler.width(run.text) for run in runs])
