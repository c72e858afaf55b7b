"""Reads newsboat's ``urls`` file; runs none of the programs that it names."""

import re

from tui.sources.feeds.characters import text_of
from tui.sources.feeds.subscription import Subscription, Subscriptions, merged
from tui.text import line

_word = re.compile(r'"((?:[^"\\]|\\.)*+)"?|(\S+)')
_escape = re.compile(r"\\(.)")
_WEB = ("http://", "https://", "rsshub://")
_LONGEST = 200


def read_urls(data: bytes) -> Subscriptions:
    """Return the feeds of a ``urls`` file.

    A tag is a folder; one that begins with ``~`` is the title, with ``!`` it hides the
    feed from newsboat's list only. Queries, filters and programs are left out and named
    among the problems.
    """
    text, _ = text_of(data)
    feeds, problems = [], []
    for number, written in enumerate(text.splitlines(), 1):
        words = _words(written)
        if not words:
            continue
        address, *tags = words
        if not address.startswith(_WEB):
            problems.append(f"line {number}: no feed's address: {address[:_LONGEST]}")
            continue
        titles = [tag[1:] for tag in tags if tag.startswith("~")]
        folders = (tag.lstrip("!") for tag in tags if not tag.startswith("~"))
        feeds.append(
            Subscription(
                address,
                title=titles[0] if titles else "",
                paths=tuple((folder,) for folder in folders if folder),
            )
        )
    return Subscriptions(merged(feeds), problems=tuple(problems))


def _words(written: str) -> list[str]:
    """Return the words of a line, quoted or not, up to a comment."""
    words = []
    for quoted, bare in _word.findall(written):
        if bare.startswith("#"):
            break
        word = line(_escape.sub(r"\1", quoted) if quoted else bare)
        if word:
            words.append(word)
    return words
