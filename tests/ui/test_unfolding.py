"""An article that came several times is one row, which unfolds into where it came from."""

import asyncio
import dataclasses
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.library.samples import linked, sample
from tests.ui.newspaper import Newspaper
from tests.ui.test_searching import read_texts
from tui.config import Config
from tui.library import Library
from tui.model import Body


@pytest.fixture
def twice(tmp_path: Path) -> Newspaper:
    """Two feeds: four articles in each, of which two are the same."""
    paper = Newspaper(tmp_path, tmp_path / "library.db", 6, folders=())
    with Library(paper.library) as library:
        source = library.feeds().id
        for name, numbers in (("晨报", range(4)), ("Evening", range(2, 6))):
            feed = library.subscribe(f"https://{name}.example/feed", name, ("新闻",))
            made = [
                replace(
                    linked(sample(feed.key(f"{n}"), 1_700_000_000 + n * 9_000), f"{n}"),
                    categories=feed.places,
                )
                for n in numbers
            ]
            texts = [Body(f"<p>{name}的正文</p>", markdown=False)] * 4
            library.save(source, made, texts)
    return paper


async def test_it_is_one_row_that_says_how_often_else_it_came(twice: Newspaper) -> None:
    async with twice.opened(80, 24) as desk:
        assert desk.main.articles.total == 6
        await desk.until(lambda: desk.screen().count("+1") == 2)


async def test_a_key_shows_where_it_came_from_and_folds_it_again(
    twice: Newspaper,
) -> None:
    async with twice.opened(80, 24) as desk:
        await desk.press("j", "j")
        assert desk.title == "题 3"
        await desk.press("c")
        await desk.until(lambda: desk.main.articles.total == 2)
        assert "In 2 · 题 3" in desk.screen()
        assert "新闻 / 晨报 · 题 3" in desk.screen()
        assert "新闻 / Evening · 题 3" in desk.screen()
        await desk.press("j", "enter")
        await desk.until(lambda: "Evening的正文" in desk.screen())
        assert "also in 新闻 / 晨报" in desk.screen()
        await desk.press("escape", "escape")
        await desk.until(lambda: desk.main.articles.total == 6)
        assert desk.title == "题 3"
        assert desk.counts()["All"] == (6, 5)


async def test_what_was_unread_stays_one_of_the_unread_until_another_is_opened(
    twice: Newspaper,
) -> None:
    async with twice.opened(80, 24) as desk:
        await desk.press("u", "j", "j", "enter", "escape")
        await desk.until(lambda: desk.main.articles.total == 6)
        await desk.press("c")
        await desk.until(lambda: desk.main.articles.total == 2)
        await desk.press("c")
        await desk.until(lambda: desk.main.articles.total == 6)


async def test_what_came_once_says_so(twice: Newspaper) -> None:
    async with twice.opened(80, 24) as desk:
        await desk.press("c")
        await desk.until(lambda: "came from nowhere else" in desk.screen())
        assert desk.main.articles.total == 6


async def test_choosing_a_category_folds_it(twice: Newspaper) -> None:
    async with twice.opened(80, 24) as desk:
        await desk.press("j", "j", "c")
        await desk.until(lambda: desk.main.articles.total == 2)
        await desk.press("1", "j")
        await desk.until(lambda: desk.main.articles.total == 6)
        assert not desk.main.articles.apart


async def test_switched_off_each_is_a_row(twice: Newspaper) -> None:
    apart = dataclasses.replace(twice, count=8)
    async with apart.opened(80, 24, Config(same_story=False)) as desk:
        assert desk.main.articles.total == 8
    async with twice.opened(80, 24) as desk:
        assert desk.main.articles.total == 6


async def test_a_search_shows_it_once(twice: Newspaper) -> None:
    assert await asyncio.to_thread(read_texts, twice) == 8
    async with twice.opened(80, 24) as desk:
        await desk.press("slash", "正", "文", "enter")
        await desk.until(lambda: desk.main.articles.total == 6)
        await desk.press("j", "j", "c")
        await desk.until(lambda: desk.main.articles.total == 2)
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == 6)
        assert desk.main.searched
