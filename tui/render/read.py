"""Reads an entry's body into a Document, whichever language it is written in."""

from tui.model import Body
from tui.render.document import Document
from tui.render.html import parse


def document(body: Body) -> Document:
    """Return what a body says, safe to print."""
    text = body.text
    if body.markdown:
        from tui.render.markdown import to_html  # noqa: PLC0415 - costs 30 ms to import

        text = to_html(text)
    return parse(text, body.base)
