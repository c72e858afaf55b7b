"""What the words after ``broadsheet pack`` mean, for argparse."""

import argparse
import re

USUAL = "is:unread newer:7d"
"""What is packed where nothing is asked for."""
_UNITS = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9}
_size = re.compile(r"(\d{1,12})([KMG]?)B?", re.ASCII | re.IGNORECASE)


def add_words(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the words of ``broadsheet pack`` to its parser; return it."""
    add = parser.add_argument
    add(
        "query",
        nargs="*",
        metavar="WORD",
        help=f"which articles, as for search; without: {USUAL}",
    )
    add("--limit", type=_count, default=500, metavar="N", help="at most so many (500)")
    add(
        "--bytes",
        type=_bytes,
        metavar="SIZE",
        help="how much may be kept on this machine in all, such as 500M (1G)",
    )
    add(
        "--minutes",
        type=_count,
        default=60,
        metavar="N",
        help="begin nothing more after so long (60)",
    )
    add("--report", action="store_true", help="fetch nothing; print what the last did")
    add("--json", action="store_true", help="one JSON object a line")
    return parser


def _count(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) < 10):  # noqa: PLR2004 - fits any counter
        raise argparse.ArgumentTypeError(f"expected a whole number, not {word!r}")
    return int(word)


def _bytes(word: str) -> int:
    found = _size.fullmatch(word)
    if not found:
        raise argparse.ArgumentTypeError(f"expected a size such as 500M, not {word!r}")
    return int(found[1]) * _UNITS[found[2].upper()]
