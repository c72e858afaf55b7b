"""The least that Textual takes: three panes of rows drawn one by one, and nothing else."""

from typing import ClassVar

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from typing_extensions import override

_ROWS = 10_000


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows with a cursor."""

    BINDINGS: ClassVar = [
        ("j", "go(1)", ""),
        ("k", "go(-1)", ""),
        ("pagedown", "go(45)", ""),
        ("G", "go(10000)", ""),
        ("g", "go(-10000)", ""),
    ]
    row = 0

    @override
    def on_mount(self) -> None:
        self.virtual_size = Size(40, _ROWS)

    def action_go(self, by: int) -> None:
        old, self.row = self.row, max(0, min(self.row + by, _ROWS - 1))
        self.refresh_line(old)
        self.refresh_line(self.row)
        self.scroll_to_region(
            Region(0, self.row, 1, 1), animate=False, force=True, x_axis=False
        )

    @override
    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        text = f"{'>' if index == self.row else ' '} row {index}"
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(
            self.size.width
        )


class Floor(App[None]):
    """Three of them."""

    CSS = "Pane { width: 1fr; }"

    @override
    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Pane()
            yield Pane()
            yield Pane()


if __name__ == "__main__":
    Floor().run()
