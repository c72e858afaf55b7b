"""Finds the formulas that a text holds in TeX, and no sums of money; sets none of them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_MOST = 2000
_LONGEST_NAME = 2
_formula = re.compile(
    rf"\\\((?P<inline>(?:(?!\\\()[^\n]){{1,{_MOST}}}?)\\\)"
    rf"|\\\[(?P<display>(?:(?!\\\[).){{1,{_MOST}}}?)\\\]"
    rf"|(?<![\\$A-Za-z0-9_])\$\$(?P<between>[^$]{{1,{_MOST}}})\$\$(?!\$)"
    rf"|(?<![\\$A-Za-z0-9_}}])\$(?P<single>[^\s$](?:[^\n$]{{0,{_MOST}}}[^\s$\\])?)\$(?![A-Za-z0-9_${{])",
    re.DOTALL,
)
# A command, a script of one letter or of what is in brackets, a power.
_certain = re.compile(
    r"\\[A-Za-z]{2,}|\\[,;!{}|]|(?<![^\W_])[A-Za-z]_[\w{\\]|[)}\]]_[\w{\\]|[\w)}\]]\^[\w{\\]"
)
_mark = re.compile(r"\s*([.,;:。，；：])(?=\s|$)")
_word = re.compile(r"[^\W\d_]+")
_letter = re.compile(r"[A-Za-z]")


class Piece(NamedTuple):
    """A stretch of a text."""

    text: str
    """What a formula says between its signs; other text as it is."""
    formula: bool = False
    alone: bool = False
    """Whether it is displayed: stands on lines of its own."""


def pieces(text: str) -> Iterator[Piece]:
    r"""Yield a text in pieces: ``\(…\)``, ``\[…\]``, ``$$…$$`` and ``$…$`` are formulas.

    Only where what is inside is plainly TeX; with single signs it needs a command or a
    script in it, as prices have none.
    """
    at = 0
    for found in _formula.finditer(text):
        if piece := _formula_of(found):
            if at < found.start():
                yield Piece(text[at : found.start()])
            at = found.end()
            after = _mark.match(text, at) if piece.alone else None
            if after:  # what ends the sentence stands beside it
                piece, at = piece._replace(text=piece.text + after[1]), after.end()
            yield piece
    if at < len(text):
        yield Piece(text[at:])


def formula_at(text: str, at: int) -> tuple[Piece, int] | None:
    """Return the formula that begins at a place of a text, and where it ends."""
    found = _formula.match(text, at)
    piece = _formula_of(found) if found else None
    return (piece, found.end()) if found and piece else None


def _formula_of(found: re.Match[str]) -> Piece | None:
    name = found.lastgroup or ""
    inside = found[name].strip()
    if not _is_plain(inside, single=name == "single"):
        return None
    return Piece(inside, formula=True, alone=name in ("display", "between"))


def _is_plain(inside: str, *, single: bool) -> bool:
    if single or _certain.search(inside):
        return _certain.search(inside) is not None
    names = _word.findall(inside)
    return bool(names) and all(
        len(name) <= _LONGEST_NAME and _letter.match(name) for name in names
    )
