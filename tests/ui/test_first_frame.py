"""The terminal between the command and the program: a picture, no blank, no lost key."""

import os
import signal
from pathlib import Path

import pytest

from tests.ui.newspaper import Newspaper
from tests.ui.terminal import Terminal, run

_TEXTUAL = "\x1b[?1000h"
"""The first that Textual sends: it asks for the mouse."""
_ALTERNATE = "\x1b[?1049h"


def drawn_first(terminal: Terminal) -> str:
    terminal.until(lambda text: _TEXTUAL in text)
    return terminal.text.partition(_TEXTUAL)[0]


def test_the_first_start_shows_its_name_before_anything_is_loaded(
    newspaper: Newspaper,
) -> None:
    with run(newspaper.folder, newspaper.library) as terminal:
        assert "Broadsheet" in drawn_first(terminal)


def test_the_next_start_shows_the_last_screen_and_keeps_keys_typed_meanwhile(
    newspaper: Newspaper,
) -> None:
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: "paper · 30 new" in text)
        terminal.press("q")
        assert terminal.wait() == 0
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: _ALTERNATE in text)
        terminal.press("jj")
        assert "文章00" in drawn_first(terminal)
        terminal.until(lambda text: "3 of" in text.partition(_TEXTUAL)[2])
        assert terminal.text.count(_ALTERNATE) == 1


def test_another_folder_is_not_shown_in_its_place(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: "paper · 30 new" in text)
        terminal.press("q")
        assert terminal.wait() == 0
    other = tmp_path / "other"
    other.mkdir()
    with run(other, newspaper.library) as terminal:
        assert "文章00" not in drawn_first(terminal)


@pytest.mark.parametrize("wrong", [False, True])
def test_the_terminal_is_left_as_it_was(
    newspaper: Newspaper, tmp_path: Path, *, wrong: bool
) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("keys:\n  starr: x\n" if wrong else "")
    with run(newspaper.folder, newspaper.library, config) as terminal:
        assert terminal.echoes
        if wrong:
            terminal.until(lambda text: "star" in text)
        else:
            terminal.until(lambda text: "paper · 30 new" in text)
            terminal.press("q")
        assert terminal.wait() == int(wrong)
        assert terminal.echoes
    rest = terminal.text.rpartition("\x1b[?1049l")[2]
    assert ("did you mean star?" in rest) == wrong
    assert terminal.text.count("\x1b[?1049l") == 1


def test_a_frame_that_cannot_be_kept_stops_nobody(
    newspaper: Newspaper, tmp_path: Path
) -> None:
    (tmp_path / "library.db.screen").mkdir()
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: "paper · 30 new" in text)
        terminal.press("q")
        assert terminal.wait() == os.EX_OK


def test_a_suspended_program_leaves_the_terminal_to_the_shell(
    newspaper: Newspaper,
) -> None:
    with run(newspaper.folder, newspaper.library) as terminal:
        terminal.until(lambda text: "paper · 30 new" in text)
        terminal.press("\x1a")
        terminal.until(lambda text: "\x1b[?1049l" in text)
        _, status = os.waitpid(terminal.pid, os.WUNTRACED)
        assert os.WIFSTOPPED(status)
        assert terminal.echoes
        os.kill(terminal.pid, signal.SIGCONT)
        terminal.until(lambda text: "文章00" in text.rpartition("\x1b[?1049l")[2])
        terminal.press("q")
        assert terminal.wait() == 0
