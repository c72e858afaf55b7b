"""Which kind of site a folder is, and where its posts are; it reads no post."""

import re
from datetime import UTC, tzinfo
from pathlib import Path

from msgspec import Struct

SUFFIXES = (".md", ".markdown", ".html", ".htm")
_SKIPPED = {
    *("_drafts", "drafts", "_draft", "_site", "public", "dist", "build", "target"),
    *("node_modules", "bower_components", "vendor", "themes", "venv", "__pycache__"),
}
_HUGO = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config.toml", "archetypes")
_zone = re.compile(r"^timezone:[ \t]*['\"]?([\w/+-]+)", re.MULTILINE)


class Site(Struct, frozen=True):
    """Where a folder's posts are, and how they are meant."""

    posts: str
    """The folder of the posts, relative to the one given; empty for that itself."""
    nested: bool
    """Whether a list of categories is one path (Hexo) or several (Jekyll, Hugo)."""
    zone: tzinfo = UTC
    """Where dates without a zone were written."""


def skipped(name: str) -> bool:
    """Whether a folder of that name never holds posts."""
    return name.startswith(".") or name.lower() in _SKIPPED


def find_site(root: Path) -> Site:
    """Look at a folder and the names around it.

    A Hexo site has its posts in ``source/_posts``, a Jekyll site in ``_posts``, a Hugo
    site in ``content``. Anything else is a tree of posts, meant as Hexo means them.
    """
    for posts, nested in (("source/_posts", True), ("_posts", False)):
        if (root / posts).is_dir():
            return Site(posts, nested, _zone_of(root))
    if (root / "content").is_dir() and _is_hugo(root):
        return Site("content", nested=False, zone=_zone_of(root))
    return _part_of_site(root)


def _is_hugo(root: Path) -> bool:
    """A folder of that name may also be a category beside others."""
    if any((root / name).exists() for name in _HUGO):
        return True
    others = (c for c in root.iterdir() if c.is_dir() and c.name != "content")
    return all(skipped(other.name) for other in others)


def top_of(root: Path) -> Path:
    """Return the site whose posts a folder holds, or the folder itself; resolved."""
    found = _around(root)
    return found[0] if found else root.resolve()


def _part_of_site(root: Path) -> Site:
    found = _around(root)
    if found is None:
        return Site("", nested=True)
    site, hexo = found
    return Site("", hexo, _zone_of(site))


def _around(root: Path) -> tuple[Path, bool] | None:
    """Return the site around a folder of posts, and whether it is a Hexo site."""
    parts = root.resolve().parts
    for index in range(len(parts) - 1, 0, -1):
        site = Path(*parts[:index])
        if parts[index] == "_posts":
            hexo = parts[index - 1] == "source"
            return (site.parent if hexo else site), hexo
        if parts[index] == "content" and any((site / name).exists() for name in _HUGO):
            return site, False
    return None


def _zone_of(root: Path) -> tzinfo:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - seldom

    try:
        text = (root / "_config.yml").read_text("utf-8", "replace")[:65_536]
        found = _zone.search(text)
        return ZoneInfo(found[1]) if found else UTC
    except (OSError, ValueError, ZoneInfoNotFoundError):
        return UTC
