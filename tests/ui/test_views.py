"""An article is shown as itself, as Markdown and as its source; and copied."""

from pathlib import Path

import pytest

from tests.ui.newspaper import Desk, Newspaper

BODY = "<h2>小标题</h2><p>一段<b>重要</b>的话，<a href='https://example.org/a'>链接</a>。</p>"


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    folder = tmp_path / "paper"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 2)
    paper.write("one", "第一篇", "新闻", 9, BODY + "<p>一句话。</p>" * 50)
    paper.write("two", "第二篇", "新闻", 8, BODY)
    return paper


async def reading(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)


async def test_an_article_is_shown_in_three_ways(paper: Newspaper) -> None:
    async with paper.opened(100, 30) as desk:
        await reading(desk)
        assert "重要的话" in desk.screen()
        await desk.press("v")
        await desk.until(lambda: "**重要**" in desk.screen())
        assert "## 小标题" in desk.screen()
        await desk.press("v")
        await desk.until(lambda: "<b>重要</b>" in desk.screen())
        await desk.press("v")
        await desk.until(lambda: "<b>" not in desk.screen())
        assert "重要的话" in desk.screen()


async def test_the_place_in_the_article_outlasts_the_other_views(
    paper: Newspaper,
) -> None:
    async with paper.opened(100, 30) as desk:
        await reading(desk)
        await desk.press("2", "0", "j")
        assert desk.main.article.scroll_y == 20
        await desk.press("v")
        await desk.until(lambda: "**重要**" in desk.screen())
        await desk.press("v", "v")
        await desk.until(lambda: desk.main.article.scroll_y == 20)
        await desk.press("v")
        await desk.until(lambda: "**重要**" in desk.screen())
    async with paper.opened(100, 30) as desk:
        await desk.until(lambda: desk.main.article.scroll_y == 20)


async def test_an_article_is_copied_as_markdown(paper: Newspaper) -> None:
    async with paper.opened(100, 30) as desk:
        await reading(desk)
        await desk.press("Y")
        await desk.until(lambda: bool(desk.pilot.app.clipboard))
        copied = desk.pilot.app.clipboard
        assert copied.startswith("# 第一篇\n\n## 小标题")
        assert "[链接](https://example.org/a)" in copied


async def test_how_much_is_left_is_told(paper: Newspaper) -> None:
    async with paper.opened(100, 30) as desk:
        await reading(desk)
        await desk.until(lambda: "min left" in desk.main.status.place)
        await desk.press("G")
        assert "100 % · Space" in desk.main.status.place


async def test_a_changed_article_is_never_shown_as_it_was(paper: Newspaper) -> None:
    async with paper.opened(100, 30) as desk:
        await reading(desk)
        await desk.until(lambda: desk.main._ready is not None)
        paper.write("two", "第二篇", "新闻", 8, "<p>改过了。</p>")
        await desk.until(lambda: "1 changed" in desk.main.status.activity)
        await desk.press("right_square_bracket")
        await desk.until(lambda: "改过了" in desk.screen())
