"""Makes letters that are read as the same the same, to find words; knows no lines."""

import unicodedata
from collections.abc import Callable
from types import MappingProxyType

_KEYS = MappingProxyType(
    dict.fromkeys(map(ord, "‘’‚‛ʼ′"), "'")
    | dict.fromkeys(map(ord, "“”„‟″"), '"')
    | dict.fromkeys(map(ord, "‐‒–−"), "-")
)
"""What is typed for signs that keyboards have not."""

Folding = Callable[[str], str]


def folded(text: str) -> str:
    """Return a text without the differences of case, width and composition.

    Unicode's NFKC_Casefold (UAX #15, Unicode 3.13), but that what is not seen is kept;
    and quotation marks and hyphens as keyboards have them: ``Straße`` and ``STRASSE``,
    ``é`` as one character and as two, ``ｶﾞ`` and ``ガ``, ``Ａ`` and ``a`` are the same.
    """
    return unicodedata.normalize("NFKC", unfolded(text).casefold())


def unfolded(text: str) -> str:
    """Return a text as `folded` does, with its capitals."""
    return unicodedata.normalize("NFKC", text).translate(_KEYS)


def folding(query: str) -> Folding:
    """Return what texts are to be folded with to find ``query``: a capital is meant."""
    return folded if query == query.lower() else unfolded
