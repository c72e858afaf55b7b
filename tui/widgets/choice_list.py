"""A list of things to choose from, however many; it does not know what they are."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from typing_extensions import override

from tui.render.rows import Sheet
from tui.widgets.isolation import isolated
from tui.widgets.pane import RowPane

_NOTE_SHARE = 0.4
_DEEPEST = 8


class Choice(NamedTuple):
    """One thing to choose."""

    text: str
    """What it is, on one line, safe to print."""
    note: str = ""
    """What stands at the right, muted."""
    level: int = 0
    """How deep it is indented."""


class ChoiceList(RowPane):
    """Draws those of the choices that are shown, each with its number."""

    COMPONENT_CLASSES = {
        "row--selected",
        "row--selected-faint",
        "choice--number",
        "choice--note",
    }

    class Selected(Message):
        """Another choice is selected now."""

    def __init__(self, choices: Sequence[Choice], sheet: Sheet) -> None:
        """List ``choices``; ``sheet`` says how the terminal measures and draws."""
        super().__init__()
        self._choices, self._sheet = choices, sheet
        self._shown: Sequence[int] = range(len(choices))

    def offer(self, choices: Sequence[Choice], select: int = 0) -> None:
        """List other choices, all of them, and select one by its index."""
        self._choices = choices
        self.show(range(len(choices)), select)

    @override
    def highlighted(self) -> None:
        self.post_message(self.Selected())

    def show(self, shown: Sequence[int], select: int) -> None:
        """Show the choices with these indexes, ascending, and select one.

        Where ``select`` is not among them, what follows it is selected.
        """
        self._shown, self.total = shown, len(shown)
        self.refresh()
        self.select(select)

    def select(self, index: int) -> None:
        """Select the choice with that index, or the next that is shown."""
        self.cursor = bisect_left(self._shown, index)
        self.show_cursor()

    @override
    def on_resize(self) -> None:
        """Show what stands before the selected choice too."""
        super().on_resize()
        middle = self.scrollable_content_region.height // 2
        self.scroll_to(y=self.cursor - middle, animate=False, force=True)

    @property
    def selected(self) -> int | None:
        """The index of the selected choice; None where none is shown."""
        return self._shown[self.cursor] if self._shown else None

    @override
    def blank(self, y: int, width: int) -> Strip:
        text = "" if self.total or y else " nothing like that"
        segment = Segment(text, self.role("choice--note"))
        return Strip([segment]).adjust_cell_length(width, self.ground)

    @override
    def draw(self, index: int, part: int, width: int) -> Strip:
        ruler, base = self._sheet.ruler, self.base(index)
        ellipsis = self._sheet.sign("…", "~")
        chosen = self._shown[index]
        text, note, level = self._choices[chosen]
        number = f" {chosen + 1:>{len(str(len(self._choices)))}}  "
        room = max(0, width - len(number) - 1)
        note = ruler.cut(note, round(room * _NOTE_SHARE), ellipsis)
        room -= ruler.width(note) + 2 if note else 0
        indent = "  " * min(level, _DEEPEST, room // 4)
        text = indent + ruler.cut(text, max(0, room - len(indent)), ellipsis)
        gap = " " * (room - ruler.width(text) + 2) if note else ""
        segments = [
            Segment(number, base + self.over(index, "choice--number")),
            *isolated([Segment(text, base)], rtl=False),
            Segment(gap, base),
            *isolated(
                [Segment(note, base + self.over(index, "choice--note"))], rtl=False
            ),
        ]
        used = sum(ruler.width(part) for part in (number, text, gap, note))
        return Strip(segments, used).adjust_cell_length(width, base)
