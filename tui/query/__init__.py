"""The language of searches: text → tree; pure, the same in the app and the command."""

from tui.query.lasting import Lasting, ages, asks_for_marks, asks_for_texts, lasting
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
    "Lasting",
    "Not",
    "Place",
    "Query",
    "Words",
    "ages",
    "asks_for_marks",
    "asks_for_texts",
    "grown",
    "lasting",
    "parse",
    "positive_words",
]
