"""Links that the terminal itself can open (OSC 8); this is where they are made safe."""

from collections.abc import Mapping
from urllib.parse import quote

from tui.config import Hyperlinks

_SCHEMES = ("https://", "http://", "mailto:")
_LONGEST = 2083
"""Longer ones are dropped by some terminals; see the OSC 8 specification by E. Koblinger."""
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_PROGRAMS = frozenset(
    {"iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "rio", "WarpTerminal"}
)
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "wezterm", "contour")
_MARKS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM")
_VTE = 5_000


def wanted(setting: Hyperlinks, environment: Mapping[str, str]) -> bool:
    """Return whether they are sent: as is set, else where they are understood."""
    return understood(environment) if setting == "auto" else setting == "always"


def understood(environment: Mapping[str, str]) -> bool:
    """Return whether the terminal is known to understand them."""
    vte = environment.get("VTE_VERSION", "")
    return (
        environment.get("TERM_PROGRAM") in _PROGRAMS
        or environment.get("LC_TERMINAL") == "iTerm2"
        or environment.get("TERM", "").startswith(_TERMS)
        or any(mark in environment for mark in _MARKS)
        or (vte.isdecimal() and int(vte) >= _VTE)
    )


def safe(url: str) -> str:
    """Return an address that can be sent to the terminal; empty if it must not be.

    Everything outside printable ASCII is percent-encoded, so that no character can end
    the sequence or begin another.
    """
    address = quote(url, safe=_SAFE)
    known = address.lower().startswith(_SCHEMES)
    return address if known and len(address) <= _LONGEST else ""
