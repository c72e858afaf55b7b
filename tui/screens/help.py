"""The keys as they really are, remapped ones included."""

from collections.abc import Iterable
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static
from typing_extensions import override

from tui.screens.box import ScrolledBox

_WIDE = 132
"""From so many columns on, keys stand in two columns, so that all are in sight."""
_FEW = 20


class Help(ScrolledBox[None]):
    """A table of keys over what they act in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Close"),
    ]

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show these pairs of keys and what they do."""
        super().__init__()
        self._keys = list(keys)

    @override
    def compose(self) -> ComposeResult:
        wide = self.app.size.width >= _WIDE and len(self._keys) > _FEW
        table = Table.grid(padding=(0, 3))
        rows = -(-len(self._keys) // 2) if wide else len(self._keys)
        for row in range(rows):
            cells: list[Text] = []
            for keys, what in self._keys[row::rows]:
                shown = self.words(keys)
                shown.stylize("bold")
                cells += [shown, Text(what)]
            table.add_row(*cells)
        with VerticalScroll(classes="-wide" if wide else "") as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static(table)

    @override
    def action_help(self) -> None:
        self.dismiss(None)
