"""Makes a small picture of a picture file's bytes, which are hostile; it fetches none."""

import re
import struct
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from tui.errors import SourceError

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
"""What the web has; Pillow reads fifty more, each with faults of its own."""
_MOST_PIXELS = 50_000_000
"""What a telephone takes; decoded it is 150 MB, for a moment."""
_PAPER = (255, 255, 255)
_DEEP = 256
_svg = re.compile(rb"\s*(?:<\?xml|<!--|<!doctype svg|<svg)", re.IGNORECASE)
_page = re.compile(rb"\s*(?:<!doctype html|<html|<head|<body)", re.IGNORECASE)


class Bitmap(Struct, frozen=True):
    """A picture as it can be drawn."""

    image: "Image"
    """RGB, no larger than was asked for; do not change it."""
    width: int
    """How wide the picture itself is, in pixels."""
    height: int
    """How high it is, in pixels."""


def bitmap(data: bytes, most: tuple[int, int]) -> Bitmap:
    """Return the picture in ``data``, at most ``most`` (width, height) pixels large.

    It is scaled down in proportion, never up, turned as its EXIF says, and laid on
    white paper where it is transparent, as pages are. Of a moving picture it is the
    first one. It blocks for as long as decoding takes: call it in a worker.

    Raises:
        SourceError: It is none, is broken, or has too many pixels. The message is what
            follows the picture's address in a sentence.
    """
    if _svg.match(data) and b"<svg" in data[:4_096]:
        raise SourceError("is an SVG drawing, which cannot be drawn here")
    if _page.match(data):
        raise SourceError("is a page and no picture")
    if not data:
        raise SourceError("is empty")
    try:
        return _decode(data, most)
    except _broken() as error:
        raise SourceError("is broken, or no picture") from error


def _decode(data: bytes, most: tuple[int, int]) -> Bitmap:
    from PIL import Image, ImageOps  # noqa: PLC0415 - not before a picture is drawn

    # Pillow's own bound is twice as high as ours, and a warning at first.
    Image.MAX_IMAGE_PIXELS = None
    with Image.open(BytesIO(data), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS:
            raise SourceError(f"has {width:,} × {height:,} pixels, which is too many")
        # JPEG can be decoded at a half, a quarter, an eighth.
        image.draft("RGB", (most[0] * 2, most[1] * 2))
        image.load()
        turned = ImageOps.exif_transpose(image)
        if turned.size != image.size and turned.size == image.size[::-1]:
            width, height = height, width
        flat = _on_paper(turned)
    flat.thumbnail(most, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return Bitmap(flat, width, height)


def _on_paper(image: "Image") -> "Image":
    from PIL import Image  # noqa: PLC0415 - loaded already

    if image.mode.startswith("I") or image.mode == "F":  # 16 bits of grey
        image = image.convert("F").point(lambda grey: grey / _DEEP).convert("L")
    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, _PAPER)
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def _broken() -> tuple[type[Exception], ...]:
    """What Pillow raises for files that are not what they claim to be."""
    errors: tuple[Any, ...] = (OSError, SyntaxError, ValueError, EOFError, TypeError)
    errors += (RuntimeError, MemoryError, AttributeError)
    return *errors, IndexError, KeyError, OverflowError, struct.error, zlib.error
