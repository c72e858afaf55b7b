"""A pane that sets an article in a worker, what is in sight first; it draws nothing."""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.worker import Worker, get_current_worker
from typing_extensions import override

from tui.render.setting import HEADER, Setting
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tui.render.document import Link
    from tui.render.page import Page
    from tui.render.typeset import Line

_SCREEN = 60
_FIRST = 200
_CHUNK = 2_000


class SetPage(Pane):
    """Holds the lines of a page, at the width of the pane."""

    class Moved(Message):
        """Another part of the article is in sight."""

    def __init__(self, setting: Setting, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Set pages as ``setting`` says, but for the width, which is the pane's."""
        super().__init__(id=id)
        self.setting = setting
        self.shown: Page | None = None
        self.lines: list[Line] = []
        """What is set by now, from the top or from the block that was gone to."""
        self.links: tuple[Link, ...] = ()
        """Where the links of these lines lead; empty until the whole was read."""
        self.complete = False
        """Whether ``lines`` are all of them."""
        self._place = (HEADER, 0)
        self._set_width = 0
        self._to_end = False
        """Whether the end is to be gone to, wherever it will be."""

    def set_page(self, page: Page, place: tuple[int, int]) -> None:
        """Set a page and go to a place that ``place`` returned before."""
        self.shown, self._place, self.lines = page, place, []
        self._to_end = False
        self._set()

    def go_to(self, block: int, letters: int = 0) -> None:
        """Go to a letter of a block, whether or not it is set already."""
        if self.complete or (self.lines and block < self.lines[-1].block):
            self.scroll_to(y=_line_at(self.lines, block, letters), animate=False)
        else:
            self._place = (block, letters)
            self._set()

    @property
    def place(self) -> tuple[int, int] | None:
        """The block at the top, and how many of its letters are above.

        So it is the same place at any width. None while nothing is shown.
        """
        if not self.lines:
            return self._place if self.shown else None
        top = min(round(self.scroll_y), len(self.lines) - 1)
        block = self.lines[top].block
        first = bisect_left(self.lines, block, key=lambda line: line.block)
        return block, sum(line.letters for line in self.lines[first:top])

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight, or nothing is shown."""
        bottom = self.scroll_y + self.scrollable_content_region.height
        return self.complete and bottom >= len(self.lines)

    @property
    def progress(self) -> int:
        """How much has been in sight, in percent."""
        if not self.lines or not self.complete:
            return 0
        bottom = round(self.scroll_y) + self.scrollable_content_region.height
        return min(100, 100 * bottom // len(self.lines))

    @property
    def _room(self) -> int:
        """How many cells the text may take: the last one keeps off the scrollbar."""
        return self.scrollable_content_region.width - 1

    def _set(self) -> None:
        width = self._room
        self._set_width, self.complete = max(0, width), False
        if self.shown and width > 1:
            setting = replace(
                self.setting,
                width=width,
                drawn=self.drawn_sizes(width),
                failed=self.failed_pictures(),
            )
            self._typeset(self.shown, setting, self._place)

    def failed_pictures(self) -> dict[int, str]:
        """Return the pictures that cannot be drawn: number → what is said of that."""
        return {}

    def drawn_sizes(self, width: int) -> dict[int, tuple[int, int]]:
        """Return the pictures that get room: number → columns and rows."""
        return {}

    @work(thread=True, exclusive=True, group="typeset")
    def _typeset(self, page: Page, setting: Setting, place: tuple[int, int]) -> None:
        """Set what is in sight first, wherever it is, then all of it from the top."""
        from tui.render.page import lines_of, opening  # noqa: PLC0415 - not for the first paint

        worker = get_current_worker()
        begun = opening(page, setting, _SCREEN) if place <= (0, 0) else []
        if begun:
            self._give(worker, self._take, begun, (), place)
        first = HEADER if begun else place[0]
        lines = lines_of(page, setting, first)
        done: list[Line] = []
        while chunk := list(islice(lines, _FIRST)):
            done += chunk
            if worker.is_cancelled or _line_at(done, *place) < len(done) - 1:
                break
        links = page.document.links
        self._give(worker, self._take, list(done), links, None if begun else place)
        last = done[-1].block if done else HEADER
        whole = first > HEADER
        if whole:
            lines, done = lines_of(page, setting), []
        while not worker.is_cancelled and (chunk := list(islice(lines, _CHUNK))):
            done += chunk
            if not whole:
                self._give(worker, self._take, list(done), links)
            elif done[-1].block > last:
                self._give(worker, self._take_above, list(done), links)
                whole = False
        if whole:
            self._give(worker, self._take_above, done, links)
        self._give(worker, self._finish)

    def _give(
        self, worker: Worker[None], take: Callable[..., None], *what: object
    ) -> None:
        if not worker.is_cancelled:
            self.app.call_from_thread(take, *what)

    def lines_changed(self) -> None:
        """Hear that there are other lines, or more of them."""

    def _take(
        self,
        lines: list[Line],
        links: tuple[Link, ...],
        place: tuple[int, int] | None = None,
    ) -> None:
        self.lines, self.links = lines, links
        self.lines_changed()
        self.virtual_size = Size(self._set_width, len(lines))
        if self._to_end:
            self.scroll_to(y=len(lines), animate=False, force=True)
        elif place:
            self.scroll_to(y=_line_at(lines, *place), animate=False, force=True)
        self.refresh()

    def _take_above(self, lines: list[Line], links: tuple[Link, ...]) -> None:
        """Take in what is above too; what is in sight stays where it is."""
        self._take(lines, links, self.place)

    def _finish(self) -> None:
        self.complete, self._to_end = True, False
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        if self._room != self._set_width:
            self.set_again()

    def set_again(self) -> None:
        """Set the page as the pane and the setting are now; one stays where one is."""
        self._place = self.place or self._place
        self._set()

    @override
    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    @override
    def move(self, count: int) -> None:
        self._to_end = False
        self.scroll_to(y=self.scroll_y + count, animate=False)

    @override
    def page(self, pages: float) -> None:
        height = self.scrollable_content_region.height
        self.move(round(pages * max(1, height - 1)))

    @override
    def edge(self, *, end: bool) -> None:
        self._to_end = end and not self.complete
        self.scroll_to(y=self.max_scroll_y if end else 0, animate=False)


def _line_at(lines: Sequence[Line], block: int, letters: int) -> int:
    """Return the line of a block that has its letter number ``letters``."""
    first = bisect_left(lines, block, key=lambda line: line.block)
    for number, line in enumerate(lines[first:], first):
        drawn = line.part is not None and not letters
        if line.block != block or drawn or letters < line.letters:
            return min(number, len(lines) - 1)
        letters -= line.letters
    return max(0, len(lines) - 1)
