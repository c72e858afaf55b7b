"""Repositories of posts are fetched, read, refreshed and removed by command."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.repository import Repository
from tui.cli.screen import begin_at
from tui.library import Library
from tui.paths import library

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    found = Repository.made(tmp_path / "there")
    found.write("one.md", "One")
    found.write("two.md", "Two")
    found.publish()
    return found


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_repository_is_followed_and_refreshed(
    broadsheet: Run, there: Repository
) -> None:
    done = broadsheet("add", there.bare)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"Git repository {there.bare}, 2 articles, in news\n"
    (source,) = objects(broadsheet("sources", "--json"))
    assert (source["kind"], source["address"]) == ("repository", str(there.bare))
    assert "git " in broadsheet("sources").stdout
    there.write("three.md", "Three")
    there.publish()
    assert broadsheet("refresh").stdout == "news: 3 entries, 1 new\n"
    (there.work / "one.md").unlink()
    there.publish()
    assert broadsheet("refresh", "news").stdout == "news: 2 entries, 1 gone\n"
    assert broadsheet("refresh", there.bare).stdout == "news: 2 entries\n"
    rows = objects(broadsheet("list", there.bare, "--json"))
    assert {row["title"] for row in rows} == {"Two", "Three"}
    assert rows[0]["categories"] == [["科技", "AI"]]
    assert "正文" in broadsheet("show", rows[0]["id"]).stdout


def test_what_is_marked_stays_and_comes_back_with_a_removed_one(
    broadsheet: Run, there: Repository, tmp_path: Path
) -> None:
    broadsheet("add", there.bare, "--name", "Blog")
    first, *_ = objects(broadsheet("list", "Blog", "--json"))
    broadsheet("mark", first["id"], "--star", "--read")
    assert "2 articles went" in broadsheet("remove", there.bare).stdout
    assert not [*(tmp_path / "repositories").iterdir()]
    assert broadsheet("doctor").returncode == 0
    broadsheet("add", there.bare)
    (again,) = objects(broadsheet("list", "--starred", "--json"))
    assert (again["id"], again["read"]) == (first["id"], True)


def test_one_that_cannot_be_reached_is_told_and_the_rest_is_done(
    broadsheet: Run, there: Repository, folder: Path
) -> None:
    broadsheet("add", there.bare)
    broadsheet("add", folder)
    there.bare.rename(there.bare.with_name("elsewhere.git"))
    done = broadsheet("refresh")
    assert done.returncode == 1
    assert f"{there.bare} cannot be fetched" in done.stderr
    assert "posts: 5 entries" in done.stdout
    assert "Two" in broadsheet("list").stdout


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["https://127.0.0.1:1/a.git"], "cannot be fetched"),
        (["https://me:pw@127.0.0.1:1/a.git"], "has a password in its address"),
        (["file:///none/a.git", "--in", "x"], "--in is for feeds"),
        (["ext::sh -c touch% x"], "there is no such folder"),
    ],
)
def test_what_cannot_be_added_is_told(
    broadsheet: Run, tmp_path: Path, words: list[str], why: str
) -> None:
    done = broadsheet("add", *words)
    assert (done.returncode, done.stdout) == (1, "")
    assert why in done.stderr
    assert "pw" not in done.stderr
    assert broadsheet("sources").stdout.startswith("Nothing is followed")
    assert not [*tmp_path.glob("repositories/*")]


def test_the_program_begins_with_the_repository_that_is_named(
    there: Repository,
) -> None:
    for _ in range(2):
        begin_at(library(), str(there.bare))
    with Library(library()) as opened:
        (row,) = opened.sources()
        assert opened.recall("screen:1")["node"] == f":{row.mount}"
