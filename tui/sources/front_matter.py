"""Splits a post into front matter and body, and reads the former, however broken."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

LONGEST = 262_144
_MOST_VALUES = 20_000
_fence = re.compile(r"\s*(-{3,}|\+{3,}|;{3,})[ \t]*\n")
_key_line = re.compile(r"([A-Za-z_][\w .-]{0,60}?)[ \t]*:(?:[ \t]+|$)(.*)")
_alias = re.compile(r"[&*][\w-]+")
_NULL = {"", "~", "null", "Null", "NULL"}


@dataclass(slots=True)
class FrontMatter:
    """What a post says of itself."""

    fields: dict[str, Any] = field(default_factory=dict)
    """Values are strings, lists and mappings of them, and TOML's own dates."""
    body: str = ""
    problems: list[tuple[int, str]] = field(default_factory=list)
    """Line number in the file, and what is wrong there."""
    lines: dict[str, int] = field(default_factory=dict)
    """The line in the file of each top-level key that was found by its line."""


def split(text: str) -> FrontMatter:
    """Read a post whose line ends are newlines; never fails.

    Knows YAML between dashes, TOML between plus signs, JSON alone or between
    semicolons, and Hexo's YAML without an opening fence.
    """
    opening = _fence.match(text)
    if opening:
        return _fenced(text, opening)
    start = len(text) - len(text.lstrip())
    if text.startswith("{", start):
        return _bare_json(text, start)
    return _unopened(text, start)


def _fenced(text: str, opening: re.Match[str]) -> FrontMatter:
    mark = opening[1]
    first = text.count("\n", 0, opening.end()) + 1
    closing = re.compile(
        rf"^(?:{re.escape(mark[0])}{{3,}}{'|[.]{3}' if mark[0] == '-' else ''})[ \t]*$",
        re.MULTILINE,
    ).search(text, opening.end())
    if closing and closing.start() - opening.end() <= LONGEST:
        head, body = text[opening.end() : closing.start()], text[closing.end() :]
        if mark[0] == "-" and not _looks_like_keys(head):
            return FrontMatter(body=text)
        result = _read(mark[0], head, first)
        result.body = body.removeprefix("\n")
        return result
    return _unclosed(text, opening.end(), first)


def _looks_like_keys(head: str) -> bool:
    """A rule at the top of a page is no front matter."""
    lines = head.split("\n")
    return any(map(_key_line.match, lines)) or not any(map(str.strip, lines))


def _unclosed(text: str, start: int, first: int) -> FrontMatter:
    """Take lines as long as they look like front matter."""
    end = start
    for line in text[start : start + LONGEST].splitlines(keepends=True):
        if not line.strip() or not (_key_line.match(line) or line[0] in " -\t"):
            break
        end += len(line)
    if end == start:
        return FrontMatter(body=text)
    result = _yaml(text[start:end], first)
    result.body = text[end:]
    result.problems.append((first - 1, "the front matter is never closed"))
    return result


def _unopened(text: str, start: int) -> FrontMatter:
    """Hexo reads front matter that only has a closing fence."""
    if not _key_line.match(text[start : start + 4_096].split("\n", 1)[0]):
        return FrontMatter(body=text)
    closing = re.compile(r"^-{3,}[ \t]*$", re.MULTILINE).search(
        text, start, start + LONGEST
    )
    if not closing:
        return FrontMatter(body=text)
    head = text[start : closing.start()]
    if not all(
        _key_line.match(x) or x[:1] in {"", " ", "-", "#"} for x in head.split("\n")
    ):
        return FrontMatter(body=text)
    result = _yaml(head, text.count("\n", 0, start) + 1)
    result.body = text[closing.end() :].removeprefix("\n")
    return result


def _bare_json(text: str, start: int) -> FrontMatter:
    try:
        value, end = json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError):
        return FrontMatter(body=text)
    if not isinstance(value, dict):
        return FrontMatter(body=text)
    rest = re.sub(r"\A\s*;{3,}[ \t]*\n?", "", text[end:])
    return FrontMatter(_strings(value), rest.removeprefix("\n"))


def _read(mark: str, head: str, first: int) -> FrontMatter:
    if mark == "-" and not head.lstrip().startswith("{"):
        return _yaml(head, first)
    try:
        if mark == "+":
            return FrontMatter(_strings(tomllib.loads(head)))
        text = head.strip()
        value = json.loads(text if text.startswith("{") else f"{{{text}}}")
    except (ValueError, RecursionError) as error:
        if mark == "-":
            return _yaml(head, first)
        kind = "TOML" if mark == "+" else "JSON"
        result = _by_line(head.replace(" = ", ": ") if mark == "+" else head, first)
        result.problems.append((_line_of(error, first), f"not valid {kind}: {error}"))
        return result
    return FrontMatter(_strings(value) if isinstance(value, dict) else {})


def _line_of(error: BaseException, first: int) -> int:
    found = re.search(r"line (\d+)", str(error))
    return first - 1 + int(found[1]) if found else first


def _strings(value: Any) -> Any:
    """Return parsed data with numbers and truth values as they are written."""
    if isinstance(value, Mapping):
        return {str(key): _strings(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_strings(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else value


def _yaml(head: str, first: int) -> FrontMatter:
    result = _simple(head, first)
    if result is not None:
        return result
    import yaml  # noqa: PLC0415 - most front matter is simpler

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        value = yaml.load(head, loader)  # noqa: S506 - makes strings only
        fields = _tree(value, iter(range(_MOST_VALUES)))
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        result = _by_line(head, first)
        mark = getattr(error, "problem_mark", None)
        line = first + mark.line if mark else first
        cause = getattr(error, "problem", None) or str(error).split("\n")[0]
        result.problems.append((line, f"not valid YAML: {cause}; read as written"))
        return result
    result = FrontMatter(fields if isinstance(fields, dict) else {})
    _find_lines(head, first, result)
    if value and not isinstance(value, dict):
        result.problems.append((first, "the front matter has no keys"))
    return result


def _tree(value: Any, budget: Iterator[int]) -> Any:
    """Copy YAML's values, null words as nothing; aliases may not multiply without end.

    Raises:
        ValueError: There are more values than front matter has.
    """
    if next(budget, None) is None:
        raise ValueError("its aliases repeat without end")
    if isinstance(value, dict):
        return {str(key): _tree(item, budget) for key, item in value.items()}
    if isinstance(value, list):
        return [_tree(item, budget) for item in value]
    return "" if value in _NULL else value


def _find_lines(head: str, first: int, result: FrontMatter) -> None:
    """Note where each key stands, and say so where one stands twice."""
    for number, line in enumerate(head.split("\n"), first):
        found = _key_line.match(line)
        if not found:
            continue
        if found[1] in result.lines:
            result.problems.append((number, f"“{found[1]}” stands here a second time"))
        result.lines[found[1]] = number


_bare = re.compile(r"(?![\s\-?:,\[\]{}#&*!|>'\"%@`=<])[^\n#:]*(?::(?!\s|$)[^\n#:]*)*\Z")
_single = re.compile(r"'([^'\n]*)'\Z")
_double = re.compile(r'"([^"\\\n]*)"\Z')


def _plain(text: str) -> str | None:
    """Return the value of a scalar whose YAML is beyond doubt, else None."""
    if not text:
        return ""
    if found := _single.match(text) or _double.match(text):
        return found[1]
    if _bare.match(text) and text.isprintable():
        return "" if text in _NULL else text
    return None


def _simple(head: str, first: int) -> FrontMatter | None:
    """Read keys with scalars and flat lists, seven times as fast as a YAML parser.

    Returns None for anything else, which is then read by the YAML parser.
    """
    result = FrontMatter()
    items: list[str] | None = None
    indent = -1
    if "\t" in head:
        return None
    for number, raw in enumerate(head.split("\n"), first):
        line = raw.rstrip(" ")
        if not line:
            continue
        stripped = line.lstrip(" ")
        if stripped.startswith("- ") and items is not None:
            value = _plain(stripped[2:].strip(" "))
            depth = len(line) - len(stripped)
            if (
                not value
                or (items and depth != indent)
                or _key_line.match(stripped[2:])
            ):
                return None
            indent = depth
            items.append(value)
            continue
        found = _key_line.match(line)
        if not found or line[0] == " " or " " in found[1] or found[1] in result.lines:
            return None
        value = _plain(found[2])
        if value is None:
            return None
        items = [] if not found[2] else None
        result.fields[found[1]] = items if items is not None else value
        result.lines[found[1]] = number
    for key, item in result.fields.items():
        result.fields[key] = item or ""
    return result


def _by_line(head: str, first: int) -> FrontMatter:
    """Recover what can be from lines that are no valid YAML: nothing is left out."""
    result = FrontMatter()
    key = ""
    for number, line in enumerate(head.split("\n"), first):
        found = _key_line.match(line)
        stripped = line.strip()
        if found and line[0] not in " \t-":
            key = found[1]
            if key not in result.fields or found[2].strip():
                result.fields[key] = _inline(found[2].strip())
            result.lines[key] = number
        elif key and stripped.startswith("-") and not result.fields[key]:
            result.fields[key] = [_unquote(stripped[1:].strip())]
        elif key and stripped.startswith("- ") and isinstance(result.fields[key], list):
            result.fields[key].append(_unquote(stripped[1:].strip()))
        elif key and stripped and isinstance(result.fields[key], str):
            joined = f"{result.fields[key]} {stripped}".strip("|> ")
            result.fields[key] = _unquote(joined)
    return result


def _inline(text: str) -> Any:
    if text.startswith("[") and text.endswith("]"):
        parts = text[1:-1].split(",")
        return [_unquote(part.strip()) for part in parts if part.strip()]
    return "" if text in _NULL or _alias.fullmatch(text) else _unquote(text)


def _unquote(text: str) -> str:
    """Take away one pair of quotes; those inside stay as they were written."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        inner = text[1:-1]
        return inner.replace("''", "'") if text[0] == "'" else inner.replace('\\"', '"')
    return text
