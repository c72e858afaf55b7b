"""What a page's pictures, films and sounds are; fetches none of them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.addresses import file_name
from tui.render.document import Block, Paragraph, Picture, Span, Spans, Table
from tui.render.preformatted import code_of
from tui.render.walker import Attributes, Handler, Style, Walker
from tui.text import line

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-actualsrc",
    "data-original-src",
    "data-url",
)
_SMALL = 32
_pixels = re.compile(r"\s*(\d{1,5})(?:\.\d*)?(?:px)?\s*$")
_tiny = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$|!)")
_candidate = re.compile(r"([^\s,]\S*[^\s,])(?:\s+([\d.]{1,8})[wx])?\s*(?:,|$)")


def _image(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    sizes = [_size(attributes, name) for name in ("width", "height")]
    if min(sizes) <= 1 or _tiny.search(attributes.get("style") or ""):
        return
    alt = line(attributes.get("alt") or attributes.get("title") or "")
    url = _source(walker, attributes) or _sibling(walker, node)
    if max(sizes) <= _SMALL:
        walker.write(alt, style)  # an emoji or an icon: part of the text
    elif url or alt:
        walker.picture(alt, url, style.link)


def _size(attributes: Attributes, name: str) -> int:
    pixels = _pixels.match(attributes.get(name) or "")
    return int(pixels[1]) if pixels else 1000


def _source(walker: Walker, attributes: Attributes) -> str:
    """Return the best address of a picture: what is lazily loaded is the real one."""
    for name in _LAZY:
        if url := walker.address(attributes.get(name)):
            return url
    if url := walker.address(attributes.get("src")):
        return url
    for name in ("srcset", "data-srcset"):
        if url := walker.address(_largest(attributes.get(name) or "")):
            return url
    return ""


def _largest(srcset: str) -> str:
    """Return the address of the largest picture of a srcset (HTML, 4.8.4.2.1)."""
    best, most = "", -1.0
    for candidate in _candidate.finditer(srcset[:20_000]):
        try:
            size = float(candidate[2] or 1)
        except ValueError:
            continue
        if size > most:
            best, most = candidate[1], size
    return best


def _sibling(walker: Walker, image: LexborNode) -> str:
    """Return the address in the ``<source>`` of the same ``<picture>``."""
    parent = image.parent
    if parent is None or parent.tag != "picture":
        return ""
    for source in parent.css("source"):
        if url := _source(walker, source.attributes):
            return url
    return ""


def _unscripted(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    """Read ``<noscript>`` where it holds a picture that was not shown just before."""
    images = node.css("img")
    shown = {picture.url for picture in walker.pictures[-2:]}
    urls = {_source(walker, image.attributes) for image in images}
    if node.css_first("iframe,video") or (images and not urls <= shown):
        walker.children(node, style)


def _player(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    url = next(filter(None, map(walker.address, _places(node, attributes))), "")
    if not url:
        walker.children(node, style)
        return
    kind = node.tag or ""
    title = line(
        attributes.get("title")
        or attributes.get("aria-label")
        or attributes.get("alt")
        or ""
    )
    if not title and kind in ("video", "audio"):
        title = line(file_name(url))
    walker.media(kind if kind in ("video", "audio") else "embed", title, url)


def _places(node: LexborNode, attributes: Attributes) -> Iterator[str | None]:
    for name in ("src", "data-src", "data", "data-original"):
        url = attributes.get(name)
        yield None if url and url.startswith("about:") else url
    for inner in node.css("source,embed"):
        yield inner.attributes.get("src")


def _figure(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    names = (attributes.get("class") or "").split()
    source = node.css_first("td.code pre,td.rouge-code pre") or node.css_first("pre")
    if "highlight" in names and source is not None:  # Hexo: numbers and code in a table
        language = " ".join(name for name in names if name != "highlight")
        code = code_of(source, language.partition(" ")[0])
        walker.block(code)
        return
    outer, walker.caption = walker.caption, ()
    blocks = list(walker.collect(node, style))
    caption, walker.caption = walker.caption, outer
    walker.flush()
    walker.blocks += _captioned(walker, blocks, caption)


def _captioned(walker: Walker, blocks: list[Block], caption: Spans) -> list[Block]:
    """Give the caption to the last picture or table; else to the text below."""
    if not caption:
        return blocks
    for position in range(len(blocks) - 1, -1, -1):
        block = blocks[position]
        if isinstance(block, Picture):
            blocks[position] = block = replace(block, caption=caption)
            walker.pictures[block.number - 1] = block
            return blocks
        if isinstance(block, Table) and not block.caption:
            blocks[position] = replace(block, caption=caption)
            return blocks
    below = [Span(s.text, (*s.roles, "caption"), s.link) for s in caption]
    return [*blocks, Paragraph(tuple(below))]


def _preformatted(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    names = (attributes.get("class") or "").split()
    if "lineno" in names:
        return
    if node.css_first("img,iframe,video"):  # text that was set with spaces
        walker.flush()
        walker.children(node, style._replace(kept=True))
        walker.flush()
        return
    code = code_of(node)
    if code.text.strip():
        walker.block(code)


MEDIA: Mapping[str, Handler] = MappingProxyType(
    {
        "img": _image,
        "noscript": _unscripted,
        "figure": _figure,
        "pre": _preformatted,
        "listing": _preformatted,
        "xmp": _preformatted,
    }
    | dict.fromkeys(("video", "audio", "iframe", "embed", "object"), _player)
)
