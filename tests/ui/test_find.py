"""Words are found in the text of the open article."""

from tests.ui.newspaper import Desk, Newspaper


async def reading(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)


async def test_a_word_is_found_while_it_is_typed(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", "第", "3", "0")
        await desk.until(lambda: "1 of 1" in desk.main.status.place)
        assert "第30段" in desk.screen()
        await desk.press("enter")
        assert desk.main.pane is desk.main.article
        assert "“第30” 1 of 1" in desk.main.status.place


async def test_going_from_match_to_match(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", *"9段", "enter")
        await desk.until(lambda: "1 of 4" in desk.main.status.place)
        for key, place in (("n", 2), ("n", 3), ("N", 2), ("p", 1), ("N", 4), ("n", 1)):
            await desk.press(key)
            assert f"{place} of 4" in desk.main.status.place
        assert desk.opened == "文章00"


async def test_what_is_not_there_is_said(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", *"量子", "enter")
        await desk.until(lambda: "not in the text" in desk.main.status.place)


async def test_giving_up_goes_back_to_where_it_began(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("5", "j", "slash", *"第39段")
        await desk.until(lambda: "第39段" in desk.screen())
        await desk.press("escape")
        assert desk.main.article.scroll_y == 5
        assert desk.main.pane is desk.main.article


async def test_escape_forgets_the_words_first(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", *"段", "enter", "escape")
        assert desk.main.pane is desk.main.article
        assert not desk.main.article.sought
        await desk.press("escape")
        assert desk.main.focused is desk.main.articles


async def test_matches_stay_through_a_resize(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", *"第20段", "enter")
        await desk.until(lambda: "1 of 1" in desk.main.status.place)
        await desk.pilot.resize_terminal(50, 20)
        await desk.until(lambda: desk.main.article.complete)
        await desk.until(lambda: desk.main.article.matches == 1)


async def test_another_article_is_read_without_it(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", *"段", "enter", "right_square_bracket")
        await desk.until(lambda: desk.opened == "文章01")
        assert not desk.main.article.sought
