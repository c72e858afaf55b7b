"""A picture comes from the web, the folder or the page; once fetched it is kept."""

import base64
import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from PIL import Image

from tests.sources.server import Site
from tui.errors import SourceError
from tui.sources.attachments import attached
from tui.sources.cache import Cache
from tui.sources.http import Client
from tui.sources.pictures import Pictures

MOST = (80, 60)


@pytest.fixture
def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (200, 100), (1, 2, 3)).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def pictures(client: Client, tmp_path: Path) -> Iterator[Pictures]:
    yield Pictures(client, Cache(tmp_path / "cache"), most_bytes=100_000)  # noqa: PT022


async def test_a_picture_is_fetched_once(
    pictures: Pictures, site: Site, png: bytes
) -> None:
    url = site.put("/a.png", png, "image/png")
    for _ in range(2):
        found = await pictures.picture(url, MOST)
        assert (found.width, found.image.size) == (200, (80, 40))
    ((_, headers),) = site.asked
    assert headers["accept"].startswith("image/")
    assert not headers.keys() & {"referer", "cookie", "authorization"}


async def test_its_type_is_what_it_is_not_what_is_said(
    pictures: Pictures, site: Site, png: bytes
) -> None:
    url = site.put("/a.jpg", png, "text/plain")
    assert (await pictures.picture(url, MOST)).width == 200


@pytest.mark.parametrize(
    ("body", "kind", "what"),
    [
        (b"<svg/>", "image/svg+xml", "is an SVG drawing"),
        (b"<html>blocked", "image/png", "is a page"),
        (b"GIF89a", "image/gif", "is broken"),
        (bytes(100_001), "image/png", "is larger"),
    ],
)
async def test_what_cannot_be_drawn_is_told_and_not_kept(
    pictures: Pictures, site: Site, body: bytes, kind: str, what: str
) -> None:
    url = site.put("/a.png", body, kind)
    for _ in range(2):
        with pytest.raises(SourceError, match=rf"{site.url}/a\.png.*{what}.*browser"):
            await pictures.picture(url, MOST)
    assert len(site.asked) == 2


async def test_a_failure_of_the_server_is_not_kept(
    pictures: Pictures, site: Site, png: bytes
) -> None:
    url = site.answer("/a.png", 503)
    with pytest.raises(SourceError, match="503"):
        await pictures.picture(url, MOST)
    site.put("/a.png", png)
    assert (await pictures.picture(url, MOST)).width == 200


async def test_a_picture_that_the_page_carries_needs_no_network(
    pictures: Pictures, png: bytes
) -> None:
    packed = base64.b64encode(png).decode()
    spaced = "\n".join(packed[n : n + 60] for n in range(0, len(packed), 60))
    for body in (packed, spaced, quote(packed), packed.rstrip("=")):
        found = await pictures.picture(f"data:image/png;base64,{body}", MOST)
        assert found.width == 200
    assert (await pictures.picture("DATA:," + quote(png), MOST)).width == 200


@pytest.mark.parametrize(
    "address",
    [
        "data:image/png;base64",
        "data:;base64,A",
        "data:image/png;base64,!!!",
        "data:,",
        "data:image/png," + "x" * 500_000,
    ],
)
async def test_a_broken_one_is_told_shortly(pictures: Pictures, address: str) -> None:
    with pytest.raises(SourceError, match="data:") as told:
        await pictures.picture(address, MOST)
    assert len(str(told.value)) < 200


async def test_a_picture_of_a_post_is_read_from_its_folder(
    pictures: Pictures, png: bytes, tmp_path: Path
) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "a.png").write_bytes(png)
    local = partial(attached, tmp_path / "posts", "post.md")
    assert (await pictures.picture("a.png", MOST, local)).width == 200
    for address in ("b.png", "../posts.png"):
        with pytest.raises(SourceError, match="is no file"):
            await pictures.picture(address, MOST, local)
    with pytest.raises(SourceError, match="not known where"):
        await pictures.picture("a.png", MOST)


@pytest.mark.parametrize("address", ["file:///etc/a.png", "ftp://x/a.png", "c:a.png"])
async def test_nothing_else_is_opened(pictures: Pictures, address: str) -> None:
    with pytest.raises(SourceError, match="no address of the web"):
        await pictures.picture(address, MOST, lambda *_: b"")


async def test_a_picture_without_an_address_is_told_in_words(
    pictures: Pictures,
) -> None:
    with pytest.raises(SourceError, match="does not say where this picture is"):
        await pictures.picture("", MOST)
