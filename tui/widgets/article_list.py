"""The list: as many rows as the view has, of which only those in sight are held."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.strip import Strip
from typing_extensions import override

from tui.model import CategoryPath, Row
from tui.text import cut, width
from tui.widgets.dates import Clock, local_now, short_date
from tui.widgets.pane import RowPane

WINDOW = 100
_HELD = 12


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The signs in front of a title."""

    unread: str = "●"
    starred: str = "★"
    later: str = "◷"
    updated: str = "↻"
    problem: str = "!"
    cut: str = "…"
    """What stands where a title was cut."""
    between: str = " · "
    """What stands between category and author."""


ASCII = Glyphs("*", "+", "~", "^", "!", "...", " - ")


class ArticleList(RowPane):
    """Draws the rows of a view; asks for the windows of rows that come in sight."""

    COMPONENT_CLASSES = {
        "row--selected",
        "row--selected-faint",
        "list--read",
        "list--unread",
        "list--mark",
        "list--star",
        "list--problem",
        "list--meta",
    }

    @dataclass
    class Needed(Message):
        """Rows from ``start`` on are in sight and not held."""

        start: int
        """Index of the first row of the window."""
        generation: int
        """Which state of the view they are wanted for."""

    @dataclass
    class Selected(Message):
        """Another row is selected; None while it is not loaded."""

        row: Row | None

    def __init__(
        self,
        *,
        glyphs: Glyphs | None = None,
        now: Clock = local_now,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.border_title = "Articles"
        self.generation = 0
        self.empty = "Opening the library"
        self._glyphs = glyphs or Glyphs()
        self._now = now
        self._windows: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()

    def show(
        self, total: int, cursor: int, start: int, rows: Sequence[Row], empty: str
    ) -> None:
        """Show a view of ``total`` rows; ``rows`` are those from ``start`` on.

        What was held of an older state of the view is forgotten.
        """
        self.generation += 1
        self.empty = empty
        self._windows = {}
        self._asked = set()
        for offset in range(0, len(rows), WINDOW):
            self._windows[start // WINDOW + offset // WINDOW] = rows[
                offset : offset + WINDOW
            ]
        self.total = total
        self.cursor = cursor
        self.refresh()
        self.show_cursor()

    def fill(self, start: int, rows: Sequence[Row], generation: int) -> None:
        """Hold the window of rows from ``start`` on, if the view is still the same."""
        if generation != self.generation:
            return
        if len(self._windows) >= _HELD:
            here = self.cursor // WINDOW
            self._windows.pop(max(self._windows, key=lambda window: abs(window - here)))
        self._windows[start // WINDOW] = rows
        self._asked.discard(start // WINDOW)
        self.refresh_lines(start * self.row_height, WINDOW * self.row_height)
        if start // WINDOW == self.cursor // WINDOW:
            self.highlighted()

    def row(self, index: int) -> Row | None:
        """Return a row if it is held; otherwise ask for it."""
        window, place = divmod(index, WINDOW)
        rows = self._windows.get(window)
        if rows is not None:
            return rows[place] if place < len(rows) else None
        if window not in self._asked:
            self._asked.add(window)
            self.post_message(self.Needed(window * WINDOW, self.generation))
        return None

    @property
    def selected(self) -> Row | None:
        """The row under the cursor, if it is held."""
        return self.row(self.cursor) if self.total else None

    @override
    def highlighted(self) -> None:
        self.post_message(self.Selected(self.selected))

    @override
    def blank(self, y: int, width_: int) -> Strip:
        told = wrap(self.empty, max(8, width_ - 4)) if not self.total else []
        text = told[y - 1] if 1 <= y <= len(told) else ""
        segment = Segment(f"  {text}", self.role("list--meta"))
        return Strip([segment]).adjust_cell_length(width_, self.ground)

    @override
    def draw(self, index: int, part: int, width_: int) -> Strip:
        base, row = self.base(index), self.row(index)
        if row is None:
            return Strip([Segment("  .", base)]).adjust_cell_length(width_, base)
        segments = (
            self._meta(index, row, width_) if part else self._title(index, row, width_)
        )
        return Strip(segments).adjust_cell_length(width_, base)

    def _title(self, index: int, row: Row, width_: int) -> list[Segment]:
        entry, base = row.entry, self.base(index)
        date = "" if self.row_height > 1 else self._date(row)
        room = max(0, width_ - 4 - (len(date) + 2 if date else 1))
        title = cut(entry.title, room, self._glyphs.cut)
        weight = self.over(index, "list--read" if row.read else "list--unread")
        gap = " " * (room - width(title) + 1)
        segments = [
            *self._signs(index, row),
            *self.words_of(title, index, base + weight),
        ]
        if date:
            tail = Segment(f"{gap}{date} ", base + self.over(index, "list--meta"))
            segments.append(tail)
        return segments

    def words_of(self, text: str, index: int, style: Style) -> list[Segment]:
        """Return a row's title as it is drawn."""
        return [Segment(text, style)]

    def _signs(self, index: int, row: Row) -> list[Segment]:
        glyphs, base = self._glyphs, self.base(index)
        new = glyphs.unread if not row.read else glyphs.updated if row.updated else " "
        kept = glyphs.starred if row.starred else glyphs.later if row.later else " "
        wrong = glyphs.problem if kept == " " and row.entry.problems else ""
        return [
            Segment(f"{new} ", base + self.over(index, "list--mark")),
            Segment(
                f"{wrong or kept} ",
                base + self.over(index, "list--problem" if wrong else "list--star"),
            ),
        ]

    def _meta(self, index: int, row: Row, width_: int) -> list[Segment]:
        entry, date, base = row.entry, self._date(row), self.base(index)
        path = entry.categories[0] if entry.categories else ()
        room = max(0, width_ - 6 - len(date))
        text = self._names(path, entry.author)
        if width(text) > room:  # its own category says more than those above
            text = cut(self._names(path[-1:], entry.author), room, self._glyphs.cut)
        gap = " " * (room - width(text) + 1)
        return [
            Segment(f"    {text}{gap}{date} ", base + self.over(index, "list--meta"))
        ]

    def _names(self, path: CategoryPath, author: str) -> str:
        place = " / ".join(path)
        names = (place, author if author not in place else "")
        return self._glyphs.between.join(filter(None, names))

    def _date(self, row: Row) -> str:
        entry = row.entry
        return short_date(entry.published, self._now(), certain=entry.date_certain)
