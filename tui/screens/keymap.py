"""Puts a configuration's keys over the usual ones; it says what is wrong with them."""

import difflib
from collections.abc import Mapping

from textual.keys import Keys, key_to_character

from tui.errors import ConfigError
from tui.screens.keys import MAIN

_MODIFIERS = {"ctrl", "shift", "alt", "super", "hyper", "meta"}
_REFERENCE = "docs/configuration.md has them."
_USUAL = {binding.id or "": tuple(binding.key.split(",")) for binding in MAIN}
_NAMED = {key.value for key in Keys} | {key for keys in _USUAL.values() for key in keys}


def keymap(wanted: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the keys of each action by its id: those of ``wanted``, else the usual ones.

    A key that ``wanted`` gives to one action is taken from the action that usually has it.

    Raises:
        ConfigError: There is no such action or key, or a key is given to two actions.
    """
    given: dict[str, str] = {}
    mine = {name: _parts(keys) for name, keys in wanted.items()}
    for name, keys in mine.items():
        _check_action(name)
        for key in keys:
            _check_key(name, key)
            other = given.setdefault(_character(key), name)
            if other != name:
                raise ConfigError(
                    f"The configuration gives the key {key} to {other} and to {name}."
                )
    rest = {
        name: tuple(key for key in keys if _character(key) not in given)
        for name, keys in _USUAL.items()
    }
    return rest | mine


def _parts(keys: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in keys.split(","))


def _character(key: str) -> str:
    """Return one name for what has two: ``?`` for ``question_mark``."""
    return key_to_character(key) or key


def _check_action(name: str) -> None:
    if name not in _USUAL:
        close = difflib.get_close_matches(name, _USUAL, 1)
        hint = f"did you mean {close[0]}?" if close else _REFERENCE
        raise ConfigError(f"The configuration has keys for {name}, no action; {hint}")


def _check_key(name: str, key: str) -> None:
    *modifiers, base = key.split("+") if len(key) > 1 else (key,)
    known = base in _NAMED or len(base) == 1 or key_to_character(base)
    if key not in _NAMED and not (known and _MODIFIERS.issuperset(modifiers)):
        close = difflib.get_close_matches(key, _NAMED, 1)
        hint = f"did you mean {close[0]}?" if close else _REFERENCE
        raise ConfigError(
            f"The configuration gives {name} the key {key}, which there is not; {hint}"
        )
