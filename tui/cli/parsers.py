"""What the words of each command mean, for argparse; it chooses no command."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tui.cli import pack_words, rsshub_words
from tui.cli.care_words import add_doctor, add_tidy
from tui.cli.searches_words import add_search_words, add_searches_words

COMMANDS = {
    "add": "follow a feed, a page, a list of feeds, an account or a folder",
    "remove": "follow one of them no more; what was marked in it is kept",
    "sources": "print what is followed, and how it goes",
    "refresh": "look for new and changed articles",
    "import": "follow the feeds of a list: OPML, or newsboat's urls",
    "export": "write the feeds that are followed as OPML",
    "rsshub": "search RSSHub's routes and follow them; move to another instance",
    "list": "print what the library, or one source, has",
    "search": "print what a query finds; save it",
    "searches": "print the saved searches; remove, rename, change, move them",
    "pack": "fetch full pages and pictures of articles, to read them offline",
    "show": "print one article",
    "mark": "mark articles read, starred or for later",
    "tidy": "remove old articles, as far as that is set; make the file smaller",
    "doctor": "check the installation, the configuration and the library",
}
"""Each command and what it does; a folder of that name is opened as ``./list``."""

_PROTOCOLS = (
    *("miniflux", "greader", "ttrss", "nextcloud", "fever", "wordpress", "hexo"),
)
OPEN = frozenset({"wordpress", "hexo"})
"""The protocols that need no login."""
_DIGITS = 18  # what SQLite and islice can count
_WIDTHS = range(10, 1001)
_EPILOG = """\
commands:
{commands}

"broadsheet COMMAND --help" says more. A folder named like a command is opened
as "./list". Environment: BROADSHEET_LIBRARY and BROADSHEET_CONFIG name other files.
"""


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


def screen() -> argparse.ArgumentParser:
    commands = "\n".join(f"  {name:8} {about}" for name, about in COMMANDS.items())
    parser = _parser(
        "",
        "screen",
        "Browse feeds, and folders of Hexo, Jekyll or Hugo posts, as news.",
        usage="broadsheet [PATH | ADDRESS | FILE.opml | COMMAND …]"
        " [--library FILE] [--config FILE]",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=_EPILOG.format(commands=commands),
    )
    parser.add_argument(
        "path",
        nargs="?",
        metavar="PATH",
        help="a folder of posts, the address of a feed or of a page that names one, or"
        " a list of feeds (OPML); without: what is configured and followed",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    return parser


def _add() -> argparse.ArgumentParser:
    parser = _command("add", "add")
    parser.add_argument(
        "address", metavar="ADDRESS", help="of a feed or a page; or a folder, or OPML"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--name", metavar="N", help="what to call it")
    which.add_argument(
        "--all", action="store_true", help="every feed that the page names"
    )
    parser.add_argument(
        "--in",
        dest="within",
        metavar="A/B",
        action="append",
        help="the folder of the tree to put it in; more than once for several",
    )
    account = parser.add_argument_group("a feed behind a login, an account at a server")
    account.add_argument("--user", metavar="NAME", help="whose login it is")
    secret = account.add_mutually_exclusive_group()
    for name in ("password", "token"):
        secret.add_argument(
            f"--{name}-command",
            dest="command",
            metavar="CMD",
            help=f"the command that prints the {name}; it is run at each visit",
        )
    account.add_argument(
        "--newest",
        type=_natural,
        metavar="N",
        help="how many of the newest articles are kept of a server that has more (2000)",
    )
    account.add_argument(
        "--protocol",
        choices=_PROTOCOLS,
        help="what it speaks; without, it is found out",
    )
    return _with_json(parser)


def _remove() -> argparse.ArgumentParser:
    parser = _command("remove", "remove")
    parser.add_argument(
        "address",
        metavar="ADDRESS|NAME|FOLDER",
        help="as sources prints it; of a folder of the tree, all its feeds",
    )
    return _with_json(parser)


def _sources() -> argparse.ArgumentParser:
    return _with_json(_command("sources", "sources"))


def _import() -> argparse.ArgumentParser:
    parser = _command("import", "importing")
    parser.add_argument("file", metavar="FILE", help="a list of feeds; - reads a pipe")
    parser.add_argument(
        "--json", action="store_true", help="what came of it, as one JSON object"
    )
    return parser


def _export() -> argparse.ArgumentParser:
    parser = _command("export", "exporting")
    parser.add_argument(
        "file", nargs="?", metavar="FILE", help="without: it is printed"
    )
    return parser


def _rsshub() -> argparse.ArgumentParser:
    return rsshub_words.add_words(_command("rsshub", "rsshub"), _file)


def _list() -> argparse.ArgumentParser:
    parser = _command("list", "listing")
    add = parser.add_argument
    add(
        "path",
        nargs="?",
        metavar="PATH|SOURCE|A/B|NAME",
        help="only this folder, feed, account, folder of the tree, or saved search",
    )
    add("--category", metavar="A/B", help="only this category and those below it")
    add("--unread", action="store_true", help="only what was not read")
    add("--starred", action="store_true", help="only what is starred")
    add("--limit", type=_natural, metavar="N", help="at most so many")
    return _with_json(parser)


def _search() -> argparse.ArgumentParser:
    return _with_json(add_search_words(_command("search", "search"), _natural))


def _searches() -> argparse.ArgumentParser:
    return add_searches_words(_with_json(_command("searches", "searches")))


def _show() -> argparse.ArgumentParser:
    parser = _command("show", "show")
    parser.add_argument("what", metavar="ID|FILE", help="an id from list, or any post")
    form = parser.add_mutually_exclusive_group()
    for name, about in (
        ("text", "the lines as the reader sets them (this is the default)"),
        ("markdown", "as Markdown"),
        ("html", "as HTML"),
        ("json", "as one JSON object; --html has what pictures it carries, this not"),
    ):
        form.add_argument(
            f"--{name}", dest="form", action="store_const", const=name, help=about
        )
    parser.set_defaults(form="text")
    parser.add_argument(
        "--width", type=_width, metavar="N", help="cells of the longest line of text"
    )
    parser.add_argument(
        "--links",
        action="store_true",
        help="number the links of the text and list them",
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
    parser.add_argument(
        "sources",
        nargs="*",
        metavar="PATH|SOURCE|A/B",
        help="only these; feeds and accounts by address, name or folder of the tree",
    )
    parser.add_argument(
        "--all", action="store_true", help="feeds too that are not due yet"
    )
    parser.add_argument(
        "--report", action="store_true", help="ask nothing; print what the last one did"
    )
    return _with_json(parser)


def _doctor() -> argparse.ArgumentParser:
    return add_doctor(_command("doctor", "doctor"))


def _tidy() -> argparse.ArgumentParser:
    return _with_json(add_tidy(_command("tidy", "tidying")))


def _with_json(parser: argparse.ArgumentParser) -> argparse.ArgumentParser:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
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


PARSERS: Mapping[str, Callable[[], argparse.ArgumentParser]] = MappingProxyType(
    {
        "add": _add,
        "remove": _remove,
        "sources": _sources,
        "refresh": _refresh,
        "import": _import,
        "export": _export,
        "rsshub": _rsshub,
        "list": _list,
        "search": _search,
        "searches": _searches,
        "pack": lambda: pack_words.add_words(_command("pack", "packing")),
        "show": _show,
        "mark": _mark,
        "tidy": _tidy,
        "doctor": _doctor,
    }
)
"""For each command, what makes its parser."""
