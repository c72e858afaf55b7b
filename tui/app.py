"""The program on the screen: theme, keys and stylesheet, wired together."""

import gc
import os
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.command import CommandPalette
from textual.driver import Driver
from textual.screen import Screen
from textual.theme import Theme
from typing_extensions import override

from tui import first_frame
from tui.config import Config
from tui.paths import styles
from tui.screens.keymap import keymap
from tui.screens.keys import MAIN
from tui.screens.main import MainScreen
from tui.widgets.dates import Clock, local_now
from tui.widgets.own_words import told
from tui.widgets.pane import Pane
from tui.widgets.typed_line import TypedLine

DARK = Theme(
    name="broadsheet-dark",
    primary="#7aa2c8",
    accent="#e0a35c",
    foreground="#d6d3cc",
    background="#15171a",
    surface="#1b1e22",
    panel="#2a2f36",
    warning="#d9a14a",
    error="#d06a5f",
    success="#8aab6c",
    dark=True,
    variables={"muted": "#8b8f96", "faint": "#5a6068"},
)
LIGHT = Theme(
    name="broadsheet-light",
    primary="#2f5d8a",
    accent="#a8540e",
    foreground="#26241f",
    background="#faf8f3",
    surface="#f3f0e8",
    panel="#e2ddd0",
    warning="#9a6a00",
    error="#b03a2e",
    success="#4f7a2f",
    dark=False,
    variables={"muted": "#77726a", "faint": "#a8a296"},
)
_THEMES = {
    "auto": DARK.name,
    "dark": DARK.name,
    "light": LIGHT.name,
    "terminal": "ansi-dark",
}
_LONGEST_HOLD = 2.0
_ONLY_KEYS = {"move", "edge", "page", "digit", "app.command_palette"}
"""What the command palette does not offer."""


class BroadsheetApp(App[None]):
    """A news browser: categories, articles, reader."""

    TITLE = "Broadsheet"
    CSS_PATH = styles() / "app.tcss"
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self,
        config: Config,
        library: Path,
        folders: Sequence[Path],
        now: Clock = local_now,
        name: str = "",
    ) -> None:
        """Browse ``folders`` and the feeds, or all that the library has.

        ``name`` is what the first frame is kept under: that of the one folder where
        nothing else is to be shown.

        Raises:
            ConfigError: The configuration's keys are wrong.
        """
        bare = bool(os.environ.get("NO_COLOR"))
        # Textual turns colours to greys unless it is to leave the terminal's own alone.
        super().__init__(ansi_color=True if bare else None)
        self.animation_level = "none"
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        # Whoever sets a theme has every style read again: at the start, for nothing.
        self.set_reactive(App.theme, _THEMES["terminal" if bare else config.theme])
        self.stylesheet.set_variables(self.get_css_variables())
        self._kept_under = library, name
        self._waiting: list[events.Key] = []
        """The keys that have not acted yet."""
        self._held = True
        """Whether keys wait: for the first screen, or for what a key opens."""
        self._holds = 0
        self._keys = keymap(config.keys)
        # Textual goes through all of it at each key, so it gets only what is unusual.
        usual = {binding.id: binding.key for binding in MAIN}
        mine = {name: ",".join(keys) for name, keys in self._keys.items()}
        self.set_keymap(
            {name: keys for name, keys in mine.items() if keys != usual[name]}
        )
        self.set_class(config.plain, "-ascii")
        self.main = MainScreen(config, library, folders, now, alone=bool(name))

    @override
    def get_default_screen(self) -> MainScreen:
        return self.main

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "ansi_bright_black", "faint": "ansi_bright_black"}

    @override
    async def on_event(self, event: events.Event) -> None:
        # A key comes a second time when the widget with the focus has no use for it.
        if isinstance(event, events.Key) and not (
            event.is_forwarded or event.key == "ctrl+q"
        ):
            self._waiting.append(event)
            await self._act()
        else:
            await super().on_event(event)

    async def _act(self) -> None:
        """Let the keys act, each before the next is looked at.

        Textual looks up what a key does when its event has come back from the widget
        with the focus; by then the next key may be on its way to a widget that the
        first one was to take the focus from.
        """
        while self._waiting and not self._held:
            event, pane = self._waiting.pop(0), self.focused
            if not isinstance(pane, Pane | TypedLine):
                await super().on_event(event)
                continue
            if isinstance(pane, TypedLine) and event.key in pane.ENDS:
                self.hold_keys()
            bound = await self._check_bindings(event.key, priority=True)
            if not bound and not pane.take_key(event):
                self.main.pressed()
                await self._check_bindings(event.key)

    def hold_keys(self) -> None:
        """Let keys wait for what the last one opens; not for long if it never does."""
        self._held, self._holds = True, self._holds + 1
        self.set_timer(_LONGEST_HOLD, partial(self._tire, self._holds))

    def release_keys(self) -> None:
        """Let the keys that wait act now."""
        self._held = False
        self.call_later(self._act)

    def _tire(self, hold: int) -> None:
        if hold == self._holds:
            self.release_keys()

    @on(Driver.SignalResume)
    def _resumed(self) -> None:
        """Paint all of the screen: the shell has used the terminal meanwhile."""
        self.screen.refresh()

    def on_keys_wanted(self) -> None:
        if not gc.isenabled():
            self.call_after_refresh(_collect_again)
        self.release_keys()

    def on_key(self, event: events.Key) -> None:
        self.main.pressed()

    def keys_and_actions(self) -> list[tuple[str, str]]:
        """Return each action's keys as they are now, and what it does."""
        found: dict[str, list[str]] = {}
        for binding in MAIN:
            keys = self._keys[binding.id or ""]
            shown = [self.get_key_display(Binding(key, "", "")) for key in keys]
            found.setdefault(binding.description, []).extend(shown)
        return [(" ".join(keys), what) for what, keys in found.items()]

    @override
    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Offer what the keys do, except moving and counting."""
        keys = {what: shown for shown, what in self.keys_and_actions()}
        for binding in MAIN:
            if binding.action.split("(")[0] not in _ONLY_KEYS:
                act = partial(self.main.run_action, binding.action)
                what = binding.description
                key = told(keys[what], plain=self.has_class("-ascii"))
                yield SystemCommand(what, f"Key: {key}", act)
        pack = (
            "Fetch full pages and pictures of the list, to read offline; or stop that"
        )
        yield SystemCommand("Pack for offline reading", pack, self.main.action_pack)
        yield SystemCommand("Theme", "Choose other colours", self.action_change_theme)

    @override
    def action_command_palette(self) -> None:
        if not isinstance(self.screen, CommandPalette):
            self.push_screen(
                CommandPalette(id="--command-palette", placeholder="Command")
            )

    @override
    def action_toggle_dark(self) -> None:
        self.theme = (LIGHT if self.current_theme.dark else DARK).name

    @override
    def get_driver_class(self) -> type[Driver]:
        if sys.platform == "win32":
            return super().get_driver_class()
        from tui.terminal import Terminal  # noqa: PLC0415 - not everywhere

        return Terminal

    @override
    async def action_quit(self) -> None:
        await self.main.remember()
        # Textual has no other way to ask for the whole screen as it was drawn.
        update = self.main._compositor.render_full_update(simplify=True)  # noqa: SLF001
        drawn = update.render_segments(self.console)
        first_frame.keep(*self._kept_under, self.main.size, drawn)
        self.exit()


def _collect_again() -> None:
    """Let garbage be collected; what was loaded is none, and is never looked at again."""
    gc.freeze()
    gc.enable()


def run(config: Config, library: Path, path: Path | None, name: str) -> int:
    """Show the screen until it is left; return the exit status.

    ``name`` is what the first frame is kept under.

    Raises:
        ConfigError: Its keys are wrong.
    """
    folders = [path] if path else list(config.folders)
    app = BroadsheetApp(config, library, folders, name=name)
    app.run()
    return app.return_code or 0
