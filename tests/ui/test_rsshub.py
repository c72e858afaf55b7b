"""RSSHub's routes are browsed, searched, filled in and followed by keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.rsshub.rsshub_server import RsshubServer
from tests.sources.server import Site, serving
from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config, RsshubConfig
from tui.screens.route_form import RouteForm
from tui.screens.routes_pane import RoutesPane


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    with serving() as found:
        found.program = RsshubServer()
        yield found


def settings(hub: Site) -> Config:
    return Config(rsshub=RsshubConfig(hub.url))


async def routes(desk: Desk, *keys: str) -> RoutesPane:
    """Open the pane and wait for the catalogue, or for what is wrong."""
    await desk.press(*keys, "H")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, RoutesPane))
    pane = desk.pilot.app.screen
    assert isinstance(pane, RoutesPane)
    await desk.until(lambda: pane.rows.total > 0 or pane.line.has_class("-wrong"))
    return pane


async def followed(desk: Desk) -> list[str]:
    assert desk.main.library
    feeds = await desk.main.ask(desk.main.library.subscriptions)
    return [feed.url for feed in feeds]


async def form(desk: Desk) -> None:
    await desk.until(lambda: isinstance(desk.pilot.app.screen, RouteForm))
    await desk.until(lambda: "Esc back" in desk.screen())


async def test_a_route_is_searched_filled_in_and_followed(
    newspaper: Newspaper, hub: Site
) -> None:
    async with newspaper.opened(config=settings(hub)) as desk:
        pane = await routes(desk)
        assert f"6 routes of 4 sites at {hub.url}, as of 2026-11-24" in desk.screen()
        await desk.press(*"issue")
        await desk.until(lambda: pane.rows.total == 1)
        await desk.until(lambda: "State of the issues. [open]" in desk.screen())
        await desk.press("enter")
        await form(desk)
        assert "rsshub://github/issue/:user/:repo" in desk.screen()
        await desk.press("enter")
        assert "user is needed." in desk.screen()
        await desk.press(*"a", "enter", *"b", "enter")
        assert "rsshub://github/issue/a/b" in desk.screen()
        await desk.press("down", "down", "enter", "enter")
        assert "rsshub://github/issue/a/b/closed" in desk.screen()
        await desk.press(*"Dev", "enter")
        await desk.until(lambda: "3 articles, in Dev / " in desk.screen())
        await desk.press("escape", "escape")
        await desk.until(lambda: desk.pilot.app.screen is desk.main)
        assert desk.counts()["Feeds"] == (3, 3)
        assert await followed(desk) == ["rsshub://github/issue/a/b/closed"]


async def test_sites_are_browsed(newspaper: Newspaper, hub: Site) -> None:
    async with newspaper.opened(80, 24, settings(hub)) as desk:
        pane = await routes(desk)
        await desk.press("down", "enter")
        await desk.until(lambda: pane.rows.total == 1)
        assert "RSSHub: NIO" in desk.screen()
        await desk.press("escape")
        await desk.until(lambda: pane.rows.total == 4)
        assert pane.rows.cursor == 1
        await desk.press("tab", "k", "enter")
        await desk.until(lambda: pane.rows.total == 3)
        await desk.press("q")
        await desk.until(lambda: desk.pilot.app.screen is desk.main)


async def test_what_fails_is_told_and_can_be_mended(
    newspaper: Newspaper, hub: Site
) -> None:
    async with newspaper.opened(config=settings(hub)) as desk:
        pane = await routes(desk)
        await desk.press(*"test", "enter")
        await desk.until(lambda: pane.rows.total == 1)
        await desk.press("enter")
        await form(desk)
        await desk.press(*"error", "enter", "enter", "enter")
        await desk.until(lambda: "RSSHub says: Error test." in desk.screen())
        await desk.press("ctrl+a", "ctrl+k", *"2", "enter", "enter", "enter")
        await desk.until(lambda: "3 articles, in " in desk.screen())
        assert await followed(desk) == ["rsshub://test/2"]


async def test_the_questions_are_gone_back_through(
    newspaper: Newspaper, hub: Site
) -> None:
    async with newspaper.opened(config=settings(hub)) as desk:
        pane = await routes(desk)
        await desk.press(*"issue")
        await desk.until(lambda: pane.rows.total == 1)
        await desk.press("enter")
        await form(desk)
        await desk.press(*"me", "enter")
        assert "2 of 5" in desk.screen()
        await desk.press("escape")
        assert "1 of 5" in desk.screen()
        await desk.press("escape")
        await desk.until(lambda: desk.pilot.app.screen is pane)
        assert not hub.asked[1:]


async def test_an_instance_that_is_down_is_told(
    newspaper: Newspaper, hub: Site
) -> None:
    hub.answer("/api/namespace", 502)
    async with newspaper.opened(config=settings(hub)) as desk:
        await routes(desk)
        assert "answers 502" in desk.screen()
        hub.pages.clear()
        await desk.press("ctrl+r")
        await desk.until(lambda: "6 routes of 4 sites" in desk.screen())


async def test_the_route_of_an_article_stands_first(
    newspaper: Newspaper, hub: Site
) -> None:
    newspaper.write("00", "一篇", "新媒体, 趣头条, 分类", 30, "<p>正文</p>")
    async with newspaper.opened(config=settings(hub)) as desk:
        await desk.press("g")
        await desk.until(lambda: desk.title == "一篇")
        pane = await routes(desk)
        assert "This article: 趣头条: 分类" in desk.screen()
        await desk.press("enter")
        await form(desk)
        assert "rsshub://qutoutiao/category/:cid" in desk.screen()
        assert "| 255  | 1    |" in desk.screen()
        await desk.press("escape")
        await desk.until(lambda: desk.pilot.app.screen is pane)


async def test_a_first_feed_is_shown_where_there_was_none(
    tmp_path: Path, hub: Site
) -> None:
    paper = Newspaper(tmp_path, tmp_path / "library.db", 0, ())
    async with paper.opened(config=settings(hub)) as desk:
        await routes(desk)
        await desk.press(*"nio", "enter")
        await form(desk)
        await desk.press("enter")
        await desk.until(lambda: "3 articles, in " in desk.screen())
        await desk.press("escape", "escape")
        await desk.until(lambda: desk.main.articles.total == 3)
