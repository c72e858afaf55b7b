"""What an element's inline style sheet says of its text; knows no tags."""

import re
from typing import NamedTuple

_ROLES = (
    (
        "strong",
        re.compile(r"font-weight\s*:\s*(?:bold|[6-9]\d\d|1000)", re.IGNORECASE),
    ),
    ("emphasis", re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)),
    (
        "deleted",
        re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE),
    ),
)
_light = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]\d\d\b)", re.IGNORECASE)
_white = re.compile(
    r"white-space\s*:\s*(pre-line|pre-wrap|pre|break-spaces|nowrap|normal)",
    re.IGNORECASE,
)
# One of these is in what says something of the text.
_telling = re.compile("font-|text-decoration|white-space|display", re.IGNORECASE)
_hidden = re.compile(r"display\s*:\s*none", re.IGNORECASE)


class Style(NamedTuple):
    """What holds for the text inside an element."""

    roles: tuple[str, ...] = ()
    link: int | None = None
    kept: bool = False
    """White space counts."""
    lined: bool = False
    """Only newlines count."""

    def with_role(self, role: str) -> "Style":
        """The same style and ``role``."""
        if role in self.roles:
            return self
        return Style((*self.roles, role), self.link, self.kept, self.lined)


class Look(NamedTuple):
    """What one inline style sheet says."""

    hidden: bool
    """It takes the element off the page."""
    roles: tuple[str, ...]
    white: str
    """Its ``white-space``; empty if it says nothing of it."""

    def on(self, style: Style) -> Style:
        """Return ``style`` with this look."""
        for role in self.roles:
            style = style.with_role(role)
        if self.white:
            style = style._replace(
                kept=self.white in ("pre", "pre-wrap", "break-spaces"),
                lined=self.white == "pre-line",
            )
        return style


def look_of(css: str) -> Look | None:
    """Return what an inline style sheet says of the text; None if nothing."""
    if not _telling.search(css):
        return None
    roles = tuple([role for role, said in _ROLES if said.search(css)])
    white = _white.search(css)
    hidden = _hidden.search(css) is not None
    if hidden or roles or white:
        return Look(hidden, roles, white[1].lower() if white else "")
    return None


def unbold(css: str | None) -> bool:
    """Whether an inline style sheet takes back what ``<b>`` says."""
    return bool(css and _light.search(css))
