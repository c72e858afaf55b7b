"""Reads single values of the configuration file; it knows no key of it."""

import re
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from tui.config_file import kind, shown

if TYPE_CHECKING:
    import yaml

TAG = "tag:yaml.org,2002:"
_DAYS = MappingProxyType({"d": 1, "w": 7, "m": 30, "y": 365})
_UNITS = MappingProxyType({"M": 10**6, "G": 10**9, "T": 10**12})
_size = re.compile(r"([1-9]\d{0,5})([MGT])B?", re.ASCII | re.IGNORECASE)
_age = re.compile(r"([1-9]\d{0,4})([dwmy])", re.IGNORECASE)


class MistakeError(Exception):
    """A value that is not what it should be; ``node`` knows its line."""

    def __init__(self, node: "yaml.Node", message: str) -> None:
        super().__init__(message)
        self.node = node


def path(what: str, home: Path, node: "yaml.Node") -> Path:
    if kind(node) != "scalar" or not node.value or node.tag == TAG + "null":
        raise expected(node, what)
    try:
        return home / Path(node.value).expanduser()
    except RuntimeError as error:
        raise expected(node, "a path in a home folder that exists") from error


def word(allowed: Sequence[str], node: "yaml.Node") -> str:
    if kind(node) != "scalar" or node.value not in allowed:
        raise expected(node, f"one of {', '.join(allowed)}")
    return str(node.value)


def number(allowed: range, node: "yaml.Node") -> int:
    value = node.value if node.tag == TAG + "int" else ""
    found = int(value) if value.isdecimal() else -1
    if found not in allowed:
        raise expected(node, f"a whole number from {allowed[0]} to {allowed[-1]}")
    return found


def flag(node: "yaml.Node") -> bool:
    if node.tag != TAG + "bool":
        raise expected(node, "yes or no")
    return node.value.lower() in {"yes", "true", "on"}


def scalar(what: str, node: "yaml.Node") -> str:
    # A key such as 1 or y is a number or a truth to YAML; here it is what was typed.
    if kind(node) != "scalar" or not node.value:
        raise expected(node, what)
    return str(node.value)


def age(node: "yaml.Node") -> int | None:
    """Return how many days ``180d``, ``12w``, ``6m`` or ``2y`` are; None for ``forever``."""
    said = str(node.value) if kind(node) == "scalar" else ""
    if said.lower() == "forever":
        return None
    if not (found := _age.fullmatch(said)):
        raise expected(node, "a span of time such as 180d, 12w, 6m or 2y, or forever")
    return int(found[1]) * _DAYS[found[2].lower()]


def most(allowed: range, node: "yaml.Node") -> int | None:
    """Return a number; None for ``all``."""
    if kind(node) == "scalar" and str(node.value).lower() == "all":
        return None
    try:
        return number(allowed, node)
    except MistakeError:
        what = f"a whole number from {allowed[0]} to {allowed[-1]}, or all"
        raise expected(node, what) from None


def size(node: "yaml.Node") -> int:
    """Return how many bytes ``500M`` or ``2G`` are, in powers of ten."""
    found = kind(node) == "scalar" and _size.fullmatch(str(node.value))
    if not found:
        raise expected(node, "a size such as 500M or 2G")
    return int(found[1]) * _UNITS[found[2].upper()]


def expected(node: "yaml.Node", what: str) -> MistakeError:
    return MistakeError(node, f'expected {what}, not "{shown(node)}"')
