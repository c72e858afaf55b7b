"""The text of a body without its setting, as it is searched; it builds no Document."""

import re
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from tui.model import Body
from tui.render import read
from tui.text import clean

_BLOCKS = (
    "address|article|aside|blockquote|br|caption|center|dd|details|div|dl|dt|figcaption|"
    "figure|footer|form|h[1-6]|header|hr|iframe|img|li|main|nav|ol|option|p|pre|section|"
    "summary|table|tbody|td|tfoot|th|thead|tr|ul|video|audio"
)
_block = re.compile(rf"<(?=/?(?:{_BLOCKS})[\s/>])", re.IGNORECASE)
_alt = re.compile(r"\b(?:alt|title)\s*=", re.IGNORECASE)
_hidden = ["script", "style", "template", "head", "title", "rt", "rp"]
_features = {
    "image": re.compile(r"<(?:img|picture)\b", re.IGNORECASE),
    "link": re.compile(r"<a\s[^>]*href", re.IGNORECASE),
    "video": re.compile(r"<(?:video|iframe|embed|object)\b", re.IGNORECASE),
    "code": re.compile(r"<(?:pre|code)\b", re.IGNORECASE),
    "table": re.compile(r"<table\b", re.IGNORECASE),
}
_KANA, _HAN = re.compile("[\u3041-\u30ff]"), re.compile("[\u3400-\u9fff]")
_SCRIPTS = (
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("en", re.compile("[A-Za-z]")),
)
_LETTERS_A_WORD = 3
_SAMPLE = 1_000


class Plain(NamedTuple):
    """What a body says, and what else is in it."""

    text: str
    """Its text; blocks stand on lines of their own."""
    features: frozenset[str]
    """Which of ``image``, ``link``, ``video``, ``code``, ``table`` it has."""


def plain_text(body: Body) -> Plain:
    """Return the text of a body, safe to print, and what else is in it."""
    html = read.html(body)
    features = frozenset(name for name, has in _features.items() if has.search(html))
    if "<" not in html and "&" not in html:
        return Plain(html, features)
    tree = LexborHTMLParser(_block.sub("\n<", html))
    tree.strip_tags(_hidden)
    said = []
    if "image" in features and _alt.search(html):
        said = [node.attributes.get("alt") or "" for node in tree.css("img[alt]")]
    text = tree.body.text() if tree.body else ""
    return Plain(clean("\n".join([text, *said])), features)


def language(text: str) -> str:
    """Return the language that a text is most likely in, by its letters; else nothing.

    Chinese is what has ideographs and no kana; Latin letters are taken as English.
    """
    text = text[:_SAMPLE]
    kana, han = len(_KANA.findall(text)), len(_HAN.findall(text))
    counts = {"ja": kana + han} if kana * 20 > han else {"zh": han}
    for name, letters in _SCRIPTS:
        counts[name] = len(letters.findall(text))
    counts["en"] //= _LETTERS_A_WORD
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else ""
