"""How a page is set; it sets nothing, and is there before what does is loaded."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct, field

from tui.text import Ruler

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.render.rows import Sheet

Manner = Literal["rich", "markdown", "source"]
"""Set as an article, as Markdown, or as the source has it."""

HEADER = -1
"""The block that the lines of a page's header belong to."""


class Setting(Struct, frozen=True, dict=True):
    """How a page is set."""

    width: int = 80
    """The cells of the pane, at least 4."""
    measure: int = 80
    """The most cells that a line of text may have."""
    centred: bool = True
    ascii: bool = False
    """Draw with ASCII only."""
    fold_code: bool = False
    """Fold code at the measure; else its lines stay whole and are ``wide``."""
    indent: int = 0
    """The cells before the first line of a Chinese or Japanese paragraph."""
    spacing: bool = False
    """Set Latin words and numbers off from ideographs by a space."""
    gap: int = 1
    """The blank lines between two paragraphs."""
    ambiguous: int = 1
    """The cells of what is of ambiguous width (UAX #11): 1 or 2."""
    link_numbers: bool = False
    """Put the number of each link behind it, as `Document.links` counts from 1."""
    drawn: Mapping[int, tuple[int, int]] = field(
        default_factory=dict[int, tuple[int, int]]
    )
    """The number of each picture that gets room → its columns and rows."""
    failed: Mapping[int, str] = field(default_factory=dict[int, str])
    """The number of each picture that could not be drawn → what is said of that."""

    @property
    def ruler(self) -> Ruler:
        """What measures for this terminal."""
        return Ruler(self.ambiguous)

    @cached_property
    def sheet(self) -> Sheet:
        """What blocks are laid out on."""
        from tui.render.rows import Sheet  # noqa: PLC0415 - not for the first paint

        return Sheet(
            ascii=self.ascii,
            fold_code=self.fold_code,
            indent=self.indent,
            spacing=self.spacing,
            gap=self.gap,
            link_numbers=self.link_numbers,
            drawn=self.drawn,
            failed=self.failed,
            ruler=self.ruler,
        )
