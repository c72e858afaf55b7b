"""Feeds are added, listed, visited, read and removed by command, on a real server."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.server import Handler, Site, serving
from tests.sources.test_feed_visit import rss

Run = Callable[..., subprocess.CompletedProcess[str]]

PAGE = (
    b"<!doctype html><link rel=alternate type=application/rss+xml href=/a title=A>"
    b"<link rel=alternate type=application/rss+xml href=/b title='B\x1b[2J'><p>Welcome"
)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_adding_a_feed_says_what_was_found(broadsheet: Run, site: Site) -> None:
    url = site.put("/feed", rss(1, 2))
    done = broadsheet("add", url, "--name", "少数派", "--in", "科技 / 中文/")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "RSS 2.0, 2 articles, in 科技 / 中文 / 少数派\n"
    again = broadsheet("add", url)
    assert again.stdout == "RSS 2.0, followed already, in 科技 / 中文 / 少数派\n"
    assert len(broadsheet("list").stdout.splitlines()) == 2


def test_a_page_names_its_other_feeds(broadsheet: Run, site: Site) -> None:
    site.put("/a", rss(1))
    site.put("/b", rss())
    page = site.put("/", PAGE)
    assert broadsheet("add", page).stdout.splitlines() == [
        "RSS 2.0, 1 article, in 新闻",
        f"  {site.url}/a",
        "The page names more; add one by its address, or all with --all:",
        f"  {site.url}/b  B",
    ]
    (found,) = objects(broadsheet("add", page, "--json"))
    assert found["others"] == [f"{site.url}/b"]
    first, second = broadsheet("add", page, "--all").stdout.splitlines()[::2]
    assert first == "RSS 2.0, followed already, in 新闻"
    assert second == "RSS 2.0, no articles, in 新闻 (2)"


def test_each_feed_that_is_added_is_an_object(broadsheet: Run, site: Site) -> None:
    url = site.put("/feed", rss(1, 2))
    (feed,) = objects(broadsheet("add", url, "--json"))
    facts = ("kind", "name", "folder", "address", "format", "known", "new", "trouble")
    assert [feed[fact] for fact in facts] == [
        *("feed", "新闻", [], url, "RSS 2.0", False, 2, "")
    ]


@pytest.mark.parametrize(
    ("path", "body", "why"),
    [
        ("/gone", None, "answers 404. There is nothing at this address"),
        ("/page", b"<!doctype html><p>Hello", "names no feed"),
        ("/data", b'{"a": 1}', "/data"),
    ],
)
def test_what_is_no_feed_is_told_in_a_sentence(
    broadsheet: Run, site: Site, path: str, body: bytes | None, why: str
) -> None:
    done = broadsheet("add", site.put(path, body) if body else site.url + path)
    assert (done.returncode, done.stdout) == (1, "")
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert broadsheet("sources").stdout.startswith("Nothing is followed yet")


def test_a_redirect_to_nowhere_is_told_as_that(broadsheet: Run, site: Site) -> None:
    done = broadsheet("add", site.answer("/moved", 302))
    assert "answers 302. It leads elsewhere and does not say where" in done.stderr


def test_a_server_at_home_needs_no_scheme(broadsheet: Run, site: Site) -> None:
    bare = site.put("/feed", rss(1)).removeprefix("http://")
    assert broadsheet("add", bare).stdout == "RSS 2.0, 1 article, in 新闻\n"
    missing = broadsheet("add", "localhost:1/feed").stderr
    assert "http://localhost:1/feed cannot be reached" in missing
    assert "no such folder" in broadsheet("add", "1.2").stderr


def test_a_folder_is_added_too(broadsheet: Run, folder: Path) -> None:
    assert broadsheet("add", folder, "--name", "Mine").stdout == (
        "folder, 5 articles, in Mine\n"
    )
    (again,) = objects(broadsheet("add", folder, "--json"))
    assert (again["kind"], again["name"], again["new"]) == ("folder", "Mine", 0)
    assert broadsheet("add", folder, "--in", "x").returncode == 1
    assert "no such folder" in broadsheet("add", folder / "none").stderr


def test_sources_says_how_each_goes(
    broadsheet: Run, site: Site, folder: Path, tmp_path: Path
) -> None:
    broadsheet("refresh", folder)
    broadsheet("add", site.put("/well", rss(1, 2)), "--name", "well", "--in", "News")
    ill = site.put("/ill", rss(3))
    broadsheet("add", ill, "--name", "ill")
    ended = site.put("/ended", rss(4))
    broadsheet("add", ended, "--name", "ended")
    site.answer("/ill", 500)
    site.answer("/ended", 410)
    broadsheet("mark", 6, "--read")
    assert broadsheet("refresh", "--all").returncode == 1
    found = {
        source["name"]: source for source in objects(broadsheet("sources", "--json"))
    }
    counts = {name: (s["articles"], s["unread"]) for name, s in found.items()}
    assert counts == {"posts": (5, 5), "well": (2, 1), "ill": (1, 1), "ended": (1, 1)}
    assert found["well"]["folder"] == ["News"]
    assert found["well"]["visited"].endswith("Z")
    assert (found["ill"]["failures"], found["ended"]["due"]) == (1, None)
    assert "answers 500" in found["ill"]["trouble"]
    told = broadsheet("sources").stdout
    assert "News / well" in told
    assert "tried again from" in told
    assert f"“broadsheet remove {ended}” removes it" in told
    (folder / "more").mkdir()
    folder.rename(tmp_path / "elsewhere")
    assert "it is not there now" in broadsheet("sources").stdout


def test_refresh_visits_what_is_due_or_named_or_all(
    broadsheet: Run, site: Site
) -> None:
    one, other = site.put("/one", rss(1)), site.put("/other", rss(2))
    for url, name in ((one, "one"), (other, "other")):
        broadsheet("add", url, "--name", name)
    site.asked.clear()
    assert broadsheet("refresh").stdout == (
        "feeds: none of 2 is due; --all visits them now\n"
    )
    assert site.asked == []
    site.put("/one", rss(1, 3))
    assert broadsheet("refresh", "one").stdout.splitlines() == [
        "one: 1 new",
        "feeds: 1 visited, 1 new article",
    ]
    assert broadsheet("refresh", other).stdout == "feeds: 1 visited, no new articles\n"
    site.put("/other", rss(4, 5))
    site.put("/one", rss(6))
    told = broadsheet("refresh", "--all").stdout.splitlines()
    assert sorted(told[:2]) == ["one: 1 new", "other: 2 new"]
    assert told[2] == "feeds: 2 visited, 3 new articles in 2 of them"


def test_a_feed_that_fails_is_told_and_the_rest_is_done(
    broadsheet: Run, site: Site, folder: Path
) -> None:
    for path in ("/ill", "/well"):
        broadsheet("add", site.put(path, rss(1)), "--name", path[1:])
    broadsheet("add", folder)
    site.answer("/ill", 500)
    site.put("/well", rss(1, 2))
    done = broadsheet("refresh", "--all")
    assert done.returncode == 1
    assert done.stderr.startswith("broadsheet: ill: http")
    assert "posts: 5 entries" in done.stdout
    assert "well: 1 new" in done.stdout
    assert "1 failed; “broadsheet sources” says what to do" in done.stdout
    done = broadsheet("refresh", "--all", "--json")
    troubles = {found["name"]: found["trouble"] for found in objects(done)}
    assert {name: bool(trouble) for name, trouble in troubles.items()} == {
        "posts": False,
        "ill": True,
        "well": False,
    }


def test_the_report_of_a_refresh_is_read_later(broadsheet: Run, site: Site) -> None:
    assert broadsheet("refresh", "--report").stdout.startswith("Nothing was refreshed")
    for path in ("/ill", "/well"):
        broadsheet("add", site.put(path, rss(1)), "--name", path[1:])
    site.answer("/ill", 500)
    site.put("/well", rss(1, 2))
    broadsheet("refresh", "--all")
    site.asked.clear()
    done = broadsheet("refresh", "--report")
    head, failure, advice, news = done.stdout.splitlines()
    assert head.endswith(": 2 asked, 1 new article, 1 failed")
    assert failure.startswith("! ill (since 20")
    assert "answers 500" in failure
    assert "tried again from" in advice
    assert news == "  well: 1 new"
    found = {
        each["name"]: each
        for each in objects(broadsheet("refresh", "--report", "--json"))
    }
    assert (found["ill"]["status"], found["well"]["new"]) == ("fails", 1)
    assert site.asked == []


def test_the_report_on_everything_is_kept_beside_that_on_some(
    broadsheet: Run, site: Site
) -> None:
    for path in ("/ill", "/well"):
        broadsheet("add", site.put(path, rss(1)), "--name", path[1:])
    site.answer("/ill", 500)
    broadsheet("refresh", "--all")
    broadsheet("refresh", "well")
    told = broadsheet("refresh", "--report").stdout.splitlines()
    assert told[0].endswith(": 1 asked, no new articles")
    assert told[1:3] == ["", "The last refresh of all that is followed:"]
    assert told[3].endswith(": 2 asked, no new articles, 1 failed")
    broadsheet("refresh", "--all")
    told = broadsheet("refresh", "--report").stdout.splitlines()
    assert len(told) == 3


def test_the_doctor_names_the_feeds_that_fail(broadsheet: Run, site: Site) -> None:
    broadsheet("add", site.put("/feed", rss(1)), "--name", "ill")
    assert broadsheet("doctor").returncode == 0
    site.answer("/feed", 500)
    broadsheet("refresh", "--all")
    done = broadsheet("doctor")
    assert done.returncode == 1
    assert "ill: fails since" in done.stdout.partition("Wrong: 1\n")[2]


def test_the_doctor_counts_the_sources_that_are_listed(
    broadsheet: Run, site: Site
) -> None:
    for path in ("/a", "/b"):
        broadsheet("add", site.put(path, rss(1)))
    listed = broadsheet("sources").stdout.splitlines()
    assert f"  sources {len(listed)}\n" in broadsheet("doctor").stdout


def test_a_feed_is_told_by_a_name_that_only_one_has(
    broadsheet: Run, site: Site
) -> None:
    for path in ("/a", "/b"):
        broadsheet("add", site.put(path, rss(1)), "--in", path)
    done = broadsheet("remove", "新闻")
    assert done.returncode == 1
    assert f"{site.url}/a, {site.url}/b. Name one." in done.stderr
    assert broadsheet("remove", "a/新闻").returncode == 0
    assert broadsheet("remove", "新闻").returncode == 0
    assert "is not followed" in broadsheet("remove", "新闻").stderr


def test_a_feed_stands_in_several_folders_and_counts_once(
    broadsheet: Run, site: Site, tmp_path: Path
) -> None:
    url = site.put("/feed", rss(1, 2))
    broadsheet("add", url, "--name", "A", "--in", "Tech", "--in", "News/Daily")
    assert len(objects(broadsheet("list", "--json"))) == 2
    assert len(objects(broadsheet("list", "Tech", "--json"))) == 2
    assert len(objects(broadsheet("list", "News/Daily/A", "--json"))) == 2
    site.put("/feed", rss(1, 2, 3))
    assert "1 visited, 1 new" in broadsheet("refresh", "Tech", "News").stdout
    assert len(objects(broadsheet("list", "News", "--json"))) == 3
    out = tmp_path / "out.opml"
    broadsheet("export", out)
    assert out.read_text().count(url) == 2
    other = tmp_path / "other.db"
    broadsheet("import", out, "--library", other)
    (found,) = objects(broadsheet("sources", "--json", "--library", other))
    assert found["folders"] == [["Tech"], ["News", "Daily"]]


def test_a_folder_of_the_tree_is_a_word(
    broadsheet: Run, site: Site, folder: Path
) -> None:
    for name, where in (("A", "Tech"), ("B", "Tech/Deep"), ("C", "Other")):
        broadsheet("add", site.put(f"/{name}", rss(1)), "--name", name, "--in", where)
    broadsheet("add", folder)
    assert len(objects(broadsheet("list", "Tech", "--json"))) == 2
    assert len(objects(broadsheet("list", "Tech/Deep", "--json"))) == 1
    assert len(objects(broadsheet("list", "Deep", "--json"))) == 1
    assert len(objects(broadsheet("list", "新媒体/趣头条", "--json"))) == 1
    site.asked.clear()
    assert broadsheet("refresh", "Tech").stdout.startswith("feeds: 2 visited")
    assert sorted(path for path, _ in site.asked) == ["/A", "/B"]
    done = broadsheet("remove", "Tech")
    assert f"Tech / A  {site.url}/A" in done.stdout
    assert "Tech is followed no more: 2 articles went." in done.stdout
    assert "nothing is followed as that" in broadsheet("list", "Tech").stderr


def test_what_a_feed_and_a_folder_are_called_is_asked_for_clearly(
    broadsheet: Run, site: Site
) -> None:
    url = site.put("/a", rss(1))
    broadsheet("add", url, "--name", "Tech")
    broadsheet("add", site.put("/b", rss(2, 3)), "--name", "B", "--in", "Tech")
    done = broadsheet("list", "Tech")
    assert done.returncode == 1
    assert f"Say {url} for the feed, “Tech/” for the folder" in done.stderr
    assert "2 visited" in broadsheet("refresh", "Tech/", url).stdout


def test_what_was_marked_comes_back_with_a_removed_feed(
    broadsheet: Run, site: Site
) -> None:
    url = site.put("/feed", rss(1, 2))
    broadsheet("add", url)
    broadsheet("mark", 1, "--star")
    assert broadsheet("remove", url).stdout.splitlines() == [
        "新闻 is followed no more: 2 articles went.",
        "What you marked in it is kept, and comes back if you add it again.",
    ]
    assert broadsheet("list").stdout == ""
    broadsheet("add", url)
    (starred,) = objects(broadsheet("list", "--starred", "--json"))
    assert starred["title"] == "第1条"


def test_a_folder_is_removed_and_comes_back_with_its_marks(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    broadsheet("add", folder)
    broadsheet("mark", 1, 2, "--star")
    (tmp_path / "config.yaml").write_text(f"folders: {folder.name}")
    done = broadsheet("remove", folder)
    assert done.stdout.startswith("posts is followed no more: 5 articles went.\n")
    assert "config.yaml too, or it comes back" in done.stderr
    assert broadsheet("list").stdout == ""
    assert broadsheet("sources").stdout.startswith("Nothing is followed yet")
    assert broadsheet("doctor").returncode == 0
    assert broadsheet("refresh").stdout.startswith("posts: 5 entries, 5 new")
    assert len(objects(broadsheet("list", "--starred", "--json"))) == 2
    assert objects(broadsheet("remove", "posts", "--json")) == [
        {"name": "posts", "articles": 5}
    ]


def test_articles_of_feeds_are_listed_shown_and_marked(
    broadsheet: Run, site: Site, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = site.put("/feed", rss(1, 2))
    broadsheet("add", url, "--name", "少数派", "--in", "科技")
    broadsheet("refresh", folder)
    assert broadsheet("list", url).stdout.splitlines()[0].endswith("第2条  · 少数派")
    assert len(objects(broadsheet("list", "少数派", "--json"))) == 2
    assert len(objects(broadsheet("list", "--category", "科技", "--json"))) == 2
    assert len(objects(broadsheet("list", "--json"))) == 7
    (entry, _) = objects(broadsheet("list", url, "--json"))
    assert (entry["source"], entry["feed"], entry["path"]) == ("少数派", url, None)
    assert "正文" in broadsheet("show", entry["id"]).stdout
    (shown,) = objects(broadsheet("show", entry["id"], "--json"))
    assert (shown["html"], shown["feed"]) == ("正文", url)
    broadsheet("mark", entry["id"], "--read")
    assert len(objects(broadsheet("list", url, "--unread", "--json"))) == 1
    monkeypatch.setenv("COLUMNS", "40")
    assert broadsheet("list", url).stdout.splitlines()[0].endswith("· 少数派")
    assert broadsheet("list", url, "--category", "x").returncode == 1


def test_a_feed_without_articles_has_an_empty_list(broadsheet: Run, site: Site) -> None:
    url = site.put("/feed", rss())
    broadsheet("add", url)
    done = broadsheet("list", url)
    assert (done.returncode, done.stdout) == (0, "")


def test_an_address_that_is_not_followed_says_how_to(broadsheet: Run) -> None:
    for command in ("list", "refresh"):
        done = broadsheet(command, "https://example.org/feed")
        assert done.returncode == 1
        assert "“broadsheet add https://example.org/feed”" in done.stderr


def test_an_interrupted_refresh_keeps_what_it_has(broadsheet: Run, site: Site) -> None:
    broadsheet("add", site.put("/quick", rss(1)), "--name", "quick")
    broadsheet("add", site.put("/slow", rss(2)), "--name", "slow")
    site.put("/quick", rss(1, 3))

    def slow(_: Handler) -> None:
        site.done.wait(30)

    site.run("/slow", slow)
    words = [sys.executable, "-m", "tui", "refresh", "--all"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as running:
        assert running.stdout
        assert running.stderr
        assert running.stdout.readline() == "quick: 1 new\n"
        running.send_signal(signal.SIGINT)
        assert running.wait() == 130
        assert running.stderr.read() == (
            "broadsheet: stopped; 1 of 2 were visited, and are kept.\n"
        )
    assert len(broadsheet("list").stdout.splitlines()) == 3


@pytest.mark.parametrize("command", ["add", "remove", "refresh"])
def test_an_empty_word_names_nothing(broadsheet: Run, command: str) -> None:
    done = broadsheet(command, "")
    assert done.returncode == 1
    assert "An empty word names nothing" in done.stderr
