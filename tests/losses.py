"""Counts what of a page's text a tool loses, judged by lynx; knows no tool of ours.

The reference is what ``lynx -dump`` shows of the same HTML: its words (each Chinese or
Japanese character is one) and its characters. What lynx says in its own words, and what
it shows though nobody who reads the page is meant to see it, is no loss: `EXCUSES` names
each such thing and why, and is all that is excused.
"""

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser

from tests.formulas import commands, formulas

WIDTH = 990
"""The cells of a line, so that none is broken; lynx takes no more than 999."""

_HAN = "\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff"
_word = re.compile(f"[^\\W_{_HAN}]+|[{_HAN}]")
_signs = re.compile(r"\$|\\[()\[\]]")
_markup = re.compile("<[^>]*>")
_mark = re.compile("[\u0300-\u036f\u20d0-\u20f0]")
_unseen = re.compile("[\\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_DRAWN = frozenset(
    '*+#@-_[]()^"\ufffd'
)  # bullets, rules, brackets, quotes, what it cannot read
_own_words = re.compile(
    r":?\b(?:CAPTION|MATH|BUTTON|I?FRAME|EMBED|INS|DEL)\b:?|REFRESH\(.*|\[X\]|^ +o "
    r"|Input\] \(not implemented\)",
    re.MULTILINE,
)
_STYLES = ("{\\displaystyle ", "{\\textstyle ")  # how large a formula is set


class Excuse(NamedTuple):
    """Something that lynx shows and need not be kept."""

    reason: str
    selector: str
    attributes: tuple[str, ...] = ()
    """The attributes that lynx shows of it, or of pictures in it."""
    text: bool = True
    """Whether its text need not be kept either."""


_NAMES = ("alt", "title", "name", "src", "value")
EXCUSES = (
    Excuse("scripts and the head", "script,style,template,head"),
    Excuse("links of the whole page", "link,meta", ("title", "rel", "content")),
    Excuse(
        "hidden by the page",
        '[hidden],[style*="display:none" i],[style*="display: none" i]',
        _NAMES,
    ),
    Excuse("what only a form can use", "button,select,textarea,input", _NAMES),
    Excuse("noscript: twins, and requests to turn scripts on", "noscript", _NAMES),
    Excuse("pictures of one pixel", '[width="1"],[width="0"]', _NAMES, text=False),
    Excuse("files of pictures without a text", "img", ("src",), text=False),
    Excuse(
        "players, named by title or host", "iframe,embed,object,video,audio", _NAMES
    ),
    Excuse(
        "numbers of the lines of code",
        ".gutter,.lineno,.linenos,.rouge-gutter,.ln,.line-numbers-wrapper"
        ",.highlight [data-line-number],.highlight td:first-child:not(:last-child)",
    ),
    Excuse("signs of links to a heading itself", ".anchor,.headerlink"),
    Excuse("what Mastodon hides of an address", "a .invisible"),
    Excuse("the source of a formula that is set", "annotation,.katex-html,svg"),
    Excuse(
        "the same, of a picture",
        ":is(span,div):has(> math) + img",
        ("alt",),
        text=False,
    ),
    Excuse("Wikipedia's links to edit a section", "span.mw-editsection"),
)


class Loss(NamedTuple):
    """What is gone of a page."""

    words: Counter[str]
    characters: Counter[str]
    excused: Counter[str]
    """How many words were excused, by reason."""


def reference(page: str) -> str:
    """Return what lynx shows of a page but for its own words; lynx must be there."""
    done = subprocess.run(
        [
            *("lynx", "-dump", "-stdin", "-force_html", "-nolist", f"-width={WIDTH}"),
            *("-assume_charset=utf-8", "-display_charset=utf-8"),
        ],
        input=page.encode("utf-8", "replace"),
        capture_output=True,
        check=True,
        timeout=120,
    )
    shown = done.stdout.decode("utf-8", "replace")
    return _own_words.sub(" ", _unstyled(shown))


def words(text: str) -> Counter[str]:
    """Count the words and the Chinese and Japanese characters of a text.

    Letters that are raised, lowered or joined count as what they stand for (NFKC), and
    neither a line's end inside a word nor a line above a letter ends it.
    """
    folded = unicodedata.normalize(
        "NFKC", re.sub("[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    )
    return Counter(_word.findall(_mark.sub("", folded)))


def characters(text: str) -> Counter[str]:
    """Count the characters of a text but for blanks and what lynx draws itself with."""
    counted = Counter(_unseen.sub("", unicodedata.normalize("NFKC", text)))
    return Counter({c: n for c, n in counted.items() if c not in _DRAWN})


def loss(page: str, wanted: str, said: str) -> Loss:
    """Return what ``said`` has not of what is ``wanted`` of a page."""
    gone = _unjoined(words(wanted) - words(said), words(said) - words(wanted))
    letters = characters(wanted) - characters(said)
    excused: Counter[str] = Counter()
    if gone or letters:
        more = characters(said) - characters(wanted)
        for reason, text in _silent(page, more):
            known = gone & (words(text) | words(escape(text)))
            # An address that is longer than a line is broken anywhere.
            known |= Counter({w: n for w, n in gone.items() if w in _endless(text)})
            excused[reason] += known.total()
            signs = characters(text) | characters(escape(text))
            gone, letters = gone - known, letters - signs
    return Loss(gone, letters, excused)


def _unjoined(gone: Counter[str], more: Counter[str]) -> Counter[str]:
    """Return the words that are gone but for those that are only joined otherwise."""
    if not gone or not more:
        return gone
    long = [(word, n) for word, n in more.items() if len(word) > 1]
    joined = {word: sum(n * whole.count(word) for whole, n in long) for word in gone}
    left = gone - Counter(joined)
    return Counter({word: n for word, n in left.items() if not _is_made(word, more)})


def _is_made(word: str, parts: Iterable[str]) -> bool:
    """Whether a word is several of ``parts`` one after the other."""
    ends = {0}
    for at in range(len(word)):
        if at in ends:
            ends |= {at + len(part) for part in parts if word.startswith(part, at)}
    return len(word) in ends


def _silent(page: str, more: Counter[str]) -> list[tuple[str, str]]:
    """Return what need not be kept of a page, by reason; ``more`` is shown besides."""
    tree = LexborHTMLParser(page)
    found: list[tuple[str, str]] = []
    for reason, selector, attributes, text in EXCUSES:
        parts: list[str] = []
        for node in tree.css(selector):
            for named in (node, *node.css("img,input,iframe")):
                parts += [named.attributes.get(name) or "" for name in attributes]
            parts += [node.text(separator=" ") or node.inner_html or ""] if text else []
        found.append((reason, " ".join(parts)))
    # lynx shows the tags of MathML.
    maths = " ".join(node.html or "" for node in tree.css("math"))
    found.append(("the tags of formulas", " ".join(_markup.findall(maths))))
    pictures = [picture.attributes.get("alt") or "" for picture in tree.css("img")]
    tex = formulas(tree.body.text() if tree.body else "", pictures)
    found.append(("the signs around TeX", " ".join(_signs.findall(" ".join(tex)))))
    found.append(("TeX's commands that are shown as signs", commands(tex, more)))
    return found


def _endless(text: str) -> str:
    return " ".join(word for word in text.split() if len(word) > WIDTH)


def _unstyled(text: str) -> str:
    """Return a text whose formulas are not put between braces as a whole."""
    for style in _STYLES:
        while (start := text.find(style)) >= 0:
            end, depth = start + len(style), 1
            while depth and end < len(text):
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 1
            text = text[:start] + text[start + len(style) : end - 1] + text[end:]
    return text
