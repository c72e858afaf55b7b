"""Reads one tag of a site generator, its name and its arguments; knows no meaning."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_head = re.compile(r"(/?\s*(?:[^\W\d]|_)[\w./-]*)\s*[(,]?\s*")
_include = re.compile(
    r"(?:include(?:_\w+)?|partial|render)\s+[\"']?([\w./-]+)[\"']?\s*"
)
# Tags for Liquid write a colon after some names, others an equals sign.
_KEYS = "path|src|url|href|alt|caption|title|id|lang|content|text|width|height"
_word = re.compile(
    rf"""([\w-]+)\s*=\s*|({_KEYS}):\s*|"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"',，][^\s",，]*)|([,，])"""
)
_styling = re.compile(
    r"""fa[\w-]*|[#]?[0-9a-f]{3}(?:[0-9a-f]{3})?|\d+(?:px|%|em|x)?|left|right|center|round|
    flat|modern|simple|disabled|outline|larger|block|open|close|true|false|no-icon|child:.*|
    default|primary|success|info|warning|warn|danger|quote|light|dark|
    red|orange|yellow|green|cyan|blue|purple|pink|gray|grey|white|black""",
    re.VERBOSE | re.IGNORECASE,
)


class Tag(NamedTuple):
    """A tag's name and arguments, in small letters where they are names."""

    name: str
    """Without what ends a pair; of an included file its name without the suffix."""
    closing: bool
    named: Mapping[str, str]
    rest: tuple[str, ...]
    """The arguments without a name."""
    parts: tuple[str, ...]
    """The same as phrases, which end at commas."""

    def said(self, *names: str) -> str:
        """Return the first argument of these names that says something."""
        return next(filter(None, (self.named.get(name, "") for name in names)), "")

    def phrases(self) -> list[str]:
        """Return the phrases that are for readers, not for a style sheet."""
        return [part for part in self.parts if not is_styling(part)]

    def words(self) -> str:
        """Return the arguments that are for readers, as one phrase."""
        return " ".join(word for word in self.rest if not is_styling(word))


def is_styling(phrase: str) -> bool:
    """Whether a phrase has only colours, sizes and names of icons."""
    return all(map(_styling.fullmatch, phrase.split()))


def read_tag(source: str) -> Tag:
    """Return the tag between braces; ``include`` is the file that it names."""
    included = _include.match(source)
    found = included or _head.match(source)
    if not found:
        return Tag("", closing=False, named={}, rest=(), parts=())
    name = found[1].replace(" ", "").lower()
    if included:
        name = name.rpartition("/")[2].partition(".")[0]
    closing = name.startswith(("/", "end"))
    name = name.removeprefix("/").removeprefix("end")
    named, phrases = _arguments(source[found.end() :].rstrip(")"))
    rest = tuple(word for phrase in phrases for word in phrase)
    parts = tuple(filter(None, (" ".join(phrase).strip() for phrase in phrases)))
    return Tag(name or "end", closing, named, rest, parts)


def _arguments(text: str) -> tuple[Mapping[str, str], list[list[str]]]:
    named: dict[str, str] = {}
    phrases: list[list[str]] = [[]]
    key = ""
    for found in _word.finditer(text):
        if found[1] or found[2]:
            key = (found[1] or found[2]).lower()
        elif found[6]:
            phrases.append([])
        else:
            value = html.unescape(found[3] or found[4] or found[5] or "")
            value = value.replace('\\"', '"')
            if key:
                named[key] = value
            else:
                phrases[-1].append(value)
            key = ""
    return named, phrases


def addresses(words: tuple[str, ...]) -> Iterator[str]:
    """Yield the words that are addresses or paths."""
    return (
        word for word in words if "://" in word or word.startswith(("/", "#", "./"))
    )
