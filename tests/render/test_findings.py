"""No set line is wrong to a judge that knows nothing of how it was set."""

from pathlib import Path

import pytest

from tests.bench.corpora import kept, made, posts as read_posts
from tests.findings import Finding, breaks_found, found_in, lines_found, lost_from
from tests.render.pairs import names, page
from tui.model import Body
from tui.render.document import Span
from tui.render.read import document

_WIDTHS = (20, 39, 40, 80, 131, 200)


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["一二三", "，四五"], "start"),
        (["一二三（", "四）五"], "end"),
        (["一二—", "—三"], "parted"),
        (["一wo", "rd二"], "word"),
        (["一12", "34二"], "number"),
        (["e", "\u0301"], "parted"),
    ],
)
def test_the_judge_finds_a_forbidden_break(lines: list[str], kind: str) -> None:
    found = list(breaks_found("".join(lines), lines, 20))
    assert [finding.kind for finding in found] == [kind]


def test_the_judge_accepts_what_no_line_could_avoid() -> None:
    assert not list(breaks_found("abcdefgh", ["abcd", "efgh"], 4))
    assert not list(breaks_found("一二 三，四", ["一二", "三，", "四"], 4))


def test_the_judge_finds_what_is_lost() -> None:
    text = (Span("一二 三"),), (Span("end"),)
    assert not list(lost_from(text, ["一", "二三", "end."]))
    assert list(lost_from(text, ["一二", "end"])) == [Finding("lost", "三")]


def test_the_judge_finds_long_lines_and_controls() -> None:
    assert list(lines_found(["一二三"], 5)) == [Finding("wide", "一二三")]
    assert [finding.kind for finding in lines_found(["\x1b\u202e"], 5)] == ["control"]


def _assert_faultless(body: Body) -> None:
    read = document(body)
    for width in _WIDTHS:
        assert not list(found_in(read, width))


@pytest.mark.timeout(300)
def test_the_sample_posts_are_set_without_fault(posts: Path) -> None:
    for body in read_posts(posts):
        _assert_faultless(body)


@pytest.mark.parametrize("name", names())
def test_the_pages_are_set_without_fault_at_any_width(name: str) -> None:
    _assert_faultless(Body(page(name), markdown=False))


@pytest.mark.timeout(300)
def test_real_and_made_posts_are_set_without_fault(tmp_path: Path) -> None:
    """The corpora stand outside the project; where they are not, nothing is judged."""
    for body in (*kept(), *made(300, tmp_path / "posts")):
        read = document(body)
        for width in (33, 80):
            assert not list(found_in(read, width))
