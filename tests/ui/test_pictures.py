"""Pictures are drawn in the text when they are asked for, as the terminal can."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.ui.newspaper import Desk, Newspaper
from tests.ui.terminal import run

RED, BLUE = (255, 0, 0), (0, 0, 255)


@pytest.fixture
def illustrated(tmp_path: Path) -> Newspaper:
    folder = tmp_path / "illustrated"
    folder.mkdir()
    for name, colour in (("red", RED), ("blue", BLUE)):
        Image.new("RGB", (200, 120), colour).save(folder / f"{name}.png")
    paper = Newspaper(folder, tmp_path / "library.db", 1)
    body = (
        "<p>开头。</p><img src=red.png alt=红><p>中间。</p>"
        "<ul><li><img src=blue.png alt=蓝></ul><img src=gone.png alt=无>"
        + "<p>一段。</p>"
        * 40
    )
    paper.write("one", "有图的文章", "新闻", 9, body)
    return paper


async def reading(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)


def drawn(desk: Desk, colour: tuple[int, int, int]) -> int:
    """How many cells of the screen are of one colour, as half blocks draw it."""
    return sum(
        len(segment.text)
        for strip in desk.pilot.app.screen._compositor.render_strips()
        for segment in strip
        if "▀" in segment.text
        and segment.style
        and segment.style.color
        and segment.style.color.triplet == colour
    )


async def test_the_pictures_are_drawn_and_hidden_again(illustrated: Newspaper) -> None:
    async with illustrated.opened(100, 40) as desk:
        await reading(desk)
        before = len(desk.main.article.lines)
        await desk.press("i")
        await desk.until(lambda: drawn(desk, RED) > 0 and drawn(desk, BLUE) > 0)
        assert drawn(desk, RED) == 20 * 6
        assert desk.main.article.scroll_y == 0
        await desk.press("i")
        await desk.until(lambda: len(desk.main.article.lines) == before)
        assert drawn(desk, RED) == 0


async def test_what_cannot_be_had_is_told_and_the_rest_is_drawn(
    illustrated: Newspaper,
) -> None:
    async with illustrated.opened(100, 40) as desk:
        await reading(desk)
        await desk.press("i")
        await desk.until(lambda: len(desk.pilot.app._notifications) == 1)
        (told,) = desk.pilot.app._notifications
        assert "gone.png is no file of" in told.message
        await desk.until(lambda: drawn(desk, RED) > 0)


async def test_a_picture_that_cannot_be_had_says_so_and_is_tried_again_by_its_letter(
    illustrated: Newspaper,
) -> None:
    async with illustrated.opened(100, 40) as desk:
        await reading(desk)
        await desk.press("i")
        await desk.until(lambda: "not drawn: is no file" in desk.screen())
        assert "tries again" in desk.screen()
        await desk.until(lambda: drawn(desk, RED) > 0 and drawn(desk, BLUE) > 0)
        picture = Image.new("RGB", (200, 120), (0, 255, 0))
        picture.save(illustrated.folder / "gone.png")
        await desk.press("f", "d")
        await desk.until(lambda: drawn(desk, (0, 255, 0)) > 0)
        await desk.until(lambda: "not drawn" not in desk.screen())


async def test_pictures_in_the_cells_of_a_table_are_drawn_below_it(
    illustrated: Newspaper,
) -> None:
    body = (
        "<table><tr><th>What<th>How<tr><td>one<td><img src=red.png alt=ruby>"
        "<tr><td>two<td><img src=gone.png alt=absent></table><p>After."
    )
    illustrated.write("one", "Table", "新闻", 9, body)
    async with illustrated.opened(100, 40) as desk:
        await reading(desk)
        assert "ruby" in desk.screen()
        await desk.press("i")
        await desk.until(lambda: drawn(desk, RED) > 0)
        await desk.until(lambda: "not drawn" in desk.screen())
        text = desk.screen()
        assert text.index("two") < text.index("▀") < text.index("▣ 1  ruby")
        assert text.index("▣ 2  absent") < text.index("After.")
        await desk.press("i")
        await desk.until(lambda: "▣" not in desk.screen())


async def test_one_picture_is_drawn_by_its_letter(illustrated: Newspaper) -> None:
    async with illustrated.opened(100, 40) as desk:
        await reading(desk)
        await desk.press("f", "s")
        await desk.until(lambda: drawn(desk, BLUE) > 0)
        assert drawn(desk, RED) == 0


async def test_pictures_fit_the_pane_also_after_a_resize(
    illustrated: Newspaper,
) -> None:
    async with illustrated.opened(100, 40) as desk:
        await reading(desk)
        await desk.press("i")
        await desk.until(lambda: drawn(desk, RED) == 120)
        await desk.pilot.resize_terminal(16, 20)
        await desk.until(lambda: 0 < drawn(desk, RED) < 120)


@pytest.mark.parametrize(
    ("environment", "sent"),
    [
        ({"TERM": "xterm-kitty", "COLORTERM": "truecolor"}, "\x1b_Ga=T,U=1,f=100"),
        ({"TERM": "foot", "COLORTERM": "truecolor"}, "\x1bP0;1;0q"),
        ({"TERM": "xterm-256color"}, "▀"),
        ({"TERM": "xterm"}, "▒"),
    ],
)
def test_the_terminal_gets_what_it_understands(
    illustrated: Newspaper, environment: dict[str, Any], sent: str
) -> None:
    with run(illustrated.folder, illustrated.library, **environment) as terminal:
        terminal.until(lambda text: "of 1" in text)
        terminal.press("\r")
        terminal.until(lambda text: "min left" in text)
        terminal.press("i")
        terminal.until(lambda text: sent in text)
        terminal.press("qq")
        assert terminal.wait() == 0
