"""Brings the article of a web page: fetches the page, and lets a process look for it."""

import asyncio
import contextlib
import json
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process, create_subprocess_exec

from tui.errors import SourceError
from tui.model import Body
from tui.sources import reach
from tui.sources.http import Client

_ACCEPT = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"
_TYPES = frozenset({"", "text/html", "application/xhtml+xml"})
_MOST_BYTES = 5_000_000
_MOST_LETTERS = 2_000_000
_charset = re.compile(r"charset\s*=\s*[\"']?([\w.-]{2,20})", re.IGNORECASE)


async def full_page(
    client: Client, address: str, seconds: float = 20, home: str = ""
) -> Body:
    """Return the article of the page at ``address``, and what its links are relative to.

    The page may have 5 MB; after ``seconds`` nothing more is looked for in it. Cancel it
    at any time. ``home`` is the address that the person named, where it is another one
    than the client's.

    Raises:
        SourceError: The page cannot be fetched, or has no article that can be found.
    """
    answer = await client.fetch(
        address, most_bytes=_MOST_BYTES, accept=_ACCEPT, home=home
    )
    answer.successful()
    here = reach.shown(answer.url)
    if answer.type not in _TYPES:
        raise SourceError(f"{here} is no page ({answer.type}). Open it in the browser.")
    said = _charset.search(answer.headers.get("content-type", ""))
    try:
        async with asyncio.timeout(seconds):
            words = answer.url, said[1] if said else ""
            body = await _found(answer.body, words)
    except TimeoutError:
        raise SourceError(
            f"{here}: no article was found in {seconds:g} seconds. Open it in the browser."
        ) from None
    if not body.text.strip() or len(body.text) > _MOST_LETTERS:
        raise SourceError(f"{here} has no article to be found. Open it in the browser.")
    return body


async def _found(page: bytes, words: tuple[str, str]) -> Body:
    """Look for the article in another process, which hostile pages cannot outlive."""
    program = (sys.executable, "-P", "-m", "tui.sources.article")
    try:
        process = await create_subprocess_exec(
            *program, *words, stdin=PIPE, stdout=PIPE, stderr=DEVNULL
        )
    except OSError as error:
        raise SourceError(
            f"{reach.shown(words[0])} cannot be looked through: {error.strerror}."
        ) from error
    try:
        out, _ = await process.communicate(page)
    finally:
        await _end(process)
    if process.returncode:
        return Body("", markdown=False)
    found = json.loads(out)
    return Body(found["html"], markdown=False, base=found["base"])


async def _end(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()
