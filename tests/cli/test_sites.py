"""Sites are followed whole by their address alone; what is marked in them stays here."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.server import Asked, Site, Whole, serving
from tests.sources.servers.shelf import Shelf, stocked
from tests.sources.servers.talking import SECRET, USER, refusing
from tests.sources.servers.test_hexo import OLD, POST, Serving
from tests.sources.servers.wordpress_server import WordpressServer
from tests.sources.test_feed_visit import rss
from tui.cli.screen import begin_at
from tui.library import Library
from tui.paths import library

Run = Callable[..., subprocess.CompletedProcess[str]]

TELL = f"{sys.executable} -c \"print('{SECRET}')\""


@pytest.fixture
def shelf() -> Shelf:
    return stocked()


@pytest.fixture
def blog(shelf: Shelf) -> Iterator[Site]:
    """A WordPress."""
    with serving() as found:
        found.program = refusing(WordpressServer(shelf, found.url))
        yield found


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_wordpress_is_followed_whole(broadsheet: Run, blog: Site) -> None:
    done = broadsheet("add", blog.url)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"WordPress “Seed & News” at {blog.url}/wp-json/, 84 posts, in Seed & News",
        "Seed & News: 84 new articles",
    ]
    assert broadsheet("add", blog.url).stdout.endswith(": no new articles\n")
    assert broadsheet("refresh", blog.url).stdout == "Seed & News: no new articles\n"
    (source,) = objects(broadsheet("sources", "--json"))
    assert (source["format"], source["articles"]) == ("wordpress", 84)
    first, *_ = objects(broadsheet("list", blog.url, "--json"))
    assert "lorem" in broadsheet("show", first["id"]).stdout


def test_what_is_marked_waits_for_nobody_and_stays(
    broadsheet: Run, blog: Site, shelf: Shelf
) -> None:
    broadsheet("add", blog.url, "--name", "Blog")
    first, *_ = objects(broadsheet("list", "Blog", "--json"))
    broadsheet("mark", first["id"], "--read", "--star")
    assert objects(broadsheet("sources", "--json"))[0]["waiting"] == 0
    shelf.clock += 60
    shelf.publish(1, "News")
    assert broadsheet("refresh").stdout == "Blog: 1 new article\n"
    assert [
        row["id"] for row in objects(broadsheet("list", "--starred", "--json"))
    ] == [first["id"]]
    assert broadsheet("remove", blog.url).returncode == 0
    assert broadsheet("list").stdout == ""
    broadsheet("add", blog.url)
    (again,) = objects(broadsheet("list", "--starred", "--json"))
    assert (again["id"], again["read"]) == (first["id"], True)


@pytest.mark.parametrize("words", [["--in", "科技"], ["--all"], []])
def test_a_site_whose_feeds_are_meant_is_followed_by_them(
    broadsheet: Run, blog: Site, words: list[str]
) -> None:
    """One that lets no programs in has only feeds."""
    blog.put("/feed/", rss(1, 2), "application/rss+xml")
    program = WordpressServer(Shelf(), blog.url)
    program.closed = set() if words else {"posts"}
    blog.program = refusing(program)
    done = broadsheet("add", blog.url, *words)
    assert done.stdout.startswith("RSS 2.0, 2 articles, in ")
    (source,) = objects(broadsheet("sources", "--json"))
    assert source["kind"] == "feed"


def test_one_of_its_people_logs_in(broadsheet: Run, blog: Site, shelf: Shelf) -> None:
    program = WordpressServer(shelf, blog.url)
    program.private = {1}
    blog.program = refusing(program)
    words = ("--user", USER, "--password-command", TELL)
    done = broadsheet("add", blog.url, *words)
    assert done.stdout.endswith("Seed & News: 84 new articles\n")
    assert f"as {USER}, 84 posts" in done.stdout


def test_a_long_history_comes_with_several_visits(
    broadsheet: Run, blog: Site, shelf: Shelf
) -> None:
    """Nobody who adds a site waits for all of it, and the site is not asked for all."""
    for number in range(1_016):
        shelf.publish(1, f"Old {number}", "<p>x</p>")
    done = broadsheet("add", blog.url, "--name", "Blog")
    assert done.stdout.endswith("Blog: 1,000 new articles\n")
    assert broadsheet("refresh").stdout == "Blog: 100 new articles\n"
    assert broadsheet("refresh").stdout == "Blog: no new articles\n"


def test_a_hexo_site_is_followed_whole(broadsheet: Run) -> None:
    with serving() as site:
        site.program = Serving([POST, OLD], etag=True)
        done = broadsheet("add", site.url, "--name", "Blog")
        assert done.stdout.splitlines() == [
            f"Hexo at {site.url}/content.json, 2 posts, in Blog",
            "Blog: 2 new articles",
        ]
        assert broadsheet("refresh").stdout == "Blog: no new articles\n"
        first, *_ = objects(broadsheet("list", "--json"))
        assert first["categories"] == [["科技", "AI"]]
        assert "正文" in broadsheet("show", first["id"]).stdout
        assert "2 articles went" in broadsheet("remove", site.url).stdout


def test_its_protocol_may_be_named(broadsheet: Run, blog: Site) -> None:
    assert broadsheet("add", blog.url, "--protocol", "wordpress").returncode == 0
    done = broadsheet("add", blog.url, "--protocol", "hexo")
    assert (done.returncode, "neither content.json" in done.stderr) == (1, True)


def test_the_program_begins_with_the_site_that_is_named(blog: Site) -> None:
    begin_at(library(), blog.url)
    with Library(library()) as opened:
        (row,) = opened.sources()
        assert opened.recall("screen:1")["node"] == f":{row.mount}"
    blog.asked.clear()
    begin_at(library(), blog.url)
    assert not blog.asked


def test_a_busy_api_is_no_reason_to_follow_nothing(broadsheet: Run, blog: Site) -> None:
    blog.put("/feed/", rss(1), "application/rss+xml")
    program = refusing(WordpressServer(Shelf(), blog.url))

    def busy(asked: Asked) -> Whole | None:
        return (503, {}, b"") if "wp-json" in asked.path else program(asked)

    blog.program = busy
    assert broadsheet("add", blog.url).stdout.startswith("RSS 2.0, 1 article")


def test_a_list_of_feeds_names_the_feeds_of_sites_and_says_what_it_leaves_out(
    broadsheet: Run, blog: Site, folder: Path
) -> None:
    broadsheet("add", blog.url)
    broadsheet("add", folder, "--name", "Mine")
    done = subprocess.run(
        [sys.executable, "-m", "tui", "export"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f'xmlUrl="{blog.url}/?feed=rss2"' in done.stdout
    assert "cannot name the rest that is followed: Mine" in done.stderr
