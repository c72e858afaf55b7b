"""What the words after ``broadsheet search`` and ``searches`` mean, for argparse."""

import argparse
from collections.abc import Callable


def add_search_words(
    parser: argparse.ArgumentParser, natural: Callable[[str], int]
) -> argparse.ArgumentParser:
    """Add the words of ``broadsheet search`` to its parser; return it."""
    add = parser.add_argument
    add("query", nargs="+", metavar="WORD", help="words, phrases, title:… in:… is:…")
    add("--save", metavar="NAME", help="keep the search, too: list NAME, the sidebar")
    add("--unread", action="store_true", help="only what was not read")
    order = parser.add_mutually_exclusive_group()
    for name in ("newest", "oldest"):
        order.add_argument(f"--{name}", action="store_true", help=f"the {name} first")
    add("--limit", type=natural, metavar="N", help="at most so many")
    return parser


def add_searches_words(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """Add the commands of ``broadsheet searches`` to its parser; return it."""
    several = parser.add_subparsers(dest="what", metavar="COMMAND")
    made = {
        name: several.add_parser(name, help=about, description=f"{about}.".capitalize())
        for name, about in (
            ("remove", "keep a search no more"),
            ("rename", "give a saved search another name"),
            ("change", "let a saved search look for other words"),
            ("move", "put a saved search in another place of the order"),
        )
    }
    for each in made.values():
        each.add_argument("name", metavar="NAME", help="as searches prints it")
    made["rename"].add_argument("new", metavar="NEW", help="its name from now on")
    made["change"].add_argument("query", nargs="+", metavar="WORD", help="as of search")
    made["move"].add_argument(
        "place", type=int, metavar="N", help="1 is the first in the sidebar"
    )
    return parser
