"""Times a table in its pane: python -m tests.bench.table [ROWS COLUMNS].

Shows a made table on a screen of 160 × 50. Prints the milliseconds that the event loop
takes to open it, and to move and draw all that is in sight; then those of what workers
do meanwhile.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from functools import partial

from textual.app import App
from typing_extensions import override

from tui.paths import styles
from tui.render.cells import columns_of, tab_separated, text_of
from tui.render.document import Span, Spans, Table
from tui.render.sorting import order
from tui.render.typeset import Setting
from tui.screens.table_pane import TablePane
from tui.widgets.table_view import TableView


class _Bench(App[None]):
    CSS_PATH = styles() / "app.tcss"

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "#888888", "faint": "#555555"}


def _cell(row: int, column: int) -> Spans:
    number = row * 7919 * (column + 1) % 1_000_003
    texts = (f"{number:,}", f"公司 {number}", f"{number / 100:.2f}%", "短 说明 " * 4)
    return (Span(texts[column % len(texts)]),)


def _timed(name: str, work: Callable[[], object]) -> None:
    start = time.perf_counter()
    work()
    print(f"{name:<36}{(time.perf_counter() - start) * 1000:9.1f}")


def _moved(view: TableView, move: Callable[[], object]) -> None:
    move()
    for y in range(view.size.height):
        view.render_line(y)


async def _keys(table: Table) -> None:
    app = _Bench()
    async with app.run_test(size=(160, 50)) as pilot:
        pane = TablePane(table, "made", Setting())
        await app.push_screen(pane)
        await pilot.app.workers.wait_for_complete()
        view = pane.view
        moves: dict[str, Callable[[], object]] = {
            "down": lambda: view.move(1),
            "page down": lambda: view.page(1),
            "right": lambda: pane.action_sideways(1),
            "last column": lambda: pane.action_side(end=True),
            "end": lambda: view.edge(end=True),
        }
        for name, move in moves.items():
            _timed(f"{name}, and all drawn", partial(_moved, view, move))
            await pilot.pause()


def main() -> int:
    """Run the benchmark."""
    rows, columns = map(int, sys.argv[1:3] or (10_000, 30))
    names = tuple((Span(f"Column {number}"),) for number in range(columns))
    body = tuple(tuple(_cell(r, c) for c in range(columns)) for r in range(rows))
    table, setting = Table((names,), body), Setting()
    print(f"{rows:,} rows of {columns} cells: ms")
    _timed("open", lambda: TableView(table, setting.sheet))
    asyncio.run(_keys(table))
    print("in a worker")
    _timed("all measured", lambda: columns_of(table, rows, setting.ruler))
    for column in range(min(3, columns)):
        texts = [text_of(row[column]) for row in table.rows]
        _timed(f"sorted by {texts[1]}", partial(order, texts))
    _timed("copied", lambda: "\n".join(tab_separated(table, range(rows))))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
