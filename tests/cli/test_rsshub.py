"""RSSHub's routes are searched, followed, moved and told of by command."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sources.rsshub.rsshub_server import RsshubServer
from tests.sources.server import Site, serving
from tests.sources.test_feed_visit import rss

Run = Callable[..., subprocess.CompletedProcess[str]]
KEY = "s3cret-key"
ISSUES = "github/issue/:user/:repo/:state?/:labels?"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An RSSHub with an access key, configured."""
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    (tmp_path / "key").write_text(f"{KEY}\n")
    with serving() as found:
        found.program = RsshubServer(KEY)
        configure(tmp_path, found.url)
        yield found


def configure(folder: Path, instance: str) -> None:
    settings = f"rsshub:\n  instance: {instance}\n  key_file: key\n"
    (folder / "config.yaml").write_text(settings)


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def addresses(broadsheet: Run) -> list[str]:
    return [source["address"] for source in objects(broadsheet("sources", "--json"))]


def test_routes_are_found_by_words(broadsheet: Run, hub: Site) -> None:
    done = broadsheet("rsshub", "search", "趣头条")
    assert (done.returncode, done.stderr) == (0, "")
    first, second, last = done.stdout.splitlines()
    assert first == "趣头条 / home.qutoutiao.net"
    assert second == "  qutoutiao/category/:cid  分类"
    assert last.startswith(f"1 route of {hub.url}, as of 2")
    (found,) = objects(broadsheet("rsshub", "search", "repo", "issues", "--json"))
    assert found["route"] == ISSUES
    assert [p["name"] for p in found["parameters"]] == [
        *("user", "repo", "state", "labels")
    ]
    assert found["parameters"][2]["options"]["all"] == "All"
    nothing = broadsheet("rsshub", "search", "nothing")
    assert (nothing.returncode, nothing.stdout) == (1, "")


@pytest.mark.usefixtures("hub")
def test_a_namespace_is_told_whole(broadsheet: Run) -> None:
    told = broadsheet("rsshub", "routes", "qutoutiao").stdout
    assert "  cid  分类 id" in told
    assert "  | 255  | 1    |" in told
    assert "  e.g. rsshub://qutoutiao/category/1" in told
    github = broadsheet("rsshub", "routes", "github").stdout
    assert "         open (Open), closed (Closed), all (All)" in github
    assert "  ! the instance must have GITHUB_ACCESS_TOKEN set" in github
    wrong = broadsheet("rsshub", "routes", "qutoutio")
    assert "did you mean qutoutiao?" in wrong.stderr


def test_a_route_is_followed_with_its_parameters(broadsheet: Run, hub: Site) -> None:
    words = "user=a", "repo=b c", "--name", "缺陷", "--in", "开发"
    done = broadsheet("rsshub", "add", "github/issue", *words)
    assert done.stdout == "JSON Feed 1.1, 3 articles, in 开发 / 缺陷\n"
    assert broadsheet("rsshub", "add", "/test/1/").returncode == 0
    assert broadsheet("add", "rsshub://nio").returncode == 0
    assert broadsheet("add", f"{hub.url}/test/2?key={KEY}").returncode == 0
    assert sorted(addresses(broadsheet)) == [
        "rsshub://github/issue/a/b%20c",
        "rsshub://nio",
        "rsshub://test/1",
        "rsshub://test/2",
    ]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (
            ["github/issue"],
            "needs user=… (GitHub username); repo=… (GitHub repo name).",
        ),
        (["github/issue", "usr=1"], "no parameter “usr”; did you mean user?"),
        (["github/issue", "x"], "a parameter is given as NAME=VALUE"),
        (["github"], "several routes begin so; name one"),
        (["gthub/x"], "no such route; did you mean github?"),
        (["test/error"], "RSSHub says: Error test."),
    ],
)
@pytest.mark.usefixtures("hub")
def test_what_is_wrong_with_a_route_is_told(
    broadsheet: Run, words: list[str], why: str
) -> None:
    done = broadsheet("rsshub", "add", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert why in done.stderr
    assert addresses(broadsheet) == []


def test_the_key_is_in_nothing_that_is_written(
    broadsheet: Run, hub: Site, tmp_path: Path
) -> None:
    broadsheet("add", "rsshub://test/1")
    broadsheet("add", "rsshub://test/error")
    broadsheet("rsshub", "search", "github")
    assert isinstance(hub.program, RsshubServer)
    asked = [a.query.partition("code=")[2] for a in hub.program.asked]
    exported = broadsheet("export")
    told = [
        broadsheet(*words) for words in (["sources"], ["list", "--json"], ["refresh"])
    ]
    written = [done.stdout + done.stderr for done in (*told, exported)]
    files = [f for f in tmp_path.rglob("*") if f.is_file() and f.name != "key"]
    written += [f.read_bytes().decode("utf-8", "replace") for f in files]
    for secret in (KEY, *filter(None, asked)):
        assert all(secret not in text for text in written)


@pytest.mark.usefixtures("hub")
def test_another_instance_has_all_of_it_with_its_marks(
    broadsheet: Run, tmp_path: Path
) -> None:
    broadsheet("add", "rsshub://test/1")
    broadsheet("mark", 1, "--read", "--star")
    before = broadsheet("list", "--json").stdout
    with serving() as other:
        other.program = RsshubServer(KEY)
        configure(tmp_path, other.url)
        assert broadsheet("refresh", "--all").returncode == 0
        assert other.asked
        assert broadsheet("list", "--json").stdout == before
        exported = tmp_path / "feeds.opml"
        broadsheet("export", exported)
        assert f'xmlUrl="{other.url}/test/1"' in exported.read_text()
        assert "followed already" in broadsheet("import", exported).stdout


def test_what_was_followed_at_an_instance_moves(broadsheet: Run, hub: Site) -> None:
    with serving() as old:
        old.program = RsshubServer()
        for route in ("/test/1", "/test/2?limit=3", "/test/3"):
            assert broadsheet("add", f"{old.url}{route}").returncode == 0
        broadsheet("mark", 1, "--star")
        broadsheet("add", "rsshub://test/3")
        before = objects(broadsheet("list", "--json", "--starred"))
        old.program = None
        done = broadsheet("rsshub", "move", old.url, hub.url)
    assert done.stdout.splitlines() == [
        f"2 feeds moved to {hub.url}.",
        "1 feed is followed there already.",
    ]
    assert {"rsshub://test/1", "rsshub://test/2?limit=3"} < {*addresses(broadsheet)}
    assert broadsheet("refresh", "rsshub://test/1").returncode == 0
    (after,) = objects(broadsheet("list", "--json", "--starred"))
    assert {**before[0], "feed": "rsshub://test/1"} == after
    elsewhere = broadsheet("rsshub", "move", hub.url, "https://hub.example.org/")
    assert "set “instance: https://hub.example.org”" in elsewhere.stdout


def test_the_routes_of_a_page_are_listed_beside_its_feeds(
    broadsheet: Run, hub: Site
) -> None:
    told = broadsheet("rsshub", "search", "https://github.com/DIYgod/RSSHub")
    assert told.stdout == "  rsshub://github/issue/DIYgod/RSSHub  Repo Issues\n"
    nothing = broadsheet("rsshub", "search", "https://example.org/")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    with serving() as site:
        rule = {"title": "帖子", "source": ["/t/:id"], "target": "/test/:id"}
        assert isinstance(hub.program, RsshubServer)
        hub.program.rules = {"0.0.1": {"_name": "x", "127": [rule]}}
        site.put("/mine", rss(1))
        page = site.put(
            "/t/7", b"<link rel=alternate type=application/rss+xml href=/mine>"
        )
        bare = site.put("/t/8", b"<!doctype html><p>Hello")
        broadsheet("rsshub", "search", page, "--update")
        done = broadsheet("add", page)
        assert done.stdout.splitlines()[-3:] == [
            f"RSSHub has routes for {page}:",
            "  rsshub://test/7  帖子",
            "“broadsheet rsshub add ROUTE” follows one.",
        ]
        done = broadsheet("add", bare)
        assert done.returncode == 1
        assert "names no feed" in done.stderr
        assert "  rsshub://test/8  帖子" in done.stdout
    assert addresses(broadsheet) == [f"{site.url}/mine"]


def test_without_an_instance_nobody_is_asked_for_rules(
    broadsheet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROADSHEET_CACHE", str(tmp_path / "cache"))
    with serving() as site:
        done = broadsheet("add", site.put("/", b"<!doctype html><p>Hello"))
    assert "names no feed" in done.stderr
    assert not (tmp_path / "cache").exists()


@pytest.mark.usefixtures("hub")
def test_posts_are_told_where_they_may_have_come_from(
    broadsheet: Run, folder: Path
) -> None:
    broadsheet("add", folder)
    done = broadsheet("rsshub", "origins")
    assert done.stdout.splitlines() == [
        "新媒体 / 趣头条 / 分类  (1 article)",
        "  qutoutiao/category/:cid  分类",
        (
            "1 of 2 places are named as routes are: a guess."
            " “broadsheet rsshub add ROUTE” follows one."
        ),
    ]
    found = objects(broadsheet("rsshub", "origins", "--json"))
    told = {tuple(each["place"]): each["routes"] for each in found}
    assert told["新媒体", "趣头条", "分类"] == ["qutoutiao/category/:cid"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
@pytest.mark.usefixtures("hub")
def test_in_a_terminal_parameters_are_asked_for(broadsheet: Run) -> None:
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tui", "rsshub", "add", "github/issue"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        os.write(ours, "\n作者\nrepo\nall\n\n".encode())
        said = b""
        try:
            while part := os.read(ours, 1_000):
                said += part
        except OSError:
            pass  # the other end is closed
    os.close(ours)
    assert process.returncode == 0
    told = said.decode()
    assert "GitHub username" in told
    assert "state [open]: " in told
    assert addresses(broadsheet) == ["rsshub://github/issue/作者/repo/all"]


def test_a_list_with_routes_is_imported(
    broadsheet: Run, hub: Site, tmp_path: Path
) -> None:
    opml = tmp_path / "a.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="A" xmlUrl="rsshub://test/1"/>'
        f'<outline text="B" xmlUrl="{hub.url}/test/2?key={KEY}"/></body></opml>'
    )
    broadsheet("import", opml)
    urls = tmp_path / "urls"
    urls.write_text("rsshub://test/3 科技\n")
    broadsheet("import", urls)
    assert addresses(broadsheet) == [f"rsshub://test/{n}" for n in (1, 2, 3)]


def test_the_settings_of_another_program_are_imported(
    broadsheet: Run, hub: Site, tmp_path: Path
) -> None:
    file = tmp_path / "_config.yml"
    file.write_text(
        "url: https://blog.example.org\n"
        "feeds:\n  - rsshub://test/1\n  - 'rsshub://test/1'\n"
        f"  - [{hub.url}/test/2?key={KEY}, https://rsshub.example.org/a/b]\n"
        "  - https://rsshub.example.org/\n"
    )
    done = broadsheet("import", file)
    assert "left out: 2 addresses that are none of RSSHub's" in done.stderr
    assert sorted(addresses(broadsheet)) == [
        "https://rsshub.example.org/a/b",
        "rsshub://test/1",
        "rsshub://test/2",
    ]


def test_the_library_may_be_named_behind_the_words(
    broadsheet: Run, hub: Site, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    done = broadsheet("rsshub", "add", "test/1", "--library", other)
    assert (done.returncode, done.stderr) == (0, "")
    assert "rsshub://test/1" not in addresses(broadsheet)
    assert "rsshub://test/1" in broadsheet("sources", "--library", other).stdout
    assert hub.url
