"""What is old goes while the screen is open, and the screen stays true."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.library.samples import a_day_passes
from tests.sources.server import Site, serving
from tests.ui.newspaper import NOW, Newspaper
from tui.config import Config
from tui.library import Library
from tui.model import View

LIMITS = Config(keep=10)


def aged(*days: int) -> bytes:
    """A feed with one article for each of these ages in days."""
    items = "".join(
        f"<item><guid>{age}</guid><title>文章 {age}</title><description>文</description>"
        f"<pubDate>{format_datetime(NOW - timedelta(age))}</pubDate></item>"
        for age in days
    )
    return (
        f"<rss version='2.0'><channel><title>报</title>{items}</channel></rss>".encode()
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        found.put("/feed", aged(1, 2, 30, 40, 50))
        yield found


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Newspaper:
    library = tmp_path / "library.db"
    with Library(library) as opened:
        opened.subscribe(f"{site.url}/feed", "报", ("科技",))
    return Newspaper(tmp_path, library, 5, folders=())


async def a_day(paper: Newspaper) -> None:
    """Let a day pass, so that nothing that was marked is likely to be undone."""

    def age() -> None:
        with Library(paper.library) as library:
            a_day_passes(library)

    await asyncio.to_thread(age)


async def test_what_is_unread_stays(paper: Newspaper) -> None:
    async with paper.opened(config=LIMITS) as desk:
        assert desk.counts()["All"] == (5, 5)


async def test_what_was_read_and_is_old_goes_after_a_refresh(
    paper: Newspaper, site: Site
) -> None:
    async with paper.opened(config=LIMITS) as desk:
        await desk.press("j", "j", "j", "s", "A")
        await desk.until(lambda: desk.counts()["All"] == (5, 0))
        await a_day(paper)
        site.put("/feed", aged(0, 1, 2, 30, 40, 50))
        await desk.press("r")
        await desk.until(lambda: "tidied: 2 old" in desk.main.status.activity)
        assert desk.counts()["All"] == (4, 1)
        assert desk.counts()["Starred"] == (1, 0)
        assert desk.main.articles.total == 4
        assert "文章 50" not in desk.screen()
        assert desk.title == "文章 40"
        assert not desk.pilot.app._notifications


async def test_the_open_article_stays_until_another_is_read(
    paper: Newspaper, site: Site
) -> None:
    async with paper.opened(config=LIMITS) as desk:
        await desk.press("A")
        await desk.until(lambda: desk.counts()["All"] == (5, 0))
        await desk.press("G", "enter")
        await desk.until(lambda: desk.opened == "文章 50")
        await a_day(paper)
        site.put("/feed", aged(0, 1, 2, 30, 40, 50))
        await desk.press("r")
        await desk.until(lambda: desk.counts()["All"] == (4, 1))
        assert desk.opened == desk.title == "文章 50"


async def test_the_first_visit_after_a_start_tidies(
    paper: Newspaper, site: Site
) -> None:
    def make_due() -> None:
        with Library(paper.library) as library:
            (feed,) = library.subscriptions()
            library.mark_all(View(1))
            library.visited(feed.id, feed.state, 0)
            a_day_passes(library)

    async with paper.opened() as desk:
        assert desk.counts()["All"] == (5, 5)
    await asyncio.to_thread(make_due)
    asked = len(site.asked)
    paper.count = 2
    async with paper.opened(config=LIMITS) as desk:
        await desk.until(lambda: desk.counts()["All"] == (2, 0))
    assert len(site.asked) > asked
