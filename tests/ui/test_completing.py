"""What is typed to search for is completed: the words before a colon, the names behind."""

from textual.color import Color

from tests.ui.newspaper import Desk, Newspaper
from tests.ui.test_searching import EVERY, found, searched
from tests.ui.test_typing_ahead import burst


def line(desk: Desk) -> str:
    assert desk.main._search_line
    return desk.main._search_line.value


def shown(desk: Desk) -> str:
    """The line as it is painted, with what is offered."""
    assert desk.main._search_line
    return desk.main._search_line.render_line(0).text.strip()


async def test_words_before_a_colon_and_names_behind_it_are_offered(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"ti")
        await desk.until(lambda: shown(desk) == "title:")
        assert "Tab title:" in desk.main.status.place
        await desk.press("ctrl+u", *"in:")
        await desk.until(lambda: shown(desk) == "in:paper")
        await desk.until(lambda: "or 科技, " in desk.main.status.place)
        await desk.press("生")
        await desk.until(lambda: shown(desk) == "in:生活")
        await desk.press("tab")
        await desk.until(found(desk, 10))
        assert line(desk) == "in:生活"
        await desk.press("space", *"is:")
        await desk.until(lambda: shown(desk) == "in:生活 is:unread")
        await desk.press("right")
        assert line(desk) == "in:生活 is:unread"
        await desk.press("enter")
        await desk.until(found(desk, 10))


async def test_what_is_offered_is_faint(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"autho")
        await desk.until(lambda: shown(desk) == "author:")
        assert desk.main._search_line
        segments = {
            s.text: s.style for s in desk.main._search_line.render_line(0) if s.style
        }
        offered = next(style for text, style in segments.items() if ":" in text)
        typed = next(style for text, style in segments.items() if "autho" in text)
        assert offered.color != typed.color
        assert Color.from_rich_color(offered.color) != Color.from_rich_color(
            typed.bgcolor
        )


async def test_tab_takes_what_comes_although_it_was_pressed_before(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        burst(desk, "slash", *"in:生", "tab", "space", *"第2篇", "enter")
        await desk.until(found(desk, 1))
        assert desk.main.searched
        assert desk.main.searched.text == "in:生活 第2篇"


async def test_tab_searches_here_where_nothing_is_offered(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("1")
        tree = desk.main.categories
        while not (tree.selected and tree.selected.name == "生活"):
            await desk.press("j")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("slash", *"小事")
        await desk.until(found(desk, EVERY))
        await desk.press("tab")
        await desk.until(found(desk, 10))


async def test_a_name_with_a_space_is_quoted(newspaper: Newspaper) -> None:
    newspaper.write("30", "文章30", "New media", 30, "<p>小事</p>")
    newspaper.count += 1
    async with searched(newspaper) as desk:
        await desk.press("slash", *"in:new")
        await desk.until(lambda: shown(desk) == "in:new media")
        await desk.press("tab")
        assert line(desk) == 'in:"New media"'
        await desk.until(found(desk, 1))
