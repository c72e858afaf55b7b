"""The program on the screen: theme, keys and stylesheet, wired together."""

from collections.abc import Sequence
from pathlib import Path

from textual import events
from textual.app import App
from textual.binding import Binding
from textual.theme import Theme
from typing_extensions import override

from tui.config import Config
from tui.paths import styles
from tui.screens.main import MainScreen
from tui.widgets.dates import Clock, local_now

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
    ) -> None:
        """Browse ``folders``, or what the library has where there are none."""
        super().__init__()
        self.animation_level = "none"
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = _THEMES[config.theme]
        self._keys = dict(config.keys)
        self.set_keymap(self._keys)
        self.main = MainScreen(config, library, folders, now)

    @override
    def get_default_screen(self) -> MainScreen:
        return self.main

    @override
    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {"muted": "ansi_bright_black", "faint": "ansi_bright_black"}

    def on_key(self, event: events.Key) -> None:
        self.main.pressed()

    def keymap_of(self, binding: Binding) -> list[str]:
        """Return the keys of a binding as they are now, in words."""
        keys = self._keys.get(binding.id or "", binding.key)
        return [self.get_key_display(Binding(k, "", "")) for k in keys.split(",")]

    @override
    async def action_quit(self) -> None:
        await self.main.remember()
        self.exit()


def run(config: Config, library: Path, path: Path | None) -> int:
    """Show the screen until it is left; return the exit status."""
    folders = [path] if path else list(config.folders)
    app = BroadsheetApp(config, library, folders)
    app.run()
    return app.return_code or 0
