"""What opens over the main screen takes the keys that hold everywhere, and tells its own."""

import pytest

from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config
from tui.screens.box import Box
from tui.screens.help import Help

BODY = (
    "<h2>One</h2><p><a href=https://example.org/a>somewhere</a>"
    "<table><tr><th>Name<th>Price<tr><td>apple<td>1<tr><td>pear<td>2</table>"
)
OPENING = ("T", "enter", "question_mark")
WAYS = [
    (("T",), "Show only what has the words"),
    (("T", "2", "enter"), "Sort by the column"),
    (("T", "2", "enter", "enter"), "Page down"),
    (("f", "enter"), "Select by number"),
    (("f", "enter", "enter"), "Copy"),
]


@pytest.fixture
def paper(newspaper: Newspaper) -> Newspaper:
    newspaper.write("00", "文章00", "生活", 30, BODY)
    return newspaper


async def into(desk: Desk, keys: tuple[str, ...]) -> Box[object]:
    """Open the article, and a box over it."""
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)
    for key in keys:
        before = desk.pilot.app.screen
        await desk.press(key)
        while key in OPENING and desk.pilot.app.screen is before:
            await desk.pilot.pause()
    screen = desk.pilot.app.screen
    assert isinstance(screen, Box)
    return screen


@pytest.mark.parametrize(("keys", "what"), WAYS)
async def test_each_box_tells_its_keys(
    paper: Newspaper, keys: tuple[str, ...], what: str
) -> None:
    async with paper.opened(100, 50) as desk:
        box = await into(desk, keys)
        await desk.press("question_mark")
        await desk.until(lambda: what in desk.screen())
        assert "Mark all in view read" not in desk.screen()
        assert "Dark or light" in desk.screen()
        await desk.press("question_mark")
        await desk.until(lambda: desk.pilot.app.screen is box)


@pytest.mark.parametrize("keys", [*(keys for keys, _ in WAYS), ("question_mark",)])
async def test_the_theme_is_changed_in_each(
    paper: Newspaper, keys: tuple[str, ...]
) -> None:
    async with paper.opened(100, 50) as desk:
        box = await into(desk, keys)
        for theme in ("broadsheet-light", "broadsheet-dark"):
            await desk.press("D")
            assert desk.pilot.app.theme == theme
        assert desk.pilot.app.screen is box


async def test_keys_are_told_as_they_are_configured(paper: Newspaper) -> None:
    config = Config(keys={"dark": "f5", "down": "e", "help": "f9"})
    async with paper.opened(100, 50, config) as desk:
        await into(desk, ("T",))
        await desk.press("f5")
        assert desk.pilot.app.theme == "broadsheet-light"
        await desk.press("f9")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Help))
        rows = [line.split() for line in desk.screen().splitlines()]
        assert any(row[1:3] == ["e", "Down"] for row in rows)
        assert any("f5" in row for row in rows)


async def test_a_long_help_is_scrolled_by_the_keys_that_move(paper: Newspaper) -> None:
    async with paper.opened(100, 20) as desk:
        await into(desk, ("question_mark",))
        await desk.press("G")
        await desk.until(lambda: "Command palette" in desk.screen())
        await desk.press("g", "j", "ctrl+d")
        assert "Command palette" not in desk.screen()
