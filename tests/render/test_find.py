"""Words are found in the set page as they stand in the text."""

import pytest

from tui.render.find import Place, find
from tui.render.html import parse
from tui.render.typeset import Line, Setting, typeset


def lines(html: str, width: int = 20) -> list[Line]:
    return list(typeset(parse(html), Setting(width, centred=False)))


def test_a_word_is_found_where_it_stands_in_cells() -> None:
    page = lines("<p>新闻的标题，标题")
    assert find(page, "标题") == [(Place(0, 6, 10),), (Place(0, 12, 16),)]


def test_a_phrase_is_found_over_the_end_of_a_line() -> None:
    page = lines("<p>one two three four five six")
    assert find(page, "three  FOUR") == []
    assert find(page, "four five") == [(Place(0, 14, 18), Place(1, 0, 4))]
    page = lines("<p>" + "一二三四五六七八九十" * 2)
    assert find(page, "十一") == [(Place(0, 18, 20), Place(1, 0, 2))]


def test_the_bar_of_a_quote_is_no_part_of_what_it_goes_over() -> None:
    page = lines("<blockquote>one two three four five six</blockquote>")
    assert find(page, "four five") == [(Place(0, 16, 20), Place(1, 2, 6))]


@pytest.mark.parametrize(
    ("query", "count"), [("news", 3), ("News", 1), ("NEWS", 1), (".", 0), (" ", 0)]
)
def test_a_capital_is_meant(query: str, count: int) -> None:
    assert len(find(lines("<p>news News NEWS"), query)) == count


def test_nothing_is_found_twice_or_across_blocks_without_a_space() -> None:
    assert len(find(lines("<p>aaa"), "aa")) == 1
    assert find(lines("<p>ab<p>cd"), "b c") == []
