"""What the reader shows of an article: a header, then its body, the first lines first."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice

import pytest

from tui.model import Body, Entry
from tui.render.document import Block
from tui.render.html import parse
from tui.render.page import Page, lines_of, opening
from tui.render.setting import HEADER, Manner, Setting


def page(text: str, *, markdown: bool = False) -> Page:
    entry = Entry(
        key="a.md", title="A title", published=datetime(2024, 3, 22, tzinfo=UTC)
    )
    return Page(entry, Body(text, markdown=markdown), "22 March")


def body(page: Page, setting: Setting) -> list[str]:
    return [line.text for line in lines_of(page, setting) if line.block != HEADER]


LONG = "".join(
    f"<h2>第{number}章</h2><p>正文 <b>text</b> 与<a href='/x'>链接</a>。"
    + "一二三，" * 40
    for number in range(200)
)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (LONG, False),
        ("word " * 20_000, False),
        ("<ul>" + "<li>item of a list</li>" * 5000 + "</ul>", False),
        ("# one\n\nwords and words\n\n- a\n- b\n\n" * 2000, True),
    ],
)
def test_the_opening_is_what_the_whole_begins_with(
    text: str, *, markdown: bool
) -> None:
    setting = Setting(60)
    whole = body(page(text, markdown=markdown), setting)
    begun = opening(page(text, markdown=markdown), setting, 30)
    shown = [line.text for line in begun if line.block != HEADER]
    assert shown == whole[: len(shown)]


def test_the_opening_of_a_long_page_fills_the_screen() -> None:
    assert len(opening(page(LONG), Setting(80), 24)) == 24


def test_the_opening_reads_only_the_beginning() -> None:
    begun = page(LONG * 10)
    opening(begun, Setting(80), 24)
    assert "document" not in begun.__dict__


def test_the_opening_of_a_short_page_is_all_of_it() -> None:
    begun = page("<p>short")
    assert opening(begun, Setting(80), 24) == list(lines_of(begun, Setting(80)))


def test_what_was_read_whole_for_its_opening_is_not_read_again() -> None:
    begun = page("<h1>A title</h1><p>short")
    opening(begun, Setting(80), 24)
    assert vars(begun)["document"] == page("<p>short").document


def test_an_opening_reads_no_block_that_it_does_not_show() -> None:
    read: list[int] = []

    def enough(blocks: Sequence[Block], *, cut: bool) -> bool:
        assert not cut
        read.append(len(blocks))
        return len(blocks) > 2

    found = parse(
        "<div>one<p>two<ul><li>a<li>b</ul></div><p>four<p>five", enough=enough
    )
    assert read == [1, 2, 3]
    assert len(found.blocks) == 3
    assert found.cut


@pytest.mark.parametrize("manner", ["markdown", "source"])
def test_other_views_have_an_opening_too(manner: Manner) -> None:
    setting = Setting(60)
    begun = replace(page(LONG), manner=manner)
    lines = opening(begun, setting, 24)
    assert "document" not in vars(begun)
    whole = [line for line in lines_of(begun, setting) if line.block != HEADER]
    shown = [line for line in lines if line.block != HEADER]
    assert shown == whole[: len(shown)]


def test_a_page_that_is_read_already_has_no_opening() -> None:
    begun = page(LONG)
    assert begun.document.blocks
    assert opening(begun, Setting(80), 24) == []


def test_the_opening_of_a_page_little_longer_than_the_screen_reads_no_more() -> None:
    begun = page("<p>some words</p>" * 30)
    assert len(opening(begun, Setting(80), 24)) == 24
    assert "document" not in vars(begun)


def test_the_header_says_how_long_it_takes_to_read() -> None:
    texts = [line.text.strip() for line in islice(lines_of(page(LONG), Setting(80)), 4)]
    assert texts[0] == "A title"
    assert texts[3].startswith("22 March · ")
    assert texts[3].endswith(" min")
