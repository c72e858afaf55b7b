"""Lists what is followed and how each of it goes; it asks nobody."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rich.segment import Segment
from textual.strip import Strip
from typing_extensions import override

from tui.render.rows import Sheet
from tui.sync.board import Result
from tui.sync.standing import Standing
from tui.widgets.dates import Clock
from tui.widgets.pane import RowPane

_NARROW = 66
_DAY = 86_400


class StandingList(RowPane):
    """A row for each source: mark, place, unread, last visit, and what it is doing."""

    COMPONENT_CLASSES = {
        "row--selected",
        "row--selected-faint",
        "standing--trouble",
        "standing--doing",
        "standing--meta",
    }

    def __init__(
        self, sheet: Sheet, now: Clock, doing: Callable[[str], Result | None]
    ) -> None:
        """Draw as ``sheet`` says; ``doing`` tells what is done with a source by its key."""
        super().__init__()
        self._sheet, self._now, self._doing = sheet, now, doing
        self._standings: Sequence[Standing] = ()

    def show(self, standings: Sequence[Standing]) -> None:
        """Show these; what was selected stays so, or what stands in its place."""
        was, place = self.selected, self.cursor
        self._standings, self.total = standings, len(standings)
        keys = [standing.key for standing in standings]
        if was and was.key in keys:
            place = keys.index(was.key)
        self.cursor = self.validate_cursor(place)
        self.refresh()

    @property
    def selected(self) -> Standing | None:
        """The source under the cursor."""
        if self.cursor < len(self._standings):
            return self._standings[self.cursor]
        return None

    @override
    def blank(self, y: int, width: int) -> Strip:
        text = "" if self.total or y else " Nothing is followed yet. a adds a source."
        segment = Segment(text, self.role("standing--meta"))
        return Strip([segment]).adjust_cell_length(width, self.ground)

    @override
    def draw(self, index: int, part: int, width: int) -> Strip:
        standing, base, sheet = self._standings[index], self.base(index), self._sheet
        ruler, ellipsis = sheet.ruler, sheet.sign("…", "~")
        doing = self._doing(standing.key)
        state, role = self._state(standing, doing)
        mark = "!" if standing.trouble else " "
        tail = f"{standing.unread:>6,}"
        if width >= _NARROW:
            tail += f"  {short_time(standing.visited, self._now()):>6}"
        state = f"  {ruler.cut(state, width // 3, ellipsis)}"
        state += " " * (width // 3 + 2 - ruler.width(state))
        room = max(0, width - ruler.width(tail) - ruler.width(state) - 4)
        name = ruler.cut(standing.name, room, ellipsis)
        gap = " " * (room - ruler.width(name) + 1)
        segments = [
            Segment(f" {mark} ", base + self.over(index, "standing--trouble")),
            Segment(name + gap, base),
            Segment(tail, base + self.over(index, "standing--meta")),
            Segment(state, base + self.over(index, role)),
        ]
        return Strip(segments).adjust_cell_length(width, base)

    def _state(self, standing: Standing, doing: Result | None) -> tuple[str, str]:
        """Return what is to be said of a source in a few words, and how it looks."""
        status = doing.status if doing else ""
        told = doing.told if doing else ""
        if status == "runs":
            found = f"{self._sheet.sign('⟳', '*')} {told or 'is asked'}", "doing"
        elif status in {"waits", "stopped"}:
            found = "waits its turn" if status == "waits" else "stopped", "meta"
        elif standing.trouble or status == "fails":
            times = f" ({standing.failures} times)" if standing.failures > 1 else ""
            found = f"failed{times}", "trouble"
        elif standing.waiting:
            found = f"{standing.waiting:,} to tell", "doing"
        elif told:
            found = told, "doing"
        elif standing.due:
            found = f"next {short_time(standing.due, self._now())}", "meta"
        else:
            found = standing.kind, "meta"
        return found[0], f"standing--{found[1]}"


def short_time(seconds: int, now: datetime) -> str:
    """Return a moment in at most six cells: the time, or the day where it is another."""
    if not seconds:
        return ""
    then = datetime.fromtimestamp(seconds, UTC).astimezone(now.tzinfo)
    if abs(seconds - now.timestamp()) < _DAY and then.date() == now.date():
        return f"{then:%H:%M}"
    return f"{then:%b %d}"
