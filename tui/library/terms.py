"""Turns text into what is indexed, and words that are looked for into what finds it.

Chinese, Japanese and Korean are written without spaces, so each pair of neighbouring
characters is a term (as Lucene's CJKAnalyzer has it), and the last character of a run
too: 量子力 is ``量子 子力 力``. All else is left to SQLite's unicode61, which takes words,
without capitals and accents.
"""

import re
from unicodedata import is_normalized, normalize

_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3041-\u3096"
    "\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u3131-\u318e\u31a0-\u31bf"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff"
    "\U00016fe0-\U00018cff\U0001b000-\U0001b2ff\U00020000-\U000323af"
)
_run = re.compile(f"[{_CJK}]+")
_part = re.compile(f"[{_CJK}]+|[^{_CJK}]+")


def terms(text: str) -> str:
    """Return text as it is indexed: what SQLite is to take as words stands apart."""
    return _run.sub(_pairs, folded(text))


def folded(text: str) -> str:
    """Return text without differences of form: full width, ligatures (NFKC)."""
    return text if is_normalized("NFKC", text) else normalize("NFKC", text)


def _pairs(run: re.Match[str]) -> str:
    text = run[0]
    return f" {' '.join(map(str.__add__, text, text[1:]))} {text[-1]} "


def phrase(text: str, *, prefix: bool) -> str:
    """Return what finds words that follow one another, for FTS5; empty if none is said.

    A run of Chinese is found inside longer ones. With ``prefix``, the last word may go on.
    """
    parts = _part.findall(folded(text))
    while parts and not _says(parts[-1]):
        parts.pop()
    found = []
    for number, part in enumerate(parts):
        if not _run.match(part):
            found.append(part.replace('"', " "))
            continue
        pairs = [*map(str.__add__, part, part[1:])]
        last = number == len(parts) - 1
        # A run that other words follow ends there, and so does its last character.
        found += pairs if last and pairs else [*pairs, part[-1]]
        prefix = prefix or last
    if parts and _run.match(parts[-1]) and len(parts[-1]) > 1:
        prefix = False
    said = " ".join(found)
    return f'"{said}"{"*" if prefix else ""}' if parts else ""


def _says(part: str) -> bool:
    return any(map(str.isalnum, part))
