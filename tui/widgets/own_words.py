"""Writes the program's own words with ASCII alone where the person wants that."""

from collections.abc import Mapping
from types import MappingProxyType

_ASCII: Mapping[int, str] = MappingProxyType(
    str.maketrans(
        {
            "·": "-", "…": "...", "⟳": "*", "“": '"', "”": '"', "’": "'", "—": "-",
            "↓": "down", "↑": "up", "←": "left", "→": "right", "⏎": "enter", "⌫": "backspace",
        }
    )
)  # fmt: skip


def told(text: str, *, plain: bool) -> str:
    """Return what the program says, ``plain`` in ASCII; other letters are left alone."""
    return text.translate(_ASCII) if plain and not text.isascii() else text
