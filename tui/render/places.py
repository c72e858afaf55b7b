"""Which block of a document a link to a place in it leads to; knows no tags."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from urllib.parse import unquote

from tui.render.addresses import safe

_NESTED = 1 << 60
# Feeds carry the address of the page, which need not be ours, before a note's name.
_note = re.compile(r"_?(?:user-content-)?(?:fn|footnote|ftn|cite_|note|easy-footnote)")


class Places:
    """The names given to places of a page while it is read."""

    def __init__(self) -> None:
        self.written = 0
        """How many texts were written that are not inside of another block."""
        self._waiting: list[tuple[str, int]] = []
        self._found: dict[str, int] = {}

    def mark(self, name: str, *, at_top: bool) -> None:
        """Name the place where the reading is; inside a block unless ``at_top``."""
        self._waiting.append((name, self.written if at_top else _NESTED))

    def put(self, block: int) -> None:
        """Say that all places that are open are in the block of this index."""
        for name, _ in self._waiting:
            self._found.setdefault(name, block)
        self._waiting.clear()

    def put_text(self, block: int) -> None:
        """Say the same of the places after which some text followed."""
        later: list[tuple[str, int]] = []
        for name, at in self._waiting:
            if at < self.written:
                self._found.setdefault(name, block)
            else:
                later.append((name, at))
        self._waiting = later

    def resolved(
        self, links: Sequence[str], base: str
    ) -> tuple[list[str], Mapping[str, int]]:
        """Return the addresses of links, and the blocks that names lead to.

        What leads into the page becomes ``#name``; what else begins with ``#`` is
        resolved against ``base``.
        """
        urls: list[str] = []
        anchors: dict[str, int] = {}
        for url in links:
            page, _, name = url.partition("#")
            block = self._block(name) if name else None
            here = not page or page == base.partition("#")[0] or _note.match(name)
            if block is not None and here:
                anchors[name] = block
                urls.append(f"#{name}")
            else:
                urls.append(url if page or not base else safe(url, base))
        # The other names too: a link in another page may lead there.
        return urls, MappingProxyType(self._found | anchors)

    def _block(self, name: str) -> int | None:
        # GitHub puts its own word before the names that a text gives.
        for known in (name, unquote(name), f"user-content-{name}"):
            if known in self._found:
                return self._found[known]
        return None
