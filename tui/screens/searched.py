"""What is searched for, and where one was before; it neither searches nor shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model import View
    from tui.query import Words
    from tui.widgets.pane import Pane

Order = Literal["best", "newest", "oldest"]


class Searched(Struct, frozen=True):
    """What is searched for, and where one was before."""

    text: str
    here: bool
    """Whether only in the view that was shown."""
    order: Order
    view: View
    """What was shown before."""
    node: str
    """The line of the tree that was selected."""
    selected: int | None
    title: str
    """What the view that was shown is called."""
    pane: Pane

    @property
    def place(self) -> View:
        """Where it is searched for, in the order of the list."""
        return replace(self.view, newest_first=self.order != "oldest", found=None)

    def unread_only(self, wanted: bool) -> Searched:
        """Return the same, among unread entries alone or among all."""
        return replace(self, view=replace(self.view, unread_only=wanted))


class Earlier(NamedTuple):
    """What was found before something else was typed."""

    searched: Searched
    view: View
    order: str
    """What came first in it."""
    words: Sequence[Words]
    """What was marked in it."""
    selected: int | None
