"""Links are chosen by letters; where they lead is shown; the way back is known."""

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ui.newspaper import Desk, Newspaper
from tests.ui.terminal import run
from tui.screens.chooser import Chooser
from tui.screens.link_dialog import LinkDialog
from tui.screens.table_pane import TablePane

OUTSIDE = "https://аррle.com/sale"


@pytest.fixture
def linked(tmp_path: Path) -> Newspaper:
    folder = tmp_path / "linked"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 2)
    filler = "<p>一段话。</p>" * 60
    paper.write(
        "one",
        "第一篇",
        "新闻",
        9,
        f"<p><a href='two.md'>另一篇</a>、<a href='#end'>文末</a>、"
        f"<a href='{OUTSIDE}'>apple.com</a></p>"
        f"<pre><code>a = 1\nb = 2</code></pre>{filler}<h2 id='end'>文末在此</h2>",
    )
    paper.write("two", "第二篇", "新闻", 8, filler)
    return paper


async def reading(desk: Desk) -> None:
    await desk.press("enter")
    await desk.until(lambda: desk.main.article.complete)


async def test_a_link_to_another_entry_opens_in_place(linked: Newspaper) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("f", "a")
        await desk.until(lambda: desk.opened == "第二篇")
        await desk.until(lambda: desk.title == "第二篇")
        await desk.until(lambda: desk.main.article.complete)
        await desk.press("ctrl+o")
        await desk.until(lambda: desk.opened == "第一篇")
        await desk.until(lambda: desk.main.article.complete)
        await desk.press("alt+right")
        await desk.until(lambda: desk.opened == "第二篇")


async def test_a_link_into_the_article_leads_there_and_back(linked: Newspaper) -> None:
    async with linked.opened(100, 30) as desk:
        await reading(desk)
        await desk.press("f", "s")
        await desk.until(lambda: "文末在此" in desk.screen())
        await desk.press("backspace")
        await desk.until(lambda: "另一篇" in desk.screen())
        assert desk.opened == "第一篇"


async def test_where_a_link_leads_is_shown_before_it_is_opened(
    linked: Newspaper,
) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("f", "d")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, LinkDialog))
        await desk.until(lambda: "xn--le-6kc8da.com" in desk.screen())
        assert "The text says apple.com" in desk.screen()
        await desk.press("y")
        await desk.until(lambda: desk.pilot.app.clipboard == OUTSIDE)
        assert not isinstance(desk.pilot.app.screen, LinkDialog)


async def test_a_link_is_opened_in_the_browser(
    linked: Newspaper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    program = (
        f"import sys, pathlib; pathlib.Path({str(seen)!r}).write_text(sys.argv[1])"
    )
    script = tmp_path / "browser.py"
    script.write_text(program, "utf-8")
    monkeypatch.setenv("BROWSER", f"{sys.executable} {script} %s")
    monkeypatch.setattr("webbrowser._tryorder", None)
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("f", "o", "d")
        await desk.until(seen.exists)
        await desk.until(lambda: "opened xn--le" in desk.main.status.activity)
    assert seen.read_text("utf-8") == OUTSIDE


async def test_a_link_is_copied(linked: Newspaper) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("f", "y", "d")
        await desk.until(lambda: desk.pilot.app.clipboard == OUTSIDE)


async def test_code_is_copied(linked: Newspaper) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("y")
        assert "copy which?" in desk.main.status.place
        label = next(k for k, t in desk.main.article._labels.items() if t.block)
        await desk.press(label)
        await desk.until(lambda: desk.pilot.app.clipboard == "a = 1\nb = 2")


async def test_other_keys_give_the_letters_up(linked: Newspaper) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        for key in ("escape", "1"):
            await desk.press("f")
            assert "follow which?" in desk.main.status.place
            await desk.press(key)
            assert "follow which?" not in desk.main.status.place
            assert desk.main.pane is desk.main.article


async def test_history_has_two_ends(linked: Newspaper) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("ctrl+o")
        assert desk.opened == "第一篇"
        await desk.press("alt+right")
        assert desk.opened == "第一篇"


async def test_all_links_are_listed_and_one_is_followed(linked: Newspaper) -> None:
    async with linked.opened() as desk:
        await reading(desk)
        await desk.press("f", "enter")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, Chooser))
        await desk.until(lambda: "xn--le-6kc8da.com" in desk.screen())
        await desk.press("1", "enter")
        await desk.until(lambda: desk.opened == "第二篇")


async def test_a_table_is_opened_and_copied_by_its_letter(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    paper = Newspaper(folder, tmp_path / "library.db", 1)
    table = "<table><tr><th>城市<th>人口<tr><td>深圳<td>1768</table>"
    paper.write("one", "表", "新闻", 9, table)
    async with paper.opened() as desk:
        await reading(desk)
        await desk.press("f", "y", "a")
        await desk.until(lambda: desk.pilot.app.clipboard == "城市\t人口\n深圳\t1768")
        await desk.press("f", "a")
        await desk.until(lambda: isinstance(desk.pilot.app.screen, TablePane))


async def test_a_click_follows_a_link_too(linked: Newspaper) -> None:
    async with linked.opened(100, 30) as desk:
        await reading(desk)
        article = desk.main.article
        number = next(n for n, ln in enumerate(article.lines) if "另一篇" in ln.text)
        before = article.lines[number].text.index("另一篇")
        left, top = article.content_region.offset
        await desk.pilot.click(offset=(left + before + 2, top + number))
        await desk.until(lambda: desk.opened == "第二篇")


async def test_links_in_wide_code_are_labelled_and_clicked_where_they_are_seen(
    linked: Newspaper,
) -> None:
    far = "<a href='https://b.org/far'>far</a>"
    code = f"<a href='https://a.org/near'>near</a> {'-' * 90} {far}"
    linked.write("two", "第二篇", "新闻", 10, f"<pre>{code}</pre>")
    async with linked.opened(100, 30) as desk:
        await reading(desk)
        await desk.press("f", "s")
        await desk.until(lambda: "https://a.org/near" in desk.screen())
        await desk.press("escape", *["greater_than_sign"] * 9)
        await desk.press("f", "s")
        await desk.until(lambda: "https://b.org/far" in desk.screen())
        await desk.press("escape")
        article = desk.main.article
        number = next(n for n, ln in enumerate(article.lines) if "near" in ln.text)
        seen = desk.screen().split("\n")[article.content_region.y + number].index("far")
        await desk.pilot.click(offset=(seen + 1, article.content_region.y + number))
        await desk.until(lambda: "https://b.org/far" in desk.screen())


@pytest.mark.parametrize(
    ("environment", "told"),
    [({"VTE_VERSION": "7200"}, True), ({"VTE_VERSION": ""}, False)],
)
def test_the_terminal_is_told_where_links_lead(
    linked: Newspaper, environment: dict[str, Any], *, told: bool
) -> None:
    with run(linked.folder, linked.library, **environment) as terminal:
        terminal.until(lambda text: "of 2" in text)
        terminal.press("\r")
        terminal.until(lambda text: "apple.com" in text)
        terminal.press("q")
        terminal.until(lambda text: "Enter reads" in text)
        link = ";https://%D0%B0%D1%80%D1%80le.com/sale\x1b\\"
        assert (link in terminal.text) is told
