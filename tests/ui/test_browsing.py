"""The keys of the three panes, pressed as a person presses them."""

import pytest

from tests.ui.newspaper import Newspaper
from tui.config import Config


async def test_the_newest_article_is_selected_first(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        assert desk.title == "文章00"
        assert desk.counts()["All"] == (30, 30)
        assert desk.counts()["科技"] == (20, 20)


async def test_moving_in_the_list(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("j", "j", "k", "down")
        assert desk.title == "文章02"
        await desk.press("G")
        assert desk.title == "文章29"
        await desk.press("g")
        assert desk.title == "文章00"
        await desk.press("ctrl+d")
        assert 3 <= desk.main.articles.cursor <= 29


@pytest.mark.parametrize(
    ("keys", "row"), [("5j", 5), ("12j", 12), ("2j", 2), ("03j", 3), ("4j2k", 2)]
)
async def test_a_count_moves_so_many_rows(
    newspaper: Newspaper, keys: str, row: int
) -> None:
    async with newspaper.opened() as desk:
        await desk.press(*keys)
        assert desk.main.articles.cursor == row
        assert desk.main.pane is desk.main.articles


async def test_a_count_is_for_the_next_key_only(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("5", "z", "z", "j")
        assert desk.main.articles.cursor == 1


async def test_going_from_pane_to_pane(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        main = desk.main
        for key, pane in (
            ("1", main.categories),
            ("l", main.articles),
            ("3", main.article),
            ("h", main.articles),
            ("h", main.categories),
            ("shift+tab", main.article),
            ("tab", main.categories),
            ("tab", main.articles),
        ):
            await desk.press(key)
            assert main.focused is pane, key


async def test_opening_a_branch_and_a_category(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("1", "G", "k")
        assert desk.main.categories.selected
        assert desk.main.categories.selected.name == "科技"
        await desk.press("l", "j")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("h")
        await desk.until(lambda: desk.main.articles.total == 20)
        await desk.press("h")
        assert "终端" not in desk.counts()


async def test_enter_opens_the_article_and_it_is_read(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("j", "enter")
        await desk.until(lambda: desk.counts()["All"] == (30, 29))
        assert desk.opened == "文章01"
        assert desk.main.pane is desk.main.article
        assert desk.selected.read
        await desk.until(lambda: "第1篇的第0段" in desk.screen())
        await desk.press("escape")
        assert desk.main.pane.id == "articles"


async def test_space_alone_reads_the_news(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await desk.press("space")
        await desk.until(lambda: desk.opened == "文章00")
        await desk.until(lambda: desk.main.article.complete)
        while desk.opened == "文章00":
            await desk.press("space")
        assert desk.opened == "文章01"
        assert desk.counts()["All"] == (30, 28)


async def test_next_unread_goes_on_in_another_category(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("1", "G")
        await desk.until(lambda: desk.main.articles.total == 10)
        assert desk.main.categories.selected
        assert desk.main.categories.selected.name == "生活"
        await desk.press("2", "A")
        await desk.until(lambda: desk.counts()["生活"] == (10, 0))
        await desk.press("n")
        await desk.until(lambda: desk.main.articles.total == 20)
        assert desk.title == "文章00"


async def test_marks_are_shown_and_undone(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("m")
        await desk.until(lambda: desk.counts()["All"] == (30, 29))
        await desk.press("s")
        await desk.until(lambda: desk.counts()["Starred"][0] == 1)
        assert "★" in desk.screen()
        await desk.press("L")
        await desk.until(lambda: desk.counts()["Later"][0] == 1)
        await desk.press("U", "U", "U")
        await desk.until(lambda: desk.counts()["All"] == (30, 30))
        assert desk.counts()["Starred"][0] == 0


async def test_mark_all_in_view_and_undo_it(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("A")
        await desk.until(lambda: desk.counts()["All"] == (30, 0))
        assert "30 marked read" in desk.main.status.activity
        await desk.press("U")
        await desk.until(lambda: desk.counts()["All"] == (30, 30))


async def test_unread_only_keeps_the_article_being_read(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("j", "j", "m", "g", "u")
        await desk.until(lambda: desk.main.articles.total == 29)
        await desk.press("enter")
        await desk.until(lambda: desk.counts()["All"] == (30, 28))
        assert desk.title == desk.opened == "文章00"
        assert desk.main.articles.total == 29
        await desk.press("n")
        await desk.until(lambda: desk.opened == "文章01")
        await desk.until(lambda: desk.main.articles.total == 28)
        await desk.press("u")
        await desk.until(lambda: desk.main.articles.total == 30)


async def test_sorting_oldest_first_keeps_the_selection(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("j", "S")
        await desk.until(lambda: desk.main.articles.cursor == 28)
        assert desk.title == "文章01"


async def test_the_list_moves_while_reading(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("enter")
        await desk.until(lambda: desk.opened == "文章00")
        await desk.press("J", "J", "K")
        assert (desk.title, desk.opened) == ("文章01", "文章00")
        await desk.press("right_square_bracket")
        await desk.until(lambda: desk.opened == "文章02")


@pytest.mark.parametrize(
    ("width", "browsing", "reading"), [(160, 3, 3), (80, 2, 1), (60, 1, 1)]
)
async def test_as_many_panes_as_there_is_room_for(
    newspaper: Newspaper, width: int, browsing: int, reading: int
) -> None:
    async with newspaper.opened(width, 24) as desk:
        panes = desk.main.panes
        assert sum(pane.display for pane in panes) == browsing
        await desk.press("enter")
        await desk.until(lambda: desk.main.focused is desk.main.article)
        assert sum(pane.display for pane in panes) == reading


async def test_zoom_and_the_sidebar(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        main = desk.main
        await desk.press("z")
        assert [pane.display for pane in main.panes] == [False, True, False]
        await desk.press("z", "backslash")
        assert [pane.display for pane in main.panes] == [False, True, True]
        await desk.press("1")
        assert main.categories.display


async def test_the_next_start_finds_everything_as_it_was(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await desk.press("1", "G", "k", "l", "j")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("2", "j", "enter")
        await desk.until(lambda: desk.main.article.complete)
        await desk.press("space")
        name, place = desk.opened, desk.main.article.place
        assert place
        assert place != (-1, 0)
    newspaper.count = 10
    async with newspaper.opened(80, 24) as desk:
        await desk.until(lambda: desk.opened == name)
        await desk.until(lambda: desk.main.article.place == place)
        assert desk.main.focused is desk.main.article
        assert desk.main.categories.selected
        assert desk.main.categories.selected.depth == 1


async def test_help_names_the_real_keys(newspaper: Newspaper) -> None:
    config = Config(keys={"star": "x"})
    async with newspaper.opened(config=config) as desk:
        await desk.press("x")
        await desk.until(lambda: desk.counts()["Starred"][0] == 1)
        await desk.press("question_mark")
        await desk.until(lambda: "Half a page down" in desk.screen())
        await desk.until(lambda: "x  " in desk.screen())


async def test_next_unread_begins_again_where_the_list_holds_everything(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("G", "n")
        await desk.until(lambda: desk.main.articles.cursor == 0)
        assert desk.main.articles.total == 30
        assert "from the top" in desk.main.status.activity


async def test_a_count_is_shown_while_it_is_typed(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("4", "2")
        assert "42 …" in desk.main.status.place
        await desk.press("s")
        assert "42" not in desk.main.status.place


async def test_the_palette_offers_what_the_keys_do(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("colon")
        await desk.until(lambda: desk.pilot.app.screen is not desk.main)
        await desk.press(*"star")
        await desk.until(lambda: "Key: s" in desk.screen())
        await desk.press("enter")
        await desk.until(lambda: desk.counts()["Starred"][0] == 1)


async def test_ascii_means_ascii(newspaper: Newspaper) -> None:
    newspaper.write("long", "A long title " * 20, "News", 31, "<p>text</p>")
    newspaper.count = 31
    async with newspaper.opened(80, 24, Config(ascii=True)) as desk:
        await desk.press("4")
        own = [
            c for c in desk.screen() if ord(c) > 126 and not "\u4e00" <= c <= "\u9fff"
        ]
        assert own == []


async def test_a_count_before_the_last_key_goes_to_that_row(
    newspaper: Newspaper,
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("1", "2", "G")
        assert desk.main.articles.cursor == 11
        await desk.press("g")
        assert desk.main.articles.cursor == 0


@pytest.mark.parametrize(
    ("down", "told"), [(2, "Nothing from today"), (3, "s stars"), (4, "L keeps")]
)
async def test_an_empty_view_says_what_fills_it(
    newspaper: Newspaper, down: int, told: str
) -> None:
    async with newspaper.opened() as desk:
        await desk.press("1", *("j" for _ in range(down)))
        await desk.until(lambda: told in desk.screen())
