"""What an element's inline style sheet says of its text; knows no tags."""

import re
from typing import NamedTuple

_bold = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]\d\d|1000)", re.IGNORECASE)
_light = re.compile(r"font-weight\s*:\s*(?:normal|lighter|[1-5]\d\d\b)", re.IGNORECASE)
_slanted = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_struck = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_white = re.compile(
    r"white-space\s*:\s*(pre-line|pre|break-spaces|nowrap|normal)", re.IGNORECASE
)
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
        return self._replace(roles=(*self.roles, role))


def styled(style: Style, css: str) -> Style:
    """Return ``style`` with what an inline style sheet says."""
    if _bold.search(css):
        style = style.with_role("strong")
    if _slanted.search(css):
        style = style.with_role("emphasis")
    if _struck.search(css):
        style = style.with_role("deleted")
    if white := _white.search(css):
        name = white[1].lower()
        style = style._replace(
            kept=name in ("pre", "break-spaces"), lined=name == "pre-line"
        )
    return style


def hidden(css: str) -> bool:
    """Whether an inline style sheet takes the element off the page."""
    return _hidden.search(css) is not None


def unbold(css: str | None) -> bool:
    """Whether an inline style sheet takes back what ``<b>`` says."""
    return bool(css and _light.search(css))
