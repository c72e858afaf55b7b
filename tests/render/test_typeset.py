import itertools

from tui.render.document import Document
from tui.render.html import parse
from tui.render.typeset import Line, Run, Setting, typeset


def lines(html: str, width: int = 40, **more: bool) -> list[Line]:
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


def test_a_picture_line_knows_its_picture() -> None:
    assert [line.picture for line in lines('<img src="/a.png"><p>x')] == [1, 0, 0]


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
