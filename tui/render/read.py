"""Reads an entry's body into a Document, whichever language it is written in."""

from math import inf

from tui.model import Body
from tui.render.document import Document
from tui.render.html import parse


def document(body: Body, cells: float = inf) -> Document:
    """Return what a body says, safe to print: all, or the first ``cells`` or so."""
    text = body.text
    if body.markdown:
        from tui.render.markdown import to_html  # noqa: PLC0415 - costs 30 ms to import

        text = to_html(text)
    return parse(text, body.base, cells)
