"""Reads what a person searches for into a tree; errors point at the character."""

import difflib
import re
from collections.abc import Callable
from typing import NamedTuple

from tui.errors import QueryError
from tui.query.letters import CJK, folded
from tui.query.tree import All, Any, Not, Query, WordField, Words
from tui.query.values import FILTERS

_DEEPEST = 40
_FIELDS: dict[str, WordField] = {"title": "title", "author": "author"}
FIELDS = (*_FIELDS, *FILTERS)
"""Every name that may stand before a colon."""
_QUOTES = '"“”„＂'
_token = re.compile(
    r"\s+"
    r"|(?P<open>[(（])|(?P<close>[)）])"
    r"|(?P<not>[-－−](?=[^\s)）]))"
    r"|(?P<field>[A-Za-z]+)[:：](?!//)"
    rf"|[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<end>[{_QUOTES}]?)(?P<more>\*?)"
    rf"|(?P<word>[^\s(（)）{_QUOTES}]+)"
)
_inside = re.compile(f"[{CJK}]")
_said = re.compile(r"[^\W_]")


class _Token(NamedTuple):
    kind: str
    text: str
    at: int
    end: int


def parse(text: str, *, growing: bool = False) -> Query:
    """Return what ``text`` asks for; a blank one asks for everything.

    Words stand beside one another for all of them, ``OR`` between them for one of them,
    ``-`` before one for none of it; quotes hold words together that follow one another,
    ``*`` lets a word go on, parentheses group, and ``field:`` says where. With
    ``growing``, the text is being typed: its last word may go on.

    Raises:
        QueryError: It cannot be understood; ``at`` is the character where.
    """
    tokens = _tokens(text)
    if growing and _grows(tokens, len(text)):
        tokens[-1] = tokens[-1]._replace(text=tokens[-1].text + "*")
    return _Reader(tokens, len(text)).read()


def grown(text: str) -> str:
    """Return what says outright what ``parse`` takes ``text`` for while it is typed."""
    try:
        return f"{text}*" if _grows(_tokens(text), len(text)) else text
    except QueryError:
        return text


def _grows(tokens: "list[_Token]", end: int) -> bool:
    """Whether the text ends in a word that may still go on, and is no filter's value."""
    if not tokens or (last := tokens[-1]).kind != "word" or last.end != end:
        return False
    before = tokens[-2] if len(tokens) > 1 else None
    if before and before.kind == "field" and before.text.lower() in FILTERS:
        return False
    # Chinese is found inside longer words anyhow.
    letter = last.text[-1]
    return last.text != "OR" and letter.isalnum() and not _inside.match(folded(letter))


def _tokens(text: str) -> "list[_Token]":
    found: list[_Token] = []
    for match in _token.finditer(text):
        kind = match.lastgroup or ""
        if "phrase" in match.groupdict() and match["phrase"] is not None:
            if not match["end"]:
                raise QueryError("The quotes are not closed", match.start())
            kind = "prefix" if match["more"] else "phrase"
            found.append(_Token(kind, match["phrase"], match.start(), match.end()))
        elif kind:
            found.append(_Token(kind, match[kind], match.start(), match.end()))
    return found


class _Reader:
    """Reads tokens from the left."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self.tokens, self.end = tokens, end
        self.place, self.depth = 0, 0
        self.field: WordField = ""
        """What the words within a group are looked for in."""

    @property
    def next(self) -> _Token:
        end = _Token("end", "", self.end, self.end)
        return self.tokens[self.place] if self.place < len(self.tokens) else end

    def take(self) -> _Token:
        token = self.next
        self.place += 1
        return token

    def read(self) -> Query:
        if not self.tokens:
            return All(())
        found = self.either()
        if self.next.kind != "end":
            raise QueryError("There is no ( for this )", self.next.at)
        return found

    def either(self) -> Query:
        parts = [self.every()]
        while self._is_or(self.next):
            self.take()
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Any(tuple(parts))

    @staticmethod
    def _is_or(token: _Token) -> bool:
        return token.kind == "word" and token.text == "OR"

    def every(self) -> Query:
        parts: list[Query] = []
        while self.next.kind not in {"end", "close"} and not self._is_or(self.next):
            parts.append(self.part())
        if not parts:
            raise QueryError("Something to search for is missing here", self.next.at)
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def part(self) -> Query:
        token = self.take()
        match token.kind:
            case "open":
                return self.within(self.either, token)
            case "not":
                return Not(self.within(self.part))
            case "field":
                return self.behind(token)
            case _:
                return self.words(token)

    def within(self, read: Callable[[], Query], opened: _Token | None = None) -> Query:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise QueryError("This is nested too deep", self.next.at)
        found = read()
        self.depth -= 1
        if opened and self.take().kind != "close":
            raise QueryError("This ( is not closed", opened.at)
        return found

    def behind(self, field: _Token) -> Query:
        name, value = field.text.lower(), self.next
        if name not in FIELDS:
            raise _unknown(field)
        if value.at != field.end or value.kind in {"end", "close", "not", "field"}:
            raise QueryError(f"What {name}: is to be is missing", field.end)
        if name in FILTERS:
            if value.kind == "open":
                raise QueryError(f"{name}: takes no group", value.at)
            value = self.take()
            return FILTERS[name](value.text, value.at + (value.kind == "phrase"))
        was, self.field = self.field, _FIELDS[name]
        found = self.part()
        self.field = was
        return found

    def words(self, token: _Token) -> Query:
        text, prefix = token.text, token.kind == "prefix"
        if token.kind == "word" and text.endswith("*"):
            text, prefix = text.rstrip("*"), True
        if not _said.search(text):
            raise QueryError("There is no word in this to search for", token.at)
        return Words(text, self.field, prefix)


def _unknown(field: _Token) -> QueryError:
    close = difflib.get_close_matches(field.text.lower(), FIELDS, 1)
    hint = f"did you mean {close[0]}:?" if close else "quotes search for it as it is"
    return QueryError(f"There is no {field.text}: to search by; {hint}", field.at)
