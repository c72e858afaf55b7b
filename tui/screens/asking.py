"""Asks for a line of text, or for a yes; it does not know what for."""

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from typing_extensions import override

from tui.render.rows import Sheet
from tui.screens.keys_wanted import KeysWanted


class Question(ModalScreen[str | None]):
    """Returns what was typed, or None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss")]

    def __init__(self, title: str, value: str, hint: str, sheet: Sheet) -> None:
        """Ask for what ``title`` names; ``value`` stands there already."""
        super().__init__()
        self._title, self._value, self._hint = title, value, hint
        self._sheet = sheet

    @override
    def compose(self) -> ComposeResult:
        self.set_class(self._sheet.sign("", "plain") != "", "-ascii")
        with Vertical() as box:
            box.border_title = Text(self._title)
            box.border_subtitle = f"Enter{self._sheet.sign(' · ', ' - ')}Esc leaves it"
            yield Input(self._value, placeholder=self._hint, compact=True)

    def on_screen_resume(self) -> None:
        self.post_message(KeysWanted())

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)


class Confirm(ModalScreen[bool]):
    """Returns whether the person wants it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "dismiss(True)"),
        Binding("n,q,escape", "dismiss(False)"),
    ]

    def __init__(self, title: str, told: str, sheet: Sheet) -> None:
        """Ask whether to do what ``title`` says; ``told`` says what that means."""
        super().__init__()
        self._title, self._told, self._sheet = title, told, sheet

    @override
    def compose(self) -> ComposeResult:
        self.set_class(self._sheet.sign("", "plain") != "", "-ascii")
        with Vertical() as box:
            box.border_title = Text(self._title)
            box.border_subtitle = (
                f"y does it{self._sheet.sign(' · ', ' - ')}Esc leaves it"
            )
            yield Static(Text(self._told))

    def on_screen_resume(self) -> None:
        self.post_message(KeysWanted())


class Reading(ModalScreen[None]):
    """Shows some lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,enter", "dismiss"),
        Binding("j,down,space", "scroll(1)"),
        Binding("k,up", "scroll(-1)"),
    ]

    def __init__(self, title: str, told: str, sheet: Sheet) -> None:
        """Show ``told`` under a title; both are safe to print."""
        super().__init__()
        self._title, self._told, self._sheet = title, told, sheet

    @override
    def compose(self) -> ComposeResult:
        self.set_class(self._sheet.sign("", "plain") != "", "-ascii")
        with Vertical() as box:
            box.border_title = Text(self._title)
            box.border_subtitle = "Esc closes"
            yield Static(Text(self._told))

    def on_screen_resume(self) -> None:
        self.post_message(KeysWanted())

    def action_scroll(self, by: int) -> None:
        self.query_one(Vertical).scroll_relative(y=by, animate=False)
