"""The line in which one types what is searched for in the library."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from tui.widgets.typed_line import TypedLine


class SearchLine(TypedLine):
    """An input that tells of each key, of moves in the list below, and of its end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Give up", show=False),
        Binding("tab", "widen", "Here, or everywhere", show=False),
        Binding("down,ctrl+n", "go(1)", "Next", show=False),
        Binding("up,ctrl+p", "go(-1)", "Previous", show=False),
    ]

    class Typed(Message):
        """Something else is searched for."""

    class Accepted(Message):
        """One wants to go on with what was found."""

    class GivenUp(Message):
        """What was typed is not searched for any more."""

    class Widened(Message):
        """The search is to be everywhere instead of here, or the other way round."""

    class Went(Message):
        """Another row of what was found is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, text: str) -> None:
        """Begin with what was searched for."""
        super().__init__(text, "Search")

    def on_input_changed(self, message: Input.Changed) -> None:
        message.stop()
        self.post_message(self.Typed())

    def on_input_submitted(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Accepted())

    def action_give_up(self) -> None:
        self.post_message(self.GivenUp())

    def action_widen(self) -> None:
        self.post_message(self.Widened())

    def action_go(self, by: int) -> None:
        self.post_message(self.Went(by))
