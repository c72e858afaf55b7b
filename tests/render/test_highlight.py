"""Code keeps every character, whatever its language is said to be."""

import pytest
from hypothesis import given, settings, strategies as st

from tui.render.highlight import highlighted

LANGUAGES = ["python", "html", "diff", "bash", "json", "c++", "php", "yaml", "none", ""]


def test_parts_are_named_by_what_they_are() -> None:
    (line,) = highlighted("def f(): return '甲'  # 乙", "python")
    assert ("def", "code-keyword") in line
    assert ("f", "code-name") in line
    assert ("'甲'", "code-string") in line
    assert ("# 乙", "code-comment") in line


def test_a_comment_at_the_very_end_is_one() -> None:
    (line,) = highlighted("ls  # looks for it", "sh")
    assert line[-1] == ("# looks for it", "code-comment")


@given(
    st.text(st.sampled_from("ab1'\"<>/#{}:= \n\t中\x85$`-+@"), max_size=60),
    st.sampled_from(LANGUAGES),
)
@settings(deadline=None)
def test_the_pieces_are_the_code(code: str, language: str) -> None:
    lines = highlighted(code, language)
    assert "\n".join("".join(text for text, _ in line) for line in lines) == code


@pytest.mark.parametrize("language", ["", "no such language"])
def test_an_unknown_language_is_left_plain(language: str) -> None:
    assert list(highlighted("def f():\n  x", language)) == [
        (("def f():", ""),),
        (("  x", ""),),
    ]
