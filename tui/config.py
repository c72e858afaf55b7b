"""Reads and checks the configuration file; it knows nothing of what the settings do."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, cast

from msgspec import Struct, field

from tui import config_values as values
from tui.config_file import compose, kind, place, shown
from tui.config_values import MistakeError
from tui.errors import ConfigError

if TYPE_CHECKING:
    import yaml

Theme = Literal["auto", "dark", "light", "terminal"]
Pictures = Literal["never", "request", "always"]
Hyperlinks = Literal["auto", "always", "never"]

_THEMES = ("auto", "dark", "light", "terminal")
_PICTURES = ("never", "request", "always")
_HYPERLINKS = ("auto", "always", "never")
_NUMBERS: Mapping[str, range] = MappingProxyType(
    {
        "measure": range(20, 201),
        "indent": range(9),
        "paragraph_spacing": range(4),
        "ambiguous_width": range(1, 3),
    }
)
_KEYS = 'the name of an action and keys, such as star: "s,f2"'
_EXAMPLE = "https://rsshub.example.org"
_instance = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#@]*)?")


class SourceConfig(Struct, frozen=True):
    """What can be set for each source by itself."""

    pictures: Pictures = "request"
    """Whether pictures are drawn in the text: never, when asked for, or always."""
    full_page: bool = False
    """Whether an opened entry's page is fetched, to be read in place of its text."""
    keep: int | None = None
    """After so many days a read entry may be removed; None: never."""
    keep_entries: int | None = None
    """So many of the newest entries are kept, read ones beyond may go; None: all."""
    keep_unread: bool = True
    """Whether what was not read stays, however old it is or how many there are."""


class RsshubConfig(Struct, frozen=True):
    """Which RSSHub ``rsshub:`` addresses are asked of, and what opens it."""

    instance: str = ""
    """Its address; empty for the public one, which nothing is asked of unasked."""
    key_command: str = ""
    """The command that prints its access key; empty for none."""
    key_file: Path | None = None
    """The file that has its access key; None for none."""


class Config(Struct, frozen=True):
    """What the person set; each field is a key of the file (docs/configuration.md)."""

    folders: tuple[Path, ...] = ()
    """The folders of posts that are opened when none is named."""
    theme: Theme = "auto"
    """Which colours: what fits the terminal, one of ours, or the terminal's own."""
    measure: int = 80
    """The longest line of an article, in cells, 20 to 200."""
    centred: bool = True
    """Whether an article stands in the middle of a pane that is wider."""
    indent: int = 0
    """The cells before the first line of Chinese and Japanese paragraphs, 0 to 8."""
    spacing: bool = False
    """Whether a space sets Latin words and numbers off from Chinese characters."""
    paragraph_spacing: int = 1
    """The blank lines between two paragraphs of an article, 0 to 3."""
    ambiguous_width: int = 1
    """The cells that the terminal gives “ ” … — · and line drawing, 1 or 2."""
    unread_only: bool = False
    """Whether lists start without what was read."""
    same_story: bool = True
    """Whether an article that came several times is shown once."""
    ascii: bool = False
    """Whether borders and marks are drawn in ASCII."""
    link_numbers: bool = False
    """Whether the number of each link stands behind it."""
    hyperlinks: Hyperlinks = "auto"
    """Whether the terminal is told where links lead: if it is known to understand it."""
    pictures: Pictures = "request"
    """As in SourceConfig, where ``sources`` says nothing else."""
    full_page: bool = False
    """As in SourceConfig, where ``sources`` says nothing else."""
    keep: int | None = None
    """Likewise."""
    keep_entries: int | None = None
    """Likewise."""
    keep_unread: bool = True
    """Likewise."""
    offline_room: int = 1_000_000_000
    """How many bytes of full pages and packed pictures are kept to be read offline."""
    sources: Mapping[str, Mapping[str, Any]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Name, address or domain in lower case → fields of SourceConfig."""
    rsshub: RsshubConfig = RsshubConfig()
    """As in RsshubConfig."""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Action id → the keys that do it, comma separated."""

    @property
    def plain(self) -> bool:
        """Whether only signs are drawn that every terminal gives the same width."""
        return self.ascii or self.ambiguous_width > 1

    def of(self, names: Iterable[str]) -> SourceConfig:
        """Return what is set for what has these names; the last that is set counts."""
        found = {name: getattr(self, name) for name in SourceConfig.__struct_fields__}
        for name in names:
            found |= self.sources.get(name.lower(), {})
        return SourceConfig(**found)


def load(path: Path) -> Config:
    """Return the settings in the YAML 1.1 file at ``path``; the defaults without one.

    Folders may start with ``~`` and are relative to the file's own folder.

    Raises:
        ConfigError: It cannot be read, or has mistakes: each is a line of the message
            that names file, line, key and what was expected.
    """
    root = compose(path)
    if root is None or root.tag == values.TAG + "null":
        return Config()
    mistakes: list[str] = []
    settings = dict(_settings(path, root, mistakes))
    if mistakes:
        raise ConfigError("\n".join(mistakes))
    return Config(**settings)


def _settings(
    path: Path, root: "yaml.Node", mistakes: list[str]
) -> Iterator[tuple[str, Any]]:
    """Yield each setting that is right; say in ``mistakes`` what the others are."""
    if kind(root) != "mapping":
        mistakes.append(
            f"{place(path, root)}: expected keys and values, such as theme: dark"
        )
        return
    seen: set[str] = set()
    for key, value in cast("yaml.MappingNode", root).value:
        name = shown(key)
        try:
            _check_key(key, seen)
            seen.add(name)
            yield name, _readers(path.parent)[name](value)
        except MistakeError as mistake:
            mistakes.append(f"{place(path, mistake.node)}: {name}: {mistake}")


def _check_key(key: "yaml.Node", seen: Collection[str]) -> None:
    _check_known(key, Config.__struct_fields__, seen)


def _check_known(
    key: "yaml.Node", known: Sequence[str], seen: Collection[str] = ()
) -> None:
    name = shown(key)
    if name in seen:
        raise MistakeError(key, "is here a second time; keep one")
    if name in known:
        return
    close = difflib.get_close_matches(name, known, 1)
    hint = (
        f'did you mean "{close[0]}"?' if close else f"the keys are {', '.join(known)}"
    )
    raise MistakeError(key, f"unknown key; {hint}")


def _readers(home: Path) -> Mapping[str, Callable[["yaml.Node"], Any]]:
    return {
        "folders": lambda node: _folders(home, node),
        "theme": partial(values.word, _THEMES),
        "hyperlinks": partial(values.word, _HYPERLINKS),
        "centred": values.flag,
        "spacing": values.flag,
        "unread_only": values.flag,
        "same_story": values.flag,
        "link_numbers": values.flag,
        "ascii": values.flag,
        "offline_room": values.size,
        "sources": _sources,
        "rsshub": partial(_rsshub, home),
        "keys": _keys,
        **_OF_SOURCES,
        **{name: partial(values.number, allowed) for name, allowed in _NUMBERS.items()},
    }


def _folders(home: Path, node: "yaml.Node") -> tuple[Path, ...]:
    items = node.value if kind(node) == "sequence" else [node]
    what = "the path of a folder, or a list of them"
    return tuple(values.path(what, home, item) for item in items)


_OF_SOURCES: Mapping[str, Callable[["yaml.Node"], Any]] = MappingProxyType(
    {
        "pictures": partial(values.word, _PICTURES),
        "full_page": values.flag,
        "keep": values.age,
        "keep_entries": partial(values.most, range(1, 10_000_001)),
        "keep_unread": values.flag,
    }
)


def _sources(node: "yaml.Node") -> Mapping[str, Mapping[str, Any]]:
    if kind(node) != "mapping":
        raise values.expected(
            node, "sources and their settings, as in the documentation"
        )
    found: dict[str, Mapping[str, Any]] = {}
    for key, value in node.value:
        name = shown(key).lower()
        if name in found:
            raise MistakeError(key, f"{name} is here a second time; keep one")
        found[name] = _fields(_OF_SOURCES, "full_page: yes", value)
    return MappingProxyType(found)


def _fields(
    readers: Mapping[str, Callable[["yaml.Node"], Any]],
    example: str,
    node: "yaml.Node",
) -> Mapping[str, Any]:
    if kind(node) != "mapping":
        names = " or ".join(", ".join(readers).rsplit(", ", 1))
        raise values.expected(node, f"{names} and a value, such as {example}")
    found: dict[str, Any] = {}
    for key, value in node.value:
        _check_known(key, [*readers], found)
        found[shown(key)] = readers[shown(key)](value)
    return MappingProxyType(found)


def _rsshub(home: Path, node: "yaml.Node") -> RsshubConfig:
    readers: Mapping[str, Callable[[yaml.Node], Any]] = {
        "instance": _address,
        "key_command": partial(values.scalar, "a command that prints the key"),
        "key_file": partial(values.path, "the path of a file", home),
    }
    found = _fields(readers, f"instance: {_EXAMPLE}", node)
    return RsshubConfig(**found)


def _address(node: "yaml.Node") -> str:
    found = kind(node) == "scalar" and _instance.fullmatch(node.value)
    if not found:
        raise values.expected(node, f"the address of an RSSHub, such as {_EXAMPLE}")
    return str(node.value).rstrip("/")


def _keys(node: "yaml.Node") -> Mapping[str, str]:
    if kind(node) != "mapping":
        raise values.expected(node, "actions and their keys, such as star: s")
    return MappingProxyType(
        {
            values.scalar(_KEYS, action): values.scalar(_KEYS, keys)
            for action, keys in node.value
        }
    )
