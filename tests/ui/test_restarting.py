"""The next start is where the last one ended, and changes nothing by itself."""

import asyncio
from dataclasses import replace
from pathlib import Path

from tests.ui.newspaper import Desk, Newspaper, samples
from tui.config import Config


def read(desk: Desk) -> str:
    """The text of the open article as far as it can be seen."""
    article = desk.main.article
    height = article.scrollable_content_region.height
    return "".join(article.render_line(y).text for y in range(height))


async def test_no_line_of_an_article_that_scrolls_is_cut(newspaper: Newspaper) -> None:
    words = "".join(f"word{number:04} " for number in range(2_000))
    newspaper.write("00", "文章00", "科技", 30, f"<p>{words}")
    for width in (60, 80, 160):
        async with newspaper.opened(width) as desk:
            await desk.press("enter")
            await desk.until(lambda: desk.main.article.complete)
            shown = read(desk)
            seen = [n for n in range(2_000) if f"word{n:04}" in shown]
            assert seen == [*range(len(seen))]
            assert len(seen) > 100


async def test_an_article_marked_unread_while_open_stays_unread(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.counts()["All"] == (30, 29))
        await desk.press("m")
        await desk.until(lambda: desk.counts()["All"] == (30, 30))
    async with newspaper.opened() as desk:
        await desk.until(lambda: desk.opened == "文章00")
        assert desk.main.pane is desk.main.article
        assert desk.counts()["All"] == (30, 30)


async def test_the_article_is_there_again_though_the_list_had_the_focus(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.opened == "文章00")
        await desk.press("h", "j")
    async with newspaper.opened() as desk:
        await desk.until(lambda: desk.opened == "文章00")
        assert desk.main.pane is desk.main.articles
        assert desk.title == "文章01"


async def test_the_place_is_the_same_text_at_any_width(newspaper: Newspaper) -> None:
    text = "".join(f"第{number:04}句，" for number in range(3_000))
    newspaper.write("00", "文章00", "科技", 30, f"<p>{text}")
    async with newspaper.opened() as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete)
        await desk.press(*["pagedown"] * 20)
        before = desk.main.article.place
        assert before
        for width, height in ((60, 20), (30, 20), (160, 50)):
            await desk.pilot.resize_terminal(width, height)
            await desk.until(lambda: desk.main.article.complete)
            await desk.pilot.pause()
        after = desk.main.article.place
        assert after
        assert before[0] == after[0]
        assert abs(before[1] - after[1]) < 60


async def test_several_folders_each_have_their_tree(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    other = await asyncio.to_thread(samples, tmp_path / "other")
    folders = (newspaper.folder, other.folder)
    both = replace(newspaper, folders=folders, count=30 + other.count)
    async with both.opened() as desk:
        counts = desk.counts()
        assert counts["paper"] == (30, 30)
        assert counts["posts"][0] == other.count
        assert desk.main.articles.cursor == 0
    async with replace(both, folders=()).opened(config=Config()) as desk:
        assert {"paper", "posts"} <= desk.counts().keys()


async def test_one_known_folder_needs_no_name(newspaper: Newspaper) -> None:
    async with newspaper.opened():
        pass
    async with replace(newspaper, folders=()).opened() as desk:
        assert desk.counts()["科技"] == (20, 20)


async def test_a_configured_folder_that_is_not_there_is_named_and_not_kept(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    folders = (newspaper.folder, tmp_path / "nowhere")
    async with replace(newspaper, folders=folders).opened() as desk:
        (told,) = desk.pilot.app._notifications
        assert told.message.endswith("nowhere: there is no such folder.")
        assert [source.name for source in desk.main.sources.values()] == ["paper"]
