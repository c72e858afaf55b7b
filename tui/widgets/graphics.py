"""Draws a picture in the terminal's own pixels, where it has such; it asks it nothing.

What a terminal can do is told from the environment. Asking it (as textual-image does
when its widgets are imported) would read its answer from the keyboard, among the keys
that a person types while the program starts.

kitty's graphics protocol has placeholders: characters that stand for the cells of a
picture sent before. They are text, so the reader scrolls, cuts and covers them like any
other line, and tmux moves them with the rest. Sixels are no text: they are put over
blank cells once the screen is painted, and are gone where those are painted again.
"""

import importlib.util
import sys
from base64 import b64encode
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from tui.widgets.drawing import Rows

if TYPE_CHECKING:
    from PIL.Image import Image

_PLACEHOLDER = "\U0010eeee"
_CHUNK = 4_096
_USUAL_CELL = (10, 20)
_KITTY = frozenset({"kitty", "ghostty"})
_SIXEL = frozenset({"wezterm", "iterm.app", "contour", "mintty", "rio", "konsole"})
_SIXEL_TERMS = ("foot", "mlterm", "yaft", "contour", "xterm-sixel")
_WITH_SIXEL = 20_220_400
"""Konsole's version 22.04 as it writes it: with two digits for each part."""


class Way(StrEnum):
    """How pictures are drawn, the finest first."""

    KITTY = "kitty"
    SIXEL = "sixel"
    BLOCKS = "blocks"
    SHADES = "shades"


def way(environment: Mapping[str, str], colours: int, *, passed: bool = False) -> Way:
    """Return the finest way that the terminal of this environment is known to have.

    ``colours`` is how many it has. Inside tmux, ``passed`` says whether that lets
    through what is meant for the terminal around it (``allow-passthrough on``).
    """
    few, many = 256, 1 << 24
    name = environment.get("TERM_PROGRAM", "").lower()
    term = environment.get("TERM", "")
    if colours < few:
        return Way.SHADES
    around = environment.get("TERMINFO", "") + environment.get("GHOSTTY_BIN_DIR", "")
    kitty = "KITTY_WINDOW_ID" in environment or name in _KITTY or "kitty" in term
    if environment.get("TMUX") or term.startswith(("tmux", "screen")):
        kitty = (kitty or "ghostty" in around.lower()) and passed
        return Way.KITTY if kitty and colours >= many else Way.BLOCKS
    if kitty or "ghostty" in term:
        return Way.KITTY if colours >= many else Way.BLOCKS
    konsole = environment.get("KONSOLE_VERSION", "")
    if name in _SIXEL or term.startswith(_SIXEL_TERMS):
        return Way.SIXEL
    if konsole.isdecimal() and int("20" + konsole) >= _WITH_SIXEL:
        return Way.SIXEL
    return Way.BLOCKS


def passed_by_tmux(environment: Mapping[str, str]) -> bool:
    """Return whether the tmux around us lets through what is for the terminal; it blocks."""
    import subprocess  # noqa: PLC0415 - seldom needed

    if not environment.get("TMUX"):
        return False
    ask = ["tmux", "show-options", "-Apv", "allow-passthrough"]
    try:
        answer = subprocess.run(ask, capture_output=True, check=False, timeout=2)  # noqa: S603 - our own words
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.stdout.strip() in {b"on", b"all"}


def cell_size() -> tuple[int, int]:
    """Return a cell's width and height in pixels; the usual ones if it is not known."""
    if sys.platform == "win32":
        return _USUAL_CELL
    import termios  # noqa: PLC0415 - not everywhere

    try:
        rows, columns = termios.tcgetwinsize(sys.__stderr__ or 2)
        height, width = _pixels()
    except (OSError, termios.error, ValueError):
        return _USUAL_CELL
    if not (rows and columns and width and height):
        return _USUAL_CELL
    return max(1, width // columns), max(1, height // rows)


def _pixels() -> tuple[int, int]:
    """Return the height and the width of the terminal in pixels (TIOCGWINSZ)."""
    import fcntl  # noqa: PLC0415 - not everywhere
    import struct  # noqa: PLC0415 - only here
    import termios  # noqa: PLC0415 - not everywhere

    answer = fcntl.ioctl(sys.__stderr__ or 2, termios.TIOCGWINSZ, bytes(8))
    _rows, _columns, width, height = struct.unpack("HHHH", answer)
    return height, width


class KittyPicture(Struct, frozen=True):
    """A picture that the terminal holds, and the text that stands for it."""

    rows: Rows
    """Where this text is written, the picture is seen."""
    upload: str
    """What must be written to the terminal once, before or after the rows."""
    forget: str
    """What frees the terminal's memory of it."""


def kitty(
    image: "Image", cells: tuple[int, int], cell: tuple[int, int], *, tmux: bool = False
) -> KittyPicture:
    """Draw with kitty's graphics protocol and Unicode placeholders; needs truecolour.

    ``cells`` is how many columns and rows it gets, ``cell`` their size in pixels. A
    picture is told by a number made of what it shows, so that sending it twice does
    no harm. With ``tmux`` what is for the terminal is wrapped to pass through that.
    """
    marks = _marks()
    columns, rows = (min(count, len(marks)) for count in cells)
    file = BytesIO()
    image.resize((columns * cell[0], rows * cell[1]), reducing_gap=2.0).save(
        file, "PNG", compress_level=2
    )
    data = file.getvalue()
    number = int.from_bytes(blake2b(data, digest_size=4).digest()) or 1
    style = Style.from_color(
        Color.from_rgb(number >> 16 & 255, number >> 8 & 255, number & 255)
    )
    high = marks[number >> 24]
    lines = (
        "".join(_PLACEHOLDER + marks[y] + marks[x] + high for x in range(columns))
        for y in range(rows)
    )
    body = b64encode(data).decode("ascii")
    parts = [body[start : start + _CHUNK] for start in range(0, len(body), _CHUNK)]
    sent = [
        f"{f'a=T,U=1,f=100,i={number},c={columns},r={rows},' if not n else ''}"
        f"q=2,m={int(n + 1 < len(parts))};{part}"
        for n, part in enumerate(parts)
    ]
    return KittyPicture(
        [[Segment(line, style)] for line in lines],
        "".join(_command(text, tmux=tmux) for text in sent),
        _command(f"a=d,d=I,i={number},q=2", tmux=tmux),
    )


def _command(text: str, *, tmux: bool) -> str:
    command = f"\x1b_G{text}\x1b\\"
    if tmux:
        inner = command.replace("\x1b", "\x1b\x1b")
        return f"\x1bPtmux;{inner}\x1b\\"
    return command


@lru_cache(maxsize=1)
def _marks() -> list[str]:
    """Return the combining characters that number rows and columns.

    The module that has them is loaded without its package, which would ask the terminal.
    """
    package = importlib.util.find_spec("textual_image")
    assert package is not None  # noqa: S101 - it is a dependency
    assert package.origin is not None  # noqa: S101 - it is a file
    path = Path(package.origin).parent / "renderable" / "tgp.py"
    spec = importlib.util.spec_from_file_location("tui.widgets._tgp", path)
    assert spec is not None  # noqa: S101 - it is a file
    assert spec.loader is not None  # noqa: S101 - likewise
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return [chr(number) for number in module._NUMBER_TO_DIACRITIC]  # noqa: SLF001 - it has no other


def sixel(
    image: "Image",
    cells: tuple[int, int],
    cell: tuple[int, int],
    shown: range | None = None,
) -> str:
    """Return the rows ``shown`` of a picture, or all of it, as sixels (DEC VT340).

    The colours are chosen for the whole picture, so that its parts fit one another.
    """
    from PIL.Image import Quantize  # noqa: PLC0415 - loaded already
    from textual_image._sixel import image_to_sixels  # noqa: PLC0415 - seldom needed

    width, height = cells[0] * cell[0], cells[1] * cell[1]
    whole = image.resize((width, height), reducing_gap=2.0).quantize(
        256, Quantize.FASTOCTREE
    )
    shown = range(cells[1]) if shown is None else shown
    part = whole.crop((0, shown.start * cell[1], width, shown.stop * cell[1]))
    # Pixels below the last row, up to the next multiple of six, stay as they are.
    return image_to_sixels(part).replace("\x1bP0;0;0q", "\x1bP0;1;0q", 1)


def at(column: int, row: int, drawn: str) -> str:
    """Return what puts sixels at a place of the screen, from 0, and then goes back."""
    return f"\x1b7\x1b[{row + 1};{column + 1}H{drawn}\x1b8"
