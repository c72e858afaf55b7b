"""Finds the file that a post means by a picture's address, never outside its site."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from tui.errors import SourceError
from tui.sources.site import top_of
from tui.text import cut, line

_ROOTS = ("", "source", "static", "assets")
"""What ``/`` may mean, below a site: itself (Jekyll), Hexo's, Hugo's, and a theme's."""


def attached(root: Path, key: str, address: str, most_bytes: int) -> bytes:
    """Return the file that ``address`` names in the post ``key`` of the folder ``root``.

    ``/images/a.png`` is looked for from the top of the site, ``a.png`` beside the post
    and in its asset folder (Hexo), then from the top. The site is the folder itself;
    where that holds the posts of a site (``source/_posts``), it is that site. It is
    never left, neither by ``..`` nor by links.

    Raises:
        SourceError: There is no such file, it is too large, or cannot be read.
    """
    shown = cut(line(address), 200)
    site = top_of(root)
    for path in _candidates(site, root / key, address):
        real = os.path.realpath(path)
        if os.path.isfile(real) and Path(real).is_relative_to(site):  # noqa: PTH113 - may hold bytes
            return _read(Path(real), shown, most_bytes)
    raise SourceError(f"{shown} is no file of {line(str(site))}.")


def _candidates(site: Path, post: Path, address: str) -> Iterator[Path]:
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return
    if "\0" in path or not path.strip("/"):
        return
    inner = path.lstrip("/")
    if not path.startswith("/"):
        yield post.parent / inner
        yield post.with_suffix("") / inner
        # Hexo names the folder in the address where it was pasted from a page.
        yield post.with_suffix("") / PurePosixPath(inner).name
    for name in _ROOTS:
        yield site / name / inner


def _read(path: Path, shown: str, most_bytes: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(most_bytes + 1)
    except OSError as error:
        raise SourceError(f"{shown} cannot be read: {error.strerror}.") from error
    if len(data) > most_bytes:
        raise SourceError(f"{shown} is larger than {most_bytes:,} bytes.")
    return data
