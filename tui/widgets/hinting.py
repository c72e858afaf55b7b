"""Choosing what is in sight of an article by letters; what is done with it is not known."""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from textual.message import Message
from typing_extensions import override

from tui.widgets.hints import EVERYTHING, Target, labels, targets
from tui.widgets.patches import Patch
from tui.widgets.set_page import SetPage

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from textual import events

    from tui.render.document import Block
    from tui.render.page import Page


class Verb(StrEnum):
    """What is to be done with what is chosen."""

    FOLLOW = "follow"
    OPEN = "open"
    COPY = "copy"


class Hinting(SetPage):
    """Puts a label on each link and block in sight; typing it chooses."""

    class Chosen(Message):
        """Something was chosen; no target means the article itself."""

        def __init__(self, verb: Verb, target: Target | None) -> None:
            super().__init__()
            self.verb, self.target = verb, target

    class Listed(Message):
        """All links are wanted as a list."""

    _labels: Mapping[str, Target] = MappingProxyType({})
    _typed = ""
    _verb = Verb.FOLLOW
    _kinds: tuple[type[Block], ...] = EVERYTHING

    def begin_hints(
        self, verb: Verb, kinds: Collection[type[Block]] = EVERYTHING
    ) -> bool:
        """Label what is in sight; return whether there is anything."""
        top = round(self.scroll_y)
        end = top + self.scrollable_content_region.height
        every = targets(self.lines, top, end, kinds)
        found = [target for target in every if self.is_in_sight(target)]
        self._labels = dict(zip(labels(len(found)), found, strict=True))
        self._typed, self._verb, self._kinds = "", verb, tuple(kinds)
        self.refresh()
        self.post_message(self.Moved())
        return bool(found)

    def is_in_sight(self, target: Target) -> bool:
        """Whether the cell that a target on a line in sight begins at is, too."""
        return True

    def end_hints(self) -> None:
        """Take the labels away."""
        if self.hinting:
            self._labels = MappingProxyType({})
            self.refresh()
            self.post_message(self.Moved())

    @property
    def hinting(self) -> str:
        """What can be typed, in words; empty where nothing is labelled."""
        if not self._labels:
            return ""
        ways = (
            "o open · y copy" if self._verb is Verb.FOLLOW else "y the article’s link"
        )
        return f"{self._verb} which? · {ways} · Enter lists · Esc"

    @override
    def set_page(self, page: Page, place: tuple[int, int]) -> None:
        self.end_hints()
        super().set_page(page, place)

    @override
    def lines_changed(self) -> None:
        super().lines_changed()
        if self.hinting:
            self.call_after_refresh(self._again)

    def _again(self) -> None:
        """Label what is in sight now; what was typed of a label counts no more."""
        if self.hinting and not self.begin_hints(self._verb, self._kinds):
            self.end_hints()

    @override
    def take_key(self, event: events.Key) -> bool:
        """Take every key while there are labels."""
        if not self.hinting:
            return super().take_key(event)
        if event.key == "enter":
            self.end_hints()
            self.post_message(self.Listed())
        elif event.key == "y" and self._verb is Verb.COPY:
            self._choose(None)
        elif event.key in {"o", "y"}:
            self._verb = Verb.OPEN if event.key == "o" else Verb.COPY
            self.post_message(self.Moved())
        else:
            self._type(event.key)
        return True

    def _type(self, key: str) -> None:
        typed = self._typed + key
        if key == "backspace":
            self._typed = self._typed[:-1]
        elif typed in self._labels:
            self._choose(self._labels[typed])
        elif any(label.startswith(typed) for label in self._labels):
            self._typed = typed
        else:
            self.end_hints()
        self.refresh()

    def _choose(self, target: Target | None) -> None:
        self.end_hints()
        self.post_message(self.Chosen(self._verb, target))

    def hint_patches(self, line: int) -> Iterator[Patch]:
        """Yield the labels on a line, from the left."""
        for label, target in self._labels.items():
            if target.line == line and label.startswith(self._typed):
                left = label[len(self._typed) :]
                end = target.cell + len(left)
                yield Patch(target.cell, end, "hint", left)
