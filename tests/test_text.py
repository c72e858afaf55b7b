"""Outside text is harmless once it went through tui.text, and loses nothing else."""

import json
import unicodedata

import pytest
from hypothesis import given, strategies as st

from tui import text

HOSTILE = [
    ("\x1b[2Jx", "x"),
    ("\x1b]0;owned\x07x", "x"),
    ("\x1b]52;c;aGk=\x1b\\x", "x"),
    ("\x9b31mx", "x"),
    ("\x9d0;t\x9cx", "x"),
    ("\x1bPq#0\x1b\\x", "x"),
    ("a\x08b\x00c\x7f", "abc"),
    ("\u202etxt.exe\u202c", "txt.exe"),
    ("\u2066a\u2069\u200f", "a"),
    ("\ufeffa\ud800", "a"),
]


@pytest.mark.parametrize(("hostile", "harmless"), HOSTILE)
def test_what_a_terminal_would_obey_is_gone(hostile: str, harmless: str) -> None:
    assert text.clean(hostile) == harmless


def test_an_unclosed_sequence_does_not_swallow_the_text() -> None:
    assert text.clean("\x1b]0;never closed\nnext line") == "0;never closed\nnext line"


@given(st.text(alphabet=st.characters(codec=None)))
def test_nothing_dangerous_is_ever_left(anything: str) -> None:
    cleaned = text.clean(anything)
    assert text.clean(cleaned) == cleaned
    for character in cleaned:
        assert character in "\n\t" or unicodedata.category(character) not in {
            "Cc",
            "Cs",
        }
        assert unicodedata.bidirectional(character) not in {
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        }


@pytest.mark.parametrize("kind", ["Cc", "Cs", "Zl", "Zp"])
def test_no_control_is_left_wherever_it_stands_alone(kind: str) -> None:
    controls = [c for c in map(chr, range(0x10000)) if unicodedata.category(c) == kind]
    left = {text.clean(f"文{control}字") for control in controls}
    assert left <= {"文字", "文\n字", "文\t字"}


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "M"])))
def test_visible_characters_stay(visible: str) -> None:
    assert text.clean(visible) == visible


def test_line_ends_of_any_kind_are_newlines() -> None:
    assert text.clean("a\r\nb\rc\u2028d\x85e") == "a\nb\nc\nd\ne"


def test_a_line_is_one_line() -> None:
    assert text.line(" 第一行\n\t 第二行 \x1b[1m") == "第一行 第二行"


@given(st.text(), st.integers(0, 40))
def test_a_cut_text_fits(anything: str, cells: int) -> None:
    assert text.width(text.cut(text.line(anything), cells)) <= cells


def test_cutting_never_splits_what_a_person_sees_as_one() -> None:
    assert text.cut("👩‍💻👩‍💻👩‍💻", 5) == "👩‍💻👩‍💻…"


@given(st.text())
def test_printable_json_means_the_same_and_is_safe(anything: str) -> None:
    document = text.printable_json(json.dumps(anything, ensure_ascii=False))
    assert json.loads(document) == anything
    assert text.clean(document) == document
