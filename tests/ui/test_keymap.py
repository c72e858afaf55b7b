"""A configuration's keys: what they take, what they leave, and what is refused."""

import re

import pytest

from tests.ui.newspaper import Newspaper
from tui.config import Config
from tui.errors import ConfigError
from tui.screens.keymap import keymap


def test_a_key_is_taken_from_the_action_that_usually_has_it() -> None:
    keys = keymap({"star": "j, x"})
    assert keys["star"] == ("j", "x")
    assert keys["down"] == ("down",)
    assert keys["up"] == ("k", "up")
    assert keymap({"star": "?"})["help"] == ("f1",)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"stra": "x"}, "keys for stra, no action; did you mean star?"),
        ({"frob": "x"}, "docs/configuration.md"),
        ({"star": "crtl+x"}, "star the key crtl[+]x, which there is not"),
        ({"star": "spacee"}, "did you mean space?"),
        ({"star": "x", "later": "f2,x"}, "the key x to star and to later"),
        ({"star": ""}, "star the key "),
    ],
)
def test_what_is_wrong_is_told(wanted: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        keymap(wanted)


@pytest.mark.parametrize(
    "key", ["ctrl+shift+a", "?", "backslash", "f13", "阅", "alt+j"]
)
def test_every_way_of_naming_a_key_is_known(key: str) -> None:
    assert keymap({"star": key})["star"] == (key,)


async def test_remapped_keys_act_and_help_shows_them(newspaper: Newspaper) -> None:
    async with newspaper.opened(config=Config(keys={"star": "j", "help": "x"})) as desk:
        await desk.press("j")
        await desk.until(lambda: desk.selected.starred)
        assert desk.title == "文章00"
        await desk.press("down")
        assert desk.title == "文章01"
        await desk.press("x")
        assert re.search(r"  ↓ +Down\b", desk.screen())
