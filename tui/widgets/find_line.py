"""The line in which one types what is looked for."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message

from tui.widgets.typed_line import TypedLine


class FindLine(TypedLine):
    """An input that also goes from match to match, and is given up with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "give_up", "Give up", show=False),
        Binding("down,ctrl+n", "next(1)", "Next", show=False),
        Binding("up,ctrl+p", "next(-1)", "Previous", show=False),
    ]

    class GivenUp(Message):
        """What was typed is not looked for any more."""

    class Next(Message):
        """Another match is wanted."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    def __init__(self, sought: str) -> None:
        """Begin with what was looked for last."""
        super().__init__(sought, "Find in the text")
        self.select_on_focus = True

    def action_give_up(self) -> None:
        self.post_message(self.GivenUp())

    def action_next(self, by: int) -> None:
        self.post_message(self.Next(by))
