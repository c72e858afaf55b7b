"""Chooses one of many things by key; it does not know what they are."""

from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import Input
from typing_extensions import override

from tui.render.folding import folded
from tui.render.rows import Sheet
from tui.screens.box import Box
from tui.screens.keys import MOVES
from tui.screens.keys_wanted import KeysWanted
from tui.widgets.choice_list import Choice, ChoiceList
from tui.widgets.pane import RowPane

_LONGEST_NUMBER = 7


class Chooser(Box[int | None]):
    """A box of numbered choices; returns the index of the chosen one, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("enter", "choose", "Choose"),
        Binding("slash", "filter", "Show only what has the words that are typed"),
        *(
            Binding(str(digit), f"digit('{digit}')", "Select by number")
            for digit in range(10)
        ),
        Binding("escape", "back", "End that, then close"),
        Binding("q", "dismiss", "Close"),
    ]
    AUTO_FOCUS = "ChoiceList"

    choices = query_one(ChoiceList)
    asked = query_one(Input)

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        selected: int = 0,
        sheet: Sheet | None = None,
        does: str = "Enter goes there",
    ) -> None:
        """Offer ``choices``, of which the one with index ``selected`` is selected first.

        ``title`` is safe to print; ``sheet`` says how the terminal measures and draws;
        ``does`` says what choosing does.
        """
        super().__init__()
        self._title, self._choices, self._selected = title, choices, selected
        self._sheet, self._does = sheet or Sheet(), does
        self._typed = ""

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text(self._title)
            yield ChoiceList(self._choices, self._sheet)
            yield Input(placeholder="what it says", compact=True)

    def on_screen_resume(self) -> None:
        """Let the keys act that were typed ahead for it."""
        self.post_message(KeysWanted())

    def on_mount(self) -> None:
        self.choices.show(range(len(self._choices)), self._selected)
        self.asked.display = False
        self._tell()

    def _tell(self) -> None:
        shown, every = self.choices.total, len(self._choices)
        count = f"{every:,}" if shown == every else f"{shown:,} of {every:,}"
        keys = (self._does, "/ filters", "Esc closes")
        self.query_one(Vertical).border_subtitle = self.words(
            " · ".join((count, *keys))
        )

    def action_move(self, by: int) -> None:
        self._typed = ""
        self.choices.move(by)

    def action_page(self, pages: float) -> None:
        self._typed = ""
        self.choices.page(pages)

    def action_edge(self, end: bool) -> None:
        self._typed = ""
        self.choices.edge(end=end)

    def action_digit(self, digit: str) -> None:
        """Select the choice with the number typed so far."""
        self._typed = (self._typed + digit)[-_LONGEST_NUMBER:].lstrip("0")
        if self._typed:
            self.choices.select(int(self._typed) - 1)

    @on(RowPane.Picked)
    @on(Input.Submitted)
    def action_choose(self) -> None:
        if (chosen := self.choices.selected) is not None:
            self.dismiss(chosen)

    def action_filter(self) -> None:
        """Ask for what the choices shown are to say."""
        self._typed = ""
        self.asked.display = True
        self.set_focus(self.asked)

    @cached_property
    def _folded(self) -> list[str]:
        """What the choices say, for finding in."""
        return [folded(f"{text} {note}") for text, note, _ in self._choices]

    @on(Input.Changed)
    def _filter(self, message: Input.Changed) -> None:
        """Show only the choices that have each of the words."""
        was = self.choices.selected or 0
        shown: Sequence[int] = range(len(self._choices))
        for word in folded(message.value).split():
            shown = [index for index in shown if word in self._folded[index]]
        self.choices.show(shown, was)
        self._tell()

    def action_back(self) -> None:
        """Give up the filter, then the choice."""
        if self.asked.display:
            self.asked.value = ""
            self.asked.display = False
            self.set_focus(self.choices)
        else:
            self.dismiss(None)
