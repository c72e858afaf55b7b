"""A server with more than is kept, gone through with the keys."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest

from tests.sources.server import Asked, Whole
from tests.sync.large import Window, window
from tests.ui.newspaper import Desk, Newspaper
from tui.library import Library

TOTAL, NEWEST = 1_200, 200


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Window]:
    with (
        Library(tmp_path / "library.db") as library,
        window(library, "miniflux", TOTAL, NEWEST) as found,
    ):
        found.visit()
        yield found


@pytest.fixture
def paper(tmp_path: Path, there: Window) -> Newspaper:
    return Newspaper(tmp_path, tmp_path / "library.db", len(there.numbers()) + 1, ())


def number(desk: Desk) -> int:
    return int(desk.selected.entry.url.rpartition("/")[2])


async def test_the_sidebar_and_the_place_count_what_the_server_has(
    paper: Newspaper, there: Window
) -> None:
    unread = sum(not there.many.is_read(n) for n in range(1, TOTAL + 1))
    async with paper.opened() as desk:
        assert desk.counts()["All"] == (TOTAL, unread)
        assert "1 of 1,200" in desk.screen()


async def test_the_end_of_what_is_here_brings_older_ones(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        here = paper.count - 1
        await desk.press(*str(here + 1), "G")
        await desk.until(lambda: desk.main.articles.total > paper.count)
        await desk.until(lambda: desk.main.articles.selected is not None)
        assert desk.main.articles.cursor == here
        await desk.press("j", "j")
        assert desk.main.articles.cursor == here + 2


async def test_the_last_row_is_the_oldest_there(
    paper: Newspaper,
) -> None:
    async with paper.opened() as desk:
        await desk.press("G")
        await desk.until(lambda: f"{TOTAL:,} of {TOTAL:,}" in desk.main.status.place)
        await desk.until(lambda: desk.main.articles.selected is not None)
        assert number(desk) <= 3
        await desk.press("g")
        assert number(desk) > TOTAL - 3


async def test_the_oldest_is_asked_for_after_a_visit_that_is_under_way(
    paper: Newspaper, there: Window
) -> None:
    answers, asked, goes_on = there.there.site.program, Event(), Event()
    assert answers

    def waiting(question: Asked) -> Whole | None:
        asked.set()
        goes_on.wait()
        return answers(question)

    there.there.site.program = waiting
    async with paper.opened() as desk:
        await desk.until(asked.is_set)
        await desk.press("G")
        goes_on.set()
        await desk.until(lambda: f"{TOTAL:,} of {TOTAL:,}" in desk.main.status.place)


async def test_upwards_from_the_oldest_come_newer_ones(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await desk.press("G")
        await desk.until(lambda: f"{TOTAL:,} of" in desk.main.status.place)
        before = desk.main.articles.total
        await desk.press(*"100", "k")
        await desk.until(lambda: desk.main.articles.total > before)
        await desk.until(lambda: desk.main.articles.selected is not None)
        assert number(desk) in range(90, 210)


async def test_a_feed_of_which_nothing_is_here_is_opened(
    paper: Newspaper,
) -> None:
    async with paper.opened() as desk:
        await desk.press("u", "1", "G", "l", "j")
        await desk.until(lambda: desk.main.articles.selected is not None)
        assert desk.selected.entry.categories[0][1].startswith("Feed")


async def test_a_server_that_cannot_be_asked_is_told_and_asked_again(
    paper: Newspaper, there: Window
) -> None:
    async with paper.opened() as desk:
        program, there.there.site.program = there.there.site.program, None
        await desk.press(*str(paper.count), "G")
        await desk.until(lambda: "Enter tries again" in desk.screen())
        there.there.site.program = program
        await desk.press(*str(paper.count), "G", "enter")
        await desk.until(lambda: desk.main.articles.total > paper.count)


def read_all_but(there: Window, left: int) -> None:
    """Read what is here but for the newest that are unread."""
    unread = [row.id for row in there.rows() if not row.read]
    there.library.mark(unread[left:], "read", want=True)


@pytest.mark.parametrize("keys", [("n",), ("end", "space")])
async def test_the_next_unread_is_asked_for_where_none_is_here(
    paper: Newspaper, there: Window, keys: tuple[str, ...]
) -> None:
    await asyncio.to_thread(read_all_but, there, 1)
    lowest = min(await asyncio.to_thread(there.numbers))
    async with paper.opened(80, 24) as desk:
        await desk.press("n", "enter")
        await desk.until(lambda: desk.main.pane is desk.main.article)
        await desk.until(lambda: desk.main.article.complete)
        first = desk.opened
        await desk.press(*keys)
        await desk.until(lambda: desk.opened != first)
        await desk.until(lambda: number(desk) < lowest)


async def test_the_next_category_with_unread_may_be_at_the_server_alone(
    paper: Newspaper, there: Window
) -> None:
    await asyncio.to_thread(read_all_but, there, 0)
    lowest = min(await asyncio.to_thread(there.numbers))
    async with paper.opened(80, 24) as desk:
        await desk.press("1", "G", "l", "j", "l", "n")
        await desk.until(lambda: bool(desk.main.articles.selected))
        await desk.until(lambda: number(desk) < lowest)


async def test_a_server_that_is_down_is_asked_once_for_what_is_unread(
    paper: Newspaper, there: Window
) -> None:
    await asyncio.to_thread(read_all_but, there, 0)
    async with paper.opened(80, 24) as desk:
        there.there.site.program = None
        await desk.press("2", "n")
        await desk.until(lambda: "nothing unread" in desk.main.status.activity)
        assert len(desk.pilot.app._notifications) == 1


async def test_what_the_server_finds_is_a_list_like_any_other(
    paper: Newspaper,
) -> None:
    async with paper.opened() as desk:
        await desk.press("E", *"chess", "enter")
        await desk.until(lambda: "“chess”" in desk.screen())
        await desk.until(lambda: desk.main.articles.total == 101)
        assert "chess" in desk.title
        await desk.press("enter")
        await desk.until(lambda: "chess" in desk.opened)
        await desk.press("escape", "G")
        await desk.until(lambda: desk.main.articles.total > 101)


async def test_the_sources_count_what_the_server_has_too(paper: Newspaper) -> None:
    kept = paper.count - 1
    async with paper.opened() as desk:
        await desk.press("F")
        await desk.until(lambda: f"of 1,200 · {kept} kept here" in desk.screen())
        await desk.press("d")
        await desk.until(lambda: f"{kept} articles will go" in desk.screen())
