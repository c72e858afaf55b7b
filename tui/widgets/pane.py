"""What the three panes have in common: moving, and drawing their own lines."""

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from typing_extensions import override


class Pane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane that is moved through by the same keys as the others."""

    _ground: Style | None = None
    _deaf: Timer | None = None
    """While it runs, what is typed does nothing."""

    class Focused(Message):
        """The pane has the focus now."""

    def on_focus(self) -> None:
        self.post_message(self.Focused())

    def take_key(self, event: events.Key) -> bool:
        """Make use of a key before it does what it is bound to; return whether."""
        if self._deaf is None:
            return False
        typed = event.is_printable or event.key == "backspace"
        ends = event.key in {"enter", "escape"}
        if typed:
            self._deaf.reset()
        else:
            self._listen()
        return typed or ends

    def turn_deaf(self, seconds: float) -> None:
        """Let what is typed do nothing, up to Enter or Esc, or so long after the last.

        It is meant for something that is not there, and none of it as a key.
        """
        self._listen()
        self._deaf = self.set_timer(seconds, self._listen)

    def _listen(self) -> None:
        if self._deaf:
            self._deaf.stop()
            self._deaf = None

    def move(self, count: int) -> None:
        """Go ``count`` rows down, or up where it is negative."""
        raise NotImplementedError

    def page(self, pages: float) -> None:
        """Go some pages down, or up where it is negative."""
        raise NotImplementedError

    def edge(self, *, end: bool) -> None:
        """Go to the first row, or to the last."""
        raise NotImplementedError

    @property
    def ground(self) -> Style:
        """What everything lies on: ``rich_style``, which is dear, until it changes."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    @override
    def notify_style_update(self) -> None:
        self._ground = None
        super().notify_style_update()

    def role(self, *names: str) -> Style:
        """Return the style of component classes, laid over one another."""
        style = self.ground
        for name in names:
            style += self.get_component_rich_style(name, partial=True)
        return style


class RowPane(Pane):
    """A pane of rows of which one is selected; it draws only the rows in sight."""

    cursor: reactive[int] = reactive(0, repaint=False)
    """Index of the selected row."""
    total: reactive[int] = reactive(0, repaint=False)
    """How many rows there are."""

    class Picked(Message):
        """A row was clicked that was selected already, or opened by key."""

    row_height = 1

    @override
    def move(self, count: int) -> None:
        self.cursor += count

    @override
    def page(self, pages: float) -> None:
        visible = max(1, self.scrollable_content_region.height // self.row_height)
        self.move(round(pages * max(1, visible - 1)) or (1 if pages > 0 else -1))

    @override
    def edge(self, *, end: bool) -> None:
        self.cursor = self.total - 1 if end else 0

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, self.total - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        self.refresh_rows(old, new)
        self.show_cursor()
        self.highlighted()

    def watch_total(self) -> None:
        self.measure()
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def highlighted(self) -> None:
        """Tell the screen which row is selected now."""

    def measure(self) -> None:
        """Set the height of all rows together."""
        width = self.scrollable_content_region.width
        self.virtual_size = Size(width, self.total * self.row_height)

    @property
    def in_sight(self) -> range:
        """The indexes of the rows that may be seen, some of them in part."""
        top, height = self.scroll_offset.y, self.scrollable_content_region.height
        return range(top // self.row_height, -(-(top + height) // self.row_height))

    def refresh_rows(self, *indexes: int) -> None:
        for index in indexes:
            self.refresh_lines(index * self.row_height, self.row_height)

    def show_cursor(self) -> None:
        """Scroll just as far as needed to see the selected row."""
        top, height = self.cursor * self.row_height, self.row_height
        self.scroll_to_region(
            Region(0, top, 1, height), animate=False, force=True, x_axis=False
        )

    def on_resize(self) -> None:
        self.measure()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        index = (event.y + self.scroll_offset.y) // self.row_height
        if not 0 <= index < self.total:
            return
        if index == self.cursor:
            self.post_message(self.Picked())
        self.cursor = index

    @override
    def render_line(self, y: int) -> Strip:
        index, part = divmod(y + self.scroll_offset.y, self.row_height)
        width = self.scrollable_content_region.width
        if index >= self.total:
            return self.blank(y, width)
        return self.draw(index, part, width)

    def blank(self, y: int, width: int) -> Strip:
        """Return the line at ``y`` of the pane, below the last row."""
        return Strip.blank(width, self.ground)

    def draw(self, index: int, part: int, width: int) -> Strip:
        """Return line ``part`` of a row in just ``width`` cells."""
        raise NotImplementedError

    def over(self, index: int, name: str) -> Style:
        """Return a component's style to lay over a row; the selection keeps its own colour."""
        style = self.get_component_rich_style(name, partial=True)
        return style.without_color if index == self.cursor and self.has_focus else style

    def base(self, index: int) -> Style:
        """Return the style that the row lies on."""
        if index != self.cursor:
            return self.ground
        return self.role("row--selected" if self.has_focus else "row--selected-faint")

    @override
    def watch_has_focus(self, _has_focus: bool) -> None:
        super().watch_has_focus(_has_focus)
        self.refresh_rows(self.cursor)
