"""Shows where one was while the program is still loading; it knows no widget.

Loading Textual takes far longer than a terminal takes to draw. So the last screen is
kept as the bytes that drew it, and is there again before anything else is loaded.
"""

import contextlib
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.text import cut, width

ALTERNATE = "\x1b[?1049h"
"""Switches to the alternate screen (xterm's control sequences, DECSET 1049)."""
_LEAVE = "\x1b[?1049l\x1b[?25h"


def keep(library: Path, name: str, size: tuple[int, int], drawn: str) -> None:
    """Keep ``drawn``, the bytes of a whole screen of ``size`` (columns, rows).

    ``name`` says what was shown; another folder's screen is not shown for this one.
    """
    path = _path(library)
    part = path.with_name(f"{path.name}.part")
    # It is only a picture: without it the next start shows a plain one.
    with contextlib.suppress(OSError):
        part.write_text(json.dumps([name, *size]) + "\n" + drawn, "utf-8")
        part.replace(path)


@contextmanager
def shown(library: Path, name: str) -> Iterator[None]:
    """Draw the screen kept under ``name``, or a plain one, until the app draws its own.

    Keys typed meanwhile are not echoed, and wait for the app. The terminal is as it was
    before in the end, also where the app could not begin.
    """
    if sys.platform == "win32" or not sys.stderr.isatty():
        yield
        return
    import termios  # noqa: PLC0415 - not everywhere

    keyboard = sys.stdin.fileno()
    before = termios.tcgetattr(keyboard)
    listen(loud=False)
    size = shutil.get_terminal_size()  # as Textual asks for it
    _write(f"{ALTERNATE}\x1b[?25l\x1b[H\x1b[2J{_drawn(library, name, size)}")
    try:
        yield
    except BaseException:
        _write(_LEAVE)
        raise
    finally:
        termios.tcsetattr(keyboard, termios.TCSANOW, before)


def listen(*, loud: bool) -> None:
    """Let the terminal echo keys and hand them on by lines, as shells want it, or not."""
    import termios  # noqa: PLC0415 - not everywhere

    keyboard = sys.stdin.fileno()
    mode = termios.tcgetattr(keyboard)
    for index, flags in ((0, termios.ICRNL), (3, termios.ECHO | termios.ICANON)):
        mode[index] = mode[index] | flags if loud else mode[index] & ~flags
    termios.tcsetattr(keyboard, termios.TCSANOW, mode)


def _write(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _path(library: Path) -> Path:
    return library.with_name(f"{library.name}.screen")


def _drawn(library: Path, name: str, size: tuple[int, int]) -> str:
    with contextlib.suppress(OSError, ValueError):
        head, _, drawn = _path(library).read_text("utf-8").partition("\n")
        if json.loads(head) == [name, *size]:
            return drawn
    columns, rows = size
    lines = ("Broadsheet", cut(name.rpartition("/")[2], columns))
    return "".join(
        f"\x1b[{rows // 2 + n};{(columns - width(text)) // 2 + 1}H{text}"
        for n, text in enumerate(lines)
    )
