"""Feeds on the screen: beside the folders, in their folders, read offline."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.server import Site, serving
from tests.sources.test_feed_visit import rss
from tests.ui.newspaper import Desk, Newspaper
from tui.library import Library
from tui.sources.rsshub.hub import Hub
from tui.sync.lists import follow_list


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Newspaper:
    """Two feeds in folders, and no folder of posts."""
    library = tmp_path / "library.db"
    with Library(library) as opened:
        opened.subscribe(site.put("/a", rss(1, 2, 3)), "少数派", ("科技",))
        opened.subscribe(site.put("/b", rss(7)), "小报", ("生活",))
    return Newspaper(tmp_path, library, 4, folders=())


def names(desk: Desk) -> list[str]:
    return [node.name for node in desk.main.categories.nodes if not node.special]


async def test_feeds_are_visited_and_stand_in_their_folders(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        assert names(desk) == ["科技", "生活"]
        assert desk.counts()["All"] == (4, 4)
        await desk.press("1", "G", "k", "l")
        await desk.until(lambda: "少数派" in names(desk))


async def test_what_was_brought_is_read_without_the_network(
    paper: Newspaper, site: Site
) -> None:
    async with paper.opened() as desk:
        await desk.until(lambda: "new" in desk.main.status.activity)
    site.pages.clear()
    async with paper.opened() as desk:
        await desk.press("enter")
        await desk.until(lambda: "正文" in desk.screen())


async def test_r_asks_the_feeds_again(paper: Newspaper, site: Site) -> None:
    async with paper.opened() as desk:
        site.put("/b", rss(7, 8, 9))
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 6)
        await desk.until(lambda: "2 new" in desk.main.status.activity)


async def test_a_feed_that_fails_is_told_and_the_others_come(
    paper: Newspaper, site: Site
) -> None:
    site.answer("/b", 500)
    paper.count = 3
    async with paper.opened() as desk:
        await desk.until(lambda: "a feed cannot be read" in desk.screen())
        assert not desk.pilot.app._notifications
        await desk.press("F")
        await desk.until(lambda: "answers 500" in desk.screen())


async def test_feeds_and_folders_stand_side_by_side(
    newspaper: Newspaper, paper: Newspaper
) -> None:
    both = Newspaper(newspaper.folder, paper.library, 34, (newspaper.folder,))
    async with both.opened() as desk:
        assert names(desk)[:2] == ["paper", "Feeds"]
        assert desk.counts()["Feeds"] == (4, 4)


async def test_a_failure_is_told_once_and_can_be_told_again(
    paper: Newspaper, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.desk.FAILED_SECONDS", 0.1)
    site.answer("/b", 500)
    paper.count = 3
    async with paper.opened() as desk:
        await desk.until(lambda: "a feed cannot be read" in desk.main.status.trouble)
        await desk.until(lambda: not desk.main._failures)
        site.put("/b", rss(7))
        await desk.press("r")
        await desk.until(lambda: not desk.main.status.trouble)


async def test_the_full_page_of_a_feed_that_was_named_is_fetched(
    paper: Newspaper, site: Site
) -> None:
    story = "".join(
        f"<p>整篇的第{n}段，说得很详细，一句接一句。</p>" for n in range(30)
    )
    page = f"<html><body><article><h1>全文</h1>{story}</article></body></html>"
    link = site.put("/story", page.encode(), "text/html; charset=utf-8")
    item = f"<item><guid>9</guid><title>短讯</title><link>{link}</link></item>"
    site.put("/b", f"<rss version='2.0'><channel>{item}</channel></rss>".encode())
    async with paper.opened() as desk:
        while desk.title != "短讯":  # which feed answers first is not known
            await desk.press("j")
        await desk.press("enter")
        await desk.until(lambda: desk.opened == "短讯")
        await desk.press("w")
        await desk.until(lambda: "整篇的第0段" in desk.screen())


async def test_a_feed_that_never_answered_stands_in_the_tree_and_can_be_removed(
    paper: Newspaper, site: Site, tmp_path: Path
) -> None:
    listed = tmp_path / "feeds.opml"
    listed.write_text(
        f"<opml><body><outline text='News'><outline text='Silent' xmlUrl='{site.url}/c'/>"
    )
    empty = site.put("/d", rss())

    def follow() -> None:
        with Library(paper.library) as library:
            follow_list(library, listed.read_bytes(), "feeds.opml", Hub())
            library.subscribe(empty, "Empty", ("News",))

    await asyncio.to_thread(follow)
    async with paper.opened() as desk:
        assert names(desk) == ["科技", "生活", "News"]
        await desk.press("1", "G", "l")
        await desk.until(lambda: "! Silent" in desk.screen())
        assert "· Empty" in desk.screen()
        assert desk.counts()["Silent"] == desk.counts()["Empty"] == (0, 0)
        await desk.press("j", "j")
        await desk.until(
            lambda: "It could not be asked yet: F says why" in desk.screen()
        )
        await desk.press("k")
        await desk.until(lambda: "It has brought nothing yet" in desk.screen())
        await desk.press("F")
        await desk.until(lambda: "News / Silent" in desk.screen())
        await desk.press("j", "d")
        await desk.until(lambda: "no articles will go" in desk.screen())
        await desk.press("y")
        await desk.until(lambda: "Silent" not in desk.counts())
        await desk.press("escape")
        assert "Empty" in desk.counts()
