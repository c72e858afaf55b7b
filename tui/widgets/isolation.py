"""Keeps right-to-left text from reordering what stands beside it; draws nothing else.

A terminal that reorders (Terminal.app, Konsole, mlterm, VTE) takes a whole line of the
screen as one text, so that an Arabic title and an Arabic article in the next pane would
run into each other. Most terminals do not reorder at all; they show letters in the order
of reading, and so do we: an application that reordered would be reordered once more by
the others, and cannot know which it has. So a line that holds right-to-left text is put
between isolates (UAX #9, 2.4.2). They take no cell: what knows them keeps the line apart,
what does not ignores them. This is the only place that sends them.
"""

import re
from collections.abc import Iterable

from rich.segment import Segment

_LTR_ISOLATE, _RTL_ISOLATE, _END = "\u2066", "\u2067", "\u2069"
_rtl = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def isolated(segments: Iterable[Segment], *, rtl: bool) -> list[Segment]:
    """Return the segments of a line, isolated from where the text begins if need be.

    ``rtl`` says whether the line is read from right to left as a whole.
    """
    line = list(segments)
    if not any(_rtl.search(segment.text) for segment in line):
        return line
    begin = next(
        (number for number, segment in enumerate(line) if segment.text.strip()), 0
    )
    start = Segment(_RTL_ISOLATE if rtl else _LTR_ISOLATE)
    return [*line[:begin], start, *line[begin:], Segment(_END)]
