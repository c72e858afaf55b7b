"""What was searched for is found in what is shown."""

import pytest
from hypothesis import given, strategies as st

from tui.query import Words
from tui.query.letters import flat
from tui.render.hits import pattern, snippet


def found(text: str, *words: Words) -> list[str]:
    return [text[m.start() : m.end()] for m in pattern(words).finditer(flat(text))]


@pytest.mark.parametrize(
    ("words", "text", "marked"),
    [
        (Words("量子"), "一种量子力学", ["量子"]),
        (Words("cafe"), "Ein Café, CAFES", ["Café"]),
        (Words("cafe", prefix=True), "Ein Café, CAFES", ["Café", "CAFES"]),
        (Words("abc"), "ＡＢＣ和abc", ["ＡＢＣ", "abc"]),
        (Words("solar wind"), "solar\n▎ wind and solarwind", ["solar\n▎ wind"]),
        (Words("量子"), "量\n│ 子", ["量\n│ 子"]),
        (Words("中文English"), "中文 English中文", ["中文 English"]),
        (Words("net"), "internet net network", ["net"]),
        (Words("don't"), "I don’t", ["don’t"]),
        (Words("…"), "…", []),
    ],
)
def test_words_are_marked_as_they_are_found(
    words: Words, text: str, marked: list[str]
) -> None:
    assert found(text, words) == marked


def test_the_longest_is_marked_where_several_begin() -> None:
    assert found("深圳居民", Words("深圳"), Words("深圳居民")) == ["深圳居民"]


def test_a_snippet_begins_near_what_was_found_and_marks_it() -> None:
    text = "开头。" * 50 + "这里有\n\n量子力学的结果。" + "结尾" * 100
    piece = snippet(text, [Words("量子"), Words("结果")], 40)
    assert piece
    assert piece.text.startswith("…")
    assert [piece.text[a:b] for a, b in piece.marks] == ["量子", "结果"]
    assert "\n" not in piece.text
    assert snippet(text, [Words("没有")], 40) is None
    assert snippet(text, [Words("量子", "title")], 40) is None


@given(st.text(max_size=60))
def test_a_flat_text_is_as_long_as_it_was(text: str) -> None:
    assert len(flat(text)) == len(text)


@given(st.text(), st.text(min_size=1, max_size=5), st.integers(5, 60))
def test_marks_are_within_the_snippet(text: str, word: str, length: int) -> None:
    piece = snippet(text, [Words(word)], length)
    for start, end in piece.marks if piece else ():
        assert piece
        assert 0 <= start < end <= len(piece.text)
