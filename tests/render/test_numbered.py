"""The numbers of links stand behind them where that is wanted."""

from tui.render.document import Table
from tui.render.html import parse
from tui.render.typeset import Line, Setting, typeset

PAGE = """
<p>一篇<a href=/a>报道</a>，又<a href=/b>one <b>bold</b></a>.
<ul><li><a href=/c>item</a></ul>
<table><tr><th>a<th>b<tr><td><a href=/d>cell</a><td>1</table>
"""


def lines(html: str, cells: int = 40, *, numbers: bool = True) -> list[Line]:
    setting = Setting(cells, centred=False, fold_code=True, link_numbers=numbers)
    return list(typeset(parse(html, "https://example.org/"), setting))


def test_each_link_is_followed_by_its_number_in_the_list_of_links() -> None:
    text = "\n".join(line.text.rstrip() for line in lines(PAGE))
    assert "报道[1]，又one bold[2]." in text
    assert "item[3]" in text
    assert "cell[4] │ 1" in text
    assert "[" not in "".join(line.text for line in lines(PAGE, numbers=False))


def test_no_line_ends_between_a_link_and_its_number() -> None:
    for cells in range(14, 40):
        for line in lines("<p>" + "一二三四五<a href=/x>六七</a>" * 9, cells):
            assert not line.text.startswith("[")


def test_a_number_is_no_part_of_the_link_nor_of_the_place_one_is_at() -> None:
    (bare,), (said,) = (lines("<p><a href=/x>ab</a>", numbers=n) for n in (False, True))
    assert bare.letters == said.letters
    assert [run.link for run in said.runs] == [0, None]


def test_a_table_is_opened_without_the_numbers() -> None:
    shown = {id(line.shows): line.shows for line in lines(PAGE) if line.shows}
    (table,) = shown.values()
    assert isinstance(table, Table)
    assert table == parse(PAGE, "https://example.org/").blocks[2]
