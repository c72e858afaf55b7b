"""Turns text into what is indexed, and words that are looked for into what finds it.

Chinese, Japanese and Korean are written without spaces, so each pair of neighbouring
characters is a term (as Lucene's CJKAnalyzer has it), and the last character of a run
too: 量子力 is ``量子 子力 力``. All else is left to SQLite's unicode61, which takes words,
without capitals and accents.
"""

import re
from hashlib import blake2b
from itertools import pairwise
from unicodedata import normalize

_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\U00016fe0-\U00018cff\U0001b000-\U0001b2ff\U00020000-\U000323af"
)
_run = re.compile(f"[{_CJK}]+")
_part = re.compile(f"[{_CJK}]+|[^{_CJK}]+")
_start = re.compile(rf"([^\W_{_CJK}]{{1,2}})[^\W_{_CJK}]*")
_word = re.compile(r"[^\W_]+")
_forms = re.compile(
    "[\u00aa\u00b2-\u00b5\u00b9\u00ba\u00bc-\u00be\u0132-\u0149\u017f\u01c4-\u01f3"
    "\u02b0-\u02e4\u0300-\u037a\u03d0-\u03f9\u0587\u0675-\u0678\u0900-\u11ff\u1d2c-\u1dbf"
    "\u1e9a\u1e9b\u1f71-\u1ffb\u2070-\u20a8\u2100-\u2189\u2460-\u24ea\u2c7c\u2c7d\u2d6f"
    "\u2e9f-\u2fd5\u3038-\u303a\u3099-\u309f\u30ff\u3131-\u319f\u3200-\u33ff\ua69c\ua69d"
    "\ua770\ua7f2-\ua7f9\uab5c-\uab69\uf900-\ufdfc\ufe70-\ufefc\uff10-\uff19"
    "\uff21-\uff3a\uff41-\uff5a\uff66-\uffdc\U00010780-\U000107ba\U0001d400-\U0001d7ff"
    "\U0001ee00-\U0001eebb\U0001f100-\U0001f251\U0001fbf0-\U0001fbf9"
    "\U0002f800-\U0002fa1d]"
)
"""What NFKC makes other letters of; to look for it costs a tenth of NFKC."""
_apart = re.compile("[\u0300-\u036f\ue000-\uf8ff]")
_FACT = "\ue000"
"""What no text can have in it, since it is taken out."""
_OPENING = 2
EVERY = "every"
"""The fact that is true of every document."""


def folded(text: str) -> str:
    """Return text without differences of form: full width, ligatures (NFKC), marks."""
    if text.isascii():
        return text
    if _forms.search(text):
        text = normalize("NFKC", text)
    return _apart.sub("", text)


def terms(text: str) -> str:
    """Return folded text as it is indexed: what SQLite is to take as words stands apart."""
    return text if text.isascii() else _run.sub(_pairs, text)


def _pairs(run: re.Match[str]) -> str:
    return f" {_pairs_of(run[0])} {run[0][-1]} "


def _pairs_of(run: str) -> str:
    return " ".join([one + other for one, other in pairwise(run)])


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
    return prefix and len(word) <= _OPENING and bool(_word.fullmatch(word))


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
