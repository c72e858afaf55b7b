"""The list that says which articles came several times; unfolded, it says where from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from typing_extensions import override

from tui.widgets.result_list import ResultList

if TYPE_CHECKING:
    from rich.segment import Segment

    from tui.model import Row

_ROOM = 64
"""A row so wide has room for words."""
_NARROW = 32
"""In a narrower one there is none even for a number."""


class StoryList(ResultList):
    """Tells behind a title how often else it came."""

    apart = False
    """Whether the rows are those of one story, so that they differ in where they are."""

    @override
    def _date(self, row: Row) -> str:
        date, room = super()._date(row), self.size.width
        if self.apart or not row.also or room < _NARROW:
            return date
        if room < _ROOM and self.row_height == 1:
            return f"+{row.also}  {date}"
        between = self._glyphs.between if date else ""
        return f"also in {row.also}{between}{date}"

    @override
    def _title(self, index: int, row: Row, width_: int) -> list[Segment]:
        entry = row.entry
        if self.apart and self.row_height == 1 and entry.categories:
            place = " / ".join(entry.categories[0])
            title = f"{place}{self._glyphs.between}{entry.title}"
            row = replace(row, entry=replace(entry, title=title))
        return super()._title(index, row, width_)
