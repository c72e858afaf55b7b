"""Asks for the words that servers are to look for."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static
from typing_extensions import override

from tui.screens.box import Box


class SearchDialog(Box[str | None]):
    """A line of words; returns them, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "Back")]

    AUTO_FOCUS = "Input"

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = "Find at the servers"
            box.border_subtitle = self.words("Enter finds · Esc")
            line = Input(placeholder="Words")
            line.cursor_blink = False
            yield line
            yield Static("What is found is kept here, and read like all else.")

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(" ".join(message.value.split()) or None)
