"""What the words after ``broadsheet rsshub`` mean, for argparse."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

_WHAT = {
    "search": "find routes by words, by a site's host, or for a page's address",
    "routes": "print the routes of one namespace with their parameters",
    "add": "follow a route; its parameters are asked for where they are not given",
    "origins": "say which routes the posts of your folders may have come from",
    "move": "follow at another instance what is followed at one",
}


def add_words(
    parser: argparse.ArgumentParser, file: Callable[[str], Path]
) -> argparse.ArgumentParser:
    """Add the commands of ``broadsheet rsshub`` to its parser; return it.

    ``file`` reads the name of a configuration file.
    """
    several = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")
    made = {
        name: several.add_parser(name, help=about, description=f"{about}.".capitalize())
        for name, about in _WHAT.items()
    }
    made["search"].add_argument(
        "words", nargs="+", metavar="WORD", help="names in any language, hosts, paths"
    )
    made["routes"].add_argument(
        "namespace", metavar="NAMESPACE", help="what its addresses begin with: github"
    )
    made["add"].add_argument(
        "route", metavar="ROUTE", help="such as github/issue, or a whole address"
    )
    made["add"].add_argument(
        "values", nargs="*", metavar="NAME=VALUE", help="its parameters"
    )
    made["add"].add_argument("--name", metavar="N", help="what to call it")
    made["add"].add_argument(
        "--in", dest="within", metavar="A/B", help="the folder of the tree to put it in"
    )
    made["move"].add_argument("old", metavar="OLD", help="the address of an instance")
    made["move"].add_argument("new", metavar="NEW", help="the address of another")
    for name in ("search", "routes", "add", "origins"):
        made[name].add_argument(
            "--update", action="store_true", help="fetch the catalogue anew"
        )
    for name in ("search", "routes", "add", "origins"):
        made[name].add_argument(
            "--json", action="store_true", help="one JSON object a line"
        )
    for each in made.values():
        # Not given here, what stands before the command's name holds.
        rest: Any = {"metavar": "FILE", "default": argparse.SUPPRESS}
        each.add_argument("--library", type=Path, help="another library", **rest)
        each.add_argument("--config", type=file, help="other settings", **rest)
    return parser
