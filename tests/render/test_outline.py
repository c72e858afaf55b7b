"""The outline of an article: what it lists, in which order, and under which names."""

from tui.render.document import plain
from tui.render.html import parse
from tui.render.outline import Stop, outline


def listed(html: str) -> list[tuple[int, str, int]]:
    return [(stop.level, stop.text, stop.block) for stop in outline(parse(html))]


def test_headings_with_their_levels_and_blocks() -> None:
    html = "<h1>One</h1><p>text</p><h3>Two<br><b>lines</b></h3><p>text</p><h2>二</h2>"
    assert listed(html) == [(1, "One", 0), (3, "Two lines", 2), (2, "二", 4)]


def test_a_table_is_named_by_its_caption_its_header_or_its_first_row() -> None:
    rows = "<tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"
    header = "<thead><tr><th>Name<th>Price</tr></thead>"
    html = (
        f"<table><caption>Prices</caption>{header}{rows}</table>"
        f"<table>{header}{rows}</table><table>{rows}</table>"
    )
    assert [text for _, text, _ in listed(html)] == ["Prices", "Name · Price", "a · b"]


def test_a_table_stands_below_the_heading_before_it() -> None:
    table = "<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    html = f"{table}<h2>Two</h2>{table}<h3>Three</h3>{table}"
    assert [level for level, _, _ in listed(html)] == [1, 2, 3, 3, 4]


def test_the_table_itself_is_at_hand() -> None:
    (stop,) = outline(parse("<table><tr><th>a<th>b<tr><td>1<td>2</table>"))
    assert stop.table
    assert plain(stop.table.rows[0][1]) == "2"


def test_what_is_nested_is_found_in_the_block_that_holds_it() -> None:
    inner = "<h4>Four</h4><table><tr><th>a<th>b<tr><td>1<td>2</table>"
    for around in ("blockquote", "details", "ul><li", "dl><dd"):
        found = listed(f"<p>first</p><{around}>{inner}")
        assert found == [(4, "Four", 1), (5, "a · b", 1)], around


def test_names_are_short_and_an_article_may_have_no_stop() -> None:
    (stop,) = outline(parse(f"<h2>{'long ' * 100}</h2>"))
    assert isinstance(stop, Stop)
    assert len(stop.text) <= 200
    assert not listed("<p>text</p>")
