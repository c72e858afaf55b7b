"""What a page's films, sounds and embedded pages are; fetches none of them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.addresses import file_name
from tui.render.nodes import deep_text
from tui.render.style import Style
from tui.render.walker import Attributes, Handler, Walker
from tui.text import line

_YOUTUBE = "https://www.youtube.com/watch?v="


def _player(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    url = next(filter(None, map(walker.address, _places(node, attributes))), "")
    if not url:
        walker.children(node, style)
        return
    kind = (node.tag or "").removeprefix("amp-")
    title = line(
        attributes.get("title")
        or attributes.get("aria-label")
        or attributes.get("alt")
        or ""
    )
    if not title and kind in ("video", "audio"):
        title = line(file_name(url))
    walker.media(kind if kind in ("video", "audio") else "embed", title, url)


def _places(node: LexborNode, attributes: Attributes) -> Iterator[str | None]:
    for name in ("src", "data-src", "data", "data-original"):
        url = attributes.get(name)
        yield None if url and url.startswith("about:") else url
    for inner in node.css("source,embed"):
        yield inner.attributes.get("src")


def _film(
    walker: Walker, node: LexborNode, attributes: Attributes, _style: Style
) -> None:
    """Read the elements that stand for a film on YouTube until they are played."""
    number = attributes.get("videoid") or attributes.get("data-videoid") or ""
    title = line(
        attributes.get("videotitle")
        or attributes.get("playlabel")
        or attributes.get("title")
        or deep_text(node)
    )
    if url := walker.address(_YOUTUBE + number if number else None):
        walker.media("video", title, url)


def _recording(
    walker: Walker, _node: LexborNode, attributes: Attributes, style: Style
) -> None:
    """Read a recording, a film or an account of WeChat: a name without an address."""
    told = ("name", "data-nickname", "data-desc", "data-signature")
    named = filter(None, (line(attributes.get(name) or "") for name in told))
    walker.flush()
    walker.write(": ".join(list(named)[:2]), style.with_role("media"))
    walker.flush()


_PLAYERS = ["video", "audio", "iframe", "embed", "object"]
_WECHAT = ["mpvoice", "mp-common-mpaudio", "mp-common-videosnap", "mp-common-profile"]
_PLAYERS += ["amp-video", "amp-audio", "amp-iframe"]

MEDIA: Mapping[str, Handler] = MappingProxyType(
    dict.fromkeys(_PLAYERS, _player)
    | dict.fromkeys(("lite-youtube", "amp-youtube"), _film)
    | dict.fromkeys(_WECHAT, _recording)
)
