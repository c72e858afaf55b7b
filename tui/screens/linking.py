"""Following, opening and copying what is chosen in the reader, and the way back."""

from __future__ import annotations

import asyncio
import posixpath
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from textual import on, work
from typing_extensions import override

from tui.errors import BroadsheetError
from tui.render.document import Block, Code, Document, Link, Picture, Table, plain
from tui.render.setting import HEADER
from tui.screens.browser import browse
from tui.screens.desk import Desk
from tui.screens.trail import Stop, Trail
from tui.text import line
from tui.widgets.choice_list import Choice
from tui.widgets.hinting import Hinting, Verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.library import Library
    from tui.screens.link_dialog import Answer
    from tui.widgets.dates import Clock
    from tui.widgets.hints import Target

_POSTS = ("", ".md", ".html", "/index.md", ".markdown")


class Linking(Desk):
    """The keys that choose by letters and that go back and forward."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self.trail = Trail()

    # What is chosen by letters

    def action_hint(self) -> None:
        if self.opened and self.pane is not self.article:
            self.hold()
            self.attend(self.article)
            # It may not have been laid out until now.
            self.call_after_refresh(self._hint)
        else:
            self._hint()

    def _hint(self) -> None:
        if not self.opened:
            self.refuse("open an article to follow its links")
        elif not self.article.begin_hints(Verb.FOLLOW):
            self.say("nothing here to follow")
        self.release()

    def action_copy_link(self) -> None:
        """Copy the article's link; where code is in sight, what is chosen."""
        reading = self.pane is self.article
        if not reading or not self.article.begin_hints(Verb.COPY, (Code,)):
            self._copy(self.address(), "link")

    @on(Hinting.Chosen)
    def _target_chosen(self, message: Hinting.Chosen) -> None:
        self._act(message.verb, message.target)

    @work(group="act", exclusive=True)
    async def _act(self, verb: Verb, target: Target | None) -> None:
        if target is None:
            self._copy(self.address(), "link")
        elif target.link is not None:
            page = await self.document()
            await self._act_on_link(verb, page, page.links[target.link])
        elif target.block is not None:
            await self._act_on_block(verb, target.block)

    async def _act_on_block(self, verb: Verb, block: Block) -> None:
        match block:
            case Code(text):
                count = text.count("\n") + 1
                self._copy(text, f"{count} lines" if count > 1 else "1 line")
            case Picture() if verb is Verb.FOLLOW:
                await self.draw_picture(block)
            case Picture(_, url) if not url or url.startswith("data:"):
                self.say("this picture has no address")
            case Picture(alt, url):
                await self._act_on_link(verb, Document(), Link(url, alt))
            case Table() if verb is Verb.COPY:
                from tui.render.cells import tab_separated  # noqa: PLC0415 - seldom

                lines = tab_separated(block, range(len(block.rows)))
                self._copy(await asyncio.to_thread("\n".join, lines), "table")
            case Table(_, _, caption):
                self.open_table(block, line(plain(caption)) or "Table")

    async def _act_on_link(self, verb: Verb, page: Document, link: Link) -> None:
        from tui.screens.link_dialog import LinkDialog  # noqa: PLC0415 - seldom

        url = link.url
        if verb is Verb.COPY:
            self._copy(url, _host_of(url))
        elif verb is Verb.OPEN:
            await self.browse(url)
        elif url.startswith("#"):
            self._jump(page, url[1:])
        elif number := await self._entry_of(url):
            self.hold()
            self.aim = urlsplit(url).fragment
            self.open_entry(number)
        else:
            self.app.push_screen(LinkDialog(link), partial(self._answered, url))

    @on(Hinting.Listed)
    def _listed(self) -> None:
        self._list_links()

    @work(group="act", exclusive=True)
    async def _list_links(self) -> None:
        """Have one of all links of the article chosen, and follow it."""
        document = await self.document()
        if not document.links:
            self.say("no links in this article")
            return
        choices = await asyncio.to_thread(_choices, document)
        chosen = await self.choose("Links", choices, 0)
        if chosen is not None:
            await self._act_on_link(Verb.FOLLOW, document, document.links[chosen])

    def _jump(self, page: Document, name: str) -> None:
        if (block := page.place_of(name)) is None:
            self.say("that place is not in the article")
        else:
            self.trail.leave(self._here())
            self.article.go_to(block)

    def _answered(self, url: str, answer: Answer | None) -> None:
        if answer == "open":
            self._browse(url)
        elif answer == "copy":
            self._copy(url, _host_of(url))

    def _copy(self, text: str, what: str) -> None:
        if text:
            self.app.copy_to_clipboard(text)
            self.say(f"{what} copied")

    # Links to other entries

    async def _entry_of(self, url: str) -> int | None:
        library, here = self.library, self.opened
        if not library or not here:
            return None
        return await self.ask(_find, library, here.source, here.entry.key, url)

    # The browser

    def action_browse(self) -> None:
        if url := self.address():
            self._browse(url)

    @work(group="browse")
    async def _browse(self, url: str) -> None:
        await self.browse(url)

    async def browse(self, url: str) -> None:
        """Open an address in the browser, or say why not."""
        try:
            await browse(self.app, url)
        except BroadsheetError as error:
            self.fail(error)
        else:
            self.say(f"opened {_host_of(url)}")

    def address(self) -> str:
        """Return where the article is on the web; say so where it is nowhere."""
        row = self.opened if self.pane is self.article else self.articles.selected
        url = row.entry.url if row else ""
        if not url:
            self.say("this article names no address")
        return url

    # The way back

    def _here(self) -> Stop:
        return Stop(self.opened.id if self.opened else 0, self.place() or (HEADER, 0))

    @override
    def leave(self) -> None:
        if self.opened:
            self.trail.leave(self._here())

    def action_history(self, by: int) -> None:
        here = self._here()
        there = self.trail.back(here) if by < 0 else self.trail.forward(here)
        if there is None:
            self.say("this is where the way begins" if by < 0 else "no way on")
        elif there.entry == here.entry:
            self.article.go_to(*there.place)
        else:
            self.hold()
            self.open_at(there.entry, there.place)


def _host_of(url: str) -> str:
    """Return the host that an address really leads to."""
    from tui.render.destination import destination  # noqa: PLC0415 - seldom

    return destination(url).host


def _choices(document: Document) -> list[Choice]:
    return [
        Choice(line(link.text) or link.url, _host_of(link.url) or link.url)
        for link in document.links
    ]


def _find(library: Library, source: int, key: str, url: str) -> int | None:
    """Return the entry that a link in the entry ``key`` of a source leads to."""
    if urlsplit(url).scheme:
        return library.entry_at(url)
    for other in _keys(key, url):
        if row := library.find(source, other):
            return row.id
    return None


def _keys(key: str, url: str) -> Iterator[str]:
    """Yield the keys that a relative link in a post may mean."""
    path = unquote(urlsplit(url).path)
    if not path:
        return
    near = posixpath.join(posixpath.dirname(key), path.rstrip("/"))
    far = path.strip("/")
    for name in dict.fromkeys((posixpath.normpath(near), far)):
        stem = name.removesuffix(".html")
        yield from (stem + end for end in _POSTS)
