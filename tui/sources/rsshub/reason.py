"""Why RSSHub does not answer with a feed, in the words it gives; it asks nothing."""

import json
import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType

from tui.errors import SourceError
from tui.sources import reach
from tui.sources.message import Response
from tui.text import line

_LONGEST = 300
_MOST = 20_000
_message = re.compile(
    r"Error Message:\s*(?:<br\s*/?>)?\s*<code[^>]*>(.*?)</code>"
    r"|RSSHub 发生了一些意外:\s*(?:<pre>)?([^\n]*)"
    r"|went wrong</h1>\s*<pre[^>]*>([^\n]*)",
    re.DOTALL,
)
_made = re.compile("Welcome to RSSHub|Error in RSSHub|RSSHub 发生了一些意外")
_tag = re.compile(r"<[^>]*>")
_kind = re.compile(r"\A(?:\w*Error|Error): ?")
_path = re.compile(r"\s+/\S*\Z")
_FORBIDDEN, _MISSING, _FAILED = 403, 404, 503
_ADVICE: Mapping[int, str] = MappingProxyType(
    {
        _FORBIDDEN: "It wants an access key: set the right one under rsshub in the"
        " configuration",
        _MISSING: "It has no such route; “broadsheet rsshub search” finds those it has",
        _FAILED: "The site that it reads may be down, or want what the instance lacks",
    }
)


def successful(answer: Response) -> Response:
    """Return the answer itself.

    Raises:
        SourceError: Its status says that this is no feed; RSSHub's own reason is told.
    """
    try:
        return answer.successful()
    except SourceError:
        told = reason(answer)
        if told is None:
            raise
    status = answer.status
    said = f" RSSHub says: {told.rstrip('.')}." if told else ""
    # Older ones answer 404 whatever has failed.
    failed = status == _MISSING and told and "not exist" not in told
    advice = _ADVICE.get(_FAILED if failed else status, "Try again later")
    address = reach.shown(answer.url)
    raise SourceError(f"{address} answers {status}.{said} {advice}.")


def reason(answer: Response) -> str | None:
    """Return what an RSSHub says went wrong; ``""`` for nothing, None for another server.

    It says so in JSON where that was asked for, else on a page.
    """
    text = answer.body[:_MOST].decode("utf-8", "replace")
    if text.lstrip().startswith("{"):
        told = _in_json(text)
        return None if told is None else _plain(told)
    if "x-rsshub-route" not in answer.headers and not _made.search(text):
        return None
    found = _message.search(text)
    return _plain(unescape(found[found.lastindex or 0])) if found else ""


def _in_json(text: str) -> str | None:
    try:
        error = json.loads(text).get("error")
    except (ValueError, RecursionError, AttributeError):
        return None
    told = error.get("message") if isinstance(error, Mapping) else None
    return told if isinstance(told, str) else None


def _plain(told: str) -> str:
    """Return a message without markup, the kind of error, and the path asked for."""
    text = line(unescape(_tag.sub("", told)))
    return _path.sub("", _kind.sub("", text))[:_LONGEST]
