"""Turns text into what is indexed, and words that are looked for into what finds it.

Chinese, Japanese and Korean are written without spaces, so each pair of neighbouring
characters is a term (as Lucene's CJKAnalyzer has it), and the last character of a run
too: 量子力 is ``量子 子力 力``. All else is left to SQLite's unicode61, which takes words,
without capitals and accents.
"""

import re
from hashlib import blake2b
from operator import add

from tui.query.letters import CJK, folded

_run = re.compile(f"[{CJK}]+")
_runs = re.compile(f"([{CJK}]+)")
_part = re.compile(f"[{CJK}]+|[^{CJK}]+")
_start = re.compile(rf"([^\W_{CJK}]{{1,2}})[^\W_{CJK}]*")
_word = re.compile(r"[^\W_]+")
_FACT = "\ue000"
"""What no text can have in it, since it is taken out."""
_OPENING = 2
EVERY = "every"
"""The fact that is true of every document."""


def terms(text: str) -> str:
    """Return folded text as it is indexed: what SQLite is to take as words stands apart."""
    if text.isascii():
        return text
    parts = _runs.split(text)
    parts[1::2] = [f" {_pairs_of(run)} {run[-1]} " for run in parts[1::2]]
    return "".join(parts)


def _pairs_of(run: str) -> str:
    return " ".join(map(add, run, run[1:]))


def openings(text: str) -> str:
    """Return each Chinese character of folded text, and how its other words begin."""
    starts = set(_start.findall(text))
    starts |= {start[0] for start in starts}
    if not text.isascii():
        starts.update(filter(_run.match, set(text)))
    return " ".join(starts)


def fact(kind: str, value: str = "") -> str:
    """Return the term of a fact: that a document has a picture, a tag, a language."""
    name = blake2b(folded(value).casefold().encode(), digest_size=8) if value else None
    return f"{_FACT}{kind}{name.hexdigest() if name else ''}"


def is_opening(text: str, *, prefix: bool) -> bool:
    """Whether words are found by `openings` alone."""
    text = folded(text)
    word = text.strip()
    if _run.fullmatch(word):
        return len(word) == 1
    return prefix and len(word) <= _OPENING and bool(_start.fullmatch(word))


def opening(text: str) -> str:
    """Return what finds such words among openings, for FTS5."""
    return f'"{folded(text).strip()}"'


def phrase(text: str, *, prefix: bool) -> str:
    """Return what finds words that follow one another, for FTS5; empty if none is said.

    A run of Chinese is found inside longer ones. With ``prefix``, the last word may go on.
    """
    parts = _part.findall(folded(text))
    while parts and not _word.search(parts[-1]):
        parts.pop()
    if not parts:
        return ""
    # A run that other words follow ends there, and so does its last character.
    before, last = terms("".join(parts[:-1])), parts[-1]
    if _run.match(last):
        prefix = len(last) == 1
        last = _pairs_of(last) or last
    said = f"{before} {last}".replace('"', " ")
    return f'"{said}"{"*" if prefix else ""}'
