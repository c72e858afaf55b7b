"""What of an entry's text goes into the index; it writes nothing."""

from typing import NamedTuple

from tui.library.index import Text
from tui.library.terms import EVERY, fact, openings, terms
from tui.query.letters import folded
from tui.story.sketch import Sketch, sketch

_LARGEST = 400_000
"""Characters of a text that are indexed: a book."""


class Prepared(NamedTuple):
    """A text as it goes into the tables."""

    columns: tuple[str, str, str, str]
    letters: str
    sketch: Sketch | None


def prepared(text: Text) -> Prepared:
    """Return an entry's text as it goes into the tables."""
    entry = text.row.entry
    title, author, body = map(folded, (entry.title, entry.author, text.text[:_LARGEST]))
    facts = [fact(EVERY), *(fact("tag", tag) for tag in entry.tags)]
    facts += [fact(f"has{feature}") for feature in text.features]
    facts += [fact("hasproblem")] if entry.problems else []
    facts += [fact("lang", text.language)] if text.language else []
    said = " ".join(facts)
    letters = openings(f"{title}\n{author}\n{body}")
    columns = (terms(title), terms(author), terms(body), said)
    return Prepared(columns, f"{letters} {said}", sketch(body))
