"""The list: as many rows as the view has, of which only those in sight are held."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap

from msgspec import Struct
from msgspec.structs import replace
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


class Glyphs(Struct, frozen=True):
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


class Lacking(Struct, frozen=True):
    """A row that stands for articles that are not here."""

    index: int
    """It stands before the article of this index."""
    said: str
    """What it says, and in a second line what becomes of it, if anything."""
    here: bool = False
    """Whether it is the selected row."""


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
    class Reached(Message):
        """The row for what is not here has come in sight."""

        below: bool
        """Whether one comes from the rows below it."""

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
        self._lacking: Lacking | None = None
        self._reached = False
        self._upwards = False

    @property
    def on_gap(self) -> bool:
        """Whether the selected row stands for what is not here."""
        return self._lacking is not None and self.cursor == self._lacking.index

    @property
    def from_below(self) -> bool:
        """Whether the row for what is not here is above, or was come to from below."""
        gap = self._lacking.index if self._lacking else self.total
        return self.cursor > gap or (self.cursor == gap and self._upwards)

    @property
    def place(self) -> int:
        """The index of the selected article among those that are here."""
        return self.cursor - (
            self._lacking is not None and self.cursor > self._lacking.index
        )

    def show(  # noqa: PLR0913 - what a list is
        self,
        total: int,
        cursor: int,
        start: int,
        rows: Sequence[Row],
        empty: str,
        *,
        lacking: Lacking | None = None,
    ) -> None:
        """Show a view of ``total`` articles; ``rows`` are those from ``start`` on.

        What was held of an older state of the view is forgotten.
        """
        was = self.selected.id if self._lacking and self.selected else 0
        above = self.scroll_offset.y - self.cursor * self.row_height
        self.generation += 1
        before = {index: self._held(index) for index in self.in_sight}
        self.empty = empty
        self._windows = {}
        self._asked = set()
        for offset in range(0, len(rows), WINDOW):
            self._windows[start // WINDOW + offset // WINDOW] = rows[
                offset : offset + WINDOW
            ]
        whole = self._lacking or lacking or not (self.total and total)
        self._lacking, self._reached = lacking, False
        self.total = total + (lacking is not None)
        after = lacking is not None and cursor >= lacking.index
        self.cursor = lacking.index if lacking and lacking.here else cursor + after
        if was and self.selected and self.selected.id == was:
            # What came above it does not push it away.
            self.scroll_to(y=self.cursor * self.row_height + above, animate=False)
        if whole:
            self.refresh()
        self.refresh_rows(*(n for n, row in before.items() if row != self._held(n)))
        self.show_cursor()

    def say_of_gap(self, said: str) -> None:
        """Let the row for what is not here say something else."""
        if self._lacking:
            self._lacking = replace(self._lacking, said=said)
            self.refresh_rows(self._lacking.index)

    def fill(self, start: int, rows: Sequence[Row], generation: int) -> None:
        """Hold the window of rows from ``start`` on, if the view is still the same."""
        if generation != self.generation:
            return
        if len(self._windows) >= _HELD:
            here = self.cursor // WINDOW
            self._windows.pop(max(self._windows, key=lambda window: abs(window - here)))
        self._windows[start // WINDOW] = rows
        self._asked.discard(start // WINDOW)
        self.refresh_lines(start * self.row_height, (WINDOW + 1) * self.row_height)
        if start // WINDOW == self.place // WINDOW:
            self.highlighted()

    def row(self, index: int) -> Row | None:
        """Return a row if it is held; otherwise ask for it. None for no article."""
        if self._lacking and index >= self._lacking.index:
            if index == self._lacking.index:
                return None
            index -= 1
        window = index // WINDOW
        if window not in self._windows and window not in self._asked:
            self._asked.add(window)
            self.post_message(self.Needed(window * WINDOW, self.generation))
        return self._held(index)

    def _held(self, index: int) -> Row | None:
        window, place = divmod(index, WINDOW)
        rows = self._windows.get(window, ())
        return rows[place] if place < len(rows) else None

    @property
    def selected(self) -> Row | None:
        """The row under the cursor, if it is held."""
        return self.row(self.cursor) if self.total else None

    @override
    def watch_cursor(self, old: int, new: int) -> None:
        self._upwards = new < old
        super().watch_cursor(old, new)

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
        if self._lacking and index == self._lacking.index:
            return self._draw_lacking(self._lacking, part, width_)
        if row is None:
            return Strip([Segment("  .", base)]).adjust_cell_length(width_, base)
        segments = (
            self._meta(index, row, width_) if part else self._title(index, row, width_)
        )
        return Strip(segments).adjust_cell_length(width_, base)

    def _draw_lacking(self, lacking: Lacking, part: int, width_: int) -> Strip:
        if not self._reached:
            self._reached = True
            self.post_message(self.Reached(self.from_below))
        base = self.base(lacking.index)
        told, _, note = lacking.said.partition("\n")
        said = note if part else told if self.row_height > 1 else note or told
        said = cut(said, max(0, width_ - 5), self._glyphs.cut)
        faint = base + self.over(lacking.index, "list--meta")
        segment = Segment(f"    {said}", faint)
        return Strip([segment]).adjust_cell_length(width_, base)

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
