"""Asks what to follow, and follows it; it shows what is found while it looks."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Label, Static
from typing_extensions import override

from tui.errors import BroadsheetError, LoginError
from tui.library import Library
from tui.render.rows import Sheet
from tui.screens.box import Box
from tui.screens.chooser import Chooser
from tui.screens.keys_wanted import KeysWanted
from tui.sources import reach
from tui.sources.feeds.discovery import FeedLink
from tui.sources.login import login_in
from tui.sources.rsshub.hub import Hub
from tui.sources.words import path_of
from tui.sync.adding import Wish
from tui.sync.anything import Named, follow
from tui.text import line
from tui.widgets.choice_list import Choice
from tui.widgets.dates import Clock

_FIELDS = (
    ("address", "Address", "of a feed, page, site, server or Git; a folder; OPML"),
    ("name", "Name", "as it calls itself"),
    ("folder", "Folder", "A/B in the tree; else the top"),
    ("user", "User", "where it asks for a login"),
    ("secret", "Password", "or token; kept in a file that only you can read"),
    ("command", "or a command", "that prints it, such as: pass show news"),
)


class AddDialog(Box[str]):
    """A form; returns what was found, in words, or nothing where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Stop looking, then close", priority=True),
        Binding("down", "app.focus_next", "Next field"),
        Binding("up", "app.focus_previous", "Previous field"),
    ]
    AUTO_FOCUS = "#address"

    def __init__(self, library: Library, hub: Hub, now: Clock, sheet: Sheet) -> None:
        """Follow what is asked for in ``library``, routes of RSSHub at ``hub``.

        ``sheet`` says how to draw what is chosen from.
        """
        super().__init__()
        self._library, self._hub = library, hub
        self._now, self._sheet = now, sheet

    @override
    def compose(self) -> ComposeResult:
        with Vertical() as box:
            box.border_title = "Add"
            for name, label, hint in _FIELDS:
                with Horizontal(classes="field"):
                    yield Label(self.words(label))
                    yield Input(
                        id=name,
                        placeholder=hint,
                        compact=True,
                        password=name == "secret",
                        select_on_focus=False,
                    )
            yield Static(id="found", markup=False)

    def on_mount(self) -> None:
        self._keys()

    def _keys(self, doing: str = "") -> None:
        keys = "Esc cancels" if doing else "Enter adds · Esc closes · Tab next"
        self.query_one(Vertical).border_subtitle = self.words(keys)

    def on_screen_resume(self) -> None:
        """Let the keys act that were typed ahead for it."""
        self.post_message(KeysWanted())

    def _value(self, name: str) -> str:
        return self.query_one(f"#{name}", Input).value

    def _tell(self, told: str, *, failed: bool = False) -> None:
        found = self.query_one("#found", Static)
        found.set_class(failed, "-failed")
        found.update(self.words(told))

    @property
    def _looking(self) -> bool:
        return any(
            worker.group == "look" for worker in self.workers if worker.is_running
        )

    def action_leave(self) -> None:
        """Stop looking; where nothing is looked at, close."""
        if self._looking:
            self.workers.cancel_group(self, "look")
            self._keys()
            self._tell("Stopped. Nothing was added.")
        else:
            self.dismiss("")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if not self._looking:
            self._look()

    @work(group="look", exclusive=True)
    async def _look(self) -> None:
        """Follow what the form says; close where that is done, else say why not."""
        self._hide_login()
        named = Named(
            self._value("address"),
            line(self._value("user")),
            self._value("secret"),
            self._value("command").strip(),
        )
        folder = self._value("folder").strip()
        wish = Wish(
            line(self._value("name")),
            (path_of(folder),) if folder else None,
            choose=self._choose,
            say=self._tell,
        )
        self._keys("looking")
        try:
            now = int(self._now().timestamp())
            found = await follow(self._library, named, wish, self._hub, now)
        except BroadsheetError as error:
            self._keys()
            self._refuse(error, given=bool(named.user))
            return
        self._keys()
        if found:
            self.dismiss(found)
        else:
            self._tell("None was chosen. Nothing was added.")

    def _refuse(self, error: BroadsheetError, *, given: bool) -> None:
        """Say what went wrong, and go to the field that may be mended."""
        told, field = str(error), "address"
        if isinstance(error, LoginError):
            field = "secret" if given else "user"
            told += " Here, give it in User and Password."
        self._tell(told, failed=True)
        self.set_focus(self.query_one(f"#{field}"))

    def _hide_login(self) -> None:
        """Let a login that was written into the address stand in fields of its own."""
        address = self._value("address")
        for name, value in login_in(address).items():
            self.query_one(f"#{name}", Input).value = value
            self.query_one("#address", Input).value = reach.without_login(address)

    async def _choose(self, links: Sequence[FeedLink]) -> Sequence[FeedLink]:
        """Have one of the feeds of a page chosen, or all."""
        self._tell(f"The page names {len(links)} feeds.")
        choices = [
            Choice(
                line(link.title) or reach.shown(link.address), reach.shown(link.address)
            )
            for link in links
        ]
        choices.append(Choice(f"all {len(links)} of them"))
        title = f"The page names {len(links)} feeds"
        keys = "Enter adds"
        chosen = await self.app.push_screen_wait(
            Chooser(title, choices, 0, self._sheet, keys)
        )
        if chosen is None:
            return ()
        return links if chosen == len(links) else [links[chosen]]
