"""What is said in the status line and in an empty list; it changes nothing."""

from collections.abc import Mapping
from math import ceil
from types import MappingProxyType

from typing_extensions import override

from tui.screens.overseeing import Overseeing
from tui.screens.paging import Paging
from tui.screens.searching import Searching
from tui.screens.snippets import Snippets

_NOTHING: Mapping[str, str] = MappingProxyType(
    {
        "starred": "Nothing starred yet. s stars an article.",
        "later": "Nothing kept for later yet. L keeps an article.",
        "today": "Nothing from today.",
        "search": "Nothing has that now. e changes what is looked for.",
    }
)


class Telling(Paging, Searching, Snippets, Overseeing):
    """Says where one is, how much is left, and why there is nothing."""

    def empty(self) -> str:
        """Say why the list has nothing, and what to do."""
        if self.searched:
            return self.nothing_found()
        if not self.sources and not self.feeds and not self.accounts:
            return "Nothing yet. a adds a feed, a folder, a list or an account."
        node = self.categories.selected
        if node and node.silent and not (node.total or node.branch):
            asked = "It could not be asked yet: F says why, r asks again."
            return asked if node.failing else "It has brought nothing yet. r asks it."
        if self.view.unread_only:
            return "Nothing unread here. u shows all articles."
        if self.view.category != self.root or self.view.since is not None:
            return _NOTHING.get(node.special if node else "", "Nothing here.")
        return self._nothing_at_all()

    def _nothing_at_all(self) -> str:
        if not self.sources:
            return "No articles yet. r asks for them now."
        names = ", ".join(source.name for source in self.sources.values())
        if self.status.trouble:
            return f"{self.status.trouble}."
        if self.looking:
            return "Looking for posts …"
        return f"No posts in {names}: no .md, .markdown, .html or .htm files."

    @override
    def tell_place(self) -> None:
        if self.article.hinting:
            where = self.article.hinting
        elif self.searching and (self._line or self.pane is self.article):
            where = self.searching
        elif self.pane is self.article:
            where = f"{self._progress()} · Space on · Esc back"
        else:
            where = self._place_in_list()
        where = f"{self.count} … {where}" if self.count else where
        # What is wrong is long, and the line need not grow until it is mended.
        wrong = self._search_line is not None and bool(self.mistake)
        self.status.set_class(wrong and where == self.mistake, "-telling")
        self.status.place = where if where == self.mistake else f"{where} · ? help"

    def _told_of_line(self) -> str:
        """Say how what is typed may go on, or else what is wrong with it."""
        return self.told_of_offers() or self.mistake

    def _place_in_list(self) -> str:
        if told := self._told_of_line():
            return told
        found = self.view.found
        where = self.position + "+" * bool(found and not found.complete)
        where += " · unread only" * self.view.unread_only
        if self.searched:
            return where + self.told_of_search()
        if self.articles.apart:
            return where + " · Enter reads · Esc back"
        where += " · oldest first" * (not self.view.newest_first)
        reads = self.articles.total and not self.articles.on_gap
        return where + " · Enter reads" * bool(reads)

    def _progress(self) -> str:
        """Say how much was in sight, and how long the rest will take."""
        done, page = self.article.progress, self.article.shown
        left = (
            page.minutes * (100 - done) / 100 if page and self.article.complete else 0
        )
        return f"{done} %" + f" · {ceil(left)} min left" * (left > 0)
