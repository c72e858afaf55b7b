import itertools
from typing import Any
from unicodedata import east_asian_width

import pytest

from tui.render.document import Document
from tui.render.html import parse
from tui.render.typeset import Line, Run, Setting, typeset
from tui.text import width as width_of


def lines(html: str, width: int = 40, **more: Any) -> list[Line]:
    return list(typeset(parse(html), Setting(width, centred=False, **more)))


def test_the_text_is_centred_in_its_measure() -> None:
    (line,) = typeset(parse("<p>x"), Setting(100, measure=60))
    assert line.text == " " * 20 + "x"


def test_only_what_is_asked_for_is_set() -> None:
    page = parse("<p>word " * 100_000)
    first = list(itertools.islice(typeset(page, Setting(80)), 40))
    assert len(first) == 40


def test_a_line_knows_its_block() -> None:
    assert [line.block for line in lines("<p>a<p>b") if line.text] == [0, 1]


def test_code_is_not_folded_unless_asked_for() -> None:
    html = "<pre>short\n" + "x" * 100 + "</pre>"
    assert [(line.wide, line.width) for line in lines(html)] == [(True, 7), (True, 102)]
    assert max(line.width for line in lines(html, fold_code=True)) == 40


def test_wide_code_keeps_its_bar_in_place() -> None:
    (line,) = lines("<pre>" + "x" * 100 + "</pre>")
    assert [run.text for run in line.runs[: line.lead]] == ["│ "]


def test_a_link_carries_its_number_and_role() -> None:
    (line,) = lines('<p>a <a href="/x">b</a>')
    assert line.runs[1] == Run("b", ("link",), 0)


def test_a_line_knows_the_picture_code_or_table_it_shows() -> None:
    page = lines("<img src=/a.png><p>x<ul><li><pre>y</pre></ul><table><tr><td>1<td>2")
    shown = [type(line.shows).__name__ for line in page if line.text]
    assert shown == ["Picture", "NoneType", "Code", "Table"]


def test_ascii_draws_with_ascii_only() -> None:
    html = (
        "<h1>a</h1><h2>b</h2><ul><li>c</ul><blockquote>d</blockquote><pre>e</pre><hr>"
        "<table><tr><th>f<th>g<tr><td>h<td>i</table><img src=/j.png>"
        "<video src=/k></video>"
        "<ul><li><input type=checkbox>l</ul><details><summary>m</summary>n</details>"
    )
    assert all(line.text.isascii() for line in lines(html, ascii=True))


def test_a_table_too_wide_becomes_records() -> None:
    html = "<table><tr>" + "<th>name" * 8 + "<tr>" + "<td>a value" * 8 + "</table>"
    assert [line.text for line in lines(html)] == ["name: a value"] * 8


def test_headings_have_their_level_as_a_role() -> None:
    assert lines("<h3>x")[0].runs[0].roles == ("heading", "heading-3")


def test_an_empty_document_has_no_lines() -> None:
    assert list(typeset(Document(), Setting(80))) == []


def text_of(html: str, width: int = 40, **more: Any) -> list[str]:
    return [line.text for line in lines(html, width, **more)]


def test_a_soft_hyphen_is_seen_only_where_a_line_ends_with_it() -> None:
    html = "<p>a Zucker&shy;<b>watte</b>"
    assert text_of(html, 10) == ["a Zucker-", "watte"]
    assert text_of(html, 20) == ["a Zuckerwatte"]
    assert text_of("<p>Zucker&shy;&#x2002;<br>watte", 6) == ["Zucker", "watte"]


def test_invisible_joiners_are_not_drawn() -> None:
    assert text_of("<p>a&#x2060;b&#x200b;c&nbsp;d") == ["abc d"]


def test_chinese_paragraphs_are_indented_where_asked_for() -> None:
    html = "<p>一二三四五六<p>Latin<ul><li>一二</ul>"
    assert text_of(html, 12, indent=4) == [
        "    一二三四",
        "五六",
        "",
        "Latin",
        "",
        "• 一二",
    ]


def test_latin_is_set_off_from_chinese_where_asked_for() -> None:
    html = (
        "<p>使用<b>Python</b>语言的3.5版本和<code>中a文</code>，共10亿元，<i>iOS</i>。"
    )
    assert text_of(html, 80, spacing=True) == [
        "使用 Python 语言的 3.5 版本和中a文，共 10 亿元，iOS。"
    ]
    assert text_of("<p>约1000万人使用", 12, spacing=True) == ["约 1000 万人", "使用"]


def test_paragraphs_stand_as_far_apart_as_is_set() -> None:
    html = "<p>a<p>b<h3>c</h3><p>d"
    assert text_of(html, gap=0) == ["a", "b", "", "c", "", "d"]
    assert text_of(html, gap=2) == ["a", "", "", "b", "", "c", "", "d"]


def test_what_is_ambiguous_takes_the_cells_that_are_set() -> None:
    html = "<p>他说：“好……”——是的<hr><ul><li>①"
    for line in lines(html, 12, ambiguous=2):
        twice = sum(east_asian_width(character) == "A" for character in line.text)
        assert line.width == width_of(line.text) + twice <= 12


def test_a_right_to_left_paragraph_stands_at_the_right() -> None:
    first, second = lines("<p>123 مرحبا بالعالم abc", 14)
    assert first.rtl
    assert second.rtl
    assert first.width == second.width == 14
    assert not lines("<p>abc مرحبا")[0].rtl


def test_numbers_in_a_column_stand_with_their_decimal_points_aligned() -> None:
    html = "<table><tr><th>n<th>x<tr><td>1.5<td>a<tr><td>22<td>b<tr><td>-<td>c</table>"
    assert text_of(html) == [
        "   n │ x",
        "─────┼──",
        " 1.5 │ a",
        "22   │ b",
        " -   │ c",
    ]


def test_a_column_is_never_narrower_than_its_longest_word() -> None:
    html = "<table><tr><td>extraordinary<td>" + "word " * 20 + "</table>"
    first = text_of(html)[0]
    assert first.startswith("extraordinary │ word")


def test_a_picture_that_is_drawn_gets_its_room_also_in_a_list() -> None:
    html = "<img src=a.png><ul><li><img src=b.png></ul>"
    page = lines(html, drawn={1: (30, 12), 2: (40, 10)})
    assert [line.part.rows for line in page if line.part] == [12] * 12 + [10] * 10
    assert max(line.width for line in page) == 40
    second = [line for line in page if line.part and line.part.columns != 30]
    assert [line.part.row for line in second if line.part] == list(range(10))
    assert {line.text.strip() for line in second} == {""}


@pytest.mark.parametrize("width", [4, 9, 20, 80])
@pytest.mark.parametrize("fold", [True, False])
def test_links_in_code_stay_links_however_it_is_set(width: int, fold: bool) -> None:
    page = parse(
        "<pre><code class='language-python'>\timport <a href='/os'>os.path</a>, <b><a "
        "href='/re'>re\nimport sys</a></b>  # 见<a href='/doc'>文档与说明</a><div>x<br>"
        "<a href='/y'>y</a> <a href='/nothing'> </a></div></code></pre><a href='/z'>z</a>"
    )
    said: dict[int | None, str] = {}
    for line in typeset(page, Setting(width, fold_code=fold)):
        for run in line.runs:
            if run.link is not None:
                assert "link" in run.roles
                said[run.link] = said.get(run.link, "") + run.text
    assert said == {n: link.text for n, link in enumerate(page.links)} | {
        1: "reimport sys"
    }
    assert [link.url for link in page.links] == ["/os", "/re", "/doc", "/y", "/z"]
