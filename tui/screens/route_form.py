"""Asks for the parameters of a route one by one, then for a folder; it follows nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.getters import query_one
from textual.widgets import Input, Static
from typing_extensions import override

from tui.errors import SourceError
from tui.model import CategoryPath
from tui.render.rows import Sheet
from tui.screens.box import Box
from tui.screens.keys_wanted import KeysWanted
from tui.screens.route_told import of_parameter
from tui.sources.rsshub.catalogue import Parameter, Route
from tui.text import line
from tui.widgets.choice_list import Choice, ChoiceList


@dataclass(frozen=True)
class Filled:
    """A route with its parameters."""

    address: str
    folder: CategoryPath
    """Where to put it in the tree."""
    values: Mapping[str, str]


class RouteForm(Box[Filled | None]):
    """A box with one question at a time; returns the answers, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back"),
        Binding("up", "option(-1)"),
        Binding("down", "option(1)"),
        Binding("pageup", "scroll(-1)"),
        Binding("pagedown", "scroll(1)"),
    ]
    AUTO_FOCUS = "Input"

    asked = query_one(Input)
    rows = query_one(ChoiceList)
    question = query_one("#question", Static)
    line = query_one("#address", Static)
    wrong = query_one("#wrong", Static)

    def __init__(
        self, route: Route, known: Filled, sheet: Sheet, trouble: str = ""
    ) -> None:
        """Ask for the parameters of ``route``.

        ``known`` are answers from before, ``trouble`` says why they were not good.
        """
        super().__init__()
        self._route, self._sheet, self._trouble = route, sheet, trouble
        self._values = dict(known.values)
        self._folder = "/".join(known.folder)
        self._steps: tuple[Parameter | None, ...] = (*route.parameters, None)
        self._step = 0 if trouble else self._first_unknown()

    @property
    def _parameter(self) -> Parameter | None:
        """What is asked for now; None for the folder."""
        return self._steps[self._step]

    def _first_unknown(self) -> int:
        known = (p is not None and p.name in self._values for p in self._steps)
        return next(n for n, found in enumerate(known) if not found)

    @override
    def compose(self) -> ComposeResult:
        route = self._route
        with Vertical() as box:
            box.border_title = Text(route.name)
            yield Static(id="address", markup=False)
            with VerticalScroll(can_focus=False):
                told = [*(f"! {w}" for w in route.warnings), route.description]
                yield Static("\n".join(filter(None, told)), markup=False)
            yield Static(id="wrong", markup=False)
            yield Static(id="question", markup=False)
            yield Input(compact=True)
            yield ChoiceList((), self._sheet)

    def on_mount(self) -> None:
        told = self._route.description or self._route.warnings
        self.query_one(VerticalScroll).display = bool(told)
        self.wrong.update(self._trouble)
        self._ask()

    def on_screen_resume(self) -> None:
        """Let the keys act that were typed ahead for it."""
        self.post_message(KeysWanted())

    def _ask(self) -> None:
        """Show the question of this step, with what was answered before."""
        parameter, last = self._parameter, self._step == len(self._steps) - 1
        keys = ["Enter follows it" if last else "Enter goes on", "Esc back"]
        options = parameter.options if parameter else ()
        if parameter is None:
            self.question.update(
                "folder of the tree, may be left out: such as 科技/中文"
            )
            self.asked.value = self._folder
            self.asked.placeholder = "at the top"
        else:
            self.question.update(of_parameter(parameter))
            self.asked.value = self._values.get(parameter.name, "")
            self.asked.placeholder = parameter.default
        if options:
            keys.insert(0, self._sheet.sign("↑ ↓ choose", "arrows choose"))
        self.rows.display = bool(options)
        self.rows.offer([Choice(o.value, o.label) for o in options])
        self.asked.cursor_position = len(self.asked.value)
        self._tell(keys)

    def _tell(self, keys: list[str]) -> None:
        box = self.query_one(Vertical)
        count = f"{self._step + 1} of {len(self._steps)}"
        between = self._sheet.sign(" · ", " - ")
        box.border_subtitle = Text(between.join((count, *keys)))
        self.line.update(self._address() or f"rsshub://{self._route.path}")

    def _address(self) -> str:
        try:
            return self._route.address(self._values)
        except SourceError:
            return ""

    def action_option(self, by: int) -> None:
        """Take the next of the values that are known to work."""
        parameter = self._parameter
        if not parameter or not parameter.options:
            return
        values = [option.value for option in parameter.options]
        if self.asked.value in values:
            at = values.index(self.asked.value) + by
        else:
            at = 0 if by > 0 else len(values) - 1
        at = max(0, min(at, len(values) - 1))
        self.rows.select(at)
        self.asked.value = values[at]
        self.asked.cursor_position = len(values[at])

    def action_scroll(self, pages: int) -> None:
        scroll = self.query_one(VerticalScroll)
        (scroll.scroll_page_down if pages > 0 else scroll.scroll_page_up)(animate=False)

    @on(ChoiceList.Selected)
    def _clicked(self) -> None:
        parameter, row = self._parameter, self.rows.selected
        if parameter and parameter.options and row is not None and self.rows.has_focus:
            self.asked.value = parameter.options[row].value
            self.set_focus(self.asked)

    @on(Input.Submitted)
    def _answered(self) -> None:
        typed, parameter = line(self.asked.value), self._parameter
        if parameter is None:
            self._folder = typed
            self._end()
            return
        value = typed or (parameter.default if parameter.required else "")
        if parameter.required and not value:
            self.wrong.update(f"{parameter.name} is needed.")
            return
        if value and not parameter.slot.fits(value):
            self.wrong.update(f"{value} does not fit {parameter.slot.pattern}.")
            return
        self._values[parameter.name] = value
        self.wrong.update("")
        self._step += 1
        self._ask()

    def _end(self) -> None:
        try:
            address = self._route.address(self._values)
        except SourceError as error:
            self.wrong.update(str(error))
            return
        folder = (part.strip() for part in self._folder.split("/"))
        self.dismiss(Filled(address, tuple(filter(None, folder)), self._values))

    def action_back(self) -> None:
        """Go back to the question before; from the first one, give up."""
        if self._step == 0:
            self.dismiss(None)
            return
        self.wrong.update("")
        self._step -= 1
        self._ask()
