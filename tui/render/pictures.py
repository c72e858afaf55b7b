"""Which pictures a page shows and where they really are; fetches none of them."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from selectolax.lexbor import LexborNode

from tui.render.carried import carried
from tui.render.formula import linear
from tui.render.nodes import elements, names, sibling
from tui.render.style import Style, look_of
from tui.render.texreading import readable
from tui.render.walker import Attributes, Handler, Walker
from tui.text import line

_LAZY = (
    "data-src",
    "data-original",
    "data-lazy-src",
    "data-lazy",
    "data-actualsrc",
    "data-original-src",
    "data-url",
    "zoomfile",  # Discuz
    "file",
)
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_DRAWABLE = frozenset(
    {f"image/{name}" for name in ("avif", "webp", "png", "jpeg", "jpg", "gif")}
)
_SMALL = 32
_ICONS = frozenset(
    {"emoji", "wp-smiley", "smiley", "custom-emoji", "emojione", "twemoji"}
)
_sized = re.compile(
    r"(?<![\w-])(width|height)\s*:\s*(\d{1,4}(?:\.\d{1,3})?)(px|r?em)\b"
)
_EM = 16
_pixels = re.compile(r"\s*(\d{1,5})(?:\.\d*)?(?:px)?\s*$")
_tiny = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$|!)")
_candidate = re.compile(r"([^\s,]\S*[^\s,])(?:\s+([\d.]{1,8})[wx])?\s*(?:,|$)")
_blank = re.compile(
    r"(?:^|[/_-])(?:blank|none|spacer|placeholder|pixel|transparent|lazy|lazyload|loading|1x1|grey)"
    r"[\w-]*\.(?:gif|png|jpe?g|svg)(?:$|\?)",
    re.IGNORECASE,
)
_picture_file = re.compile(
    r"^[^\s{<]+\.(?:jpe?g|png|gif|webp|avif)(?:$|\?\S*$)", re.IGNORECASE
)
_tracker = re.compile(
    r"//(?:pixel\.|stats\.|feeds\.feedburner\.com/~|www\.google-analytics\.com|b\.scorecardresearch)"
    r"|/(?:piwik|matomo)\.php|medium\.com/_/stat|feedsportal\.com",
    re.IGNORECASE,
)
_formula = re.compile(
    r"latex|tex-?svg|mwe-math|/math/render/|eeimg|codecogs|\bequation\b", re.IGNORECASE
)
_displayed = re.compile(r"^\{\\(?:display|text)style (.*)\}$", re.DOTALL)


def _image(
    walker: Walker, node: LexborNode, attributes: Attributes, style: Style
) -> None:
    sizes = [_size(attributes, name) for name in ("width", "height")]
    css = attributes.get("style") or ""
    if min(sizes) <= 1 or _tiny.search(css):
        return
    alt = line(attributes.get("alt") or attributes.get("title") or "")
    if alt and _is_formula(attributes):
        text = _described(node, _displayed.sub(r"\1", alt).strip())
        walker.write(text, style.with_role("code"))
        return
    url = _address(walker, node)
    if max(sizes) <= _SMALL or _is_letter(css) or not _ICONS.isdisjoint(names(node)):
        walker.write(alt, style)  # an emoji or an icon: part of the text
    elif alt or (url and not _tracker.search(url)):
        walker.picture(alt, url, style.link)


def _is_formula(attributes: Attributes) -> bool:
    """Whether a picture shows a formula and its description is the formula's source."""
    told = f"{attributes.get('class') or ''} {attributes.get('src') or ''}"
    return "eeimg" in attributes or _formula.search(told[:2000]) is not None


def _described(image: LexborNode, source: str) -> str:
    """Return the formula of a picture: Wikipedia hides the MathML beside it."""
    beside = sibling(image, back=True)
    formula, tag = next(elements(beside), (None, "")) if beside else (None, "")
    if beside is None or formula is None or tag != "math":
        return readable(source) or source
    look = look_of(beside.attributes.get("style") or "")
    shown = look is None or not look.hidden
    return "" if shown else linear(formula) or readable(source) or source


def _is_letter(css: str) -> bool:
    """Whether a style sheet makes a picture no larger than letters, as Weibo does."""
    sizes = {
        name: float(size) * (1 if unit == "px" else _EM)
        for name, size, unit in _sized.findall(css)
    }
    return len(sizes) > 1 and max(sizes.values()) <= _SMALL


def _size(attributes: Attributes, name: str) -> int:
    pixels = _pixels.match(attributes.get(name) or "")
    return int(pixels[1]) if pixels else 1000


def source_of(walker: Walker, attributes: Attributes) -> str:
    """Return the best address of a picture: what is lazily loaded is the real one."""
    for name in _LAZY:
        if url := walker.address(attributes.get(name)):
            return url
    shown = walker.address(attributes.get("src"))
    if shown and not _blank.search(shown):
        return shown
    for name in _SETS:
        if url := walker.address(_largest(attributes.get(name) or "")):
            return url
    for name, value in attributes.items():
        if name.startswith("data-") and _picture_file.match(value or ""):
            return walker.address(value)
    return shown or carried(attributes.get("src"))


def _largest(srcset: str) -> str:
    """Return the address of the largest picture of a srcset (HTML, 4.8.4.2.1)."""
    best, most = "", -1.0
    for candidate in _candidate.finditer(srcset[:20_000]):
        try:
            size = float(candidate[2] or 1)
        except ValueError:
            continue
        if size > most:
            best, most = candidate[1], size
    return best


def _address(walker: Walker, image: LexborNode) -> str:
    """Return the address of a picture; in ``<picture>`` as browsers choose it.

    That is the first ``<source>`` in a format that can be drawn, unless it is only for
    some screens (HTML, 4.8.4.3.5).
    """
    parent = image.parent
    if parent is None or parent.tag != "picture":
        return source_of(walker, image.attributes)
    sources = [source.attributes for source in parent.css("source")]
    best = [source for source in sources if _holds(source)]
    found = (source_of(walker, each) for each in (*best, image.attributes, *sources))
    return next(filter(None, found), "")


def _holds(source: Attributes) -> bool:
    kind = (source.get("type") or "").lower()
    return not source.get("media") and (not kind or kind in _DRAWABLE)


def _unscripted(
    walker: Walker, node: LexborNode, _attributes: Attributes, style: Style
) -> None:
    """Read ``<noscript>`` where it holds a picture that is not shown beside it."""
    images = node.css("img")
    if not images and not node.css_first("iframe,video"):
        return
    beside = (sibling(node, back=True), sibling(node))
    if images and any(near is not None and _lazy(near) for near in beside):
        return
    shown = {picture.url for picture in walker.pictures[-2:]}
    urls = {_address(walker, image) for image in images}
    if not images or not urls <= shown:
        walker.children(node, style)


def _lazy(near: LexborNode) -> bool:
    """Whether an element is or holds a picture that a script would load."""
    image = near if near.tag == "img" else near.css_first("img")
    return image is not None and any(
        name.startswith("data-") or name == "loading" for name in image.attributes
    )


PICTURES: Mapping[str, Handler] = MappingProxyType(
    {"img": _image, "amp-img": _image, "image": _image, "noscript": _unscripted}
)
