"""The words of the command line and what they mean; it does nothing with them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

COMMANDS = {
    "list": "print what the library, or a folder, has",
    "show": "print one article",
    "mark": "mark articles read, starred or for later",
    "refresh": "look for new and changed articles",
    "doctor": "check the installation, the configuration and the library",
}
"""Each command and what it does; a folder of that name is opened as ``./list``."""

_WITH_VALUE = ("--library", "--config")
_DIGITS = 18  # what SQLite and islice can count
_WIDTHS = range(10, 1001)
_EPILOG = """\
commands:
{commands}

"broadsheet COMMAND --help" says more. A folder named like a command is opened
as "./list". Environment: BROADSHEET_LIBRARY and BROADSHEET_CONFIG name other files.
"""


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Return what ``argv`` asks for; ``module`` is the one of tui.cli that does it.

    Raises:
        SystemExit: After help and version (0), or on words that mean nothing (2).
    """
    place = _first_word(argv)
    if place is None or argv[place] not in COMMANDS:
        return _parse_screen(argv)
    parser = _PARSERS[argv[place]]()
    given = parser.parse_args([*argv[:place], *argv[place + 1 :]])
    if (
        argv[place] == "mark"
        and (given.read, given.starred, given.later) == (None,) * 3
    ):
        parser.error("say what to mark: --read, --unread, --star, --unstar …")
    return given


def _parse_screen(argv: Sequence[str]) -> argparse.Namespace:
    parser = _screen()
    given = parser.parse_args(argv)
    if given.version:
        sys.stdout.write(f"broadsheet {version('broadsheet')}\n")
        parser.exit()
    return given


def _first_word(argv: Sequence[str]) -> int | None:
    """Return where the first word stands that is no option and no option's value."""
    value = False
    for place, word in enumerate(argv):
        if not value and not word.startswith("-"):
            return place
        if word == "--":
            break
        value = not value and word in _WITH_VALUE
    return None


def version(distribution: str) -> str:
    """Return the version of an installed distribution, or ``unknown``."""
    from importlib import metadata  # noqa: PLC0415 - costs more than all the rest

    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "unknown"


def _parser(name: str, module: str, about: str, **rest: Any) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog=f"broadsheet {name}".rstrip(),
        description=about,
        allow_abbrev=False,
        **rest,
    )
    parser.set_defaults(module=module)
    parser.add_argument("--library", type=Path, metavar="FILE", help="another library")
    parser.add_argument("--config", type=_file, metavar="FILE", help="other settings")
    return parser


def _command(name: str, module: str) -> argparse.ArgumentParser:
    about = COMMANDS[name]
    return _parser(name, module, f"{about[0].upper()}{about[1:]}.")


def _screen() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name:8} {about}" for name, about in COMMANDS.items())
    parser = _parser(
        "",
        "screen",
        "Browse a folder of Hexo, Jekyll or Hugo posts as news.",
        usage="broadsheet [PATH | COMMAND …] [--library FILE] [--config FILE]",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EPILOG.format(commands=commands),
    )
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="a folder of posts; without: what is configured",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _list() -> argparse.ArgumentParser:
    parser = _command("list", "listing")
    add = parser.add_argument
    add("path", nargs="?", metavar="PATH", help="only this folder of posts")
    add("--category", metavar="A/B", help="only this category and those below it")
    add("--unread", action="store_true", help="only what was not read")
    add("--starred", action="store_true", help="only what is starred")
    add("--limit", type=_natural, metavar="N", help="at most so many")
    add("--json", action="store_true", help="one JSON object a line")
    return parser


def _show() -> argparse.ArgumentParser:
    parser = _command("show", "show")
    parser.add_argument("what", metavar="ID|FILE", help="an id from list, or any post")
    form = parser.add_mutually_exclusive_group()
    for name, about in (
        ("text", "the lines as the reader sets them (this is the default)"),
        ("markdown", "as Markdown"),
        ("html", "as HTML"),
        ("json", "as one JSON object"),
    ):
        form.add_argument(
            f"--{name}", dest="form", action="store_const", const=name, help=about
        )
    parser.set_defaults(form="text")
    parser.add_argument(
        "--width", type=_width, metavar="N", help="cells of the longest line of text"
    )
    return parser


def _mark() -> argparse.ArgumentParser:
    parser = _command("mark", "mark")
    parser.add_argument("ids", nargs="+", type=_natural, metavar="ID")
    for field, yes, no in (
        ("read", "read", "unread"),
        ("starred", "star", "unstar"),
        ("later", "later", "not-later"),
    ):
        pair = parser.add_mutually_exclusive_group()
        for name, want in ((yes, True), (no, False)):
            pair.add_argument(f"--{name}", dest=field, action="store_const", const=want)
    return parser


def _refresh() -> argparse.ArgumentParser:
    parser = _command("refresh", "refresh")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="only these folders")
    return parser


def _doctor() -> argparse.ArgumentParser:
    parser = _command("doctor", "doctor")
    parser.add_argument(
        "--repair", action="store_true", help="mend what is wrong with the library"
    )
    return parser


def _file(word: str) -> Path:
    path = Path(word)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"there is no file {word!r}")
    return path


def _natural(word: str) -> int:
    if not (word.isascii() and word.isdecimal() and len(word) <= _DIGITS):
        raise argparse.ArgumentTypeError(
            f"expected a whole number of at most {_DIGITS} digits, not {word!r}"
        )
    return int(word)


def _width(word: str) -> int:
    number = _natural(word)
    if number not in _WIDTHS:
        raise argparse.ArgumentTypeError("expected a number from 10 to 1000")
    return number


_PARSERS = {
    "list": _list,
    "show": _show,
    "mark": _mark,
    "refresh": _refresh,
    "doctor": _doctor,
}
