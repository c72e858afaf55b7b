"""Words are found in the set page as they stand in the text."""

import pytest
from hypothesis import given, strategies as st

from tui.render.find import Place, find
from tui.render.html import parse
from tui.render.rows import Run
from tui.render.typeset import Line, Setting, typeset
from tui.text import clean


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


@pytest.mark.parametrize(
    ("text", "query", "cells"),
    [
        ("a xe\u0301 b", "x\xe9", (2, 4)),
        ("a x\xe9 b", "xe\u0301", (2, 4)),
        ("新ＮＥＷＳ闻", "news", (2, 10)),
        ("x ｶﾞﾗｽ y", "ガラス", (2, 6)),
        ("die Straße da", "strasse", (4, 10)),
        ("die STRASSE da", "straße", (4, 11)),
        ("die Straße da", "as", (7, 9)),
        ("a ﬁne day", "fine", (2, 5)),
        ("it’s “so” x", 'it\'s "so"', (0, 9)),
        ("a — b … c", "…", (6, 7)),
        ("각 각 x", "각", (0, 2)),
        ("ΟΔΟΣ", "οδος", (0, 4)),
    ],
)
def test_what_reads_the_same_is_found(
    text: str, query: str, cells: tuple[int, int]
) -> None:
    assert find(lines(f"<p>{text}"), query)[0] == (Place(0, *cells),)


def test_a_capital_is_meant_in_full_width_too() -> None:
    assert len(find(lines("<p>News ｎｅｗｓ Ｎｅｗｓ"), "News")) == 2


def test_accents_are_seen() -> None:
    assert find(lines("<p>cafe"), "café") == []
    assert len(find(lines("<p>cafe café"), "cafe")) == 1


def test_the_number_of_a_link_is_no_part_of_what_stands_around_it() -> None:
    setting = Setting(20, centred=False, link_numbers=True)
    page = list(typeset(parse("<p><a href=https://e.org>one</a> two 1"), setting))
    assert page[0].text == "one[1] two 1"
    assert find(page, "one two") == [(Place(0, 0, 10),)]
    assert find(page, "1") == [(Place(0, 11, 12),)]


@given(text=st.text(max_size=60), query=st.text(max_size=3))
def test_what_is_found_lies_in_the_line(text: str, query: str) -> None:
    page = [Line((Run(clean(text).replace("\n", " ")),), 0)]
    for match in find(page, query):
        for place in match:
            assert 0 <= place.start <= place.end <= page[0].width
