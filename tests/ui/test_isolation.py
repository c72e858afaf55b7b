"""Right-to-left text does not disturb what stands beside it."""

from rich.segment import Segment

from tui.text import clean, width
from tui.widgets.isolation import isolated


def _text(*texts: str, rtl: bool) -> str:
    segments = isolated([Segment(text) for text in texts], rtl=rtl)
    return "".join(segment.text for segment in segments)


def test_a_line_without_right_to_left_text_is_left_alone() -> None:
    assert _text("  ", "中文 and Latin", rtl=False) == "  中文 and Latin"


def test_a_right_to_left_line_is_isolated_from_its_first_letter_on() -> None:
    assert _text("   ", "مرحبا", rtl=True) == "   \u2067مرحبا\u2069"


def test_a_left_to_right_line_with_foreign_words_keeps_its_direction() -> None:
    assert _text("see ", "שלום", rtl=False) == "\u2066see שלום\u2069"


def test_isolation_takes_no_cell_and_adds_nothing_but_controls() -> None:
    line = _text("مرحبا", " abc 12", rtl=True)
    assert width(line) == width("مرحبا abc 12")
    assert clean(line) == "مرحبا abc 12"
