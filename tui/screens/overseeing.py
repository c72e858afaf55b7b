"""The key that shows the sources; they are renamed, moved, removed and read from there."""

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual import work

from tui import paths
from tui.errors import BroadsheetError
from tui.library import Account, Library, Subscription
from tui.screens.refreshing import Refreshing
from tui.sources.secret import forget_secret
from tui.sources.words import path_of
from tui.sync.board import last_reports
from tui.sync.report import told
from tui.sync.wording import counted, place
from tui.text import line

if TYPE_CHECKING:
    from tui.sync.standing import Standing


class Overseeing(Refreshing):
    """Does what is wanted in the list of sources, and comes back to it."""

    def action_sources(self) -> None:
        self.hold()
        self._oversee()

    @work(group="sources", exclusive=True)
    async def _oversee(self) -> None:
        from tui.screens.sources_pane import SourcesPane  # noqa: PLC0415 - not at the start

        select = ""
        while self.library:
            wanted = await self.app.push_screen_wait(SourcesPane(self, select))
            if wanted is None:
                return
            verb, standing = wanted
            select = standing.key if standing else ""
            try:
                if verb == "add":
                    await self.add_source()
                elif verb == "report":
                    await self._show_report(self.library)
                elif standing and verb == "open":
                    self._show_articles(standing)
                    return
                elif standing and verb == "remove":
                    await self._remove(self.library, standing)
                elif standing:
                    await self._change(self.library, standing, move=verb == "file")
            except BroadsheetError as error:
                self.fail(error)

    async def _show_report(self, library: Library) -> None:
        from tui.screens.asking import Reading  # noqa: PLC0415 - not at the start

        reports = await self.ask(last_reports, library)
        text = "\n".join(told(reports)) or "Nothing was refreshed yet. R does."
        await self.app.push_screen_wait(Reading("The last refresh", text))

    def _show_articles(self, standing: "Standing") -> None:
        """Select a source in the tree."""
        if not self.categories.reveal(standing.category):
            self.say("it has no articles yet")
        self.attend(self.articles)

    async def _remove(self, library: Library, standing: "Standing") -> None:
        from tui.screens.asking import Confirm  # noqa: PLC0415 - not at the start

        articles = standing.total if standing.here is None else standing.here
        told = (
            f"{standing.name}\n{standing.address}\n\n"
            f"{counted(articles, 'article')} will go. What you marked in it is kept,"
            " and comes back if you add it again."
        )
        asked = Confirm("Remove this source?", told)
        if await self.app.push_screen_wait(asked):
            went = await self.ask(remove, library, standing)
            self.say(
                f"{standing.name} is followed no more: {counted(went, 'article')} went"
            )
            await self.adopt()

    async def _change(
        self, library: Library, standing: "Standing", *, move: bool
    ) -> None:
        """Give a feed another name, or put it elsewhere in the tree."""
        from tui.screens.asking import Question  # noqa: PLC0415 - not at the start

        feed = standing.what
        if not isinstance(feed, Subscription):
            self.say("only feeds are renamed and moved here")
            return
        title, value, hint = "Rename", feed.name, "its name"
        if move:
            title, value = "Move into the folder", "/".join(feed.folder)
            hint = "A/B; empty is the top"
        asked = Question(title, value, hint)
        typed = await self.app.push_screen_wait(asked)
        if typed is None or (not move and not typed.strip()):
            return
        changed = (
            replace(feed, folder=path_of(line(typed)), also=())
            if move
            else replace(feed, name=line(typed))
        )
        now = await self.ask(library.change_feed, feed, changed)
        self.say(f"it stands in {place(now.place)}")
        await self.reload()


def remove(library: Library, standing: "Standing") -> int:
    """Follow a source no more; return how many articles went. It blocks."""
    from tui.sources.git import Clones  # noqa: PLC0415 - not at the start

    what = standing.what
    if isinstance(what, Subscription | Account):
        forget_secret(what.login)
    if isinstance(what, Subscription):
        return library.unsubscribe(what)
    row = next((row for row in library.sources() if row.id == what.id), None)
    if row is None:
        return 0
    went = library.leave_source(row)
    clones = Clones(paths.repositories(library.path))
    if clone := clones.at(row.address):
        clones.remove(clone)
    return went
