"""Keys that come faster than the screen act in their order, on what the earlier ones open."""

from pathlib import Path

import pytest
from textual import events
from textual.keys import key_to_character

from tests.ui.newspaper import Desk, Newspaper
from tests.ui.test_searching import searched
from tui.screens.chooser import Chooser


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    folder = tmp_path / "hops"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 6)
    filler = "<p>一段 sample 话。</p>" * 40
    for n in range(6):
        link = f"<p><a href='{n + 1}.md'>下一站</a></p><h2 id='end'>站名</h2>"
        code = f"<pre>{'x' * 150} farright {n}</pre>"
        body = f"{link}{code}{filler}<h2 id='last'>终点</h2>"
        paper.write(f"{n}", f"第{n}站", "路", 20 - n, body)
    return paper


async def reading(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)


def burst(desk: Desk, *keys: str) -> None:
    """Send keys as one read of a slow line brings them."""
    for key in keys:
        character = "/" if key == "slash" else key_to_character(key)
        desk.pilot.app.post_message(events.Key(key, character))


async def test_words_typed_at_once_after_the_slash_are_looked_for(
    paper: Newspaper,
) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        burst(desk, "slash", *"sample", "enter")
        await desk.until(lambda: desk.main.article.sought == "sample")
        await desk.until(lambda: "1 of 40" in desk.main.status.place)
        assert desk.main.opened
        assert not desk.main.opened.starred
        burst(desk, "slash", "slash")
        await desk.until(lambda: desk.main.article.sought.endswith("/"))
        await desk.press("escape")
        await desk.until(lambda: not desk.pilot.app.screen.query("FindLine"))


async def test_keys_typed_at_once_after_a_search_act_on_what_is_found(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        burst(desk, "slash", *"第7篇", "enter", "m")
        await desk.until(lambda: desk.counts()["All"] == (30, 29))
        await desk.until(lambda: (desk.title, desk.selected.read) == ("文章07", True))
        assert desk.main.searched
        assert desk.main.searched.text == "第7篇"
        burst(desk, "slash", *("backspace",) * 2, *"8篇", "enter", "enter")
        await desk.until(lambda: "“第8篇” 40 times" in desk.main.status.place)
        burst(desk, "escape", "escape", "slash", *"x", "escape", "j", "j")
        await desk.until(lambda: desk.main.articles.cursor == 2)
        assert desk.main.searched is None


async def test_keys_typed_at_once_after_words_of_the_text_act_on_it(
    paper: Newspaper,
) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        burst(desk, "slash", *"sample", "enter", "s")
        await desk.until(lambda: desk.counts()["Starred"] == (1, 0))
        assert desk.main.article.sought == "sample"
        burst(desk, "slash", "escape", "s")
        await desk.until(lambda: desk.counts()["Starred"] == (0, 0))


async def test_a_mistake_keeps_the_keys_that_follow_in_the_line(
    newspaper: Newspaper,
) -> None:
    async with searched(newspaper) as desk:
        burst(desk, "slash", *'"第7篇', "enter", '"', "enter", "m")
        await desk.until(lambda: desk.counts()["All"] == (30, 29))
        assert desk.selected.entry.title == "文章07"


async def test_a_letter_typed_at_once_after_f_chooses(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        burst(desk, "f", "a")
        await desk.until(lambda: desk.opened == "第1站")
        assert not desk.main.article.hinting


async def test_what_is_typed_for_the_outline_goes_there(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        burst(desk, "T", "slash", *"终")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        await desk.until(lambda: "1 of 2" in desk.screen())
        await desk.press("escape", "escape")


async def test_history_keeps_every_stop_however_fast_it_is_walked(
    paper: Newspaper,
) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        for n in range(1, 6):
            await desk.press("f", "a")
            await desk.until(lambda n=n: desk.opened == f"第{n}站")  # type: ignore[misc]
            await desk.until(lambda: desk.main.article.complete)
        burst(desk, "ctrl+o", "ctrl+o")
        await desk.until(lambda: desk.opened == "第3站")
        burst(desk, "alt+right", "alt+right")
        await desk.until(lambda: desk.opened == "第5站")
        for n in (4, 3, 2, 1, 0):
            await desk.press("ctrl+o")
            await desk.until(lambda n=n: desk.opened == f"第{n}站")  # type: ignore[misc]


async def test_an_article_is_there_each_time_it_is_opened(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        for _ in range(3):
            await desk.press("enter")
            await desk.until(lambda: "下一站" in desk.screen())
            await desk.press("escape")
        await desk.press("j", "enter")
        await desk.until(lambda: desk.opened == "第1站" and "下一站" in desk.screen())


async def test_f_in_the_list_labels_what_the_reader_shows(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("escape", "f")
        await desk.until(lambda: "follow which?" in desk.main.status.place)
        await desk.press("a")
        await desk.until(lambda: desk.opened == "第1站")


async def test_labels_follow_a_resize(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("f")
        await desk.pilot.resize_terminal(60, 20)
        await desk.until(lambda: desk.main.article.complete)
        await desk.until(lambda: bool(desk.main.article.hinting))
        await desk.press("a")
        await desk.until(lambda: desk.opened == "第1站")


async def test_a_link_leads_to_its_place_in_the_other_article(tmp_path: Path) -> None:
    folder = tmp_path / "two"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 2)
    filler = "<p>一段话。</p>" * 60
    paper.write(
        "a", "甲", "新闻", 9, "<a href='b.md#end'>乙的结尾</a> <a href='#no'>无</a>"
    )
    paper.write("b", "乙", "新闻", 8, f"{filler}<h2 id='end'>结尾在此</h2>")
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("f", "s")
        await desk.until(lambda: "not in the article" in desk.main.status.activity)
        await desk.press("f", "a")
        await desk.until(lambda: "结尾在此" in desk.screen())


async def test_finding_shifts_code_that_is_out_of_sight(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        assert "farright" not in desk.screen()
        await desk.press("slash", *"farright", "enter")
        await desk.until(lambda: "farright" in desk.screen())


async def test_the_words_outlast_another_view(paper: Newspaper) -> None:
    async with paper.opened(80, 24) as desk:
        await reading(desk)
        await desk.press("slash", *"sample", "enter", "v")
        await desk.until(lambda: "markdown" in desk.screen())
        await desk.until(lambda: desk.main.article.matches == 40)
        await desk.press("n")
        assert desk.opened == "第0站"


async def test_the_end_is_gone_to_although_it_is_not_set_yet(tmp_path: Path) -> None:
    folder = tmp_path / "long"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 1)
    body = "<p>很长的一段话，一句接着一句。</p>" * 30_000
    paper.write("a", "长", "新闻", 9, f"{body}<p>最后一句。</p>")
    async with paper.opened(80, 24) as desk:
        await desk.press("enter")
        await desk.until(lambda: bool(desk.main.article.lines))
        await desk.press("G")
        await desk.until(lambda: desk.main.article.complete)
        await desk.until(lambda: "最后一句" in desk.screen())


async def test_what_is_typed_for_an_article_that_is_not_open_does_nothing(
    paper: Newspaper,
) -> None:
    async with paper.opened(80, 24) as desk:
        await desk.press("f", *"sAjLD", "space", "enter")
        assert "open an article to follow its links" in desk.main.status.activity
        assert desk.main.articles.cursor == 0
        assert not desk.opened
        assert desk.counts()["All"] == (6, 6)
        assert desk.counts()["Starred"] == (0, 0)
        await desk.press("j")
        assert desk.main.articles.cursor == 1


async def test_keys_act_again_after_escape_and_keys_that_type_nothing_do_at_once(
    paper: Newspaper,
) -> None:
    async with paper.opened(80, 24) as desk:
        await desk.press("f", "escape", "j", "f", "j", "down", "j")
        assert desk.main.articles.cursor == 3
        assert desk.main.pane is desk.main.articles
