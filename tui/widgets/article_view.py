"""The reader: draws the lines of one article; setting them is done in a worker."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.worker import Worker, get_current_worker
from typing_extensions import override

from tui.model import Body, Row
from tui.render.page import HEADER, Page, lines_of, opening
from tui.render.typeset import Line, Setting
from tui.widgets.isolation import isolated
from tui.widgets.pane import Pane

_SCREEN = 60
_FIRST = 200
_CHUNK = 2_000
_HINT = "Enter opens the selected article; Space alone reads on."


class ArticleView(Pane):
    """Shows an article from the place where it was left."""

    COMPONENT_CLASSES = {
        "article--heading",
        "article--strong",
        "article--emphasis",
        "article--code",
        "article--code-block",
        "article--code-keyword",
        "article--code-name",
        "article--code-string",
        "article--code-literal",
        "article--code-comment",
        "article--code-deleted",
        "article--code-inserted",
        "article--link",
        "article--marker",
        "article--quote",
        "article--quote-bar",
        "article--code-bar",
        "article--table-border",
        "article--table-header",
        "article--media",
        "article--summary",
        "article--rule",
        "article--caption",
        "article--picture",
        "article--deleted",
        "article--inserted",
        "article--mark",
        "article--keyboard",
        "article--muted",
    }

    class Moved(Message):
        """Another part of the article is in sight."""

    def __init__(self, setting: Setting, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        """Show articles as ``setting`` says, but for the width, which is the pane's."""
        super().__init__(id=id)
        self.border_title = "Reader"
        self._setting = setting
        self._page: Page | None = None
        self._lines: list[Line] = []
        self._place = (0, 0)
        self._set_width = 0
        self._shift = 0
        self.complete = False
        self._styles: dict[tuple[str, ...], Style] = {}

    def show(self, row: Row, body: Body, date: str, place: tuple[int, int]) -> None:
        """Show an entry, scrolled to a place that ``place`` returned before."""
        self._page = Page(row.entry, body, date)
        self._place, self._shift, self._lines = place, 0, []
        self._set()

    @property
    def place(self) -> tuple[int, int] | None:
        """The block at the top, and how many of its letters are above.

        So it is the same place at any width. None while nothing is shown.
        """
        if not self._lines:
            return None
        top = min(round(self.scroll_y), len(self._lines) - 1)
        block = self._lines[top].block
        first = bisect_left(self._lines, block, key=lambda line: line.block)
        return block, sum(line.letters for line in self._lines[first:top])

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight, or nothing is shown."""
        bottom = self.scroll_y + self.scrollable_content_region.height
        return self.complete and bottom >= len(self._lines)

    @property
    def progress(self) -> int:
        """How much has been in sight, in percent."""
        if not self._lines or not self.complete:
            return 0
        bottom = round(self.scroll_y) + self.scrollable_content_region.height
        return min(100, 100 * bottom // len(self._lines))

    @property
    def _room(self) -> int:
        """How many cells the text may take: the last one keeps off the scrollbar."""
        return self.scrollable_content_region.width - 1

    def _set(self) -> None:
        width = self._room
        if self._page and width > 1:
            self._set_width, self.complete = width, False
            setting = replace(self._setting, width=width)
            self._typeset(self._page, setting, self._place)

    @work(thread=True, exclusive=True, group="typeset")
    def _typeset(self, page: Page, setting: Setting, place: tuple[int, int]) -> None:
        """Set what is in sight first, wherever it is, then all of it from the top."""
        worker = get_current_worker()
        begun = opening(page, setting, _SCREEN) if place <= (0, 0) else []
        if begun:
            self._give(worker, self._take, begun, place)
        lines = lines_of(page, setting, place[0])
        done: list[Line] = []
        while chunk := list(islice(lines, _FIRST)):
            done += chunk
            if worker.is_cancelled or _line_at(done, *place) < len(done) - 1:
                break
        self._give(worker, self._take, list(done), None if begun else place)
        last = done[-1].block if done else HEADER
        whole = place[0] > HEADER
        if whole:
            lines, done = lines_of(page, setting), []
        while not worker.is_cancelled and (chunk := list(islice(lines, _CHUNK))):
            done += chunk
            if not whole:
                self._give(worker, self._take, list(done))
            elif done[-1].block > last:
                self._give(worker, self._take_above, list(done))
                whole = False
        if whole:
            self._give(worker, self._take_above, done)
        self._give(worker, self._finish)

    def _give(
        self, worker: Worker[None], take: Callable[..., None], *what: object
    ) -> None:
        if not worker.is_cancelled:
            self.app.call_from_thread(take, *what)

    def _take(self, lines: list[Line], place: tuple[int, int] | None = None) -> None:
        self._lines = lines
        self.virtual_size = Size(self._set_width, len(lines))
        if place:
            self.scroll_to(y=_line_at(lines, *place), animate=False, force=True)
        self.refresh()

    def _take_above(self, lines: list[Line]) -> None:
        """Take in what is above too; what is in sight stays where it is."""
        self._take(lines, self.place)

    def _finish(self) -> None:
        self.complete = True
        self.post_message(self.Moved())

    def on_resize(self) -> None:
        if self._room != self._set_width:
            self._place = self.place or self._place
            self._set()

    @override
    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.post_message(self.Moved())

    @override
    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    @override
    def move(self, count: int) -> None:
        self.scroll_to(y=self.scroll_y + count, animate=False)

    @override
    def page(self, pages: float) -> None:
        height = self.scrollable_content_region.height
        self.move(round(pages * max(1, height - 1)))

    @override
    def edge(self, *, end: bool) -> None:
        self.scroll_to(y=self.max_scroll_y if end else 0, animate=False)

    def shift_by(self, cells: int) -> None:
        """Shift the wide lines sideways; what fits stays where it is."""
        widest = max((line.width for line in self._lines if line.wide), default=0)
        most = max(0, widest - self._set_width)
        self._shift = max(0, min(self._shift + cells, most))
        self.refresh()

    @override
    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_y)
        width, base = self.scrollable_content_region.width, self.rich_style
        if index >= len(self._lines):
            hint = _HINT if self._page is None and y == 1 else ""
            style = self._style(("muted",))
            return Strip([Segment(hint, style)]).adjust_cell_length(width, base)
        line = self._lines[index]
        segments = [Segment(run.text, self._style(run.roles)) for run in line.runs]
        strip = Strip(isolated(segments, rtl=line.rtl), line.width)
        if line.wide and self._shift:
            stays = sum(cell_len(run.text) for run in line.runs[: line.lead])
            strip = Strip.join([strip.crop(0, stays), strip.crop(stays + self._shift)])
        return strip.adjust_cell_length(width, base)

    def _style(self, roles: tuple[str, ...]) -> Style:
        if roles not in self._styles:
            known = self.COMPONENT_CLASSES
            names = [
                f"article--{role}" for role in roles if f"article--{role}" in known
            ]
            self._styles[roles] = self.role(*names)
        return self._styles[roles]


def _line_at(lines: Sequence[Line], block: int, letters: int) -> int:
    """Return the line of a block that has its letter number ``letters``."""
    first = bisect_left(lines, block, key=lambda line: line.block)
    for number, line in enumerate(lines[first:], first):
        if line.block != block or letters < line.letters:
            return min(number, len(lines) - 1)
        letters -= line.letters
    return max(0, len(lines) - 1)
