"""Pictures drawn between the lines of an article; it fetches none."""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from rich.segment import Segment
from textual import work
from typing_extensions import override

from tui.render.document import Picture, Table
from tui.widgets.set_page import SetPage

if TYPE_CHECKING:
    from PIL.Image import Image

    from tui.render.page import Page
    from tui.render.rows import Part
    from tui.render.setting import Setting
    from tui.render.typeset import Line
    from tui.widgets.drawing import Rows
    from tui.widgets.graphics import Way

_LOWEST = 6
"""A picture may take so many rows, however low the pane is."""
_COLOURS = {"standard": 16, "256": 256, "truecolor": 1 << 24}


class _Shape(NamedTuple):
    """A picture as large as it is drawn."""

    number: int
    columns: int
    rows: int


class _Painted(NamedTuple):
    """What is put on the screen for it."""

    rows: Rows
    """As text, row by row."""
    sixels: tuple[str, ...] = ()
    """What is sent on top of each row, once that is painted."""
    forget: str = ""
    """What frees the terminal's memory of it."""


class Picturing(SetPage):
    """Gives the pictures it was handed room in the text, and draws them there."""

    def __init__(self, setting: Setting, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(setting, id=id)
        self._images: dict[int, tuple[Image, tuple[int, int]]] = {}
        self._failed: dict[int, str] = {}
        self._painted: dict[_Shape, _Painted | None] = {}
        self._way: Way | None = None
        self._sixels_due = False

    @override
    def set_page(self, page: Page, place: tuple[int, int]) -> None:
        self._forget_all()
        super().set_page(page, place)

    @property
    def pictured(self) -> frozenset[int]:
        """The numbers of the pictures that are drawn."""
        return frozenset(self._images)

    @property
    def pictures_in_sight(self) -> frozenset[int]:
        """The numbers of the pictures that stand on a line in sight."""
        top = round(self.scroll_y)
        seen = self.lines[top : top + self.scrollable_content_region.height]
        shown = {id(line.shows): line.shows for line in seen}.values()
        tables = (each.pictures for each in shown if isinstance(each, Table))
        alone = (each for each in shown if isinstance(each, Picture))
        return frozenset(each.number for each in chain(alone, *tables))

    def draw_picture(self, number: int, image: Image, size: tuple[int, int]) -> None:
        """Draw a picture where it stands; ``size`` is its own, in pixels."""
        self._images[number] = image, size
        self._failed.pop(number, None)
        self.set_again()

    def fail_picture(self, number: int, note: str) -> None:
        """Say below a picture why it is not drawn."""
        self._failed[number] = note
        self.set_again()

    def hide_pictures(self) -> None:
        """Draw none of them any more."""
        self._forget_all()
        self.set_again()

    def _forget_all(self) -> None:
        for painted in self._painted.values():
            if painted and painted.forget:
                self._send(painted.forget)
        self._images.clear()
        self._failed.clear()
        self._painted.clear()

    @override
    def failed_pictures(self) -> dict[int, str]:
        return dict(self._failed)

    @override
    def drawn_sizes(self, width: int) -> dict[int, tuple[int, int]]:
        if not self._images:
            return {}
        from tui.widgets.drawing import fit  # noqa: PLC0415 - only where there are some
        from tui.widgets.graphics import cell_size  # noqa: PLC0415

        height = max(_LOWEST, self.scrollable_content_region.height - 2)
        room = min(width, self.setting.measure), height
        cell = cell_size()
        return {n: fit(size, room, cell) for n, (_, size) in self._images.items()}

    def picture_on(self, line: Line, part: Part) -> list[Segment]:
        """Return what fills the room for a picture on a line: blanks until it is painted."""
        number = line.shows.number if isinstance(line.shows, Picture) else 0
        shape = _Shape(number, part.columns, part.rows)
        if shape not in self._painted and number in self._images:
            self._painted[shape] = None
            self._paint(shape, self._images[number][0])
        painted = self._painted.get(shape)
        if painted is None:
            return [Segment(" " * part.columns, self.ground)]
        if painted.sixels and not self._sixels_due:
            self._sixels_due = True
            self.call_after_refresh(self._put_sixels)
        return painted.rows[part.row]

    @work(thread=True, group="paint")
    def _paint(self, shape: _Shape, image: Image) -> None:
        from tui.widgets import drawing, graphics  # noqa: PLC0415

        if self._way is None:
            passed = graphics.passed_by_tmux(os.environ)
            bare = bool(os.environ.get("NO_COLOR")) or self.setting.ascii
            system = "" if bare else self.app.console.color_system or ""
            colours = _COLOURS.get(system, 0)
            self._way = graphics.way(os.environ, colours, passed=passed)
        cells, cell = (shape.columns, shape.rows), graphics.cell_size()
        upload = ""
        match self._way:
            case graphics.Way.KITTY:
                tmux = bool(os.environ.get("TMUX"))
                held = graphics.kitty(image, cells, cell, tmux=tmux)
                upload, painted = held.upload, _Painted(held.rows, forget=held.forget)
            case graphics.Way.SIXEL:
                blank = [[Segment(" " * shape.columns, self.ground)]] * shape.rows
                bands = (range(row, row + 1) for row in range(shape.rows))
                sent = tuple(graphics.sixel(image, cells, cell, band) for band in bands)
                painted = _Painted(blank, sent)
            case graphics.Way.BLOCKS:
                painted = _Painted(drawing.blocks(image, cells))
            case _:
                dark, style = self.app.current_theme.dark, self.ground
                plain = self.setting.ascii
                rows = drawing.shades(image, cells, style, dark=dark, plain=plain)
                painted = _Painted(rows)
        self.app.call_from_thread(self._take_painted, shape, painted, upload)

    def _take_painted(self, shape: _Shape, painted: _Painted, upload: str) -> None:
        if shape in self._painted:
            self._send(upload)
            self._painted[shape] = painted
            self.refresh()

    def _send(self, text: str) -> None:
        """Write to the terminal what Textual has no word for."""
        driver = self.app._driver  # noqa: SLF001 - there is no other way to it
        if text and driver and not self.app.is_headless:
            driver.write(text)

    def _put_sixels(self) -> None:
        """Put the sixels over the blanks that were just painted."""
        from tui.widgets.graphics import at  # noqa: PLC0415

        self._sixels_due = False
        if self.app.screen is not self.screen:
            return  # something lies over the article; it is painted again after that
        region, top = self.scrollable_content_region, round(self.scroll_y)
        left, above = self.content_region.offset
        for y, line in enumerate(self.lines[top : top + region.height]):
            if line.part and isinstance(line.shows, Picture):
                shape = _Shape(line.shows.number, line.part.columns, line.part.rows)
                painted = self._painted.get(shape)
                if painted and painted.sixels:
                    column = left + line.width - line.part.columns
                    row = painted.sixels[line.part.row]
                    self._send(at(column, above + y, row))
