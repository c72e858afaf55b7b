"""A table of any size: draws the cells in sight; it does not know how to sort."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from rich.segment import Segment
from rich.style import Style
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from typing_extensions import override

from tui.render.cells import columns_of, names_of, text_of
from tui.render.columns import Column, fraction_of, shares
from tui.render.document import Table
from tui.render.rows import Sheet
from tui.widgets.isolation import isolated
from tui.widgets.pane import RowPane

_WIDE = 32
_NARROWEST = 8
_GAP = 3
_SAMPLE = 60


class TableView(RowPane):
    """Shows the rows of a table in some order; one of its cells is the current one.

    The first column stays in sight where it leaves enough room for the others.
    """

    COMPONENT_CLASSES = {
        "row--selected",
        "row--selected-faint",
        "table--border",
        "table--name",
        "table--here",
    }

    column: reactive[int] = reactive(0, repaint=False)
    """Index of the current column."""

    class Moved(Message):
        """Another cell is the current one, or it has another place."""

    def __init__(self, table: Table, sheet: Sheet) -> None:
        """Show the rows of ``table``; ``sheet`` says how the terminal measures."""
        super().__init__()
        self._table, self._sheet = table, sheet
        self._names = names_of(table)
        self._natural = columns_of(table, _SAMPLE, sheet.ruler)
        self._widths: list[int] = []
        self._ends: list[int] = []
        self._room = 0
        self._pinned, self._first = False, 0
        self._order: Sequence[int] = range(len(table.rows))
        self._sorted = -1, ""

    @override
    def on_mount(self) -> None:
        self.total = len(self._table.rows)

    def take(self, columns: Sequence[Column]) -> None:
        """Make the columns as wide as these are, as far as there is room."""
        self._natural = list(columns)
        self._fit()

    def put(self, order: Sequence[int], column: int, sign: str) -> None:
        """Show the rows in this order, and a sign beside the name of a column."""
        self._order, self._sorted = order, (column, sign)
        self._fit()

    @property
    def row(self) -> int:
        """Where in the table the current row stands."""
        return self._order[self.cursor]

    @property
    def order(self) -> Sequence[int]:
        """The rows as they are shown."""
        return self._order

    @override
    def highlighted(self) -> None:
        self.post_message(self.Moved())

    @override
    def on_resize(self) -> None:
        super().on_resize()
        if self.scrollable_content_region.width != self._room:
            self._fit()

    def _fit(self) -> None:
        """Give the columns the room there is; wide ones only what others leave."""
        self._room = room = self.scrollable_content_region.width
        natural = [column.width for column in self._natural]
        if (by := self._sorted[0]) >= 0:
            named = self._sheet.ruler.width(self._names[by] + self._sorted[1])
            natural[by] = max(natural[by], named)
        most = max(1, min(_WIDE, room * 2 // 3))
        least = [min(width, most) for width in natural]
        self._widths = shares(least, natural, room - _GAP * (len(natural) - 1))
        self._ends = list(accumulate(width + _GAP for width in self._widths))
        self._pinned = self._ends[0] <= room // 3 and self._ends[-1] > room + _GAP
        self._reach()
        self.refresh()
        self.highlighted()

    def validate_column(self, column: int) -> int:
        return max(0, min(column, len(self._names) - 1))

    def watch_column(self) -> None:
        before = self._first
        self._reach()
        if before != self._first:
            self.refresh()
        self.refresh_rows(self.cursor)
        self.highlighted()

    def _reach(self) -> None:
        """Choose the first column after the one that stays, so as to see the current."""
        if not self._ends:
            return
        stays = self._ends[0] if self._pinned else 0
        end = self._ends[self.column] - _GAP
        starts = [0, *self._ends[:-1]]
        least = bisect_left(starts, end - (self._room - stays))
        self._first = max(
            self._pinned, min(max(self._first, least), max(self.column, self._pinned))
        )

    def _sight(self, width: int) -> Iterator[tuple[int, int]]:
        """Yield the columns in sight, each with the cells that it has."""
        numbers = range(self._first, len(self._widths))
        for number in (0, *numbers) if self._pinned else numbers:
            wanted = self._widths[number]
            if width < min(wanted, _NARROWEST):
                return
            yield number, min(width, wanted)
            width -= wanted + _GAP

    def _across(
        self, width: int, base: Style, cell: Callable[[int, int], tuple[str, Style]]
    ) -> Strip:
        """Return a line of cells; ``cell`` says what is in a column, in some cells."""
        bar = Segment(
            self._sheet.sign(" │ ", " | "), base + self._role("table--border")
        )
        segments: list[Segment] = []
        used = 0
        for number, room in self._sight(width):
            if segments:
                segments.append(bar)
                used += _GAP
            text, style = cell(number, room)
            segments += isolated([Segment(text, style)], rtl=False)
            used += room
        return Strip(segments, used).adjust_cell_length(width, base)

    def _role(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)

    @override
    def draw(self, index: int, part: int, width: int) -> Strip:
        row, base = self._table.rows[self._order[index]], self.base(index)

        def cell(number: int, room: int) -> tuple[str, Style]:
            here = index == self.cursor and number == self.column
            style = self.role("row--selected") if here else base
            return self._set(text_of(row[number]), self._natural[number], room), style

        return self._across(width, base, cell)

    @override
    def base(self, index: int) -> Style:
        return self.role("row--selected-faint") if index == self.cursor else self.ground

    def _set(self, text: str, column: Column, room: int) -> str:
        """Return a text in just ``room`` cells, numbers with their points aligned."""
        ruler = self._sheet.ruler
        shown = ruler.cut(text, room, self._sheet.sign("…", "~"))
        spare = room - ruler.width(shown)
        after = spare
        if column.figures:
            after = min(spare, column.fraction - fraction_of(text))
        return " " * (spare - after) + shown + " " * after

    def head(self, part: int, width: int) -> Strip:
        """Return a line of what stands above: the names, then a rule."""
        base = self.ground
        if part:
            style = base + self._role("table--border")
            across, cross = self._sheet.sign("─", "-"), self._sheet.sign("─┼─", "-+-")
            rooms = (across * room for _, room in self._sight(width))
            return Strip([Segment(cross.join(rooms), style)]).adjust_cell_length(
                width, base
            )
        return self._across(width, base, self._heading)

    def _heading(self, number: int, room: int) -> tuple[str, Style]:
        ruler, (sorted_by, sign) = self._sheet.ruler, self._sorted
        sign = sign if sorted_by == number else ""
        rest = max(0, room - ruler.width(sign))
        text = ruler.cut(self._names[number], rest, self._sheet.sign("…", "~"))
        gap = " " * (rest - ruler.width(text))
        text = gap + text + sign if self._natural[number].figures else text + sign + gap
        name = "table--here" if number == self.column else "table--name"
        return text, self.ground + self._role(name)


class TableHead(Widget):
    """The names of the columns in sight; they stay above the rows that scroll."""

    def __init__(self, view: TableView) -> None:
        super().__init__()
        self._view = view

    @override
    def render_line(self, y: int) -> Strip:
        width = self._view.scrollable_content_region.width
        strip = self._view.head(y, width)
        return strip.adjust_cell_length(self.size.width, self._view.ground)
