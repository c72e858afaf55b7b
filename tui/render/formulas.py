"""Which of the ways a page writes a formula is shown, once; sets none of them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.formula import linear
from tui.render.nodes import deep_text, names, sibling
from tui.render.style import Style
from tui.render.texreading import readable
from tui.render.walker import Attributes, Handler, Walker
from tui.text import line

_ROLE = "code"
_tex = re.compile(r"math/(?:tex|asciimath)", re.IGNORECASE)


def _formula(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    text = linear(node) or _said(attributes.get("alttext") or "")
    if not text and (source := node.css_first("annotation")) is not None:
        text = _said(deep_text(source))
    _put(walker, text, style, alone=attributes.get("display") == "block")


def _said(tex: str) -> str:
    return readable(tex) or line(tex)


def _put(walker: Walker, text: str, style: Style, *, alone: bool) -> None:
    if alone:
        walker.flush()
    walker.write(text, style.with_role(_ROLE))
    if alone:
        walker.flush()


def _script(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    """Read a formula that a script would set, unless it was set already."""
    kind = attributes.get("type") or ""
    if not _tex.match(kind):
        return
    before = sibling(node, back=True)
    if before is not None and _is_set(before) and before.css_first("math") is not None:
        return
    walker.formula(deep_text(node), style, alone="mode=display" in kind)


def _is_set(node: LexborNode) -> bool:
    return any(name.startswith("MathJax") for name in names(node))


def rendered(walker: Walker, node: LexborNode, kind: str, style: Style) -> bool:
    """Read what KaTeX or MathJax made of a formula; False where it is only text.

    Both write it for the eye and again for those who cannot see it.
    """
    if kind.startswith(("katex-html", "MathJax_Preview")):
        return True
    formula = node.css_first("math")
    if formula is None:
        after = sibling(node)
        kind = (after.attributes.get("type") or "") if after is not None else ""
        return _tex.match(kind) is not None
    alone = "display" in f"{kind} {formula.attributes.get('display')}".lower()
    alone = alone and "inline" not in kind
    text = linear(formula)
    if alone or formula.attributes.get("display") == "block":
        _put(walker, text, style, alone=True)
    else:
        _put(walker, text, style, alone=False)
    return True


def _container(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    formula = node.css_first("math")
    if formula is not None:
        _put(walker, linear(formula), style, alone=attributes.get("display") == "true")


FORMULAS: Mapping[str, Handler] = MappingProxyType(
    {"math": _formula, "script": _script, "mjx-container": _container}
)
