"""Joins pieces of text to spans, with white space as CSS says; knows no tags."""

import re

from tui.render.document import BREAK, CJK, Span, Spans

SPACES = " \t\n\r\f"
"""What collapses."""
_EDGE = " \t\xa0\u3000\u200b\u2003\u2002"
_BLANK = _EDGE + "\n\xad\u200c\u200d\u2060"
_WIDE = f"{CJK}\u3001-\u303f\uff01-\uff65\uffe0-\uffe6"
_QUOTES = "“”‘’…—·"
_collapsed = re.compile(r"[ \t\n\r\f]+")
# CSS Text 3, 4.1.3: a line's end between two wide characters is no space.
_joint = re.compile(
    f"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}{_QUOTES}])"
    f"|(?<=[{_QUOTES}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_WIDE}])"
)
_kept = re.compile(r"^ +| {2,}")


class SpanWriter:
    """Takes text as it comes and gives paragraphs."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._growing: list[str] = []
        self._roles: tuple[str, ...] = ()
        self._link: int | None = None
        self._gap = ""
        self.last = ""
        """The last character of the line so far; empty where white space says nothing."""

    def add(self, text: str, roles: tuple[str, ...], link: int | None) -> None:
        """Add text whose white space collapses."""
        body = text.strip(SPACES)
        if not body:
            self._widen(text)
            return
        before = after = ""
        if len(body) < len(text):
            before, _, after = text.partition(body)
            if before:
                self._widen(before)
        if "  " in body or not body.isprintable():
            body = _collapsed.sub(" ", _joint.sub("", body))
        self._put(body, roles, link)
        if after:
            self._widen(after)

    def add_kept(self, text: str, roles: tuple[str, ...], link: int | None) -> None:
        """Add text whose spaces and newlines count (``white-space: pre``)."""
        for number, row in enumerate(text.expandtabs(4).split("\n")):
            if number:
                self.add_break()
            if row:
                kept = _kept.sub(lambda match: "\xa0" * len(match[0]), row)
                self._put(kept, roles, link)

    def add_lines(self, text: str, roles: tuple[str, ...], link: int | None) -> None:
        """Add text of which only the newlines count (``white-space: pre-line``)."""
        for number, row in enumerate(text.split("\n")):
            if number:
                self.add_break()
            self.add(row, roles, link)

    def add_break(self) -> None:
        """Force a new line; two of them begin a new paragraph."""
        self._finish()
        self._spans.append(BREAK)
        self._gap = self.last = ""

    @property
    def waiting(self) -> bool:
        """Whether there is anything to take, were it a break."""
        return bool(self._growing or self._spans)

    def take(self) -> list[Spans]:
        """Return the paragraphs so far and begin anew."""
        self._finish()
        found = self._spans
        if not found:
            return []
        self._spans, self._gap, self.last = [], "", ""
        parts = _parted(found) if BREAK in found else [found]
        return [spans for part in parts if (spans := _trimmed(part))]

    def _finish(self) -> None:
        if self._growing:
            self._spans.append(Span("".join(self._growing), self._roles, self._link))
            self._growing = []

    def _widen(self, gap: str) -> None:
        if gap and self._gap != "\n":
            self._gap = "\n" if "\n" in gap else " "

    def _put(self, body: str, roles: tuple[str, ...], link: int | None) -> None:
        growing = self._growing
        if self._gap and self.last and not self._joins(body[0]):
            # The space belongs to the plainer side: it is not underlined.
            if growing and (self._link is None or link is not None):
                growing.append(" ")
            else:
                body = " " + body
        self._gap = ""
        if growing and (self._roles != roles or self._link != link):
            self._finish()
        self._roles, self._link = roles, link
        self._growing.append(body)
        self.last = body[-1]

    def _joins(self, first: str) -> bool:
        around = f"{self.last}\n{first}"
        return self._gap == "\n" and _joint.search(around) is not None


def _parted(spans: list[Span]) -> list[list[Span]]:
    """Return the spans of each paragraph; two breaks or more are between them."""
    paragraphs: list[list[Span]] = [[]]
    breaks = 0
    for span in spans:
        if span is BREAK:
            breaks += 1
            continue
        if breaks > 1:
            paragraphs.append([])
        elif breaks and paragraphs[-1]:
            paragraphs[-1].append(BREAK)
        breaks = 0
        paragraphs[-1].append(span)
    return paragraphs


def _trimmed(spans: list[Span]) -> Spans:
    if spans and (spans[0].text[0] in _BLANK or spans[-1].text[-1] in _BLANK):
        _trim(spans)
    return tuple(spans)


def _trim(spans: list[Span]) -> None:
    while spans and not spans[0].text.strip(_BLANK):
        del spans[0]
    while spans and not spans[-1].text.strip(_BLANK):
        spans.pop()
    if spans:
        spans[0] = spans[0]._replace(text=spans[0].text.lstrip(_EDGE))
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip(_EDGE))
