"""Says what a query finds by looking at every text; the judge of the index."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from tui.query import All, Any, Has, Not, Query, Words

_IDEOGRAPH = "[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3々]"
_token = re.compile(rf"{_IDEOGRAPH}+|(?:(?!{_IDEOGRAPH})[^\W_])+")


@dataclass(frozen=True)
class Said:
    """What an entry says."""

    title: str = ""
    author: str = ""
    text: str = ""
    features: frozenset[str] = frozenset()


def tokens(text: str) -> list[str]:
    """Words, and runs of Chinese, without capitals and accents."""
    plain = unicodedata.normalize("NFKC", text).lower()
    bare = "".join(
        unicodedata.normalize("NFD", letter)[0] if letter < "\u0500" else letter
        for letter in plain
        if not "\u0300" <= letter <= "\u036f"
    )
    return _token.findall(bare)


def _is_run(token: str) -> bool:
    return bool(re.match(_IDEOGRAPH, token))


def follows(asked: Sequence[str], said: Sequence[str], *, prefix: bool) -> bool:
    """Whether the first run ends, the last begins, and what is between is the same."""
    if not asked:
        return False
    if len(asked) == 1:
        (one,) = asked
        if _is_run(one):
            return any(one in token for token in said)
        return any(token.startswith(one) if prefix else token == one for token in said)
    for start in range(len(said) - len(asked) + 1):
        first, *middle, last = said[start : start + len(asked)]
        starts = first == asked[0] or (_is_run(asked[0]) and first.endswith(asked[0]))
        goes_on = prefix or _is_run(asked[-1])
        ends = last == asked[-1] or (goes_on and last.startswith(asked[-1]))
        if starts and ends and middle == list(asked[1:-1]):
            return True
    return False


def finds(query: Query, said: Said) -> bool:
    """Whether a query of words and features finds what an entry says."""
    match query:
        case Words(text, within, prefix):
            fields = {"title": said.title, "author": said.author, "body": said.text}
            looked = [fields[within]] if within else [*fields.values()]
            asked = tokens(text)
            return any(follows(asked, tokens(part), prefix=prefix) for part in looked)
        case Has(feature):
            return feature in said.features
        case Not(part):
            return not finds(part, said)
        case All(parts):
            return all(finds(part, said) for part in parts)
        case Any(parts):
            return any(finds(part, said) for part in parts)
        case _:
            raise AssertionError(query)
