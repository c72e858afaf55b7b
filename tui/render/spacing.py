"""Sets Latin words and numbers off from ideographs by a space; knows no lines.

CLREQ 3.2.2 asks for a quarter of an ideograph there, and a cell is the least that a
terminal has. A number keeps to its unit by a no-break space.
"""

import re
from itertools import pairwise

from tui.render.document import CJK
from tui.render.rows import Run

_UNITS = "年月日号时分秒元岁米吨人个名次位亿万千百度倍"
_seam = re.compile(
    rf"(?<=[{CJK}])(?=[A-Za-z0-9$€£À-ɏͰ-Ͽ])|(?<=[A-Za-z0-9%À-ɏͰ-Ͽ])(?=[{CJK}])"
)
_VERBATIM = frozenset({"code", "keyboard"})


def spaced(part: list[Run]) -> list[Run]:
    """Return the runs of a paragraph with the spaces that its text has not."""
    text = "".join([run.text for run in part])
    seams = [match.start() for match in _seam.finditer(text)]
    if not seams:
        return part
    runs: list[Run] = []
    at = 0
    for run in part:
        after = at + len(run.text)
        if at in seams and at:
            runs.append(Run(_space(text, at)))
        inside = [seam for seam in seams if at < seam < after]
        if not _VERBATIM.isdisjoint(run.roles):
            inside = []
        pieces = [text[a:b] for a, b in pairwise([at, *inside, after])]
        spaces = [*(_space(text, seam) for seam in inside), ""]
        joined = "".join(map("".join, zip(pieces, spaces, strict=True)))
        runs.append(run._replace(text=joined))
        at = after
    return runs


def _space(text: str, seam: int) -> str:
    joins = text[seam - 1].isdigit() and text[seam] in _UNITS
    return "\xa0" if joins else " "
