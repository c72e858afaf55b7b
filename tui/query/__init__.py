"""The language of searches: text → tree; pure, the same in the app and the command."""

from tui.query.parse import FIELDS, grown, parse
from tui.query.tree import (
    Age,
    All,
    Any,
    Dates,
    Has,
    Is,
    Not,
    Place,
    Query,
    Words,
    positive_words,
)

__all__ = [
    "FIELDS",
    "Age",
    "All",
    "Any",
    "Dates",
    "Has",
    "Is",
    "Not",
    "Place",
    "Query",
    "Words",
    "grown",
    "parse",
    "positive_words",
]
