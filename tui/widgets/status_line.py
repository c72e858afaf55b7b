"""The last line: what goes on at the left, where one is at the right."""

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from tui.text import cut, width

_ASCII = str.maketrans({"·": "-", "…": "...", "⟳": "*", "“": '"', "”": '"'})


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
        said = filter(None, (self.progress, self.activity or self.trouble))
        left = cut(self._told(" · ".join(said)), max(0, room - 2))
        right = cut(self._told(self.place), max(0, room - width(left) - 3))
        gap = " " * max(1, room - width(left) - width(right) - 2)
        busy = base + self.get_component_rich_style("status--activity", partial=True)
        segments = [Segment(f" {left}", busy), Segment(f"{gap}{right} ", base)]
        return Strip(segments).adjust_cell_length(room, base)

    def _told(self, text: str) -> str:
        """Return our own words in ASCII where the person wants that."""
        return text.translate(_ASCII) if self._plain else text
