"""Front matter is read as it was meant, however it was written."""

import pytest
import yaml
from hypothesis import example, given, strategies as st

from tui.sources.front_matter import _simple, split

TITLE = "一个“崩溃”留言"


@pytest.mark.parametrize(
    "text",
    [
        f"---\ntitle: {TITLE}\n---\n正文",
        f"\n\n---\ntitle: {TITLE}\n---\n正文",
        f"-----\ntitle: '{TITLE}'\n-----\n正文",
        f"---\ntitle: {TITLE}\n...\n正文",
        f"title: {TITLE}\ndate: 2024-01-01\n---\n正文",
        f'+++\ntitle = "{TITLE}"\n+++\n正文',
        f'{{"title": "{TITLE}"}}\n正文',
        f';;;\n"title": "{TITLE}"\n;;;\n正文',
        f"---\ntitle:\n  {TITLE}\n---\n正文",
        f"---\ntitle: {TITLE}\nauthor: 某人\n正文",
    ],
)
def test_every_kind_of_front_matter(text: str) -> None:
    found = split(text)
    assert found.fields["title"] == TITLE
    assert found.body.strip() == "正文"


@pytest.mark.parametrize(
    "text", ["正文", "---\n\n线下的话\n\n---\n完", "", "{ 不是 JSON"]
)
def test_text_without_front_matter_is_all_body(text: str) -> None:
    found = split(text)
    assert (found.fields, found.body) == ({}, text)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("title: 'It's here'", "It's here"),
        ("title: 早报: 一条: 新闻", "早报: 一条: 新闻"),
        ('title: """引号""', '""引号"'),
        ("title: @handle says", "@handle says"),
        ("\ttitle: tabbed\ntitle: kept", "kept"),
    ],
)
def test_what_is_no_yaml_is_read_as_written(line: str, title: str) -> None:
    found = split(
        f"---\n{line}\ncategories:\n - 甲\n - 乙\ndate: 2024-01-01\n---\n正文"
    )
    assert found.fields["title"] == title
    assert found.fields["categories"] == ["甲", "乙"]
    assert found.fields["date"] == "2024-01-01"
    assert found.problems


def test_a_problem_names_its_line() -> None:
    found = split("\n---\ntitle: a\nauthor: 'x: 'y\n---\n")
    assert [line for line, _ in found.problems] == [4]


def test_a_key_that_stands_twice_is_told() -> None:
    found = split("---\ntitle: 甲\ntitle: 乙\n---\n")
    assert found.fields["title"] == "乙"
    assert found.problems[0][0] == 3


def test_aliases_cannot_multiply_without_end() -> None:
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    found = split("---\ntitle: 回声\n" + "\n".join(rows) + "\n---\n正文")
    assert found.fields["title"] == "回声"
    assert "without end" in found.problems[0][1]


def test_nesting_without_end_is_survived() -> None:
    found = split("---\ntitle: 深\nx: " + "[" * 50_000 + "\n---\n正文")
    assert found.fields["title"] == "深"
    assert found.problems


KEYS = st.sampled_from(["title", "date", "author", "categories"])
SCALARS = st.text("ab1 :'\"-#[]{}&*!|>%@`~,中，null\t", max_size=8)
LINES = st.one_of(
    st.builds("{}: {}".format, KEYS, SCALARS),
    st.builds("{}:".format, KEYS),
    st.builds(" - {}".format, SCALARS),
    st.builds("- {}".format, SCALARS),
)


@given(st.lists(LINES, max_size=6))
@example(["title: \t"])
def test_the_fast_reader_says_what_yaml_says_or_nothing(lines: list[str]) -> None:
    head = "\n".join(lines)
    found = _simple(head, 1)
    if found is not None:
        expected = yaml.load(head, yaml.BaseLoader) or {}  # noqa: S506
        nothing = {"", "~", "null", "Null", "NULL"}
        plain = {k: "" if str(v) in nothing else v for k, v in expected.items()}
        assert found.fields == plain


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    split(text)
    split(f"---\n{text}\n---\n")
