"""Any picture of the web becomes a small one; what is none does no harm."""

import contextlib
import io
import struct
import zlib
from typing import Any

import pytest
from hypothesis import given, strategies as st
from PIL import Image

from tui.errors import SourceError
from tui.sources.bitmap import bitmap

MOST = (80, 60)
RED = (200, 30, 30)


def drawn(format: str, mode: str = "RGB", **more: Any) -> bytes:  # noqa: A002
    """A picture of 200 × 100 pixels, red."""
    file = io.BytesIO()
    image = Image.new("RGB", (200, 100), RED).convert(mode)
    image.save(file, format, **more)
    return file.getvalue()


def near(one: Any, other: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_the_formats_of_the_web_are_read(format: str) -> None:  # noqa: A002
    found = bitmap(drawn(format), MOST)
    assert (found.width, found.height) == (200, 100)
    assert (found.image.mode, found.image.size) == ("RGB", (80, 40))
    assert near(found.image.getpixel((40, 20)), RED)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_mode_is_read(mode: str) -> None:
    if mode == "I;16":
        file = io.BytesIO()
        Image.new("I;16", (9, 9), 0x8000).save(file, "PNG")
        assert near(bitmap(file.getvalue(), MOST).image.getpixel((4, 4)), (128,) * 3)
        return
    data = drawn("JPEG" if mode == "CMYK" else "PNG", mode)
    assert bitmap(data, MOST).image.mode == "RGB"


def test_a_small_picture_is_not_made_larger() -> None:
    file = io.BytesIO()
    Image.new("RGB", (3, 2)).save(file, "PNG")
    assert bitmap(file.getvalue(), MOST).image.size == (3, 2)


def test_what_is_transparent_lies_on_white_paper() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(file, "PNG")
    assert bitmap(file.getvalue(), MOST).image.getpixel((4, 4)) == (255, 255, 255)


def test_a_photograph_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = bitmap(drawn("JPEG", exif=exif), MOST)
    assert (found.width, found.height, found.image.size) == (100, 200, (30, 60))


def test_of_a_moving_picture_the_first_is_shown() -> None:
    later = [Image.new("RGB", (200, 100), (0, 0, 255))]
    data = drawn("GIF", save_all=True, append_images=later)
    assert near(bitmap(data, MOST).image.getpixel((9, 9)), RED)


def chunk(name: bytes, data: bytes) -> bytes:
    return (
        struct.pack(">I", len(data))
        + name
        + data
        + struct.pack(">I", zlib.crc32(name + data))
    )


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    data = b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(9)))
    with pytest.raises(SourceError, match="60,000 × 60,000 pixels"):
        bitmap(data, MOST)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"<?xml version='1.0'?>\n<!-- x --><svg/>", "SVG"),
        (b"<!DOCTYPE html><p>no", "is a page"),
        (b"%PDF-1.7", "no picture"),
        (b"BM" + bytes(60), "no picture"),
        (drawn("PNG")[:200], "broken"),
        (drawn("JPEG")[:400], "broken"),
        (drawn("GIF")[:40], "broken"),
    ],
)
def test_what_is_no_picture_is_told(data: bytes, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        bitmap(data, MOST)


@given(
    st.sampled_from([drawn(name) for name in ("PNG", "JPEG", "GIF", "WEBP", "AVIF")]),
    st.lists(st.tuples(st.integers(0, 500), st.binary(min_size=1, max_size=4))),
    st.integers(0, 900),
)
def test_a_damaged_picture_is_read_or_refused(
    data: bytes, damage: list[tuple[int, bytes]], end: int
) -> None:
    hurt = bytearray(data)
    for place, other in damage:
        hurt[place : place + len(other)] = other
    with contextlib.suppress(SourceError):
        found = bitmap(bytes(hurt[: end + 8]), MOST)
        assert found.image.size <= MOST
