"""What is typed last may go on: to a word before a colon, or to what stands behind it."""

import pytest
from hypothesis import given, strategies as st

from tui.errors import QueryError
from tui.query import parse
from tui.query.completion import choices, completed, unfinished


@pytest.mark.parametrize(
    ("text", "field", "start", "at"),
    [
        ("ti", "", "ti", 0),
        ("solar ti", "", "ti", 6),
        ("solar -in", "", "in", 7),
        ("(la", "", "la", 1),
        ("in:", "in", "", 0),
        ("地铁 in：新媒", "in", "新媒", 3),
        ('in:"New me', "in", "New me", 0),
        ('"a b" TAG:x', "tag", "x", 6),
        ("in:A/B", "in", "A/B", 0),
    ],
)
def test_the_end_of_a_query_may_go_on(
    text: str, field: str, start: str, at: int
) -> None:
    assert unfinished(text) == (field, start, at)


@pytest.mark.parametrize(
    "text", ["", "t", "ti ", "地铁", '"solar ti', 'in:"A B"', "nosuch:x", "a1b", "x:"]
)
def test_nothing_is_offered_where_any_word_may_come(text: str) -> None:
    assert unfinished(text) is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ti", "title:"),
        ("AU", "author:"),
        ("is:", "is:unread"),
        ("is:st", "is:starred"),
        ("has:im", "has:image"),
        ("lang:", "lang:zh"),
        ("newer:7", "newer:7d"),
        ("x -older:", "x -older:7d"),
    ],
)
def test_what_needs_no_library_is_known(text: str, first: str) -> None:
    part = unfinished(text)
    assert part
    assert completed(text, part, choices(part)[0]) == first


def test_a_name_with_spaces_stands_in_quotes() -> None:
    for text in ("x in:New", 'x in:"New', "x in："):
        part = unfinished(text)
        assert part
        assert completed(text, part, "New media/A B") == 'x in:"New media/A B"'
        assert completed(text, part, "News") == "x in:News"


@given(st.text(alphabet='tiin:ahs:is:un"()（） -：“地7dnewer', max_size=20))
def test_what_is_offered_can_be_understood(text: str) -> None:
    part = unfinished(text)
    if not part or not part.field:
        return
    for name in choices(part):
        mistake = _mistake(completed(text, part, name))
        # Something before it is wrong, or a bracket is still open.
        assert mistake is None or mistake.at < part.at or "closed" in str(mistake)


def _mistake(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None
