"""What the lines at the foot of the screen have in common: some keys are the last for them."""

from typing import ClassVar

from textual import events

from tui.widgets.query_input import QueryInput


class TypedLine(QueryInput):
    """An input after whose last key what is typed is meant for something else."""

    ENDS: ClassVar[frozenset[str]] = frozenset({"enter", "escape"})
    """The keys that end it; what comes after them waits until that is done."""

    def take_key(self, event: events.Key) -> bool:
        """Write a character where the cursor is, in the order of the keys; return whether."""
        if not event.is_printable or event.character is None:
            return False
        self.replace(event.character, *self.selection)
        return True
