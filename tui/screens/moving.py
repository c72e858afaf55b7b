"""Moving in the panes and between them, with counts such as ``5j``."""

from typing_extensions import override

from tui.screens.desk import Desk
from tui.widgets.dates import Clock
from tui.widgets.pane import Pane

_LONGEST_COUNT = 7
_TWO_PANES, _THREE_PANES = 80, 120


class Moving(Desk):
    """The keys that move; which panes are in sight follows from the focus."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._digits = ""
        self._before_digit: Pane | None = None
        self._presses = 0
        self._digit_press = -1

    def pressed(self) -> None:
        """Hear of each key just before it acts: a count is for the very next one."""
        self._presses += 1
        self.settled = True
        self.app.call_later(self._pressed, self._presses)

    def _pressed(self, press: int) -> None:
        """Forget the count once a key has acted that was no digit."""
        if self._digits and self._digit_press < press:
            self._digits, self._before_digit = "", None
            self.tell_place()

    def action_digit(self, digit: int) -> None:
        """Begin or continue a count; 1, 2 and 3 alone go to that pane.

        A number such as 12 begins with what looks like a pane, so its second digit
        gives the focus back to the pane it is meant for.
        """
        self._digit_press = self._presses
        if self._digits or digit not in {1, 2, 3}:
            if self._before_digit:
                self.attend(self._before_digit)
                self._before_digit = None
            self._digits = (self._digits + str(digit))[:_LONGEST_COUNT]
            self.tell_place()
            return
        target = self.panes[digit - 1]
        if target is self.pane:
            self._digits = str(digit)
            self.tell_place()
            return
        self._before_digit, self._digits = self.pane, str(digit)
        self.attend(target)

    @property
    def count(self) -> str:
        """The digits typed so far, to be shown."""
        return "" if self._before_digit else self._digits

    def take_count(self) -> int:
        """Return the count typed before this key, 1 if there is none."""
        digits, self._digits = self.count, ""
        return max(1, int(digits or "1"))

    def action_move(self, by: int) -> None:
        self.pane.move(by * self.take_count())
        self.tell_place()  # in the same frame

    def action_page(self, pages: float) -> None:
        self.pane.page(pages * self.take_count())
        self.tell_place()

    def action_edge(self, end: bool) -> None:
        """Go to the first or last row; with a count, as in ``12G``, to that row."""
        row = self.take_count() if self.count else 0
        self.pane.edge(end=end and not row)
        if row:
            self.pane.move(row - 1)
        self.tell_place()

    def action_list_move(self, by: int) -> None:
        self.articles.move(by * self.take_count())

    def action_shift(self, by: int) -> None:
        self.article.shift_by(by)

    def action_cycle(self, by: int) -> None:
        panes = [p for p in self.panes if p is not self.categories or self.sidebar]
        here = panes.index(self.pane) if self.pane in panes else 0
        self.attend(panes[(here + by) % len(panes)])

    def action_outward(self) -> None:
        if self.pane is self.categories:
            self.categories.turn(open=False)
        elif self.pane is self.articles:
            self.attend(self.categories)
        else:
            self.attend(self.articles)

    def action_inward(self) -> None:
        if self.pane is self.categories:
            if not self.categories.turn(open=True):
                self.attend(self.articles)
        elif self.pane is self.articles:
            self.attend(self.article)

    def action_zoom(self) -> None:
        self.zoomed = not self.zoomed
        self.lay_out()

    def action_sidebar(self) -> None:
        self.sidebar = not self.sidebar
        if not self.sidebar and self.pane is self.categories:
            self.attend(self.articles)
        self.lay_out()

    @override
    def attend(self, pane: Pane) -> None:
        if pane is self.categories:
            self.sidebar = True
        pane.display = True
        self.set_focus(pane, scroll_visible=False)
        self.lay_out(pane)

    @override
    def lay_out(self, pane: Pane | None = None) -> None:
        """Decide which panes are in sight: three, two or one, by width and focus."""
        here, width = pane or self.pane, self.app.size.width
        self.set_class(width >= _THREE_PANES, "-wide")
        reading = here is self.article
        if self.zoomed or width < _TWO_PANES:
            shown = {here}
        elif width >= _THREE_PANES:
            shown = {*self.panes}
        else:
            shown = {self.article} if reading else {self.categories, self.articles}
        if not self.sidebar:
            shown -= {self.categories}
        for each in self.panes:
            each.display = each in shown
            each.set_class(len(shown) == 1, "-alone")
        wide = width >= _THREE_PANES and not self.zoomed
        tall = 2 if wide or self.articles.searching else 1
        if self.articles.row_height != tall:
            self.articles.row_height = tall
            self.articles.on_resize()
            self.articles.refresh()

    def on_resize(self) -> None:
        self.lay_out()
