"""What a query says, as a tree of frozen values; it knows no library."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from msgspec import Struct

WordField = Literal["", "title", "author"]
"""Where words are looked for; empty for everywhere."""
PlaceField = Literal["source", "in", "tag", "lang", "is"]
State = Literal["unread", "read", "starred", "later", "updated"]
Feature = Literal["image", "link", "video", "code", "table", "problem"]


class Words(Struct, frozen=True):
    """Words that follow one another."""

    text: str
    """As they were written, never blank."""
    within: WordField = ""
    prefix: bool = False
    """Whether the last of them may go on."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry is from, what it is tagged with, or its language."""

    kind: PlaceField
    name: str
    at: int = field(default=0, compare=False)
    """Where in the query the name stands."""


class Is(Struct, frozen=True):
    """What the reader has marked."""

    state: State


class Has(Struct, frozen=True):
    """What an entry's text has in it."""

    feature: Feature


class Dates(Struct, frozen=True):
    """When an entry was published, in days of the person's own clock."""

    first: date | None
    """The first day; None for no beginning."""
    after: date | None
    """The day after the last; None for no end."""


class Age(Struct, frozen=True):
    """How long ago an entry was published."""

    seconds: int
    older: bool
    """Whether it is to be older than that; else newer."""


class Not(Struct, frozen=True):
    """All but what a part finds."""

    part: "Query"


class All(Struct, frozen=True):
    """What every part finds; without parts, everything."""

    parts: tuple["Query", ...]


class Any(Struct, frozen=True):
    """What one of the parts finds."""

    parts: tuple["Query", ...]


Query = Words | Place | Is | Has | Dates | Age | Not | All | Any


def positive_words(query: Query) -> list[Words]:
    """Return the words that what is found may have in it, from the left."""
    match query:
        case Words():
            return [query]
        case All(parts) | Any(parts):
            return [word for part in parts for word in positive_words(part)]
        case _:
            return []
