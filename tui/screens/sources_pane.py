"""Shows what is followed and how it goes; what is done about it is the screen's below."""

from functools import partial
from typing import ClassVar, Literal, NamedTuple

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import Static
from typing_extensions import override

from tui.screens.box import Box
from tui.screens.desk import Desk
from tui.screens.keys import MOVES
from tui.screens.keys_wanted import KeysWanted
from tui.sync.report import summary
from tui.sync.standing import Standing, standings
from tui.widgets.pane import RowPane
from tui.widgets.standing_list import StandingList, short_time

Verb = Literal["open", "add", "rename", "file", "remove", "report"]
_LOOK_SECONDS, _DRAW_SECONDS = 1.0, 0.2
_KEYS = "? keys", "r asks this", "R all", "a adds", "d removes", "e renames"
_MORE = "M moves", "L report", "Enter shows"


class Wanted(NamedTuple):
    """What the person wants to be done."""

    verb: Verb
    standing: Standing | None


class SourcesPane(Box[Wanted | None]):
    """A list of sources, and all there is to say of the selected one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("r", "refresh(False)", "Ask this source now"),
        Binding("R", "refresh(True)", "Ask all sources now"),
        Binding("c", "cancel", "Cancel the refresh"),
        Binding("enter,l", "want('open')", "Show its articles"),
        Binding("a", "want('add')", "Add a source"),
        Binding("e", "want('rename')", "Rename the feed"),
        Binding("M", "want('file')", "Move the feed to another folder"),
        Binding("d,delete", "want('remove')", "Remove the source"),
        Binding("L", "want('report')", "Report of the last refresh"),
        Binding("escape,q,F", "dismiss", "Close"),
    ]
    AUTO_FOCUS = "StandingList"

    rows = query_one(StandingList)

    def __init__(self, desk: Desk, select: str = "") -> None:
        """Show what ``desk`` follows; the source with key ``select`` is selected first."""
        super().__init__()
        self._desk, self._select = desk, select
        self._sheet = desk.article.setting.sheet

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = "Sources"
            yield StandingList(self._sheet, self._desk.now, self._desk.board.of)
            yield Static(id="about", markup=False)

    def on_mount(self) -> None:
        # What failed is told here, in full; a message would stand before it.
        self.app.clear_notifications()
        self._read()
        self.set_interval(_LOOK_SECONDS, self._read)
        self.set_interval(_DRAW_SECONDS, self._draw)

    @work(group="read", exclusive=True)
    async def _read(self) -> None:
        """Show how it is in the library now."""
        if not self._desk.library:
            return
        found = await self._desk.ask(partial(standings, keys=True), self._desk.library)
        if self._select:
            keys = [standing.key for standing in found]
            self.rows.show(found)
            if self._select in keys:
                self.rows.cursor = keys.index(self._select)
            self._select = ""
        self.rows.show(found)
        self._draw()
        # What was typed ahead acts on the sources, not on the empty list before them.
        self.post_message(KeysWanted())

    def _draw(self) -> None:
        """Show what is being done, and what there is to say of the selected source."""
        self.rows.refresh()
        box, board = self.query_one(Vertical), self._desk.board
        between = self._sheet.sign(" · ", " - ")
        if board.going_on:
            report = board.report()
            left = report.count("waits", "runs")
            done = f"{len(report.results) - left} of {len(report.results)}"
            box.border_title = Text(f"Sources{between}{done}{between}c cancels")
        elif board.ended:
            box.border_title = Text(f"Sources{between}{summary(board.report())}")
        room, keys = box.size.width - 4, ""
        for key in ("Esc closes", *_KEYS, *_MORE):
            longer = f"{keys}{between}{key}" if keys else key
            keys = longer if self._sheet.ruler.width(longer) <= room else keys
        box.border_subtitle = Text(keys)
        self.query_one("#about", Static).update(Text(self._about()))

    def _about(self) -> str:
        standing = self.rows.selected
        if standing is None:
            return ""
        now, result = self._desk.now(), self._desk.board.of(standing.key)
        times = [standing.kind, f"{standing.unread:,} unread of {standing.total:,}"]
        if standing.here is not None:
            times.append(f"{standing.here:,} kept here")
        if standing.visited:
            times.append(f"last visit {short_time(standing.visited, now)}")
        elif standing.kind == "feed":
            times.append("not visited yet")
        if standing.due:
            times.append(f"next {short_time(standing.due, now)}")
        elif standing.kind == "folder":
            times.append("watched")
        lines = [standing.address, self._sheet.sign(" · ", " - ").join(times)]
        if standing.note:
            lines.append(standing.note)
        elif result and result.status == "fails":
            lines.append(result.trouble)
        return "\n".join(lines)

    @on(RowPane.Picked)
    def _picked(self) -> None:
        self.action_want("open")

    def action_want(self, verb: Verb) -> None:
        """Leave the list and have something done about the selected source."""
        if self.rows.selected or verb in {"add", "report"}:
            self.dismiss(Wanted(verb, self.rows.selected))

    def action_refresh(self, every: bool) -> None:
        """Ask all sources, or the selected one; the list says how far that is."""
        selected = self.rows.selected
        keys = [selected.key] if selected and not every else []
        if selected or every:
            self._desk.refresh_sources(keys)

    def action_cancel(self) -> None:
        self._desk.stop_refresh()

    def action_move(self, by: int) -> None:
        self.rows.move(by)
        self._draw()

    def action_page(self, pages: float) -> None:
        self.rows.page(pages)
        self._draw()

    def action_edge(self, end: bool) -> None:
        self.rows.edge(end=end)
        self._draw()
