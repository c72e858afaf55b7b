"""Names the parts of code by what they are in its language; knows no colours."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache

_LONGEST = 100_000
_ROLES = {
    "Comment": "code-comment",
    "Keyword": "code-keyword",
    "Literal": "code-literal",
    "Name.Attribute": "code-name",
    "Name.Class": "code-name",
    "Name.Decorator": "code-name",
    "Name.Function": "code-name",
    "Name.Tag": "code-keyword",
    "Operator.Word": "code-keyword",
    "Literal.String": "code-string",
    "Generic.Deleted": "code-deleted",
    "Generic.Inserted": "code-inserted",
    "Generic.Heading": "code-name",
    "Generic.Subheading": "code-comment",
    "Generic.Prompt": "code-comment",
}
"""Pygments' standard tokens, the nearest ancestor counts."""

Token = tuple[tuple[str, ...], str]
"""What a stretch of code is, as Pygments tells it from the widest sense on, and itself."""

Piece = tuple[str, str]
"""A stretch of code and its role; the role is empty where it has none."""


def highlighted(code: str, language: str) -> Iterator[tuple[Piece, ...]]:
    """Yield the lines of ``code``, each as the pieces that it is made of.

    The pieces of all lines, joined by newlines, are ``code``. A language that Pygments
    does not know, and code of more than 100,000 characters, is left as it is.
    """
    lines = code.split("\n")
    known = language and len(code) <= _LONGEST
    pieces = _lines(code, language) if known else iter(())
    for number, line in enumerate(lines):
        made = next(pieces, None)
        if made is None or "".join([text for text, _ in made]) != line:
            # What is no line of the code is left plain, and so is the rest.
            yield from (((rest, ""),) for rest in lines[number:])
            return
        yield made


def _lines(code: str, language: str) -> Iterator[tuple[Piece, ...]]:
    tokens = _reader(language)
    if tokens is None:
        return
    line: list[Piece] = []
    for token, text in tokens(code):
        role = _role(token)
        for number, part in enumerate(text.split("\n")):
            if number:
                yield tuple(line)
                line = []
            if part and line and line[-1][1] == role:
                line[-1] = line[-1][0] + part, role
            elif part:
                line.append((part, role))
    yield tuple(line)


@lru_cache
def _reader(language: str) -> Callable[[str], Iterable[Token]] | None:
    """Return what reads a language: Pygments goes through all it knows to find that."""
    # Loaded with the first code that names its language: it is slow.
    from pygments.lexers import find_lexer_class_by_name  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = find_lexer_class_by_name(language)
    except ClassNotFound:
        return None
    return lambda code: lexer(stripnl=False).get_tokens(code)


@cache
def _role(token: tuple[str, ...]) -> str:
    names = (".".join(token[:end]) for end in range(len(token), 0, -1))
    return next((_ROLES[name] for name in names if name in _ROLES), "")
