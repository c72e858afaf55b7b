"""Sets a Document in lines of a width; the colours are somebody else's."""

from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

from tui.render.document import Block, Document
from tui.render.layout import blanks, rows_of
from tui.render.numbered import ROLE
from tui.render.rows import Part, Run, Runs
from tui.render.setting import Setting
from tui.text import Ruler

__all__ = ["Line", "Run", "Setting", "plain_lines", "typeset"]


# The constructor of a named tuple takes three times as long.
_new = tuple.__new__
_DRAWN = frozenset({"quote-bar", "code-bar", "marker", "table-border", "rule", ROLE})
"""The roles of what is no text of the article."""


class Line(NamedTuple):
    """One line of a page."""

    runs: Runs
    block: int
    """The index of the block that it belongs to in ``Document.blocks``."""
    wide: bool = False
    """Whether it belongs to code that goes beyond the width."""
    lead: int = 0
    """How many of the first runs stay in place when wide code scrolls sideways."""
    shows: Block | None = None
    """The code, table or picture that it is a line of."""
    rtl: bool = False
    """Whether it belongs to a paragraph that is read from right to left."""
    part: Part | None = None
    """What of the picture that it shows is to be drawn in the room of its last run."""
    ruler: Ruler = Ruler()
    """What it was measured with."""

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join([run.text for run in self.runs])

    @property
    def letters(self) -> int:
        """How many characters of the text it has, which no width changes."""
        texts = (run.text for run in self.runs if _DRAWN.isdisjoint(run.roles))
        return sum(len(text) - text.count(" ") for text in texts)

    @property
    def width(self) -> int:
        """How many cells it takes."""
        return sum([self.ruler.width(run.text) for run in self.runs])


def typeset(document: Document, setting: Setting, first: int = 0) -> Iterator[Line]:
    """Yield the lines of a document from block ``first``; only what is asked for is set.

    No line is wider than ``setting.width`` but those of ``wide`` code.
    """
    setter = Setter(setting)
    above = document.blocks[first - 1] if first else None
    for index, block in enumerate(document.blocks[first:], first):
        yield from setter.lines(index, block, above)
        above = block


class Setter:
    """Sets blocks in one setting."""

    def __init__(self, setting: Setting) -> None:
        self._width = max(4, min(setting.width, setting.measure))
        self._sheet = setting.sheet
        margin = (setting.width - self._width) // 2 if setting.centred else 0
        self._margin = (Run(" " * margin),) if margin > 0 else ()

    def lines(self, index: int, block: Block, above: Block | None) -> Iterator[Line]:
        """Yield the lines of the block of this index, and the blank ones before it.

        ``above`` is the block before it, None where it is the first.
        """
        sheet, before = self._sheet, self._margin
        if above is not None:
            yield from repeat(Line((), index), blanks(above, block, sheet))
        ruler = sheet.ruler
        for row, wide, inner, shows, rtl, part in rows_of(block, self._width, sheet):
            runs = before + row if before and row else row
            lead = inner + len(before) if wide else 0
            yield _new(Line, (runs, index, wide, lead, shows, rtl, part, ruler))


def plain_lines(document: Document, width: int = 80) -> Iterator[str]:
    """Yield the document as text, each line at most ``width`` cells."""
    setting = Setting(width, measure=width, centred=False, fold_code=True)
    for line in typeset(document, setting):
        yield line.text.rstrip()
