"""The order of a column: what counts as a number, and where the rest goes."""

import pytest
from hypothesis import given, strategies as st

from tui.render.sorting import number, order


def ascending(*texts: str) -> list[str]:
    return [texts[index] for index in order(texts)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        (" 1,234.50 ", 1234.5),
        ("1 234 567", 1234567),
        ("12,34,567", 1234567),
        ("1.234.567,8", 1234567.8),
        ("3,5", 3.5),
        ("0.25", 0.25),
        ("-3 %", -3),
        ("−7.5%", -7.5),
        ("+2.1％", 2.1),
        ("5‰", 0.5),
        ("$1.2M", 1.2e6),
        ("US$-3", -3),
        ("-$3", -3),
        ("￥１２３", 123),
        ("1.5万", 15_000),
        ("3,000亿元", 3e11),
        ("2万亿", 2e12),
        ("约 300 人", 300),
        ("1.5 million", 1.5e6),
        ("640K", 640_000),
        ("2 GiB", 2e9),
        ("10 Minuten", 10),
        ("123（第4名）", 123),
        ("42[3]", 42),
        ("2024年", 2024),
    ],
)
def test_what_is_a_number(text: str, value: float) -> None:
    assert number(text) == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", "text", "1.2.3", "12:30", "2024-03-05", "10–20", "1/2", "第3章", "1" * 99],
)
def test_what_is_none(text: str) -> None:
    assert number(text) is None


def test_numbers_are_ordered_by_size_and_what_is_empty_is_last() -> None:
    texts = ["10", "", "9.5%", "-", "1,000", "-3", "1万", "n/a"]
    expected = ["-3", "9.5%", "10", "1,000", "1万", "", "-", "n/a"]
    assert ascending(*texts) == expected
    falling = [texts[index] for index in order(texts, descending=True)]
    assert falling == ["1万", "1,000", "10", "9.5%", "-3", "", "-", "n/a"]


def test_what_is_no_number_follows_the_numbers() -> None:
    assert ascending("sold out", "3", "20", "") == ["3", "20", "sold out", ""]


def test_a_column_of_words_is_ordered_as_words() -> None:
    assert ascending("b", "10 Cc", "A", "Éa", "f") == ["10 Cc", "A", "b", "Éa", "f"]


def test_dates_and_times_are_in_order() -> None:
    days = ["2023-12-31", "2024-03-05", "2024-03-05 09:30", "2024-11-02"]
    assert ascending(*reversed(days)) == days
    chinese = ["2024年3月5日", "2024年3月12日", "2024年12月1日"]
    assert ascending(*reversed(chinese)) == chinese
    assert ascending("9:30", "10:05", "9:05") == ["9:05", "9:30", "10:05"]


def test_numbers_in_words_count() -> None:
    assert ascending("第10章", "第9章", "第1章") == ["第1章", "第9章", "第10章"]
    assert ascending("v1.10", "v1.9", "v1.9.2") == ["v1.9", "v1.9.2", "v1.10"]


def test_common_chinese_is_ordered_by_pinyin() -> None:
    assert ascending("中国", "北京", "上海", "阿里") == ["阿里", "北京", "上海", "中国"]


def test_equal_ones_stay_as_they_were_in_either_direction() -> None:
    assert order(["2", "1", "2", "1"]) == [1, 3, 0, 2]
    assert order(["2", "1", "2", "1"], descending=True) == [0, 2, 1, 3]


@given(
    st.lists(
        st.text(st.one_of(st.characters(), st.sampled_from("0123456789,.-%万亿 ")))
    ),
    st.booleans(),
)
def test_any_texts_are_put_in_an_order(texts: list[str], descending: bool) -> None:
    found = order(texts, descending=descending)
    assert sorted(found) == list(range(len(texts)))
