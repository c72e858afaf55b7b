"""What a query says, as a tree of frozen values; it knows no library."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

WordField = Literal["", "title", "author"]
"""Where words are looked for; empty for everywhere."""
PlaceField = Literal["source", "in", "tag", "lang"]
State = Literal["unread", "read", "starred", "later", "updated"]
Feature = Literal["image", "link", "video", "code", "table", "problem"]


@dataclass(frozen=True, slots=True)
class Words:
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


@dataclass(frozen=True, slots=True)
class Is:
    """What the reader has marked."""

    state: State


@dataclass(frozen=True, slots=True)
class Has:
    """What an entry's text has in it."""

    feature: Feature


@dataclass(frozen=True, slots=True)
class Dates:
    """When an entry was published, in days of the person's own clock."""

    first: date | None
    """The first day; None for no beginning."""
    after: date | None
    """The day after the last; None for no end."""


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago an entry was published."""

    seconds: int
    older: bool
    """Whether it is to be older than that; else newer."""


@dataclass(frozen=True, slots=True)
class Not:
    """All but what a part finds."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class All:
    """What every part finds; without parts, everything."""

    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Any:
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
