"""Asks for the name and the words of a search that is kept; it keeps none itself."""

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static
from typing_extensions import override

from tui.errors import BroadsheetError, QueryError
from tui.screens.box import Box
from tui.screens.keys_wanted import KeysWanted
from tui.text import line
from tui.widgets.query_input import QueryInput

Keep = Callable[[str, str], Awaitable[None]]
"""Keeps a name and words; raises BroadsheetError where it cannot."""


class SavedDialog(Box[str]):
    """A form of two lines; returns the name, or nothing where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('')", "Close"),
        Binding("down", "app.focus_next", "Next field"),
        Binding("up", "app.focus_previous", "Previous field"),
    ]
    AUTO_FOCUS = "#name"

    def __init__(self, title: str, name: str, words: str, keep: Keep) -> None:
        """Begin with a name and words; ``keep`` is called with what they are then."""
        super().__init__()
        self._title, self._name, self._words, self._keep = title, name, words, keep

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = self._title
            box.border_subtitle = self.words("Enter saves · Esc closes · Tab next")
            with Horizontal(classes="field"):
                yield Label("Name")
                yield Input(self._name, id="name", compact=True, select_on_focus=True)
            with Horizontal(classes="field"):
                yield Label("Words")
                yield QueryInput(self._words, id="words", compact=True)
            yield Static(id="wrong", markup=False)

    def on_screen_resume(self) -> None:
        """Let the keys act that were typed ahead for it."""
        self.post_message(KeysWanted())

    @on(Input.Changed)
    def _changed(self) -> None:
        self.query_one(QueryInput).point_at(None)
        self._tell("")

    def _tell(self, wrong: str) -> None:
        self.query_one("#wrong", Static).update(self.words(wrong))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._try()

    @work(exclusive=True)
    async def _try(self) -> None:
        name = line(self.query_one("#name", Input).value).strip()
        query = self.query_one(QueryInput)
        if not name:
            self._tell("A name is needed.")
            self.set_focus(self.query_one("#name"))
            return
        try:
            await self._keep(name, line(query.value).strip())
        except QueryError as error:
            self._tell(f"{error}.")
            self.set_focus(query)
            query.point_at(error.at)
        except BroadsheetError as error:
            self._tell(str(error))
            self.set_focus(self.query_one("#name"))
        else:
            self.dismiss(name)
