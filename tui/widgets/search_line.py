"""The line in which one types what is searched for in the library."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import SuggestionReady
from textual.widgets import Input
from typing_extensions import override

from tui.widgets.typed_line import TypedLine


class SearchLine(TypedLine):
    """An input that tells of each key, of moves in the list below, and of its end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Give up", show=False),
        Binding("tab", "tab", "Complete; here, or everywhere", show=False),
        Binding("down,ctrl+n", "go(1)", "Next", show=False),
        Binding("up,ctrl+p", "go(-1)", "Previous", show=False),
    ]

    ENDS = TypedLine.ENDS | {"tab"}

    class Typed(Message):
        """Something else is searched for."""

    class Accepted(Message):
        """One wants to go on with what was found."""

    class GivenUp(Message):
        """What was typed is not searched for any more."""

    class Tabbed(Message):
        """What is offered is to be taken, or else searched here or everywhere."""

    class Went(Message):
        """Another row of what was found is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, text: str) -> None:
        """Begin with what was searched for."""
        super().__init__(text, "Search")
        self._whole = ""

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self._whole = ""
        self.post_message(self.Typed())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Accepted())

    def action_give_up(self) -> None:
        self.post_message(self.GivenUp())

    def action_tab(self) -> None:
        # After what was typed has been told.
        self.call_later(self.post_message, self.Tabbed())

    def offer(self, text: str, rest: str, whole: str) -> None:
        """Show how what is typed may go on, if it is still ``text``.

        ``whole`` is what the line says where that is taken.
        """
        if text == self.value and self.cursor_at_end:
            self._whole = whole
            self.post_message(SuggestionReady(text, text + rest))

    def take(self) -> bool:
        """Let the line say what is offered; return whether something is."""
        whole, self._whole = self._whole, ""
        if not whole or not self.cursor_at_end:
            return False
        self.value = whole
        self.cursor_position = len(whole)
        return True

    @override
    def action_cursor_right(self, select: bool = False) -> None:
        if select or not self.take():
            super().action_cursor_right(select)

    def action_go(self, by: int) -> None:
        self.post_message(self.Went(by))
