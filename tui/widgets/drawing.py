"""Draws a picture in cells of text, with colours or without; it knows no terminal."""

from itertools import groupby
from typing import TYPE_CHECKING

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

if TYPE_CHECKING:
    from PIL.Image import Image

Rows = list[list[Segment]]
"""A picture as rows of text; each row is as many cells wide as was asked for."""

_UPPER_HALF = "▀"
_SHADES = " ░▒▓█"
_ASCII_SHADES = " .:-=+*#%@"
_BAYER = (0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5)


def fit(
    size: tuple[int, int], room: tuple[int, int], cell: tuple[int, int]
) -> tuple[int, int]:
    """Return how many columns and rows a picture takes, at least one of each.

    ``size`` is the picture's width and height in pixels, ``room`` the most columns and
    rows, ``cell`` the width and height of a cell in pixels. Its proportions are kept;
    it is never drawn larger than it is.
    """
    width, height = max(1, size[0]), max(1, size[1])
    columns, rows = width / cell[0], height / cell[1]
    scale = min(1.0, room[0] / columns, room[1] / rows)
    return max(1, round(columns * scale)), max(1, round(rows * scale))


def blocks(image: "Image", cells: tuple[int, int]) -> Rows:
    """Draw two pixels in each cell: the upper one as ``▀``, the lower one behind it.

    ``image`` is RGB, ``cells`` how many columns and rows it gets.
    """
    columns, rows = cells
    data = image.resize((columns, rows * 2), reducing_gap=2.0).tobytes()
    pixels = [(data[n], data[n + 1], data[n + 2]) for n in range(0, len(data), 3)]
    drawn: Rows = []
    for start in range(0, len(pixels), 2 * columns):
        middle, end = start + columns, start + 2 * columns
        pairs = zip(pixels[start:middle], pixels[middle:end], strict=True)
        drawn.append(
            [
                Segment(_UPPER_HALF * len(list(same)), _colours(*pair))
                for pair, same in groupby(pairs)
            ]
        )
    return drawn


def _colours(upper: tuple[int, int, int], lower: tuple[int, int, int]) -> Style:
    return Style.from_color(Color.from_rgb(*upper), Color.from_rgb(*lower))


def shades(
    image: "Image", cells: tuple[int, int], style: Style, *, dark: bool, plain: bool
) -> Rows:
    """Draw each cell as a shade of the text's colour, for terminals of few colours.

    ``dark`` says that the text is lighter than what is behind it, so that what is light
    in the picture is light on the screen. With ``plain`` only ASCII is used.
    """
    from PIL import ImageOps  # noqa: PLC0415 - loaded already, where there is a picture

    ramp = _ASCII_SHADES if plain else _SHADES
    if not dark:
        ramp = ramp[::-1]
    columns, rows = cells
    small = image.resize(cells, reducing_gap=2.0).convert("L")
    greys = ImageOps.autocontrast(small, cutoff=1).tobytes()
    drawn: Rows = []
    for y in range(rows):
        row = greys[y * columns : (y + 1) * columns]
        steps = (_between(grey * (len(ramp) - 1), x, y) for x, grey in enumerate(row))
        drawn.append([Segment("".join(ramp[step] for step in steps), style)])
    return drawn


def _between(light: int, x: int, y: int) -> int:
    """Round to whole shades, of 255 each, up or down by place (Bayer's ordered dither)."""
    return (light * 16 + 255 * _BAYER[4 * (y % 4) + x % 4]) // (255 * 16)
