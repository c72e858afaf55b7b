"""The keys as they really are, remapped ones included."""

from collections.abc import Iterable
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override


class Help(ModalScreen[None]):
    """A table of keys over the main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close"),
        Binding("j", "down", show=False),
        Binding("k", "up", show=False),
    ]

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        """Show these pairs of keys and what they do."""
        super().__init__()
        self._keys = list(keys)

    @override
    def compose(self) -> ComposeResult:
        table = Table.grid(padding=(0, 3))
        for keys, what in self._keys:
            table.add_row(Text(keys, style="bold"), Text(what))
        with VerticalScroll() as box:
            box.border_title = "Keys"
            box.border_subtitle = "Esc closes"
            yield Static(table)

    def action_down(self) -> None:
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        self.query_one(VerticalScroll).scroll_up(animate=False)
