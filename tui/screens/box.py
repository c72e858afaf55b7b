"""A box over the main screen: takes the keys that hold everywhere, and tells its own."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.getters import query_one
from textual.screen import ModalScreen, ScreenResultType

from tui.screens.keys import EVERYWHERE, MOVES
from tui.widgets.own_words import told


class Box(ModalScreen[ScreenResultType]):
    """What opens over the main screen."""

    BINDINGS: ClassVar[list[BindingType]] = [*EVERYWHERE]

    @property
    def plain(self) -> bool:
        """Whether the program's own words and lines are to be of ASCII."""
        return self.app.has_class("-ascii")

    def words(self, text: str) -> Text:
        """Return what the program says here, as it can be printed, and no markup."""
        return Text(told(text, plain=self.plain))

    def keys_and_actions(self) -> list[tuple[str, str]]:
        """Return the keys that act here, its own first, as they are now, and what they do."""
        named = [each for each in self.BINDINGS if isinstance(each, Binding)]
        own = {each.description for each in named if each not in (*EVERYWHERE, *MOVES)}
        found: dict[str, list[str]] = {}
        for active in self.active_bindings.values():
            if active.node is self and (what := active.binding.description):
                shown = self.app.get_key_display(active.binding)
                found.setdefault(what, []).append(shown)
        order = sorted(found, key=lambda what: what not in own)
        return [(" ".join(found[what]), what) for what in order]

    def action_help(self) -> None:
        from tui.screens.help import Help  # noqa: PLC0415 - it is a box itself

        self.app.push_screen(Help(self.keys_and_actions()))


class ScrolledBox(Box[ScreenResultType]):
    """A box of text in which the keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVES]

    box = query_one(VerticalScroll)

    def action_move(self, by: int) -> None:
        self.box.scroll_relative(y=by, animate=False)

    def action_page(self, pages: float) -> None:
        height = self.box.scrollable_content_region.height
        self.box.scroll_relative(y=round(pages * max(1, height - 1)), animate=False)

    def action_edge(self, end: bool) -> None:
        self.box.scroll_to(y=self.box.max_scroll_y if end else 0, animate=False)
