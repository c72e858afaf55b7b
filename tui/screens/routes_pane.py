"""The routes of an RSSHub: browsed by site, searched, followed; it asks no server itself."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.getters import query_one
from textual.widgets import Input, Static
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.model import CategoryPath
from tui.render.rows import Sheet
from tui.screens.box import Box
from tui.screens.keys import MOVES
from tui.screens.keys_wanted import KeysWanted
from tui.screens.route_form import Filled, RouteForm
from tui.screens.route_told import of_namespace, of_route
from tui.sources.rsshub.catalogue import Namespace, Route
from tui.sources.rsshub.documents import Brought
from tui.sources.rsshub.search import Index
from tui.widgets.choice_list import Choice, ChoiceList
from tui.widgets.pane import RowPane

_WIDE = 110

Bring = Callable[[bool], Awaitable[Brought[Index]]]
"""Brings the catalogue; anew where that is true."""
Follow = Callable[[str, CategoryPath], Awaitable[str]]
"""Follows the route at an address in a folder, and says what was found there."""


@dataclass(frozen=True)
class Offer:
    """A route that can be followed."""

    route: Route
    values: dict[str, str] = field(default_factory=dict)
    """What is known of its parameters."""
    why: str = ""
    """Why it is offered before all others."""


class RoutesPane(Box[None]):
    """Sites and their routes; words narrow them, Enter follows one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("up", "move(-1)"),
        Binding("down", "move(1)"),
        Binding("enter", "choose"),
        Binding("slash", "ask"),
        Binding("ctrl+r", "bring"),
        Binding("escape", "back"),
        Binding("q", "dismiss"),
    ]
    AUTO_FOCUS = "Input"

    rows = query_one(ChoiceList)
    asked = query_one(Input)
    told = query_one("#told", Static)
    line = query_one("#line", Static)

    def __init__(
        self,
        place: str,
        bring: Bring,
        offers: Callable[[Index], Awaitable[Sequence[Offer]]],
        follow: Follow,
        sheet: Sheet,
    ) -> None:
        """Show the routes of the instance at ``place``.

        ``offers`` are those that stand first; ``sheet`` says how the terminal draws.
        """
        super().__init__()
        self._place, self._bring, self._offers = place, bring, offers
        self._follow, self._sheet = follow, sheet
        self._index: Index | None = None
        self._first: Sequence[Offer] = ()
        self._site: Namespace | None = None
        self._shown: list[Namespace | Offer] = []
        self._state = ""
        self._looking = self._hasty = False
        """Whether rows are looked for, and whether Enter was pressed before they came."""
        self._following = False
        """Whether a route is on its way into the library."""

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = Text("RSSHub")
            yield Input(placeholder="a name, a site, a path", compact=True)
            with Horizontal():
                yield ChoiceList((), self._sheet)
                with VerticalScroll(can_focus=False):
                    yield Static(id="told", markup=False)
            yield Static(id="line", markup=False)

    def on_mount(self) -> None:
        between = self._sheet.sign(" · ", " - ")
        keys = ("Enter opens", "Tab to the list", "^r fetches anew", "Esc back")
        self.query_one(Vertical).border_subtitle = Text(between.join(keys))
        self.action_bring(anew=False)

    def on_screen_resume(self) -> None:
        """Let the keys act that were typed ahead for it."""
        self.post_message(KeysWanted())

    def on_resize(self, event: Resize) -> None:
        self.query_one(VerticalScroll).display = event.size.width >= _WIDE

    # The catalogue

    @work(group="bring", exclusive=True)
    async def action_bring(self, anew: bool = True) -> None:
        self.rows.display = self._index is not None
        self._say(f"The catalogue of {self._place} is looked up …")
        try:
            found = await self._bring(anew)
            self._first = await self._offers(found.what)
        except BroadsheetError as error:
            self._say(str(error), wrong=True)
            return
        self._index, self.rows.display = found.what, True
        catalogue = found.what.catalogue
        day = f"{datetime.fromtimestamp(found.fetched, UTC).astimezone():%Y-%m-%d}"
        self._state = (
            f"{catalogue.routes:,} routes of {len(catalogue.namespaces):,} sites"
            f" at {self._place}, as of {day}"
        )
        self._say(found.trouble or self._state, wrong=bool(found.trouble))
        self._look()

    @on(Input.Changed)
    def _look(self) -> None:
        self._looking = True
        self._list(self.asked.value)

    @work(group="list", exclusive=True)
    async def _list(self, words: str) -> None:
        """Show what has the words: of one site, or of all."""
        index, site = self._index, self._site
        if index is None:
            return
        if words.strip():
            found = await asyncio.to_thread(index.routes, words)
            routes = [Offer(each.route) for each in found]
            shown = [o for o in routes if not site or o.route.namespace == site.key]
            self._show(shown)
        elif site:
            self._show([Offer(route) for route in site.routes])
        else:
            self._show([*self._first, *index.catalogue.namespaces])

    def _show(self, shown: Sequence[Namespace | Offer], select: int = 0) -> None:
        self._shown = list(shown)
        self.rows.offer([self._choice(each) for each in shown], select)
        self._looking = False
        self.query_one(Vertical).border_title = Text(
            f"RSSHub: {self._site.name}" if self._site else "RSSHub"
        )
        self._tell()
        if self._hasty:
            self._hasty = False
            self.action_choose()

    def _choice(self, each: Namespace | Offer) -> Choice:
        if isinstance(each, Namespace):
            names = " / ".join(each.names)
            count = f"{len(each.routes):,}"
            return Choice(names, f"{each.site}  {count}" if each.site else count)
        assert self._index  # noqa: S101 - there are no offers without it
        name = each.route.name
        if self._site is None:
            name = f"{self._index.catalogue.namespace_of(each.route).name}: {name}"
        return Choice(f"{each.why} {name}".strip(), each.route.path)

    @on(ChoiceList.Selected)
    def _tell(self) -> None:
        """Say what is known of the selected row, where there is room."""
        row = self.rows.selected
        each = self._shown[row] if row is not None and row < len(self._shown) else None
        if each is None:
            self.told.update("")
        elif isinstance(each, Namespace):
            self.told.update(of_namespace(each))
        else:
            self.told.update(of_route(each.route))

    def _say(self, told: str, *, wrong: bool = False) -> None:
        self.line.update(told)
        self.line.set_class(wrong, "-wrong")

    # The keys

    def action_move(self, by: int) -> None:
        self.rows.move(by)

    def action_page(self, pages: float) -> None:
        self.rows.page(pages)

    def action_edge(self, end: bool) -> None:
        self.rows.edge(end=end)

    def action_ask(self) -> None:
        self.set_focus(self.asked)

    def action_back(self) -> None:
        """Give up the words, then the site, then the pane."""
        if self.asked.value:
            self.asked.value = ""
        elif self._site:
            was, self._site = self._site, None
            index = self._index
            spaces = index.catalogue.namespaces if index else ()
            shown: list[Namespace | Offer] = [*self._first, *spaces]
            self._show(shown, shown.index(was))
        else:
            self.dismiss(None)

    @on(RowPane.Picked)
    @on(Input.Submitted)
    def action_choose(self) -> None:
        row = self.rows.selected
        self._hasty = self._looking
        if self._following or self._hasty or row is None or row >= len(self._shown):
            return
        each = self._shown[row]
        if isinstance(each, Namespace):
            self._site = each
            self.asked.value = ""
            self._list("")
        else:
            self._fill(each)

    @work(group="follow", exclusive=True)
    async def _fill(self, offer: Offer) -> None:
        """Ask for what the route needs until it is followed or given up."""
        known, trouble = Filled("", (), offer.values), ""
        while True:
            form = RouteForm(offer.route, known, self._sheet, trouble)
            filled = await self.app.push_screen_wait(form)
            if filled is None:
                self._say(self._state)
                return
            self._say(f"{filled.address} …")
            self._following = True
            try:
                self._say(await self._follow(filled.address, filled.folder))
            except BroadsheetError as error:
                known, trouble = filled, str(error)
            else:
                return
            finally:
                self._following = False
