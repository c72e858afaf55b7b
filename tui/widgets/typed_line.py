"""What the lines at the foot of the screen have in common: others wait for some keys."""

from typing import ClassVar

from textual import events

from tui.widgets.query_input import QueryInput


class TypedLine(QueryInput):
    """An input of which some keys change what the next are meant for."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})
    """The keys after which others wait until what they do is done."""

    def take_key(self, event: events.Key) -> bool:
        """Write a character where the cursor is, in the order of the keys; return whether."""
        if not event.is_printable or event.character is None:
            return False
        self.replace(event.character, *self.selection)
        return True
