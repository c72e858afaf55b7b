"""The reader: draws the lines of one article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from typing_extensions import override

from tui.widgets.finding import Finding
from tui.widgets.hinting import Hinting, Verb
from tui.widgets.hints import Target
from tui.widgets.hyperlinks import safe
from tui.widgets.isolation import isolated
from tui.widgets.patches import patched
from tui.widgets.picturing import Picturing

if TYPE_CHECKING:
    from textual import events

    from tui.render.find import Place
    from tui.render.page import Page
    from tui.render.rows import Run
    from tui.render.setting import Setting
    from tui.render.typeset import Line

_HINT = "Enter opens the selected article; Space alone reads on."


class ArticleView(Hinting, Finding, Picturing):
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
        "article--link-number",
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
        "article--match",
        "article--match-current",
        "article--hint",
    }

    def __init__(
        self,
        setting: Setting,
        *,
        hyperlinks: bool,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        """Show articles as ``setting`` says, but for the width, which is the pane's.

        With ``hyperlinks`` the terminal is told where links lead.
        """
        super().__init__(setting, id=id)
        self.border_title = "Reader"
        self._hyperlinks = hyperlinks
        self._shift = 0
        self._styles: dict[tuple[str, ...], Style] = {}

    def show(self, page: Page, place: tuple[int, int]) -> None:
        """Show a page, scrolled to a place that ``place`` returned before."""
        self._shift = 0
        self.set_page(page, place)

    @override
    def notify_style_update(self) -> None:
        self._styles.clear()
        super().notify_style_update()

    def on_click(self, event: events.Click) -> None:
        """Follow the link that was clicked."""
        offset = event.get_content_offset(self)
        number = round(self.scroll_y) + offset.y if offset else len(self.lines)
        if offset is None or number >= len(self.lines):
            return
        line, cell = self.lines[number], 0
        clicked = offset.x
        if clicked >= self._staying(line):
            clicked += self._shifted(line)
        for run in line.runs:
            cell += line.ruler.width(run.text)
            if clicked < cell:
                if run.link is not None:
                    target = Target(number, cell, run.link)
                    self.post_message(self.Chosen(Verb.FOLLOW, target))
                return

    def shift_by(self, cells: int) -> None:
        """Shift the wide lines sideways; what fits stays where it is."""
        widest = max((line.width for line in self.lines if line.wide), default=0)
        most = max(0, widest - self._set_width)
        self._shift = max(0, min(self._shift + cells, most))
        self.refresh()

    @override
    def reveal(self, place: Place) -> None:
        line = self.lines[place.line]
        stays, shift = self._staying(line), self._shifted(line)
        seen = stays <= place.start - shift < place.end - shift < self._set_width
        if line.wide and place.start >= stays and not seen:
            self.shift_by(max(0, place.end - self._set_width // 2) - self._shift)

    @override
    def is_in_sight(self, target: Target) -> bool:
        line = self.lines[target.line]
        stays, cell = self._staying(line), target.cell
        if cell < stays:
            return True
        return stays <= cell - self._shifted(line) < self.size.width

    def _shifted(self, line: Line) -> int:
        """Return by how many cells the text of a line is shifted."""
        return self._shift if line.wide else 0

    def _staying(self, line: Line) -> int:
        """Return how many cells of a line stay where they are."""
        return sum(line.ruler.width(run.text) for run in line.runs[: line.lead])

    @override
    def render_line(self, y: int) -> Strip:
        index = y + round(self.scroll_y)
        width, base = self.scrollable_content_region.width, self.ground
        if index >= len(self.lines):
            hint = _HINT if self.shown is None and y == 1 else ""
            style = self._style(("muted",))
            return Strip([Segment(hint, style)]).adjust_cell_length(width, base)
        line = self.lines[index]
        runs = line.runs[:-1] if line.part else line.runs
        segments = [Segment(run.text, self._run_style(run)) for run in runs]
        if line.part:
            segments += self.picture_on(line, line.part)
        strip = Strip(isolated(segments, rtl=line.rtl), line.width)
        patches = (
            self.hint_patches(index) if self.hinting else self.match_patches(index)
        )
        strip = patched(
            strip, ((patch, self._style((patch.role,))) for patch in patches)
        )
        if shift := self._shifted(line):
            stays = self._staying(line)
            strip = Strip.join([strip.crop(0, stays), strip.crop(stays + shift)])
        return strip.adjust_cell_length(width, base)

    def _run_style(self, run: Run) -> Style:
        style = self._style(run.roles)
        if self._hyperlinks and self.links and run.link is not None:
            return style + Style(link=safe(self.links[run.link].url))
        return style

    def _style(self, roles: tuple[str, ...]) -> Style:
        if roles not in self._styles:
            known = self.COMPONENT_CLASSES
            names = [
                f"article--{role}" for role in roles if f"article--{role}" in known
            ]
            self._styles[roles] = self.role(*names)
        return self._styles[roles]
