"""Reads HTML into a Document: a hostile page in, blocks that are safe to print out."""

import re
from collections.abc import Mapping
from math import inf
from types import MappingProxyType

from selectolax.lexbor import LexborHTMLParser

from tui.render.addresses import laid_bare
from tui.render.blocks import BLOCKS
from tui.render.document import Document, Enough
from tui.render.figures import FIGURES
from tui.render.formulas import FORMULAS
from tui.render.grid import GRIDS
from tui.render.inline import INLINE
from tui.render.lists import LISTS
from tui.render.media import MEDIA
from tui.render.nesting import shallow
from tui.render.pictures import PICTURES
from tui.render.ruby import RUBY
from tui.render.style import Style
from tui.render.walker import Handler, Walker
from tui.text import clean

_HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        **INLINE,
        **RUBY,
        **FORMULAS,
        **BLOCKS,
        **LISTS,
        **GRIDS,
        **PICTURES,
        **FIGURES,
        **MEDIA,
    }
)
_structure = re.compile(
    r"<(?:br|p|pre|table|ul|ol|dl|li|h[1-6]|blockquote|section|article|figure|hr|body|"
    r"details|textarea|script|style|video|iframe|address|center|noscript)\b",
    re.IGNORECASE,
)
_division = re.compile(r"<div\b", re.IGNORECASE)
# WordPress keeps its own tags in feeds and exports.
_caption = re.compile(
    r"\[caption[^\]]*\]\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.{0,4000}?)\[/caption\]",
    re.DOTALL,
)
_embed = re.compile(
    r"\[(embed|video|audio)[^\]]*\]\s*(https?://[^\s\[<>\"']+)\s*\[/\1\]"
)
_newline = re.compile(r"<[^>]*>|[ \t]*\n\s*")


def parse(
    html: str, base: str = "", cells: float = inf, enough: Enough | None = None
) -> Document:
    """Return the document that a page or a fragment of one shows.

    Args:
        html: HTML as found (HTML Living Standard, parsed as browsers do).
        base: what relative addresses are resolved against; empty to keep them.
        cells: about how many cells of it are wanted; what comes after is left unread.
        enough: is asked after each block whether what comes after is left unread.

    Returns:
        Blocks, links and pictures; no text or address in them holds a control
        character, and no address has a scheme that runs something.
    """
    if clean(html) is not html:  # else there is nothing to be laid bare
        html = clean(laid_bare(html))
    if "[/" in html:
        html = _embed.sub(_embedded, _caption.sub(_captioned, html))
    if _is_plain(html):
        html = _newline.sub(_structured, html.strip())
    # Without a body of its own, what stands first would count as part of the head.
    page = LexborHTMLParser("<body>" + shallow(html))
    walker = Walker(_HANDLERS, base, cells, enough)
    if page.body is not None:
        walker.children(page.body, Style())
    return walker.document()


def _is_plain(html: str) -> bool:
    """Whether newlines are the only structure that the text has."""
    return (
        "\n" in html
        and _structure.search(html) is None
        and len(_division.findall(html)) <= 1
    )


def _structured(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] == "<":
        return found
    return "<br>" * min(2, found.count("\n"))


def _captioned(match: re.Match[str]) -> str:
    picture, caption = match.groups()
    return f"<figure>{picture}<figcaption>{caption}</figcaption></figure>"


def _embedded(match: re.Match[str]) -> str:
    return f'<iframe src="{match[2]}"></iframe>'
