"""A table as text: what its columns are called, how it is copied, a row of it alone."""

from tui.render.cells import names_of, tab_separated
from tui.render.document import Document, Table
from tui.render.html import parse
from tui.render.page import lines_of
from tui.render.record import record
from tui.render.typeset import Setting


def table(html: str) -> Table:
    document = parse(f"<table>{html}</table>")
    assert isinstance(document, Document)
    (found,) = document.blocks
    assert isinstance(found, Table)
    return found


HTML = (
    "<thead><tr><th colspan=2>Price<th><tr><th>low<th>Price<th></thead>"
    "<tr><td>1<br>2<td><a href='/x'>a\tlink</a><td>说明很长。<b>读完</b>它。"
)


def test_columns_are_called_by_all_their_headers_or_by_number() -> None:
    assert names_of(table(HTML)) == ["Price low", "Price", "3"]
    assert names_of(table("<tr><td>a<td>b<tr><td>c<td>d")) == ["1", "2"]


def test_copied_text_has_tabs_between_cells_and_no_others() -> None:
    lines = list(tab_separated(table(HTML), [0, 0]))
    row = "1 2\ta link\t说明很长。读完它。"
    assert lines == ["Price low\tPrice\t3", row, row]


def test_a_row_is_a_page_with_each_cell_under_its_name() -> None:
    setting = Setting(width=14, measure=14, centred=False)
    lines = list(lines_of(record(table(HTML), 0), setting))
    text = [line.text.strip() for line in lines if line.text.strip()]
    assert text == [
        "Price low",
        "1",
        "2",
        "Price",
        "a link",
        "3",
        "说明很长。读完",
        "它。",
    ]
    assert {line.block for line in lines} >= {0, 1, 2}
    assert all(run.link is None for line in lines for run in line.runs)
