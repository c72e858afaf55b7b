"""The program in a real terminal: what reaches it, and what outlives kill -9."""

import re
import unicodedata
from pathlib import Path

import pytest

from tests.ui.newspaper import Newspaper
from tests.ui.terminal import run
from tui.library import Library

HOSTILE = {
    "osc-title": "\x1b]0;OWNED\x07标题一",
    "osc-52": "\x1b]52;c;T1dORUQ=\x07标题二",
    "c1": "\x9b31m\x9d0;OWNED\x9c标题三",
    "clear": "\x1b[2J\x1b[H\x1b[?1049l标题四",
    "markup": "[/bold] [red]标题五[/red] [@click=app.quit]x[/]",
    "newline": "标题\n六",
    "long": "标题七" + "长" * 10_000,
    "bidi": "\u202e标题八\u2066\u202d",
    "dcs": "\x1bP1$r0m\x1b\\\x1b_G\x1b\\标题九",
}
SEQUENCE = re.compile(
    r"\x1b\[(?P<csi>[0-?]*[ -/]*[@-~])"
    r"|\x1b(?P<string>[\]PX^_])(?P<payload>[^\x07\x1b]*)(?:\x07|\x1b\\)?"
    r"|\x1b(?P<short>.)",
    re.DOTALL,
)
COLOURS = {str(code) for code in (*range(30, 39), *range(40, 49), *range(90, 108))}
MEANT = re.compile(r"[0-9;:<>=?]*[ $]?[mHhlnupqtcJKABCDrsXG]")
"""Colours, the cursor, modes, questions: what Textual draws with."""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for name, payload in HOSTILE.items():
        title = payload.replace("'", "''")
        (folder / f"{name}.md").write_bytes(
            f"---\ntitle: '{title}'\nauthor: '{title}'\ncategories: ['{title[:60]}']\n"
            f"date: 2024-05-01\n---\n<div><p>{payload}</p><pre>{payload}</pre>"
            f'<a href="http://x.test/{payload[:50]}" title="{payload[:50]}">链接</a>'
            f'<img src="a.png" alt="{payload[:50]}"><table><tr><td>{payload[:99]}'
            "</td><td>二</td></tr><tr><td>三</td><td>四</td></tr></table></div>"
            f"<p>&#27;[2J&#x9b;31m&#x202e;</p>\n".encode()
        )
    return folder


def test_a_start_without_a_word_opens_all_that_is_known(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: "paper · 30 new" in text)
        terminal.press("q")
        assert terminal.wait() == 0
    with run(None, newspaper.library) as terminal:
        terminal.until(lambda text: "of 30" in text)
    with run(None, tmp_path / "new.db") as terminal:
        terminal.until(lambda text: "Nothing yet" in text)


def test_a_mark_repaints_no_more_than_what_it_changed(newspaper: Newspaper) -> None:
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: "paper · 30 new" in text)
        terminal.press("m")
        terminal.until(lambda text: "marked read" in text)
        begun = len(terminal.text)
        terminal.press("m")
        terminal.until(lambda text: "marked unread" in text)
        painted = terminal.text[begun:]
    assert "文章00" in painted
    assert "文章01" not in painted


def test_no_post_can_speak_to_the_terminal(hostile: Path, tmp_path: Path) -> None:
    with run(hostile, tmp_path / "library.db") as terminal:
        terminal.until(lambda text: "of 9" in text)
        for key in "\r" + "]" * (len(HOSTILE) - 1):
            mark = len(terminal.text)
            terminal.press(key)
            terminal.until(lambda text, mark=mark: " min" in text[mark:])  # type: ignore[misc]
        terminal.press("qq")
        assert terminal.wait() == 0
    assert "标题二" in terminal.text
    for found in SEQUENCE.finditer(terminal.text):
        # Textual sets the shape of the mouse pointer, and nothing else, by a string.
        assert found["string"] is None or re.fullmatch(
            r"22;[a-z-]+", found["payload"]
        ), found[0]
        assert found["short"] is None or found["short"] in "78=>", found[0]
        assert found["csi"] is None or MEANT.fullmatch(found["csi"]), found[0]
    for character in set(SEQUENCE.sub("", terminal.text)) - set("\r\n"):
        assert unicodedata.category(character) not in {"Cc", "Cs"}, repr(character)
        assert unicodedata.bidirectional(character) not in {
            *("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"),
        }


def test_kill_while_marking_loses_no_mark_that_was_shown(
    hostile: Path, tmp_path: Path
) -> None:
    path = tmp_path / "library.db"
    for stars in range(1, 5):
        with run(hostile, path) as terminal:
            terminal.until(lambda text: "of 9" in text)
            terminal.press(f"g{'j' * stars}s")
            terminal.until(lambda text: "starred" in text)
            terminal.kill()
        with Library(path) as library:
            assert library.check() == []
            assert library.statistics()["starred"] == stars


def test_the_place_outlives_kill(hostile: Path, tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with run(hostile, path) as terminal:
        terminal.until(lambda text: "of 9" in text)
        terminal.press("jjj")
        with Library(path) as library:
            terminal.until(lambda _: selected(library) == 6)
    with run(hostile, path) as terminal:
        terminal.until(lambda text: "4 of 9" in text)


def selected(library: Library) -> int | None:
    (source,) = library.sources()
    left = library.recall(f"screen:{source.mount}") or {}
    number: int | None = left.get("selected")
    return number


def test_without_colour_no_colour_is_sent(hostile: Path, tmp_path: Path) -> None:
    with run(hostile, tmp_path / "library.db", NO_COLOR="1") as terminal:
        terminal.until(lambda text: "of 9" in text)
        terminal.press("j\r")
        terminal.until(lambda text: " min" in text)
    assert re.search(r"\x1b\[(?:1;)?7[;m]", terminal.text)
    for codes in re.findall(r"\x1b\[([0-9;]*)m", terminal.text):
        assert not set(codes.split(";")) & COLOURS, codes
