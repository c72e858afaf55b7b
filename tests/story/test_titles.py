"""Titles of one article agree, whoever wrote them; those of two do not."""

import pytest

from tui.story.titles import agree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("深圳居民讨论公共交通", "深圳居民讨论公共交通 - 36氪"),
        ("Compiler release notes", "COMPILER RELEASE NOTES!"),
        ("Show HN: A terminal reader", "A terminal reader"),
        ("一个因“崩溃”留言引发的故事", "一个因「崩溃」留言引发的故事（图）"),
        ("Ｆｕｌｌ width", "full width"),
        ("Budget of 2024 agreed", "Budget agreed"),
    ],
)
def test_the_same_in_other_words(one: str, other: str) -> None:
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chapter 2 of the story", "Chapter 3 of the story"),
        ("Weather on 12 May", "Weather on 13 May"),
        ("By: Alice", "A terminal reader"),
        ("", ""),
        ("——", "——"),
        ("Ab", "About the house"),
        ("北京晚报", "上海早报"),
    ],
)
def test_something_else(one: str, other: str) -> None:
    assert not agree(one, other)
    assert not agree(other, one)
