"""What is old is removed by command, and after a refresh; the doctor says what would be."""

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.library.samples import a_day_passes
from tests.sources.server import Site, serving
from tui.library import Library

Run = Callable[..., subprocess.CompletedProcess[str]]


def aged(*days: int) -> bytes:
    """A feed with one article for each of these ages in days."""
    now = datetime.now(UTC)
    items = "".join(
        f"<item><guid>{age}</guid><title>Article {age}</title>"
        f"<description>{'text ' * 200}{age}</description>"
        f"<pubDate>{format_datetime(now - timedelta(age))}</pubDate></item>"
        for age in days
    )
    return f"<rss version='2.0'><channel><title>新闻</title>{items}</channel></rss>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


@pytest.fixture
def feed(broadsheet: Run, site: Site, tmp_path: Path) -> str:
    """A followed feed with five articles that were read; what is older than ten days goes."""
    url = site.put("/feed", aged(1, 2, 30, 40, 50))
    broadsheet("add", url)
    broadsheet("mark", *ids(broadsheet), "--read")
    (tmp_path / "config.yaml").write_text("keep: 10d")
    with Library(tmp_path / "library.db") as library:
        a_day_passes(library)
    return url


def ids(broadsheet: Run) -> list[int]:
    lines = broadsheet("list", "--json").stdout.splitlines()
    return [json.loads(line)["id"] for line in lines]


@pytest.mark.usefixtures("feed")
def test_without_limits_nothing_goes(broadsheet: Run, tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("")
    done = broadsheet("tidy")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing is to go: neither keep nor keep_entries")
    assert len(ids(broadsheet)) == 5


@pytest.mark.usefixtures("feed")
def test_what_would_go_is_told_and_stays(broadsheet: Run) -> None:
    first, last = broadsheet("tidy", "--dry-run").stdout.splitlines()
    assert first.startswith("新闻: 3 articles, ")
    assert last.endswith(" of texts would go.")
    assert len(ids(broadsheet)) == 5
    assert "tidy 3 articles" in broadsheet("doctor").stdout


@pytest.mark.usefixtures("feed")
def test_what_is_old_goes_but_for_what_is_starred(broadsheet: Run) -> None:
    oldest = ids(broadsheet)[-1]
    broadsheet("mark", oldest, "--star")
    (told,) = broadsheet("tidy", "--json").stdout.splitlines()
    assert (json.loads(told)["name"], json.loads(told)["articles"]) == ("新闻", 2)
    assert len(ids(broadsheet)) == 3
    assert oldest in ids(broadsheet)
    assert "Nothing is to go: no" in broadsheet("tidy").stdout
    assert "All is well." in broadsheet("doctor").stdout


@pytest.mark.usefixtures("feed")
def test_the_file_is_made_smaller(broadsheet: Run) -> None:
    assert "given back to the disk" in broadsheet("tidy", "--compact").stdout
    again = broadsheet("tidy", "--compact").stdout
    assert "The file is as small as what is in it." in again
    assert "--dry-run" in broadsheet("tidy", "--compact", "--dry-run").stderr


@pytest.mark.usefixtures("feed")
def test_a_refresh_tidies_and_brings_nothing_back(broadsheet: Run, site: Site) -> None:
    done = broadsheet("refresh", "--all")
    assert done.stdout.splitlines()[-1].startswith("tidied: 3 articles")
    site.put("/feed", aged(0, 1, 2, 30, 40, 50))
    again = broadsheet("refresh", "--all", "--json").stdout.splitlines()
    assert [json.loads(line)["new"] for line in again] == [1]
    assert len(ids(broadsheet)) == 3


@pytest.mark.usefixtures("feed")
def test_what_was_not_read_goes_where_that_is_set(
    broadsheet: Run, tmp_path: Path
) -> None:
    broadsheet("mark", *ids(broadsheet), "--unread")
    with Library(tmp_path / "library.db") as library:
        a_day_passes(library)
    assert "Nothing is to go: no" in broadsheet("tidy", "--dry-run").stdout
    (tmp_path / "config.yaml").write_text("keep_entries: 4\nkeep_unread: no")
    assert "1 article, " in broadsheet("tidy").stdout


@pytest.mark.parametrize("name", ["新闻", "127.0.0.1"])
@pytest.mark.usefixtures("feed")
def test_a_feed_keeps_more_by_its_name_or_site(
    broadsheet: Run, tmp_path: Path, name: str
) -> None:
    settings = f"keep: 10d\nsources: {{{name}: {{keep: forever}}}}"
    (tmp_path / "config.yaml").write_text(settings, "utf-8")
    assert "Nothing is to go: no" in broadsheet("tidy", "--dry-run").stdout


def test_posts_of_a_folder_stay(broadsheet: Run, folder: Path, tmp_path: Path) -> None:
    broadsheet("refresh", folder)
    broadsheet("mark", *ids(broadsheet), "--read")
    (tmp_path / "config.yaml").write_text("keep: 1d\nkeep_entries: 1")
    assert "Nothing is to go: no" in broadsheet("tidy", "--dry-run").stdout


@pytest.mark.usefixtures("feed")
def test_the_doctor_makes_the_index_anew_and_says_what_takes_room(
    broadsheet: Run,
) -> None:
    told = broadsheet("doctor", "--reindex").stdout
    assert "made the index anew: 5 entries" in told
    assert "search 5 entries, 0 to be read" in told
    assert "room file " in told
    assert len(broadsheet("search", "Article").stdout.splitlines()) == 5
