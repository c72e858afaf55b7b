"""The last line: what goes on at the left, where one is at the right."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from tui.text import cut, width
from tui.widgets.own_words import told

_BETWEEN = " · "
"""Stands between what is said one after the other."""


class StatusLine(Widget):
    """One line of text; it never wraps."""

    COMPONENT_CLASSES = {"status--activity"}

    progress: reactive[str] = reactive("")
    """How far a refresh is: ``⟳ 12/340 · 3 new``; it stands before what is said."""
    activity: reactive[str] = reactive("")
    """What was done, or is being done."""
    place: reactive[str] = reactive("")
    """Where one is, and what can be pressed."""

    trouble: reactive[str] = reactive("")
    """What is wrong as long as it is; shown while nothing else is said."""

    def __init__(self, *, plain: bool, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._plain = plain

    @override
    def render_line(self, y: int) -> Strip:
        room = self.size.width
        base = self.rich_style
        more = "..." if self._plain else "…"
        said = " · ".join(filter(None, (self.progress, self.activity or self.trouble)))
        left = cut(told(said, plain=self._plain), max(0, room - 2), more)
        place = told(self.place, plain=self._plain)
        between = told(_BETWEEN, plain=self._plain)
        right = _fitting(place, between, max(0, room - width(left) - 3), more)
        gap = " " * max(1, room - width(left) - width(right) - 2)
        busy = base + self.get_component_rich_style("status--activity", partial=True)
        segments = [Segment(f" {left}", busy), Segment(f"{gap}{right} ", base)]
        return Strip(segments).adjust_cell_length(room, base)


def _fitting(said: str, between: str, room: int, more: str) -> str:
    """Return as many first parts as ``room`` cells have in full; cut one that is alone."""
    parts = said.split(between)
    for count in range(len(parts), 1, -1):
        if width(line := between.join(parts[:count])) <= room:
            return line
    return cut(parts[0], room, more)
