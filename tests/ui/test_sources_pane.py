"""The list of sources says how each goes; what is wrong with one is mended from there."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.widgets import Input

from tests.sources.server import Handler, Site, serving
from tests.sources.test_feed_visit import rss
from tests.ui.newspaper import Desk, Newspaper
from tui.errors import SourceError
from tui.library import Library, Subscription
from tui.screens.asking import Confirm, Question, Reading
from tui.screens.sources_pane import SourcesPane
from tui.sync.board import Report, Result, last_reports
from tui.sync.report import lines


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def paper(tmp_path: Path, site: Site) -> Newspaper:
    """A feed that is well and one that fails."""
    library = tmp_path / "library.db"
    with Library(library) as opened:
        opened.subscribe(site.put("/a", rss(1, 2, 3)), "少数派", ("科技",))
        opened.subscribe(site.answer("/b", 500), "小报", ("要闻",))
    return Newspaper(tmp_path, library, 3, folders=())


async def shown(desk: Desk) -> SourcesPane:
    await desk.press("F")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, SourcesPane))
    pane = desk.pilot.app.screen
    assert isinstance(pane, SourcesPane)
    await desk.until(lambda: pane.rows.total > 0)
    return pane


def followed(paper: Newspaper) -> list[Subscription]:
    with Library(paper.library) as library:
        return library.subscriptions()


async def test_each_source_says_how_it_goes(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        pane = await shown(desk)
        await desk.until(lambda: "要闻 / 小报" in desk.screen())
        assert "3 new" in desk.screen()
        await desk.press("G")
        await desk.until(lambda: "answers 500" in desk.screen())
        assert "fails since 2026-11-24 (1 visit)" in desk.screen()
        assert "tried again from" in desk.screen()
        assert pane.rows.selected
        assert pane.rows.selected.name == "要闻 / 小报"


async def test_one_source_is_asked_alone(paper: Newspaper, site: Site) -> None:
    async with paper.opened() as desk:
        await shown(desk)
        await desk.press("G")
        site.put("/b", rss(7))
        site.asked.clear()
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 4)
        assert [path for path, _ in site.asked] == ["/b"]
        await desk.until(lambda: "1 asked, 1 new article" in desk.screen())


async def test_its_own_keys_are_told_before_those_of_every_box(
    paper: Newspaper,
) -> None:
    async with paper.opened(80, 24) as desk:
        pane = await shown(desk)
        told = [what for _, what in pane.keys_and_actions()]
        assert told[:2] == ["Ask this source now", "Ask all sources now"]
        assert told.index("Report of the last refresh") < told.index("Down")
        assert "? keys" in desk.screen()
        assert "d removes" in desk.screen()


def test_of_many_that_were_not_asked_the_first_are_named() -> None:
    stopped = (Result(f"feed:{n}", f"F{n}", "stopped") for n in range(3_000))
    told = [*lines(Report(1, 2, tuple(stopped)))]
    assert told[10:] == ["- F9: was not asked any more", "- and 2,990 more were not"]


async def test_no_message_stands_before_the_reasons(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        desk.main.fail(SourceError("it cannot be read"))
        await desk.until(lambda: bool(desk.pilot.app._notifications))
        await shown(desk)
        assert not desk.pilot.app._notifications
        await desk.press("R")
        await desk.until(lambda: "2 asked, no new articles, 1 failed" in desk.screen())
        assert not desk.pilot.app._notifications
        await desk.press("escape")
        await desk.until(lambda: "nothing new · 1 failed" in desk.screen())


async def test_what_is_asked_for_waits_for_no_feed_that_is_only_due(
    paper: Newspaper, site: Site
) -> None:
    def silent(_: Handler) -> None:
        site.done.wait(30)

    async with paper.opened() as desk:
        await asyncio.to_thread(make_due, paper, f"{site.url}/b")
        site.run("/b", silent)
        site.asked.clear()
        desk.main.follow_feeds()
        await desk.until(lambda: bool(site.asked))
        site.put("/a", rss(1, 2, 3, 4))
        await shown(desk)
        await desk.press("r")
        await desk.until(lambda: desk.main.articles.total == 4)
        assert not site.done.is_set()
        await desk.until(lambda: [path for path, _ in site.asked][2:] == ["/b"])


def make_due(paper: Newspaper, url: str) -> None:
    with Library(paper.library) as library:
        feed = library.subscription(url)
        assert feed
        library.visited(feed.id, feed.state, 0)


async def test_a_refresh_is_watched_and_cancelled_and_told_later(
    paper: Newspaper, site: Site
) -> None:
    def silent(_: Handler) -> None:
        site.done.wait(30)

    async with paper.opened() as desk:
        await shown(desk)
        site.run("/b", silent)
        await desk.press("R")
        await desk.until(lambda: "1 of 2" in desk.screen())
        assert "is asked" in desk.screen()
        await desk.press("c")
        await desk.until(lambda: "1 stopped" in desk.screen())
        assert desk.main.status.progress == ""
        report = await asyncio.to_thread(kept_report, paper)
        assert [result.status for result in report] == ["done", "stopped"]
        await desk.press("L")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Reading))
        assert "小报: was not asked any more" in desk.screen()
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, SourcesPane))


def kept_report(paper: Newspaper) -> list[Result]:
    with Library(paper.library) as library:
        reports = last_reports(library)
    return [*reports[0].results] if reports else []


async def test_a_source_is_removed_only_after_a_question(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await shown(desk)
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Confirm))
        assert "3 articles will go" in desk.screen()
        await desk.press("escape")
        await shown_again(desk)
        assert len(await asyncio.to_thread(followed, paper)) == 2
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Confirm))
        await desk.press("y")
        await desk.until(lambda: desk.main.articles.total == 0)
        await shown_again(desk)
        (left,) = await asyncio.to_thread(followed, paper)
        assert left.name == "小报"


async def shown_again(desk: Desk) -> None:
    def there() -> bool:
        screen = desk.pilot.app.screen
        return isinstance(screen, SourcesPane) and bool(screen.rows.total)

    await desk.until(there)


async def test_a_feed_is_renamed_and_moved(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        await shown(desk)
        for key, value in (("e", "新名"), ("M", "要闻/日报")):
            await desk.press(key)
            await desk.until(lambda: isinstance(desk.pilot.app.screen, Question))
            desk.pilot.app.screen.query_one(Input).value = value
            await desk.press("enter")
            await shown_again(desk)
        await desk.until(lambda: "要闻 / 日报 / 新名" in desk.screen())
        await desk.press("enter")
        await desk.until(lambda: desk.pilot.app.screen is desk.main)
        selected = desk.main.categories.selected
        assert selected
        assert selected.name == "新名"
