"""Asks for a line of text, or for a yes; it does not know what for."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static
from typing_extensions import override

from tui.screens.box import Box, ScrolledBox
from tui.screens.keys_wanted import KeysWanted


class Question(Box[str | None]):
    """Returns what was typed, or None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Leave it")]

    def __init__(self, title: str, value: str, hint: str) -> None:
        """Ask for what ``title`` names; ``value`` stands there already."""
        super().__init__()
        self._title, self._value, self._hint = title, value, hint

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(self._title)
            box.border_subtitle = self.words("Enter · Esc leaves it")
            yield Input(self._value, placeholder=self._hint, compact=True)

    def on_screen_resume(self) -> None:
        self.post_message(KeysWanted())

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)


class Confirm(Box[bool]):
    """Returns whether the person wants it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)", "Do it"),
        Binding("n,q,escape", "dismiss(False)", "Leave it"),
    ]

    def __init__(self, title: str, told: str) -> None:
        """Ask whether to do what ``title`` says; ``told`` says what that means."""
        super().__init__()
        self._title, self._told = title, told

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(self._title)
            box.border_subtitle = self.words("y does it · Esc leaves it")
            yield Static(self.words(self._told))

    def on_screen_resume(self) -> None:
        self.post_message(KeysWanted())


class Reading(ScrolledBox[None]):
    """Shows some lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss", "Close"),
    ]

    def __init__(self, title: str, told: str) -> None:
        """Show ``told`` under a title; both are safe to print."""
        super().__init__()
        self._title, self._told = title, told

    @override
    def compose(self) -> ComposeResult:
        with VerticalScroll() as box:
            box.border_title = Text(self._title)
            box.border_subtitle = "Esc closes"
            yield Static(self.words(self._told))

    def on_screen_resume(self) -> None:
        self.post_message(KeysWanted())
