"""Finds the article in a web page, as the page itself wrote it; it fetches nothing.

trafilatura knows best which text of a page is the article, but what it gives back is the
text: captions, films, half of the code and many pictures are gone. So it is asked which
text that is, and the part of the page that has this text is kept, without what stands
in between and is not of it.

Run as a program it reads a page and writes its article, so that a page made to be slow
costs a process that can be ended, and nothing else.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tui.sources.encoding import decode

_BLOCKS = (
    "p,h1,h2,h3,h4,h5,h6,li,dt,dd,pre,blockquote,table,figure,div,section,article,main,"
    "header,footer,nav,aside,form,ul,ol,dl,details,summary,center,address,td"
)
_NEVER = (
    "script:not([type^='math/']),style,template,nav,form,button,input,select,dialog,"
    "link,meta"
)
_WHOLE = frozenset({"table", "pre", "figure"})
"""What is kept or dropped as one, whatever it is made of."""
_MEDIA = "img,video,audio,iframe,embed,object,picture,svg,math"
_DEEPEST = 100
_NEARLY, _ENOUGH = 0.9, 0.8
_MOST_MEMORY = 1 << 30
_joints = re.compile(r"[\W_]+")


class _Part(NamedTuple):
    """A block of the page that has no block inside, or is kept as one."""

    path: Sequence[LexborNode]
    """The block and what it is in, up to the body."""
    letters: int
    own: int
    """How many of its letters are the article's."""

    @property
    def kept(self) -> bool:
        return self.own * 2 >= self.letters > 0


def article(html: str, address: str) -> str:
    """Return the article of the page at ``address`` as HTML; empty if it has none.

    It takes tens of milliseconds, but minutes where a page is made so.
    """
    found = _extracted(html, address)
    text = _letters(LexborHTMLParser(found).text(separator=" ")) if found else ""
    if not text:
        return ""
    tree = LexborHTMLParser(html)
    for node in tree.css(_NEVER):
        node.decompose()
    parts = [_part(path, text) for path in _innermost(tree.css(_BLOCKS))]
    container = _container([part for part in parts if part.kept])
    if container is None:
        return found
    number = container.mem_id
    _drop([p for p in parts if any(up.mem_id == number for up in p.path)], found)
    has = len(_letters(container.text(separator=" ")))
    return (container.html or "") if has >= _ENOUGH * len(text) else found


def base_of(html: str, address: str) -> str:
    """Return what the page's relative addresses are relative to (HTML, 2.4.3)."""
    node = LexborHTMLParser(html).css_first("base[href]")
    try:
        return urljoin(address, (node.attributes["href"] or "") if node else "")
    except ValueError:
        return address


def _extracted(html: str, address: str) -> str:
    import trafilatura  # noqa: PLC0415 - it takes long to load

    return (
        trafilatura.extract(
            html,
            url=address,
            output_format="html",
            include_comments=False,
            include_formatting=True,
            include_images=True,
            include_links=True,
            include_tables=True,
            favor_recall=True,
        )
        or ""
    )


def _letters(text: str) -> str:
    return _joints.sub("", text).lower()


def _path(node: LexborNode) -> list[LexborNode]:
    path: list[LexborNode] = []
    while len(path) < _DEEPEST and (above := node.parent) and node.tag != "html":
        path.append(node)
        node = above
    return path


def _innermost(blocks: Sequence[LexborNode]) -> Iterator[list[LexborNode]]:
    """Yield the paths of the blocks without blocks inside; what is whole has none."""
    paths = {node.mem_id: _path(node) for node in blocks}
    other: set[int] = set()
    for number, path in paths.items():
        above = [node for node in path[1:] if node.mem_id in paths]
        if any(node.tag in _WHOLE for node in above):
            other.add(number)
        else:
            other.update(node.mem_id for node in above)
    return (p for number, p in paths.items() if number not in other)


def _part(path: Sequence[LexborNode], text: str) -> _Part:
    pieces = [
        _letters(inner.text(deep=False))
        for inner in path[0].traverse(include_text=True)
        if inner.tag == "-text"
    ]
    own = sum(len(piece) for piece in pieces if piece in text)
    return _Part(path, sum(map(len, pieces)), own)


def _container(parts: Sequence[_Part]) -> LexborNode | None:
    """Return the innermost element that has nearly all of the article's letters."""
    letters: Counter[int] = Counter()
    nodes: dict[int, LexborNode] = {}
    for part in parts:
        for node in part.path:
            letters[node.mem_id] += part.own
            nodes[node.mem_id] = node
    most = _NEARLY * sum(part.own for part in parts)
    # Of those that have it, each is in the next, which has more or comes later.
    holding = (number for number, own in letters.items() if own >= most)
    return nodes.get(min(holding, key=letters.__getitem__, default=0))


def _drop(parts: Sequence[_Part], found: str) -> None:
    """Remove what is no part of the article; its pictures stay."""
    kept = [place for place, part in enumerate(parts) if part.kept]
    for place, part in enumerate(parts):
        node = part.path[0]
        media = node.css(_MEDIA) if part.letters == 0 or node.tag == "figure" else []
        amid = bool(media) and kept[0] < place < kept[-1]
        if not (part.kept or amid or any(_is_named(each, found) for each in media)):
            node.decompose()


def _is_named(node: LexborNode, found: str) -> bool:
    names = (node.attributes.get(name) or "" for name in ("src", "data-src"))
    return any(name.rpartition("/")[2] in found for name in names if name)


def main() -> None:
    """Read a page's bytes, write its article and base as JSON.

    Arguments: the page's address, and the encoding that its server says.
    """
    address, said = sys.argv[1:]
    _limit_memory()
    html, _ = decode(sys.stdin.buffer.read(), said)
    found = {"html": article(html, address), "base": base_of(html, address)}
    json.dump(found, sys.stdout)


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))


if __name__ == "__main__":
    main()
