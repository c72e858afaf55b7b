"""Lays labels and colours over the cells of a drawn line; it draws no line itself."""

from collections.abc import Iterable
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


class Patch(NamedTuple):
    """What lies over some cells of a line; patches of one line do not overlap."""

    start: int
    """The first cell."""
    end: int
    """The cell after the last."""
    role: str
    """The component class that colours it."""
    text: str = ""
    """What stands there instead, as wide as the patch; empty leaves what is there."""


def patched(strip: Strip, patches: Iterable[tuple[Patch, Style]]) -> Strip:
    """Return the strip with each patch in its style."""
    parts: list[Strip] = []
    here = 0
    for patch, style in patches:
        start, end = min(patch.start, strip.cell_length), patch.end
        parts.append(strip.crop(here, start))
        if patch.text:
            parts.append(Strip([Segment(patch.text, style)], end - patch.start))
        else:
            under = strip.crop(start, end)
            over = Segment.apply_style(under, post_style=style)
            parts.append(Strip(over, under.cell_length))
        here = end
    return Strip.join([*parts, strip.crop(here)]) if parts else strip
