"""Pictures are drawn in as many cells as they get, in the terminal's best way."""

import base64
import io
import re

import pytest
from hypothesis import given, strategies as st
from PIL import Image
from rich.cells import cell_len
from rich.style import Style

from tui.widgets import graphics
from tui.widgets.drawing import blocks, fit, shades
from tui.widgets.graphics import Way

CELL = (10, 20)
sizes = st.integers(1, 5_000)


def picture() -> Image.Image:
    """Left half black, right half white."""
    image = Image.new("RGB", (40, 40), "black")
    image.paste("white", (20, 0, 40, 40))
    return image


@given(sizes, sizes, st.integers(1, 200), st.integers(1, 60))
def test_a_picture_fits_the_room_and_keeps_its_shape(
    width: int, height: int, columns: int, rows: int
) -> None:
    found = fit((width, height), (columns, rows), CELL)
    assert 1 <= found[0] <= columns
    assert 1 <= found[1] <= rows
    assert found[0] <= width / CELL[0] + 1
    if min(found) > 4:
        shape = (found[0] * CELL[0] / (found[1] * CELL[1])) / (width / height)
        assert 0.7 < shape < 1.4


def test_half_blocks_show_two_pixels_a_cell() -> None:
    image = Image.new("RGB", (2, 2))
    image.putdata([(1, 2, 3), (4, 5, 6), (7, 8, 9), (4, 5, 6)])
    ((left, right),) = blocks(image, (2, 1))
    assert left.text == right.text == "▀"
    assert left.style == Style(color="#010203", bgcolor="#070809")
    assert right.style == Style(color="#040506", bgcolor="#040506")


@given(st.integers(1, 60), st.integers(1, 30))
def test_every_row_is_as_wide_as_was_asked_for(columns: int, rows: int) -> None:
    cells = (columns, rows)
    drawn = [
        blocks(picture(), cells),
        shades(picture(), cells, Style(), dark=True, plain=False),
        graphics.kitty(picture(), cells, (2, 4)).rows,
    ]
    for way in drawn:
        assert len(way) == rows
        for row in way:
            assert cell_len("".join(segment.text for segment in row)) == columns


@pytest.mark.parametrize(
    ("dark", "plain", "row"),
    [
        (True, False, " █"),
        (False, False, "█ "),
        (True, True, " @"),
        (False, True, "@ "),
    ],
)
def test_shades_are_light_where_the_picture_is(
    *, dark: bool, plain: bool, row: str
) -> None:
    style = Style(bold=True)
    drawn = shades(picture(), (8, 2), style, dark=dark, plain=plain)
    for (segment,) in drawn:
        assert segment.text[0] + segment.text[-1] == row
        assert segment.style == style


@pytest.mark.parametrize(
    ("environment", "colours", "way"),
    [
        ({"TERM": "xterm-256color"}, 1 << 24, Way.BLOCKS),
        ({"TERM": "xterm-256color"}, 256, Way.BLOCKS),
        ({"TERM": "linux"}, 16, Way.SHADES),
        ({"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"}, 0, Way.SHADES),
        ({"TERM": "xterm-kitty"}, 1 << 24, Way.KITTY),
        ({"TERM": "xterm-kitty"}, 256, Way.BLOCKS),
        ({"TERM": "xterm-ghostty", "TERM_PROGRAM": "ghostty"}, 1 << 24, Way.KITTY),
        ({"TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"}, 1 << 24, Way.BLOCKS),
        ({"TERM": "foot"}, 1 << 24, Way.SIXEL),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"}, 1 << 24, Way.SIXEL),
        ({"TERM": "screen", "TERM_PROGRAM": "WezTerm"}, 1 << 24, Way.BLOCKS),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "230800"}, 256, Way.SIXEL),
        ({"TERM": "xterm-256color", "KONSOLE_VERSION": "210400"}, 256, Way.BLOCKS),
    ],
)
def test_the_way_follows_from_the_environment(
    environment: dict[str, str], colours: int, way: Way
) -> None:
    assert graphics.way(environment, colours) is way


def test_inside_tmux_it_must_let_pictures_through() -> None:
    environment = {"TMUX": "/tmp/x", "TERM": "tmux", "KITTY_WINDOW_ID": "1"}  # noqa: S108
    assert graphics.way(environment, 1 << 24, passed=True) is Way.KITTY
    assert (
        graphics.way({"TMUX": "x", "TERM": "tmux"}, 1 << 24, passed=True) is Way.BLOCKS
    )


@pytest.mark.parametrize("tmux", [False, True])
def test_kitty_gets_the_picture_and_text_that_stands_for_it(*, tmux: bool) -> None:
    noise = Image.effect_noise((200, 200), 80).convert("RGB")
    drawn = graphics.kitty(noise, (20, 10), CELL, tmux=tmux)
    upload = drawn.upload
    if tmux:
        assert upload.count("\x1bPtmux;\x1b\x1b_G") == upload.count("\x1bPtmux;")
        inner = re.findall(r"\x1bPtmux;(.*?)\x1b\\(?=\x1bPtmux;|$)", upload, re.DOTALL)
        upload = "".join(inner).replace("\x1b\x1b", "\x1b")
    parts = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", upload)
    keys = dict(pair.split("=") for pair in parts[0][0].split(","))
    assert {keys[name] for name in "aUfcr"} == {"T", "1", "100", "20", "10"}
    assert [part[0][-3:] for part in parts] == ["m=1"] * (len(parts) - 1) + ["m=0"]
    assert max(len(part[1]) for part in parts) <= 4_096
    sent = Image.open(io.BytesIO(base64.b64decode("".join(part[1] for part in parts))))
    assert sent.size == (200, 200)
    style = drawn.rows[0][0].style
    assert isinstance(style, Style)
    assert style.color
    assert style.color.triplet
    red, green, blue = style.color.triplet
    low = red << 16 | green << 8 | blue
    assert int(keys["i"]) & 0xFFFFFF == low
    assert f"i={keys['i']}" in drawn.forget
    assert graphics.kitty(noise, (20, 10), CELL, tmux=tmux) == drawn


def decoded(sixels: str) -> Image.Image:
    """Read sixels back, as the VT340 manual says."""
    found = re.fullmatch(r'\x1bP0;1;0q"1;1;(\d+);(\d+)(.*)\x1b\\', sixels, re.DOTALL)
    assert found
    image = Image.new("RGB", (int(found[1]), int(found[2])), "red")
    colours: dict[int, tuple[int, int, int]] = {}
    x, y, colour = 0, 0, 0
    for part in re.finditer(r"#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)(.)|(.)", found[3]):
        if part[1]:
            colour = int(part[1])
            if part[2]:
                red, green, blue = (int(part[n]) * 255 // 100 for n in (2, 3, 4))
                colours[colour] = red, green, blue
            continue
        sign = part[6] or part[7]
        if sign in "$-":
            x, y = 0, y + 6 * (sign == "-")
            continue
        for _ in range(int(part[5] or 1)):
            for bit in range(6):
                if ord(sign) - 63 & 1 << bit:
                    image.putpixel((x, y + bit), colours[colour])
            x += 1
    return image


def test_sixels_are_the_picture_and_its_parts_are_parts_of_it() -> None:
    image = Image.linear_gradient("L").convert("RGB")
    whole = decoded(graphics.sixel(image, (4, 5), CELL))
    part = decoded(graphics.sixel(image, (4, 5), CELL, range(1, 3)))
    assert (whole.size, part.size) == ((40, 100), (40, 40))
    assert part.tobytes() == whole.crop((0, 20, 40, 60)).tobytes()
    expected = image.resize((40, 100)).convert("L").tobytes()
    found = whole.convert("L").tobytes()
    assert max(abs(a - b) for a, b in zip(expected, found, strict=True)) < 24


def test_sixels_are_put_where_they_belong_and_the_cursor_goes_back() -> None:
    assert graphics.at(3, 4, "X") == "\x1b7\x1b[5;4HX\x1b8"


def test_a_cell_has_a_size_even_where_it_is_not_known() -> None:
    width, height = graphics.cell_size()
    assert width >= 1
    assert height >= 1
