"""Reads an entry's body, whichever language it is written in, into what is wanted."""

from math import inf

from tui.model import Body
from tui.render.document import Document, Enough
from tui.render.html import parse
from tui.text import clean


def document(body: Body, cells: float = inf, enough: Enough | None = None) -> Document:
    """Return what a body says, safe to print: all, or what `parse` reads of it."""
    return parse(_html(body), body.base, cells, enough)


def html(body: Body) -> str:
    """Return a body as HTML, safe to print; only the terminal is safe from it."""
    return clean(_html(body))


def markdown(body: Body) -> str:
    """Return a body as Markdown of unwrapped lines, safe to print."""
    from tui.render.markdown import to_markdown  # noqa: PLC0415 - costs 30 ms to import

    return clean(to_markdown(_html(body)))


def _html(body: Body) -> str:
    if not body.markdown:
        return body.text
    from tui.render.markdown import to_html  # noqa: PLC0415 - costs 30 ms to import

    return to_html(body.text)
