"""``searches`` keeps what ``search --save`` was asked, and ``list`` prints what it has."""

import contextlib
import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(autouse=True)
def known(broadsheet: Run, folder: Path) -> None:
    assert broadsheet("list", folder).returncode == 0


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_saved_search_is_listed_by_its_name(broadsheet: Run) -> None:
    done = broadsheet("search", "--save", "Two", "faster", "OR", "readable", "--json")
    assert len(objects(done)) == 2
    (search,) = objects(broadsheet("searches", "--json"))
    assert search == {
        "name": "Two",
        "query": "faster OR readable",
        "total": 2,
        "unread": 2,
    }
    listed = objects(broadsheet("list", "Two", "--json"))
    assert {one["title"] for one in listed} == {
        "Compiler release notes",
        "'Half a quote",
    }
    broadsheet("mark", str(listed[0]["id"]), "--read")
    assert len(objects(broadsheet("list", "Two", "--unread", "--json"))) == 1
    assert (
        broadsheet("searches").stdout == "      1 of 2       Two  faster OR readable\n"
    )


def test_they_are_renamed_changed_moved_and_removed(broadsheet: Run) -> None:
    for name in ("a", "b", "c"):
        assert broadsheet("search", "--save", name, "faster").returncode == 0

    def names() -> list[object]:
        return [one["name"] for one in objects(broadsheet("searches", "--json"))]

    assert broadsheet("searches", "move", "c", "1").returncode == 0
    assert names() == ["c", "a", "b"]
    assert broadsheet("searches", "rename", "a", "A").returncode == 0
    assert (
        broadsheet("searches", "change", "b", "readable", "is:unread").returncode == 0
    )
    assert names() == ["c", "A", "b"]
    (only,) = objects(broadsheet("list", "b", "--json"))
    assert only["title"] == "'Half a quote"
    assert broadsheet("searches", "remove", "c").returncode == 0
    assert names() == ["A", "b"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("searches", "remove", "Tow"), "did you mean “Two”?"),
        (("searches", "change", "Two", "titl:x"), "did you mean title:?"),
        (("searches", "rename", "Other", "Two"), "“Two” already"),
        (("search", "--save", "Two", "x"), "“Two” already"),
        (("search", "--save", " ", "x"), "needs a name"),
        (("search", "--save", "New", "titl:x"), "did you mean title:?"),
        (("list", "Two", "--category", "Technology"), "not for a saved search"),
    ],
)
def test_what_cannot_be_is_told(
    broadsheet: Run, words: tuple[str, ...], told: str
) -> None:
    for name in ("Two", "Other"):
        broadsheet("search", "--save", name, "faster")
    done = broadsheet(*words)
    assert done.returncode == 1
    assert told in done.stderr


def test_without_any_it_is_told_how_to_save_one(broadsheet: Run) -> None:
    assert "search --save NAME" in broadsheet("searches").stdout


def test_the_doctor_fills_a_list_again(broadsheet: Run, tmp_path: Path) -> None:
    broadsheet("search", "--save", "Two", "faster", "OR", "readable")
    assert "saved searches 1\n" in broadsheet("doctor").stdout
    with contextlib.closing(sqlite3.connect(tmp_path / "library.db")) as library:
        library.execute(
            "DELETE FROM member WHERE category IN (SELECT category FROM derived"
            " WHERE search > 0)"
        )
        library.commit()
    done = broadsheet("doctor")
    assert done.returncode == 1
    assert "2 wrong: articles of the saved search “Two”" in done.stdout
    assert broadsheet("doctor", "--reindex").returncode == 0
    assert len(objects(broadsheet("list", "Two", "--json"))) == 2
