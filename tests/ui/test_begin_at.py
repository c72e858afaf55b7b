"""The address of a feed opens the program on that feed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sources.server import Site, serving
from tests.sources.test_feed_visit import rss
from tests.ui.newspaper import Newspaper
from tui.cli.screen import begin_at
from tui.errors import SourceError
from tui.library import Library


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def paper(newspaper: Newspaper, tmp_path: Path, site: Site) -> Newspaper:
    """Two feeds, begun with the second, which is new."""
    library = tmp_path / "fresh.db"
    other = site.put("/other", rss(3))
    with Library(library) as opened:
        opened.subscribe(other, "Other", ("科技",))
    begin_at(library, site.put("/feed", rss(1, 2)))
    begin_at(library, other)
    begin_at(library, f"{site.url}/feed")
    assert [path for path, _ in site.asked] == ["/feed"]
    return Newspaper(newspaper.folder, library, 2, ())


async def test_a_feed_is_followed_and_shown(paper: Newspaper) -> None:
    async with paper.opened() as desk:
        node = desk.main.categories.selected
        assert node
        assert (node.name, desk.title) == ("新闻", "第2条")


async def test_folders_that_are_configured_are_there_too(paper: Newspaper) -> None:
    paper.folders = (paper.folder,)
    async with paper.opened() as desk:
        node = desk.main.categories.selected
        assert node
        assert (node.name, desk.title) == ("新闻", "第2条")


def test_what_is_no_feed_is_told_before_the_screen(tmp_path: Path, site: Site) -> None:
    with pytest.raises(SourceError, match="answers 404"):
        begin_at(tmp_path / "fresh.db", f"{site.url}/none")
