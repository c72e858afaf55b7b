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
        table = Table.grid(padding=(0, 3))
        for keys, what in self._keys:
            shown = self.words(keys)
            shown.stylize("bold")
            table.add_row(shown, Text(what))
        with VerticalScroll() as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static(table)

    @override
    def action_help(self) -> None:
        self.dismiss(None)
