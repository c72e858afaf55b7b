"""Asks whether what feedparser's own files expect holds of what is read here.

Each file has its expectation in a comment, as an expression over feedparser's result. Its
comparisons are looked up one by one; what is not kept here, or is another room's work, is
told apart and never counted as held.
"""

import ast
import enum
import re
from collections.abc import Iterator
from pathlib import Path

from tui.errors import SourceError
from tui.sources.feeds.feed import Feed
from tui.sources.feeds.markup import plain
from tui.sources.feeds.parse import parse

_AT = "http://127.0.0.1:8097/tests/feed.xml"
_expectation = re.compile(r"Expect:\s*(.*?)\s*-->", re.DOTALL)
_type = re.compile(r"Content-type:\s*(.*)", re.IGNORECASE)
_BODIES = frozenset({"description", "summary", "content", "summary_detail"})
_space = re.compile(r"\s+")

_EXCUSED = {
    "entry_link_no_href_link_priority.xml": "two entries of one link: they are one here",
    "item_description_and_summary.xml": "a second text of an item: the first is kept",
}

Steps = tuple[str | int, ...]
"""Where a value is in feedparser's result: ``("entries", 0, "title")``."""


class Verdict(enum.Enum):
    """What became of an expectation; of several in a file, the last in this order."""

    NOT_KEPT = "are about what is not kept here"
    HOLDS = "hold"
    AS_SHOWN = "hold of the words; links are resolved, and HTML made safe, when drawn"
    FAILS = "do not hold"


def verdict(path: Path) -> tuple[Verdict, str]:
    """Return whether a file's expectation holds, and what it is about or what is wrong."""
    data = path.read_bytes()
    written = data.replace(b"\0", b"").decode("latin-1")
    found = _expectation.search(written)
    if not found:
        return Verdict.NOT_KEPT, "no expectation"
    said = _type.search(written)
    try:
        feed = parse(data, said[1] if said else "", _AT)
    except SourceError as error:
        kind = Verdict.NOT_KEPT if "/cdf/" in path.as_posix() else Verdict.FAILS
        return kind, str(error)
    try:
        comparisons = [*_comparisons(found[1])]
    except (SyntaxError, ValueError):
        return Verdict.NOT_KEPT, "an expression of another kind"
    verdicts = [_one(feed, steps, wanted) for steps, wanted in comparisons]
    if excuse := _EXCUSED.get(path.name):
        verdicts = [it for it in verdicts if it[0] is not Verdict.FAILS]
        verdicts.append((Verdict.NOT_KEPT, excuse))
    best = max(verdicts, key=lambda it: [*Verdict].index(it[0]), default=None)
    return best or (Verdict.NOT_KEPT, "only that it is read")


def _comparisons(expression: str) -> Iterator[tuple[Steps, object]]:
    """Yield each ``a['b'] == value`` of an expression."""
    for node in ast.walk(ast.parse(expression, mode="eval")):
        if isinstance(node, ast.Compare) and isinstance(node.ops[-1], ast.Eq):
            wanted = ast.literal_eval(node.comparators[-1])
            for place in (node.left, *node.comparators[:-1]):
                yield _steps(place), wanted


def _steps(node: ast.AST) -> Steps:
    if isinstance(node, ast.Subscript):
        return (*_steps(node.value), ast.literal_eval(node.slice))
    if isinstance(node, ast.Attribute):
        return (*_steps(node.value), node.attr)
    return (node.id,) if isinstance(node, ast.Name) else ("?",)


def _one(feed: Feed, steps: Steps, wanted: object) -> tuple[Verdict, str]:
    about = ".".join(str(step) for step in steps if isinstance(step, str))
    text = wanted if isinstance(wanted, str) else ""
    values = _kept(feed, steps)
    if values is None:
        return Verdict.NOT_KEPT, about
    for value in values:
        if value == text:
            return Verdict.HOLDS, ""
        if _words(text) in ("", value, _words(value)):
            return Verdict.AS_SHOWN, ""
        if about.endswith("author") and text.startswith(f"{value} ("):
            return Verdict.AS_SHOWN, ""
    return Verdict.FAILS, f"{about}: {values!r} is not {wanted!r}"


def _words(text: str) -> str:
    return _space.sub(" ", plain(text)).strip()


def _kept(feed: Feed, steps: Steps) -> tuple[str, ...] | None:
    """Return what stands here for a value of feedparser's, or None if it is not kept."""
    match steps:
        case ("feed", "title" | "title_detail", *rest) if rest in ([], ["value"]):
            return (feed.title,)
        case ("feed", "link"):
            return (feed.site,)
        case ("feed", "language"):
            return (feed.language,)
        case ("entries", int(number), str(name), *rest):
            return _of_entry(feed, number, name, rest)
        case _:
            return None


def _of_entry(
    feed: Feed, number: int, name: str, rest: list[str | int]
) -> tuple[str, ...] | None:
    if number >= len(feed.entries):
        return ("no such entry",)
    entry, body = feed.entries[number]
    match (name, *rest):
        case ("title",) | ("title_detail", "value"):
            found: tuple[str, ...] = (entry.title,)
        case ("link",):
            found = (entry.url,)
        case ("author",) | ("author_detail", "name"):
            found = (entry.author,)
        case ("tags", _, "term") | ("category",):
            found = entry.tags
        case _ if name in _BODIES and (not rest or rest[-1] == "value"):
            found = (body.text,)
        case _:
            return None
    return found
