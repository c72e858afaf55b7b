"""What ruby means: readings in parentheses after what they read; knows no other tags."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.nodes import deep_text, elements
from tui.render.style import Style
from tui.render.walker import Attributes, Handler, Walker


def _ruby(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    bases = [child for child, tag in elements(node) if tag == "rb"]
    readings = [child for child, tag in elements(node) if tag == "rt"]
    if len(bases) < 2 or len(bases) != len(readings):  # noqa: PLR2004 - a pair is in order
        walker.children(node, style)
        return
    # All bases first, then all readings: each reading belongs after its own.
    paired: Iterator[LexborNode] = (
        part for pair in zip(bases, readings, strict=True) for part in pair
    )
    for part in paired:
        walker.node(part, part.tag or "", style)
    for child, tag in elements(node):
        if tag == "rtc":
            walker.node(child, tag, style)


def _reading(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    text = " ".join(deep_text(node).split())
    if text:
        walker.write(f"({text})", style)


def _nothing(
    _walker: Walker, _node: LexborNode, _attributes: Attributes, _style: Style
) -> None:
    """Leave out the parentheses for programs that know no ruby."""


RUBY: Mapping[str, Handler] = MappingProxyType(
    {"ruby": _ruby, "rt": _reading, "rtc": _reading, "rp": _nothing}
)
