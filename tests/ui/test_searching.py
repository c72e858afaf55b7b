"""What is typed is found in the list, which is then a view like any other."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from msgspec.structs import replace
from syrupy.assertion import SnapshotAssertion

from tests.ui.newspaper import Desk, Newspaper
from tui.library import Library
from tui.sync import indexing

EVERY = 30


def read_texts(paper: Newspaper) -> int:
    with Library(paper.library) as library:
        return sum(indexing.run(library))


@asynccontextmanager
async def searched(
    paper: Newspaper, width: int = 80, height: int = 24
) -> AsyncIterator[Desk]:
    """The program on a library of which every text can be found."""
    async with paper.opened(width, height):
        pass
    assert await asyncio.to_thread(read_texts, paper) == paper.count
    async with paper.opened(width, height) as desk:
        yield desk


def found(desk: Desk, count: int) -> Callable[[], bool]:
    def seen() -> bool:
        view = desk.main.view.found
        return bool(view and view.complete and len(view.entries) == count)

    return seen


async def test_results_come_as_one_types(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))
        assert desk.title == "文章07"
        await desk.press("enter")
        assert desk.main.pane is desk.main.articles
        assert "1 of 1 · best first · Esc back" in desk.main.status.place


async def test_deleting_a_letter_finds_more_again(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))
        await desk.press("backspace")
        await desk.until(found(desk, EVERY))
        await desk.press("backspace", "7", "篇", "backspace", "篇")
        await desk.until(found(desk, 1))


async def test_the_text_around_what_was_found_is_shown(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇的第30", "enter")
        await desk.until(lambda: "第7篇的第30段" in desk.screen())


async def test_escape_goes_back_to_where_one_was(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("5", "j")
        view, title = desk.main.view, desk.title
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == EVERY)
        assert (desk.main.view, desk.title) == (view, title)
        assert desk.main.pane is desk.main.articles
        assert "found" not in desk.main.status.place


async def test_escape_in_the_line_gives_back_what_was_found_before(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"in:生活 小事", "enter")
        await desk.until(found(desk, 10))
        await desk.press("S", "j", "j")
        await desk.until(lambda: "newest first" in desk.main.status.place)
        title = desk.title
        await desk.press("slash", *"龘")
        await desk.until(found(desk, 0))
        await desk.press("escape")
        await desk.until(found(desk, 10))
        await desk.until(lambda: desk.main.articles.total == 10)
        assert desk.main.pane is desk.main.articles
        assert (desk.title, desk.main.status.place.count("newest")) == (title, 1)
        assert "“in:生活 小事” · Everywhere" in desk.screen()
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == EVERY)


async def test_a_line_that_was_emptied_ends_the_search(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇", "enter")
        await desk.until(found(desk, 1))
        await desk.press("slash", "ctrl+u", "enter")
        await desk.until(lambda: desk.main.articles.total == EVERY)
        assert desk.main.searched is None


async def test_escape_goes_back_step_by_step(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))
        await desk.press("enter", "enter")
        await desk.until(lambda: desk.opened == "文章07")
        await desk.until(lambda: desk.main.article.matches > 0)
        assert "times" in desk.main.status.place
        await desk.press("n")
        assert "1 of" in desk.main.status.place
        await desk.press("escape")
        assert desk.main.pane is desk.main.articles
        assert found(desk, 1)()
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == EVERY)


async def test_words_of_titles_are_not_marked_in_texts(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"title:文 第7篇", "enter")
        await desk.until(found(desk, 1))
        await desk.press("enter")
        await desk.until(lambda: "40 times" in desk.main.status.place)
        await desk.press("escape", "escape", "slash", *"title:文章07", "enter")
        await desk.until(found(desk, 1))
        await desk.press("enter")
        await desk.until(lambda: desk.main.pane is desk.main.article)
        assert "min left · Space on" in desk.main.status.place


async def test_beside_an_article_with_hits_the_list_says_where_one_is(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper, 130) as desk:
        await desk.press("slash", *"第7篇", "enter")
        await desk.until(found(desk, 1))
        await desk.press("enter")
        await desk.until(lambda: "times" in desk.main.status.place)
        await desk.press("2")
        await desk.until(lambda: "1 of 1 · best first" in desk.main.status.place)
        await desk.press("slash", *' "')
        await desk.until(lambda: "not closed" in desk.main.status.place)


async def test_a_long_search_leaves_room_for_what_can_be_done(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇", *(" -没有的词" * 20), "enter")
        await desk.until(found(desk, 1))
        assert "…” · Everywhere" in desk.screen()
        await desk.press("enter")
        await desk.until(lambda: "times · n N · Esc" in desk.screen())


async def test_a_search_is_everywhere_or_here(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        tree = desk.main.categories
        await desk.press("h")
        while not (tree.selected and tree.selected.name == "生活"):
            await desk.press("j")
        await desk.until(lambda: desk.main.articles.total == 10)
        await desk.press("slash", *"小事")
        await desk.until(found(desk, EVERY))
        await desk.press("tab")
        await desk.until(found(desk, 10))
        assert "Tab everywhere" in desk.main.status.place
        await desk.press("tab")
        await desk.until(found(desk, EVERY))
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == 10)
        assert desk.main.pane is tree


async def test_what_was_found_is_marked_read_and_nothing_else(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"in:生活 小事")
        await desk.until(found(desk, 10))
        await desk.press("enter", "A")
        await desk.until(lambda: desk.counts()["All"] == (30, 20))
        await desk.press("U")
        await desk.until(lambda: desk.counts()["All"] == (30, 30))


async def test_what_was_found_is_sorted_and_read_ones_left_out(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"in:生活 小事", "enter")
        await desk.until(found(desk, 10))
        await desk.press("S")
        await desk.until(lambda: "newest first" in desk.main.status.place)
        first = desk.title
        await desk.press("S")
        await desk.until(lambda: "oldest first" in desk.main.status.place)
        assert desk.title != first
        await desk.press("m")
        await desk.until(lambda: desk.selected.read)
        await desk.press("u")
        await desk.until(found(desk, 9))
        await desk.press("u")
        await desk.until(found(desk, 10))


async def test_space_reads_through_what_was_found(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"(文章03 OR 文章11)", "enter")
        await desk.until(found(desk, 2))
        await desk.press("enter")
        await desk.until(lambda: bool(desk.opened))
        first = desk.opened
        await desk.press("G")
        await desk.until(lambda: desk.main.article.at_end)
        await desk.press("space")
        await desk.until(lambda: desk.opened not in {"", first})
        assert {first, desk.opened} == {"文章03", "文章11"}


async def test_a_mistake_is_told_and_what_was_found_stays(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))
        await desk.press(*' "')
        await desk.until(lambda: "not closed" in desk.main.status.place)
        assert found(desk, 1)()
        await desk.press("enter")
        assert "not closed" in desk.main.status.place
        await desk.press("backspace", "backspace", *" in:nowhere")
        await desk.until(lambda: "no category “nowhere”" in desk.main.status.place)


async def test_what_is_nowhere_is_said(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"龘")
        await desk.until(found(desk, 0))
        assert "Nothing has that. Esc goes back." in desk.screen()


async def test_another_category_ends_the_search(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"第7篇", "enter")
        await desk.until(found(desk, 1))
        await desk.press("h", "G")
        await desk.until(lambda: desk.main.articles.total == 10)
        assert desk.main.searched is None


async def test_nothing_typed_is_nothing_searched(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", "enter")
        assert desk.main.searched is None
        assert desk.main.pane is desk.main.articles


async def test_the_last_word_goes_on_after_enter_too(newspaper: Newspaper) -> None:
    newspaper.write("00", "Terminals", "科技", 30, "<p>terminal</p>")
    async with searched(newspaper) as desk:
        await desk.press("slash", *"termin")
        await desk.until(found(desk, 1))
        await desk.press("enter", "slash")
        assert desk.main._search_line
        assert desk.main._search_line.value == "termin*"


async def test_the_list_can_be_moved_in_while_typing(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事")
        await desk.until(found(desk, EVERY))
        await desk.press("down", "down", "up")
        assert desk.main.articles.cursor == 1
        await desk.press("enter")
        assert desk.main.articles.cursor == 1


async def go_to(desk: Desk, name: str, total: int) -> None:
    tree = desk.main.categories
    await desk.press("1")
    while not (tree.selected and tree.selected.name == name):
        await desk.press("j")
    await desk.until(lambda: desk.main.articles.total == total)


async def test_what_was_typed_stands_above_what_was_found(newspaper: Newspaper) -> None:
    async with searched(newspaper, 100) as desk:
        await desk.press("slash", *"[/b]小事")
        await desk.until(found(desk, 0))
        await desk.press("enter")
        assert "“[/b]小事” · Everywhere" in desk.screen()
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == EVERY)
        assert "─All─" in desk.screen()


async def test_brackets_in_the_name_of_a_category_are_no_markup(
    newspaper: Newspaper,
) -> None:
    newspaper.write("30", "Brackets", "'[/b][red]'", 30, "<p>小事</p>")
    newspaper.count += 1
    async with searched(newspaper) as desk:
        await go_to(desk, "[/b][red]", 1)
        assert "─[/b][red]─" in desk.screen()
        await desk.press("slash", *"小")
        await desk.until(found(desk, EVERY + 1))
        assert "Tab in [/b][red]" in desk.main.status.place
        await desk.press("escape")
        await desk.until(lambda: "─[/b][red]─" in desk.screen())


async def test_here_is_offered_only_where_it_is_less_than_everywhere(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事")
        await desk.until(found(desk, EVERY))
        assert "Tab" not in desk.main.status.place
        await desk.press("tab")
        assert "Everywhere" in desk.screen()
        await desk.press(*"龘")
        await desk.until(found(desk, 0))
        assert "Tab" not in desk.screen()


async def test_here_in_unread_is_what_is_unread(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("m")
        await desk.until(lambda: desk.counts()["Unread"] == (29, 29))
        await go_to(desk, "Unread", 29)
        await desk.press("slash", *"小事")
        await desk.until(found(desk, EVERY))
        await desk.press("tab")
        await desk.until(found(desk, 29))


async def test_unread_only_holds_on_after_the_search(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("m")
        await desk.until(lambda: desk.selected.read)
        await desk.press("slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        await desk.press("u")
        await desk.until(found(desk, 29))
        await desk.press("escape")
        await desk.until(lambda: desk.main.articles.total == 29)
        assert desk.main.view.unread_only


async def test_the_order_of_a_search_is_its_own(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        await desk.press("S")
        await desk.until(lambda: "newest first" in desk.main.status.place)
        await desk.press("S")
        await desk.until(lambda: "oldest first" in desk.main.status.place)
    async with newspaper.opened(80, 24) as desk:
        await desk.press("slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        await desk.press("S")
        await desk.until(lambda: "newest first" in desk.main.status.place)
        await desk.press("S")
        await desk.until(lambda: "oldest first" in desk.main.status.place)
        await go_to(desk, "生活", 10)
        assert desk.main.view.newest_first


async def test_what_another_program_adds_is_found(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        await desk.press("j", "j")
        title = desk.title
        newspaper.write("30", "文章30", "生活", 30, "<p>又一件小事</p>")
        newspaper.count += 1
        await desk.until(lambda: desk.counts()["All"] == (31, 31))
        await asyncio.to_thread(read_texts, newspaper)
        await desk.until(found(desk, EVERY + 1))
        assert desk.title == title


async def test_what_is_gone_is_found_no_more(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        await asyncio.to_thread((newspaper.folder / "07.md").unlink)
        await desk.until(found(desk, EVERY - 1))
        assert not desk.main.mistake


async def test_the_open_article_stays_among_what_is_unread(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("u", "slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        await desk.press("j", "enter")
        await desk.until(lambda: desk.main.pane is desk.main.article)
        opened = desk.opened
        await asyncio.to_thread(newspaper.mark_elsewhere, 5)
        await desk.until(found(desk, EVERY - 1))
        assert (desk.title, desk.opened) == (opened, opened)


async def test_what_comes_back_in_pieces_is_shown_from_its_first_row(
    newspaper: Newspaper,
) -> None:
    def unread(numbers: Sequence[int]) -> None:
        with Library(newspaper.library) as library:
            library.mark(numbers, "read", want=False)

    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事", "space", *"is:unread", "enter")
        await desk.until(found(desk, EVERY))
        assert desk.main.view.found
        ids = list(desk.main.view.found.entries)
        await desk.press("A")
        await desk.until(found(desk, 0))
        await asyncio.to_thread(unread, ids[20:22])
        await desk.until(found(desk, 2))
        await asyncio.to_thread(unread, ids)
        await desk.until(found(desk, EVERY))
        await desk.until(lambda: desk.main.articles.total == EVERY)
        assert desk.main.articles.cursor == 0
        await desk.press("j", "j")
        chosen = desk.title
        await asyncio.to_thread(newspaper.mark_elsewhere, ids[0])
        await desk.until(found(desk, EVERY - 1))
        await desk.until(lambda: desk.main.articles.total == EVERY - 1)
        assert (desk.title, desk.main.articles.cursor) == (chosen, 1)


async def test_what_was_said_before_leaves_the_line_to_what_is_typed(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        await desk.press("m")
        await desk.until(lambda: "U undoes" in desk.main.status.activity)
        await desk.press("slash", *"没有")
        await desk.until(found(desk, 0))
        assert desk.main.status.activity == ""


async def test_all_is_marked_only_when_all_is_found(newspaper: Newspaper) -> None:
    async with searched(newspaper) as desk:
        await desk.press("slash", *"小事", "enter")
        await desk.until(found(desk, EVERY))
        part = desk.main.view.found
        assert part
        # As it is while a search that takes long is under way.
        desk.main.view = replace(desk.main.view, found=replace(part, complete=False))
        await desk.press("A")
        await desk.until(lambda: "still searching" in desk.main.status.activity)
        assert desk.counts()["All"] == (30, 30)


async def test_texts_that_were_not_read_yet_are_told_of(newspaper: Newspaper) -> None:
    async with newspaper.opened(80, 24) as desk:
        await desk.press("slash", *"小事", "enter")
        await desk.until(lambda: "not all read yet" in desk.main.status.place)
        await desk.until(lambda: "Nothing has that so far" in desk.screen())
        await asyncio.to_thread(read_texts, newspaper)
        await desk.until(found(desk, EVERY))
        await desk.until(lambda: "not all" not in desk.main.status.place)


@pytest.mark.slow
async def test_texts_are_read_while_the_program_is_open(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.indexing.LOOK_SECONDS", 0.05)
    async with newspaper.opened(80, 24) as desk:
        library = desk.main.library
        assert library
        while await desk.main.ask(library.has_unindexed):
            await desk.pilot.pause()
        await desk.press("slash", *"第7篇")
        await desk.until(found(desk, 1))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_results_painted(
    sampler: Newspaper, painted: SnapshotAssertion, size: tuple[int, int]
) -> None:
    async with searched(sampler, *size) as desk:
        await desk.press("slash", *"the", "enter")
        await desk.until(lambda: "first" in desk.main.status.place)
        await desk.until(lambda: not desk.main._unread)
        assert desk.pilot.app.export_screenshot(title="search") == painted


async def test_without_colour_hits_are_seen(
    newspaper: Newspaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with searched(newspaper) as desk:
        await desk.press("slash", *"文章07", "enter")
        await desk.until(found(desk, 1))
        (segment,) = [
            s for s in desk.main.articles.render_line(0) if s.text == "文章07"
        ]
        assert segment.style
        assert segment.style.underline
