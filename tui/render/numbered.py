"""Puts the numbers of links behind them, as they stand in the list of links; sets nothing."""

from collections.abc import Iterable, Iterator

from tui.render.document import Span

ROLE = "link-number"
_JOINED = "\u2060"  # so that no line ends between a link and its number


def numbered(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield spans, and behind each link its number, from 1: ``[3]``.

    A link may be of several spans; what is of ambiguous width is not used.
    """
    open_link: int | None = None
    for span in spans:
        if open_link is not None and span.link != open_link:
            yield _number(open_link)
        open_link = span.link
        yield span
    if open_link is not None:
        yield _number(open_link)


def _number(link: int) -> Span:
    return Span(f"{_JOINED}[{link + 1}]", (ROLE,))
