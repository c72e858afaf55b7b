"""Lines end where UAX #14 says, but for the rules that are named here."""

import lzma
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from tui.render import breakclass
from tui.render.linebreak import breaks, units
from tui.text import Ruler, width

_DATA = Path(__file__).parents[1] / "data" / "unicode"

TAILORED: Mapping[str, tuple[str, str]] = {
    # rule: where we break (or do not), as what stands before and after
    "a line begins with no dash that stands without a space (CLREQ 3.1.3)": (
        "[^SZX][cj]*$",
        "2",
    ),
    "a hyphen or a slash at the beginning of a word belongs to it (LB20a of 16)": (
        "(?:^|[SZ])[Hs][cj]*$",
        "[ALD0]",
    ),
    "a slash at the beginning of a word may begin a line": ("S[cj]*$", "s"),
    "a full stop at the beginning of a word may begin a line (LB15c of 16)": (
        "S$",
        "l[ALD0]",
    ),
    "a number keeps its unit after a space": ("0S$", "f"),
}


def _decompressed(name: str) -> Iterator[str]:
    for line in lzma.decompress((_DATA / name).read_bytes()).decode().splitlines():
        if not line.startswith("#"):
            yield line


def _cases() -> Iterator[tuple[str, list[bool]]]:
    for line in _decompressed("LineBreakTest.txt.xz"):
        parts = line.split()
        text = "".join(chr(int(code, 16)) for code in parts[1::2])
        yield text, [mark == "÷" for mark in parts[2::2]]


def _is_hangul(character: str) -> bool:
    return "HANGUL" in unicodedata.name(character, "")


def _may_end(text: str) -> list[bool]:
    ends = set(accumulate(units(text)))
    return [place + 1 in ends for place in range(len(text))]


def _rule(text: str, place: int) -> str:
    """Return the rule by which we differ from the standard after a character."""
    if any(map(_is_hangul, text)):
        return "Korean breaks at spaces, not between syllables"
    letters = breakclass.classes(text)
    before, after = letters[: place + 1], letters[place + 1 :]
    for rule, (ends, begins) in TAILORED.items():
        if re.search(ends, before) and re.match(begins, after):
            return rule
    return ""


def test_lines_end_where_the_standard_says_but_for_named_rules() -> None:
    used = set()
    compared = 0
    for text, expected in _cases():
        if re.search("[\n\r\x0b\x0c\x85\u2028\u2029]", text):
            continue  # a forced break never comes to the line breaker
        compared += 1
        found = _may_end(text)
        for place, (ours, theirs) in enumerate(zip(found, expected, strict=True)):
            if ours != theirs:
                rule = _rule(text, place)
                assert rule, (ascii(text), place)
                used.add(rule)
    assert compared > 6000
    assert used >= set(TAILORED)


def test_each_character_has_the_class_of_the_standard() -> None:
    same = {"AI": "AL", "XX": "AL", "SG": "AL", "CJ": "NS"}
    same |= dict.fromkeys(("H2", "H3", "JL", "JV", "JT"), "AL")
    ours = {"～": "NS", "／": "NS"}
    wrong = []
    for line in _decompressed("LineBreak.txt.xz"):
        codes, name = line.split(";")
        first, last = (codes.split("..") * 2)[:2]
        for code in range(int(first, 16), int(last, 16) + 1):
            category = unicodedata.category(chr(code))
            if category in {"Cn", "Co", "Cs"} or name in {"BK", "CR", "LF", "NL"}:
                continue
            complex_name = "CM" if category in {"Mn", "Mc"} else "AL"
            expected = complex_name if name == "SA" else same.get(name, name)
            expected = ours.get(chr(code), expected)
            if breakclass._standard(code) != expected:
                wrong.append((hex(code), name))
    # Properties of a few characters change with the Unicode version of Python.
    assert len(wrong) < 20, wrong


def _broken(text: str, cells: int) -> list[str]:
    return [text[start:end] for start, end in breaks(text, cells, cells, Ruler())]


@pytest.mark.parametrize(
    ("text", "cells", "expected"),
    [
        ("一二三四，五", 8, ["一二三", "四，五"]),
        ("一二三（四五）", 8, ["一二三", "（四五）"]),
        ("一二三四……五", 10, ["一二三四……", "五"]),
        ("一二三四——五", 9, ["一二三", "四——五"]),
        ("他说：“好。”", 8, ["他说：", "“好。”"]),
        ("“好。”“是。”", 8, ["“好。”", "“是。”"]),
        ("约翰·史密斯", 4, ["约", "翰·", "史密", "斯"]),
        ("北京～上海／广州", 8, ["北京～上", "海／广州"]),
        ("价格3.5亿元", 8, ["价格", "3.5亿元"]),
        ("2024年3月22日", 8, ["2024年", "3月22日"]),
        ("约90％的人", 6, ["约90％", "的人"]),
        ("about 10 km away", 8, ["about", "10 km", "away"]),
        ("from 1,024.50 € on", 12, ["from", "1,024.50 €", "on"]),
        ("中文word中文", 6, ["中文", "word中", "文"]),
        ("a well-known thing", 8, ["a well-", "known", "thing"]),
        ("an e-mail", 6, ["an", "e-mail"]),
        ("use --help now", 6, ["use", "--help", "now"]),
        ("don’t stop", 6, ["don’t", "stop"]),
        ("in the .NET world", 8, ["in the", ".NET", "world"]),
        ("see /a/bb/ccc", 8, ["see /a/", "bb/ccc"]),
        ("一\u3000二", 2, ["一", "二"]),
        ("abcdefgh", 4, ["abcd", "efgh"]),
        ("a\xa0b c", 3, ["a\xa0b", "c"]),
        ("ab\u200bcd", 2, ["ab", "cd"]),
        ("一\u2060二三", 4, ["一\u2060二", "三"]),
        ("안녕하세요 세계", 12, ["안녕하세요", "세계"]),
        ("안녕하세요 세계", 6, ["안녕하", "세요", "세계"]),
        ("しょっぴんぐ", 6, ["しょっ", "ぴんぐ"]),
        ("ドレッシングー", 6, ["ドレッ", "シン", "グー"]),
        ("สวัสดีครับ", 4, ["สวัสดี", "ครับ"]),
        ("שלום עולם", 5, ["שלום", "עולם"]),
        ("🇩🇪🇫🇷🇯🇵", 4, ["🇩🇪🇫🇷", "🇯🇵"]),
        ("🇩🇪🇫🇷🇯🇵", 3, ["🇩🇪", "🇫🇷", "🇯🇵"]),
        (
            "👩🏽\u200d💻👩🏽\u200d💻👩🏽\u200d💻",
            4,
            ["👩🏽\u200d💻👩🏽\u200d💻", "👩🏽\u200d💻"],
        ),
        ("ae\u0301e\u0301e\u0301", 2, ["ae\u0301", "e\u0301e\u0301"]),
    ],
)
def test_a_line_ends_as_a_reader_expects(
    text: str, cells: int, expected: list[str]
) -> None:
    assert _broken(text, cells) == expected


def test_a_long_address_is_broken_at_its_joints() -> None:
    address = "https://example.org/%E4%B8%AD%E6%96%87?first=1&second=2#part_three"
    lines = _broken(address, 20)
    assert lines == [
        "https://example.org/",
        "%E4%B8%AD%E6%96%87?",
        "first=1&second=2#",
        "part_three",
    ]


@given(st.integers(2, 30))
def test_an_escape_in_an_address_is_never_parted(cells: int) -> None:
    lines = _broken("%E4%B8%AD%E6%96%87%E5%AD%97" * 4, max(3, cells))
    assert all(len(line) % 3 == 0 for line in lines)


def test_a_soft_hyphen_needs_room_for_the_hyphen() -> None:
    assert _broken("Zucker\xadwatte", 7) == ["Zucker\xad", "watte"]
    assert _broken("Zucker\xadwatte", 11) == ["Zucker\xadwatte"]
    assert _broken("an Zucker\xadwatte", 9) == ["an", "Zucker\xad", "watte"]
    assert _broken("0000\xad0", 4) == ["0000", "\xad0"]


def test_a_first_line_may_be_shorter() -> None:
    text = "一二三四五六"
    found = [text[start:end] for start, end in breaks(text, 4, 8, Ruler())]
    assert found == ["一二", "三四五六"]


@given(
    st.text(
        st.sampled_from("中文，。（）“”——…… abc-/.019%$\u0301\u200d👩🏽🇩🇪กำ가א"),
        max_size=200,
    ),
    st.integers(4, 40),
)
def test_lines_are_full_and_never_too_long(text: str, cells: int) -> None:
    lines = list(breaks(text, cells, cells, Ruler()))
    assert all(width(text[start:end]) <= cells for start, end in lines)
    assert [end for _, end in lines] == sorted(end for _, end in lines)
    assert lines == list(breaks(text, cells, cells, Ruler()))


def test_a_paragraph_is_broken_alike_however_long_it_is() -> None:
    text = "他说：“好。”我们在2024年3月22日（星期五）去了well-known的地方……" * 400
    whole = [text[start:end] for start, end in breaks(text, 40, 40, Ruler())]
    assert "".join(whole) == text
    assert not any(line[0] in "，。”）…" for line in whole)
