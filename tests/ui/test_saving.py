"""A search that is saved is a line of the sidebar, and its list a view like any other."""

import asyncio

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.newspaper import NOW, Desk, Newspaper
from tests.ui.test_searching import EVERY, found, read_texts, searched
from tui.library import Library
from tui.screens.asking import Confirm
from tui.screens.saved_dialog import SavedDialog


async def into_dialog(desk: Desk, *keys: str) -> None:
    await desk.press(*keys)
    await desk.until(lambda: isinstance(desk.pilot.app.screen, SavedDialog))


async def out_of_dialog(desk: Desk, *keys: str) -> None:
    await desk.press(*keys)
    await desk.until(lambda: desk.pilot.app.screen is desk.main)


async def save(desk: Desk, text: str, count: int, name: str = "") -> None:
    """Search, and save what is found."""
    await desk.press("slash", *text)
    await desk.until(found(desk, count))
    await desk.press("enter")
    await into_dialog(desk, "ctrl+s")
    await out_of_dialog(desk, *name, "enter")
    shown = name or text
    await desk.until(lambda: shown in desk.counts())
    await desk.press("escape")
    await desk.until(lambda: desk.main.searched is None)


async def choose(desk: Desk, name: str) -> None:
    tree = desk.main.categories
    await desk.press("1", "g")
    while not (tree.selected and tree.selected.name == name):
        await desk.press("j")


async def test_what_is_saved_stands_in_the_sidebar_with_its_count(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"in:生活 小事")
        await desk.until(found(desk, 10))
        await desk.press("enter")
        await into_dialog(desk, "ctrl+s")
        assert "in:生活 小事" in desk.screen()
        await out_of_dialog(desk, *"Small", "enter")
        await desk.until(lambda: desk.counts().get("Small") == (10, 10))
        # One is still in what was found.
        assert found(desk, 10)()
        assert "saved as “Small”" in desk.main.status.activity
        screen = desk.screen()
        assert screen.index("Later") < screen.index("Searches ─")
        assert screen.index("Small") < screen.index("Categories ─")


async def test_the_words_may_be_saved_while_they_are_typed(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))
        await into_dialog(desk, "ctrl+s")
        await out_of_dialog(desk, "enter")
        await desk.until(lambda: desk.counts().get("第7篇") == (1, 1))


async def test_a_saved_search_is_a_view_like_any_other(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "in:生活 小事", 10, "Small")
        await choose(desk, "Small")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("2", "S")
        await desk.until(lambda: "oldest first" in desk.main.status.place)
        await desk.press("m")
        await desk.until(lambda: desk.counts()["Small"] == (10, 9))
        await desk.press("u")
        await desk.until(lambda: desk.main.articles.total == 9)
        await desk.press("A")
        await desk.until(lambda: desk.counts()["Small"] == (10, 0))
        assert desk.counts()["All"] == (30, 20)
        await desk.press("U")
        await desk.until(lambda: desk.counts()["Small"] == (10, 9))


async def test_its_words_are_marked_and_escape_goes_back_step_by_step(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper, 130, 40) as desk:
        await save(desk, "第7篇", 1)
        await choose(desk, "第7篇")
        await desk.until(lambda: desk.main.articles.total == 1)
        await desk.until(
            lambda: "…第7篇的" in desk.screen() or "第7篇的第" in desk.screen()
        )
        await desk.press("2", "enter")
        await desk.until(lambda: desk.main.article.matches == 40)
        await desk.press("n")
        assert "1 of 40" in desk.main.status.place
        await desk.press("escape")
        assert desk.main.pane is desk.main.articles
        await choose(desk, "All")
        assert not desk.main.articles.words


async def test_only_unread_ones_are_counted_where_the_search_says_so(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "is:unread in:生活", 10, "New")
        await choose(desk, "New")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("2", "j", "m")
        await desk.until(lambda: desk.counts()["New"] == (9, 9))
        await desk.press("u", "u")
        await desk.until(lambda: desk.main.articles.total == 9)


async def test_what_is_new_is_counted_as_time_goes_by(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "newer:30d in:生活", 1, "Fresh")
        await choose(desk, "Fresh")
        await desk.until(lambda: desk.main.articles.total == 1)
        later = desk.main.now().replace(month=12)
        desk.main.now = lambda: later
        desk.main._another_minute()
        await desk.until(lambda: desk.counts()["Fresh"] == (0, 0))
        await desk.until(lambda: desk.main.articles.total == 0)
        assert "Nothing has that now" in desk.screen()


async def test_marks_made_elsewhere_and_new_articles_count(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "小事", EVERY)
        await asyncio.to_thread(newspaper.mark_elsewhere, 5)
        await desk.until(lambda: desk.counts()["小事"] == (30, 29))
        newspaper.write("30", "文章30", "生活", 30, "<p>又一件小事</p>")
        newspaper.count += 1
        await desk.until(lambda: desk.counts()["All"] == (31, 30))
        await asyncio.to_thread(read_texts, newspaper)
        await desk.until(lambda: desk.counts()["小事"] == (31, 30))


async def test_it_is_selected_again_at_the_next_start(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "in:生活 小事", 10, "Small")
        await choose(desk, "Small")
        await desk.until(lambda: desk.main.articles.total == 10)
    newspaper.count = 10
    async with newspaper.opened(80, 24) as desk:
        assert desk.main.categories.selected
        assert desk.main.categories.selected.name == "Small"
        assert desk.main.articles.words


async def test_name_and_words_can_be_changed(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "in:生活 小事", 10, "Small")
        await save(desk, "第7篇", 1)
        await choose(desk, "Small")
        await into_dialog(desk, "e")
        await desk.press(*"第7篇", "enter")
        await desk.until(lambda: "already" in desk.screen())
        await out_of_dialog(
            desk, "home", "ctrl+k", *"Seven", "down", "end", *" 第7篇", "enter"
        )
        await desk.until(lambda: desk.counts().get("Seven") == (0, 0))
        await desk.until(lambda: desk.main.articles.total == 0)
        assert list(desk.counts()).index("Seven") < list(desk.counts()).index("第7篇")
        assert desk.main.categories.selected
        assert desk.main.categories.selected.name == "Seven"


async def test_what_cannot_be_asked_is_pointed_at(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await save(desk, "第7篇", 1)
        await choose(desk, "第7篇")
        await into_dialog(desk, "e")
        await desk.press("down", "end", *" titl:x", "enter")
        await desk.until(lambda: "did you mean title:?" in desk.screen())
        line = desk.pilot.app.screen.query_one("#words")
        segments = [s for s in line.render_line(0) if s.style and s.style.reverse]
        assert [s.text for s in segments][:1] == ["t"]
        await out_of_dialog(desk, "escape")


async def test_they_are_moved_and_removed(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        for number in (3, 4, 5):
            await save(desk, f"第{number}篇", 1)
        await choose(desk, "第3篇")

        def order() -> list[str]:
            return [name for name in desk.counts() if name.startswith("第")]

        await desk.press("ctrl+down")
        await desk.until(lambda: order() == ["第4篇", "第3篇", "第5篇"])
        assert desk.main.categories.selected
        assert desk.main.categories.selected.name == "第3篇"
        await desk.press("}")
        await desk.until(lambda: order() == ["第4篇", "第5篇", "第3篇"])
        await desk.press("{", "{")
        await desk.until(lambda: order() == ["第3篇", "第4篇", "第5篇"])
        await desk.press("d")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Confirm))
        await desk.press("y")
        await desk.until(lambda: order() == ["第4篇", "第5篇"])
        assert desk.counts()["All"] == (30, 30)


async def test_a_search_here_is_saved_with_where_it_was(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await choose(desk, "生活")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("slash", *"小事", "tab")
        await desk.until(found(desk, 10))
        await desk.press("enter")
        await into_dialog(desk, "ctrl+s")
        await out_of_dialog(desk, "enter")
        await desk.until(lambda: desk.counts().get("小事") == (10, 10))


async def test_the_keys_say_what_they_are_for(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("ctrl+s")
        assert "/ searches" in desk.main.status.activity
        await desk.press("escape", "1", "d")
        assert "select a saved search" in desk.main.status.activity


async def test_articles_with_problems_and_updated_ones_have_views(
    newspaper: Newspaper,
) -> None:
    newspaper.write("30", "It's: broken", "生活", 30, "<p>x</p>")
    newspaper.count += 1
    async with newspaper.opened(80, 24) as desk:
        assert desk.counts()["With problems"] == (1, 1)
        assert "Updated" not in desk.counts()
        await desk.press("j", "m")
        await desk.until(lambda: desk.selected.read)
        newspaper.write("00", "文章00", "科技, 终端", 30, "<p>不一样了</p>")
        await desk.until(lambda: desk.counts().get("Updated") == (1, 0))
        await choose(desk, "Updated")
        await desk.until(lambda: desk.main.articles.total == 1)
        await desk.press("2", "enter")
        await desk.until(lambda: desk.opened == "文章00")
        await choose(desk, "All")
        await desk.press("2", "j", "j", "enter")
        await desk.until(lambda: "Updated" not in desk.counts())


def save_some(paper: Newspaper) -> None:
    with Library(paper.library) as library:
        for text in ("the", "has:image newer:7d", "深圳 OR 上海"):
            library.save_search(text, text, 0)
        while library.settle(int(NOW.timestamp())):
            pass


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_saved_searches_painted(
    sampler: Newspaper, painted: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with searched(sampler, *size):
        pass
    await asyncio.to_thread(save_some, sampler)
    async with sampler.opened(*size) as desk:
        await choose(desk, "the")
        await desk.until(lambda: not desk.main._unread)
        assert desk.pilot.app.export_screenshot(title="saved") == painted
