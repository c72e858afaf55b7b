"""Bringing the pictures of the open article, and drawing them in the text or not."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from typing_extensions import override

from tui import paths
from tui.errors import SourceError
from tui.screens.showing import Showing
from tui.sources import reach
from tui.text import cut, line
from tui.widgets import own_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model import Row
    from tui.render.document import Picture
    from tui.render.page import Page
    from tui.sources.pictures import Pictures
    from tui.widgets.dates import Clock

_MOST_PIXELS = 1_600, 1_200
_MOST = 100
"""So many pictures of an article are drawn at once; others one by one."""
_LONGEST_REASON = 80


class Illustrating(Showing):
    """The key that draws pictures."""

    def __init__(self, now: Clock) -> None:
        super().__init__(now)
        self._pictures: Pictures | None = None

    def action_pictures(self) -> None:
        """Draw the pictures of the article, those in sight first; or none again."""
        if self.article.pictured:
            self.workers.cancel_group(self, "pictures")
            self.article.hide_pictures()
        elif self.opened and self.wishes(self.opened).pictures == "never":
            self.say("pictures of this source are never drawn, says the configuration")
        elif self.opened:
            self._draw_all()
        else:
            self.say("open an article to see its pictures")

    @override
    async def show_entry(
        self, number: int, place: tuple[int, int] | None = None
    ) -> bool:
        self.workers.cancel_group(self, "pictures")
        readable = await super().show_entry(number, place)
        if self.opened and self.wishes(self.opened).pictures == "always":
            self._draw_all()
        return readable

    @work(group="pictures", exclusive=True)
    async def _draw_all(self) -> None:
        document = await self.document()
        seen = self.article.pictures_in_sight
        known = [picture for picture in document.pictures if picture.url]
        order = sorted(known, key=lambda each: each.number not in seen)
        await self._draw(order[:_MOST])

    @override
    async def draw_picture(self, picture: Picture) -> None:
        await self._draw([picture])

    async def _draw(self, pictures: Sequence[Picture]) -> None:
        row, page = self.opened, self.article.shown
        if not row or not page or not pictures:
            self.say("no pictures here")
            return
        self.status.activity = "fetching pictures …"
        if self._pictures is None:
            self._pictures = await asyncio.to_thread(_open)
        bring = (
            self._bring_picture(self._pictures, row, page, each) for each in pictures
        )
        failures = [failure for failure in await asyncio.gather(*bring) if failure]
        self.status.activity = ""
        if failures:
            self.fail(failures[0])
            if len(failures) > 1:
                self.say(
                    f"{len(failures)} of {len(pictures)} pictures are not to be had"
                )

    async def _bring_picture(
        self, pictures: Pictures, row: Row, page: Page, picture: Picture
    ) -> SourceError | None:
        source = self.sources.get(row.source)
        local = partial(source.attachment, row.entry.key) if source else None
        try:
            found = await pictures.picture(picture.url, _MOST_PIXELS, local)
        except SourceError as error:
            if self.article.shown is page:
                self.article.fail_picture(picture.number, self._why(picture, error))
            return error
        if self.article.shown is page:
            size = found.width, found.height
            self.article.draw_picture(picture.number, found.image, size)
        return None

    def _why(self, picture: Picture, error: SourceError) -> str:
        """Return what is said below a picture: why it is not drawn, and what to do."""
        reason = str(error).removeprefix(reach.shown(picture.url)).strip(" :.")
        words = f"not drawn: {cut(line(reason), _LONGEST_REASON)}"
        bound = (active.binding for active in self.active_bindings.values())
        keys = [
            self.app.get_key_display(each) for each in bound if each.action == "hint"
        ]
        again = f"{words}; {keys[0]} and its letter tries again" if keys else words
        return own_words.told(again, plain=self.article.setting.ascii)


def _open() -> Pictures:
    from tui.sources.cache import Cache  # noqa: PLC0415 - not before a picture is drawn
    from tui.sources.http import Client  # noqa: PLC0415 - likewise
    from tui.sources.pictures import Pictures  # noqa: PLC0415 - likewise

    return Pictures(Client(), Cache(paths.cache() / "pictures"))
