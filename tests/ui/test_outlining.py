"""Jumping in an article by the list of its headings and tables."""

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config
from tui.screens.chooser import Chooser

_PARTS = 12


@pytest.fixture
def handbook(newspaper: Newspaper) -> Newspaper:
    """A newspaper whose newest article has twelve long parts and a table in each."""
    table = "<table><tr><th>名称<th>价格<tr><td>甲<td>1<tr><td>乙<td>2</table>"
    body = "".join(
        f"<h2>第{part}章 Part {part}</h2>"
        + "<p>说的是一件小事。</p>" * 30
        + f"<h3>小节{part}</h3>{table}"
        for part in range(_PARTS)
    )
    newspaper.write("00", "手册", "科技, 终端", 30, body)
    return newspaper


async def listing(desk: Desk, *keys: str) -> Chooser:
    """Open the newest article, press keys in it, then list its headings."""
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)
    await desk.press(*keys, "T")
    await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
    chooser = desk.pilot.app.screen
    assert isinstance(chooser, Chooser)
    await desk.until(lambda: chooser.is_mounted and chooser.choices.total > 0)
    return chooser


def top(desk: Desk) -> str:
    """The first lines of the reader that say something."""
    article = desk.main.article
    lines = article.lines[round(article.scroll_y) :][:3]
    return " ".join(line.text.strip() for line in lines).strip()


async def test_enter_goes_to_the_heading(handbook: Newspaper) -> None:
    async with handbook.opened() as desk:
        chooser = await listing(desk)
        assert "36 · Enter goes there" in desk.screen()
        await desk.press("j", "j", "j", "enter")
        await desk.until(lambda: chooser is not desk.pilot.app.screen)
        await desk.until(lambda: "第1章 Part 1" in top(desk))
        assert desk.main.pane is desk.main.article
        await desk.press("ctrl+o")
        await desk.until(lambda: "手册" in top(desk))


async def test_the_list_starts_at_what_is_in_sight(handbook: Newspaper) -> None:
    async with handbook.opened(80, 24) as desk:
        chooser = await listing(desk, "G")
        assert chooser.choices.selected is not None
        assert chooser.choices.selected >= 3 * _PARTS - 6
        await desk.press("escape", "g", *["space"] * 18, "T")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        chosen = desk.pilot.app.screen
        assert isinstance(chosen, Chooser)
        await desk.until(lambda: chosen.is_mounted and chosen.choices.total > 0)
        await desk.until(lambda: 0 < chosen.choices.scroll_y < chosen.choices.cursor)
        await desk.press("escape", "g", "T")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        again = desk.pilot.app.screen
        assert isinstance(again, Chooser)
        await desk.until(lambda: again.is_mounted and again.choices.total > 0)
        assert again.choices.selected == 0


async def test_a_number_selects(handbook: Newspaper) -> None:
    async with handbook.opened() as desk:
        chooser = await listing(desk)
        await desk.press("1", "9")
        assert chooser.choices.selected == 18
        await desk.press("k", "7")
        assert chooser.choices.selected == 6
        await desk.press("G", "g", "down", "ctrl+d", "pageup", "j")
        assert chooser.choices.selected == 1


async def test_the_filter_keeps_what_has_each_word(handbook: Newspaper) -> None:
    async with handbook.opened() as desk:
        chooser = await listing(desk)
        await desk.press("slash", *"part 11")
        assert chooser.choices.total == 1
        assert "1 of 36" in desk.screen()
        await desk.press("enter")
        await desk.until(lambda: chooser is not desk.pilot.app.screen)
        await desk.until(lambda: "第11章" in top(desk))


async def test_escape_takes_the_filter_away_then_the_list(handbook: Newspaper) -> None:
    async with handbook.opened() as desk:
        chooser = await listing(desk)
        await desk.press("slash", *"qq", "enter")
        assert chooser.choices.total == 0
        assert "nothing like that" in desk.screen()
        await desk.press("escape")
        assert chooser.choices.total == 36
        await desk.press("escape")
        await desk.until(lambda: desk.pilot.app.screen is desk.main)
        await desk.until(lambda: desk.main.focused is desk.main.article)
        await desk.press()
        assert "手册" in top(desk)


async def test_a_click_selects_and_a_second_one_chooses(handbook: Newspaper) -> None:
    async with handbook.opened() as desk:
        chooser = await listing(desk)
        await desk.pilot.click(chooser.choices, offset=(10, 3))
        assert chooser.choices.selected == 3
        await desk.pilot.click(chooser.choices, offset=(10, 3))
        await desk.until(lambda: "第1章" in top(desk))


async def test_without_headings_there_is_nothing_to_list(newspaper: Newspaper) -> None:
    async with newspaper.opened() as desk:
        await desk.press("T")
        await desk.until(lambda: "no article is open" in desk.screen())
        await desk.press("enter")
        await desk.until(lambda: desk.main.article.complete)
        await desk.press("T")
        await desk.until(lambda: "no headings or tables" in desk.screen())


@pytest.mark.parametrize(
    ("config", "width", "height"),
    [
        (Config(theme="dark"), 80, 24),
        (Config(theme="light"), 160, 50),
        (Config(ascii=True), 60, 20),
    ],
    ids=["dark", "light", "ascii"],
)
async def test_what_the_list_looks_like(
    handbook: Newspaper,
    painted: SnapshotAssertion,
    config: Config,
    width: int,
    height: int,
) -> None:
    async with handbook.opened(width, height, config) as desk:
        await listing(desk)
        desk.main.status.activity = ""
        await desk.press("j")
        assert desk.pilot.app.export_screenshot(title="Broadsheet") == painted
