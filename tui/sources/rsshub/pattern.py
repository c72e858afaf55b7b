"""The paths of RSSHub's routes: which parameters they have, and how they are filled in.

They are written as Hono has them: ``/issue/:user/:repo/:state?``, ``/file/:path{.+}``,
``/product/*``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from msgspec import Struct

from tui.errors import SourceError

_part = re.compile(
    r":(?P<name>\w+)(?P<braces>\{(?:[^{}]|\{[^{}]*\})*\})?(?P<may>\?)?"
    r"|(?P<star>\*\w*)|(?P<plain>[^:*?]+|.)"
)
_plain_set = re.compile(
    r"(?:\[[^\[\]]+\]|\\[dw])(?:[+*?]|\{\d{1,2}(?:,\d{0,2})?\})?|[\w|-]+"
)
_REST, _ANY = "*", ".*"
_LONGEST = 2_000
_SLASHES = "/:@!$&'()*+,;="


class Slot(Struct, frozen=True):
    """A parameter of a path."""

    name: str
    required: bool
    pattern: str = ""
    """What a value must match, where the path says so."""

    @property
    def deep(self) -> bool:
        """Whether a value may have slashes, as the path of a file has."""
        return any(sign in self.pattern for sign in (".+", ".*", "/"))

    def fits(self, value: str) -> bool:
        """Whether a value can stand there; patterns that may take long are not tried."""
        tried = self.pattern and _plain_set.fullmatch(self.pattern)
        return not tried or bool(re.fullmatch(self.pattern, value))


@dataclass(frozen=True)
class Pattern:
    """The path of a route, below its namespace."""

    text: str

    @cached_property
    def parts(self) -> tuple[str | Slot, ...]:
        """What it is made of: plain text, with its slashes, and parameters."""
        return tuple(_parts(self.text))

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Its parameters, in order."""
        return tuple(part for part in self.parts if isinstance(part, Slot))

    def values(self, path: str) -> dict[str, str] | None:
        """Return the values that a path has for the parameters; None if it is no such.

        They are as they stand there, escaped as in an address.
        """
        found = self._regex.fullmatch(path.rstrip("/"), 0, _LONGEST)
        if not found:
            return None
        pairs = zip(self.slots, found.groups(), strict=True)
        return {slot.name: value for slot, value in pairs if value is not None}

    @cached_property
    def _regex(self) -> re.Pattern[str]:
        built = ""
        for part in self.parts:
            if isinstance(part, str):
                built += re.escape(part)
                continue
            value = "(.+)" if part.deep else "([^/]+)"
            value = "(.*)" if part.pattern == _ANY else value
            if part.required:
                built += value
            elif built.endswith("/"):
                built = f"{built[:-1]}(?:/{value})?"
            else:
                built += f"(?:{value})?"
        return re.compile(built.rstrip("/"))

    def filled(
        self, values: Mapping[str, str], defaults: Mapping[str, str] | None = None
    ) -> str:
        """Return the path with values in it; those that may be left out can be empty.

        What may be left out is still needed before a later one that is given: then its
        default is taken.

        Raises:
            SourceError: A value is missing, or cannot stand where it is to stand.
        """
        wanted = dict(values)
        slots = self.slots
        given = [n for n, slot in enumerate(slots) if values.get(slot.name)]
        last = given[-1] if given else -1
        for number, slot in enumerate(slots):
            if not wanted.get(slot.name) and number < last and not slot.required:
                if self._apart(slot):
                    continue
                wanted[slot.name] = (defaults or {}).get(slot.name, "")
                if not wanted[slot.name]:
                    raise SourceError(
                        f"“{slots[last].name}” is given, so “{slot.name}” is needed too."
                    )
        path = ""
        for part in self.parts:
            path = path + part if isinstance(part, str) else _with(path, part, wanted)
        return path.rstrip("/")

    def _apart(self, slot: Slot) -> bool:
        """Whether plain text behind a parameter tells it from the next."""
        after = self.parts[self.parts.index(slot) + 1 :]
        return bool(after) and isinstance(after[0], str) and after[0].strip("/") != ""


def _with(path: str, slot: Slot, values: Mapping[str, str]) -> str:
    value = values.get(slot.name, "").strip()
    if not value and slot.required:
        raise SourceError(f"“{slot.name}” is needed.")
    if value and not slot.fits(value):
        raise SourceError(f"“{slot.name}” cannot be “{value}”, but {slot.pattern}.")
    if not value:
        return path.removesuffix("/")
    return path + quote(value, safe=_SLASHES if slot.deep else _SLASHES[1:])


def _parts(text: str) -> Iterator[str | Slot]:
    for found in _part.finditer(text):
        if found["name"]:
            pattern = (found["braces"] or "")[1:-1]
            yield Slot(found["name"], not found["may"], pattern)
        elif found["star"]:
            name = found["star"][1:] or _REST
            yield Slot(name, required=True, pattern=_ANY)
        else:
            yield found["plain"]
