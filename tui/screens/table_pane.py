"""A table in a pane of its own: moved through, sorted, searched, copied; it draws nothing."""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.widgets import Input
from typing_extensions import override

from tui.render.cells import columns_of, tab_separated, text_of
from tui.render.document import Table, plain
from tui.render.folding import folded
from tui.render.record import record
from tui.render.sorting import order
from tui.render.typeset import Setting
from tui.screens.box import Box
from tui.screens.keys import MOVES
from tui.screens.keys_wanted import KeysWanted
from tui.screens.record_pane import RecordPane
from tui.text import line
from tui.widgets.pane import RowPane
from tui.widgets.table_view import TableHead, TableView

_KEYS = "s sorts", "Enter reads", "Esc closes", "/ finds", "y copies"
_CORNERS = 4


class TablePane(Box[None]):
    """Shows one table; its keys act on the current cell, row or column."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVES,
        Binding("h,left", "sideways(-1)", "Column to the left", id="out"),
        Binding("l,right", "sideways(1)", "Column to the right", id="in"),
        Binding("space", "page(1)", "Page down"),
        Binding("0,circumflex_accent", "side(False)", "First column"),
        Binding("dollar_sign", "side(True)", "Last column"),
        Binding("s", "sort", "Sort by the column, the other way, as in the article"),
        Binding("enter,w", "read", "Read the row in full"),
        Binding("y", "copy", "Copy the table"),
        Binding("slash", "find", "Find a cell that has a text"),
        Binding("n", "again(1)", "The next such cell"),
        Binding("N,p", "again(-1)", "The previous one"),
        Binding("escape", "back", "Close"),
        Binding("q,T", "dismiss", "Close"),
    ]
    AUTO_FOCUS = "TableView"

    view = query_one(TableView)
    asked = query_one(Input)

    def __init__(self, table: Table, name: str, setting: Setting) -> None:
        """Show ``table`` under a name, as ``setting`` says."""
        super().__init__()
        if not table.rows:
            table = replace(table, header=(), rows=table.header)
        self._table, self._title, self._setting = table, name, setting
        self._sheet = setting.sheet
        self._sorting = (0, 0)
        """The column, and how: 0 as in the page, 1 ascending, 2 descending."""

    @override
    def compose(self) -> ComposeResult:
        view = TableView(self._table, self._sheet)
        with Vertical() as box:
            box.border_title = Text(line(plain(self._table.caption)) or self._title)
            yield TableHead(view)
            yield view
            yield Input(placeholder="text in a cell", compact=True)

    def on_screen_resume(self) -> None:
        """Let the keys act that were typed ahead for it."""
        self.post_message(KeysWanted())

    def on_mount(self) -> None:
        self.asked.display = False
        self._measure()

    @work
    async def _measure(self) -> None:
        """Measure all rows; what is in sight was measured before it was shown."""
        ruler, rows = self._sheet.ruler, len(self._table.rows)
        self.view.take(await asyncio.to_thread(columns_of, self._table, rows, ruler))

    @on(TableView.Moved)
    def _moved(self) -> None:
        """Tell where one is, and as many of the keys as there is room for."""
        self.query_one(TableHead).refresh()
        box, ruler = self.query_one(Vertical), self._sheet.ruler
        rows, columns = len(self._table.rows), len(self._table.rows[0])
        row, column = self.view.cursor + 1, self.view.column + 1
        text = f"row {row:,} of {rows:,}, column {column} of {columns}"
        for key in _KEYS:
            longer = f"{text}{self._sheet.sign(' · ', ' - ')}{key}"
            if ruler.width(longer) <= box.size.width - _CORNERS:
                text = longer
        self._say(text)

    def _say(self, text: str) -> None:
        self.query_one(Vertical).border_subtitle = self.words(text)

    def action_move(self, by: int) -> None:
        self.view.move(by)

    def action_page(self, pages: float) -> None:
        self.view.page(pages)

    def action_edge(self, end: bool) -> None:
        self.view.edge(end=end)

    def action_sideways(self, by: int) -> None:
        self.view.column += by

    def action_side(self, end: bool) -> None:
        self.view.column = len(self._table.rows[0]) if end else 0

    @work(group="sort", exclusive=True)
    async def action_sort(self) -> None:
        """Sort by the current column, then the other way, then as in the page."""
        column = self.view.column
        was, how = self._sorting
        how = (how + 1) % 3 if was == column else 1
        self._sorting = column, how
        signs = self._sheet.sign("\0▲▼", "\0^v")
        found = await asyncio.to_thread(_order, self._table, column, how)
        self.view.put(found, column, f" {signs[how]}" if how else "")

    @on(RowPane.Picked)
    def action_read(self) -> None:
        """Show the current row in full, from the current cell on."""
        page = record(self._table, self.view.row)
        title = f"row {self.view.cursor + 1:,} of {len(self._table.rows):,}"
        self.app.push_screen(RecordPane(page, title, self.view.column, self._setting))

    @work(group="copy", exclusive=True)
    async def action_copy(self) -> None:
        """Copy the table, in the order it has here, as text with tabs."""
        lines = tab_separated(self._table, self.view.order)
        text = await asyncio.to_thread("\n".join, lines)
        self.app.copy_to_clipboard(text)
        self._say(f"{len(self._table.rows):,} rows copied")

    def action_find(self) -> None:
        """Ask for a text and go to the cells that have it."""
        self.asked.display = True
        self.set_focus(self.asked)

    @on(Input.Submitted)
    def _asked(self) -> None:
        self._close_question()
        self.action_again(1)

    def action_again(self, by: int) -> None:
        if text := folded(self.asked.value):
            self._find(text, by)

    @work(group="find", exclusive=True)
    async def _find(self, text: str, by: int) -> None:
        view = self.view
        at = view.cursor, view.column
        found = await asyncio.to_thread(_find, self._table, view.order, at, by, text)
        if found:
            view.cursor, view.column = found
        else:
            self._say(f"no cell has {self.asked.value}")

    def action_back(self) -> None:
        """Give up the question, then close."""
        if self.asked.display:
            self._close_question()
        else:
            self.dismiss(None)

    def _close_question(self) -> None:
        self.asked.display = False
        self.set_focus(self.view)


def _order(table: Table, column: int, how: int) -> Sequence[int]:
    if not how:
        return range(len(table.rows))
    texts = [text_of(row[column]) for row in table.rows]
    return order(texts, descending=how > 1)


def _find(
    table: Table, shown: Sequence[int], at: tuple[int, int], by: int, text: str
) -> tuple[int, int] | None:
    """Return the next cell that has a text, row by row, from the end on from the top."""
    row, column = at
    count, wide = len(shown), len(table.rows[0])
    for step in range(count * wide):
        place = (row * wide + column + by * (step + 1)) % (count * wide)
        cell = table.rows[shown[place // wide]][place % wide]
        if text in folded(text_of(cell)):
            return divmod(place, wide)
    return None
