"""``list`` prints one line for each entry, whatever is in it."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tui.text import width

Run = Callable[..., subprocess.CompletedProcess[str]]

KEYS = [
    *("id", "title", "author", "url", "published", "date_certain", "categories"),
    *("source", "path", "feed", "read", "starred", "problems", "also"),
]


def objects(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def titles(done: subprocess.CompletedProcess[str]) -> list[str]:
    return [entry["title"] for entry in objects(done)]


def test_each_post_is_one_json_object_a_line(broadsheet: Run, folder: Path) -> None:
    entries = objects(broadsheet("list", folder, "--json"))
    assert len(entries) == 5
    assert all(list(entry) == KEYS for entry in entries)
    assert all(entry["title"] for entry in entries)
    assert {Path(entry["path"]).is_file() for entry in entries} == {True}


def test_a_post_is_told_in_full(broadsheet: Run, folder: Path) -> None:
    entries = objects(broadsheet("list", folder, "--json"))
    (model,) = [entry for entry in entries if entry["author"]]
    del model["id"]
    assert model == {
        "title": "一个因“崩溃”留言引发的故事",
        "author": "编辑部",
        "url": "https://example.com/1",
        "published": "2022-03-22T02:59:56Z",
        "date_certain": True,
        "categories": [["新媒体", "趣头条", "分类"]],
        "source": "posts",
        "path": str(folder / "新媒体" / "model.html"),
        "feed": None,
        "read": False,
        "starred": False,
        "problems": [],
        "also": [],
    }


def test_the_newest_is_first(broadsheet: Run, folder: Path) -> None:
    entries = objects(broadsheet("list", folder, "--json"))
    dates = [entry["published"] for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert [entry["title"] for entry in entries if not entry["date_certain"]] == [
        entries[0]["title"]
    ]


def test_what_is_wrong_with_a_post_is_told(broadsheet: Run, folder: Path) -> None:
    entries = objects(broadsheet("list", folder, "--json"))
    (broken,) = [e for e in entries if e["path"].endswith("broken.md")]
    assert "broken.md" in broken["problems"][0]


def test_more_than_a_window_is_listed_once_each(
    broadsheet: Run, tmp_path: Path
) -> None:
    many = tmp_path / "many"
    many.mkdir()
    for number in range(1_003):
        post = f"---\ntitle: {number}th\ndate: 2024-05-01\n---\n"
        (many / f"{number}.md").write_text(post)
    listed = titles(broadsheet("list", many, "--json"))
    assert len(listed) == len(set(listed)) == 1_003


def test_a_category_is_relative_to_the_folder(broadsheet: Run, folder: Path) -> None:
    for wanted in ("新媒体", "新媒体/趣头条", "新媒体/趣头条/分类"):
        listed = titles(broadsheet("list", folder, "--category", wanted, "--json"))
        assert listed == ["一个因“崩溃”留言引发的故事"]


def test_without_a_folder_all_of_the_library_is_listed(
    broadsheet: Run, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.md").write_text(
        "---\ntitle: X\ndate: 2025-01-01\ncategories: [Technology]\n---\n"
    )
    assert broadsheet("refresh", folder, other).returncode == 0
    assert len(titles(broadsheet("list", "--json"))) == 6
    assert titles(broadsheet("list", other, "--json")) == ["X"]
    both = titles(broadsheet("list", "--category", "Technology", "--json"))
    assert both[:2] == ["X", "Compiler release notes"]


def test_an_unknown_category_names_what_is_close(broadsheet: Run, folder: Path) -> None:
    done = broadsheet("list", folder, "--category", "Techno")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("broadsheet: There is no category “Techno”")
    assert "Technology" in done.stderr
    assert "新媒体/趣头条" in broadsheet("list", "--category", "趣头条").stderr


def test_read_and_starred_narrow_the_list(broadsheet: Run, folder: Path) -> None:
    first, second, *_ = objects(broadsheet("list", folder, "--json"))
    broadsheet("mark", first["id"], "--read", "--star")
    broadsheet("mark", second["id"], "--read")
    assert len(titles(broadsheet("list", "--unread", "--json"))) == 3
    for words in (["list", folder], ["list"]):
        (starred,) = objects(broadsheet(*words, "--starred", "--json"))
        assert starred == {**first, "read": True, "starred": True}
    assert titles(broadsheet("list", "--starred", "--unread", "--json")) == []


@pytest.mark.parametrize("limit", [0, 2, 99])
def test_a_limit_is_kept(broadsheet: Run, folder: Path, limit: int) -> None:
    done = broadsheet("list", folder, "--limit", limit, "--json")
    assert len(titles(done)) == min(limit, 5)


def test_columns_are_for_people(
    broadsheet: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    lines = broadsheet("list", folder).stdout.splitlines()
    assert len(lines) == 5
    assert max(map(width, lines)) == 30
    assert lines[1].endswith(" 2024-05-01  ● Compil…")
    assert lines[0].split()[1].startswith("~")


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_nothing_hostile_is_printed(
    broadsheet: Run, folder: Path, form: list[str]
) -> None:
    done = broadsheet("list", folder, *form)
    assert all(line.isprintable() for line in done.stdout.splitlines())
    assert "[/bold] gnp.exe" in done.stdout


def test_json_means_the_same_where_the_output_is_no_unicode(
    program: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "latin-1")
    listed = program("list", folder, "--json")
    assert "一个因“崩溃”留言引发的故事" in titles(listed)
    assert listed.stdout.isascii()
    assert "??" in program("list", folder).stdout


def test_progress_is_told_where_somebody_watches(
    broadsheet: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    told = broadsheet("list", folder).stderr
    assert "posts: 5" in told
    assert told.endswith("\r\x1b[K")


def test_a_folder_that_is_not_there_is_one_sentence(
    broadsheet: Run, tmp_path: Path
) -> None:
    done = broadsheet("list", tmp_path / "none")
    assert done.returncode == 1
    assert done.stderr == f"broadsheet: {tmp_path / 'none'}: there is no such folder.\n"


def test_who_leaves_early_gets_no_traceback(program: Run, folder: Path) -> None:
    program("refresh", folder)
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*program("--version").args[:3], "list"],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_output_that_is_full_is_told_plainly(folder: Path, tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "tui",
                "list",
                folder,
                "--library",
                tmp_path / "l.db",
            ],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.decode().startswith("broadsheet: the output cannot be written")
    assert b"Traceback" not in done.stderr


def test_a_configuration_that_is_not_there_is_told(broadsheet: Run) -> None:
    done = broadsheet("list", "--config", "/none/config.yaml")
    assert done.returncode == 2
    assert "there is no file" in done.stderr


def test_the_screen_needs_no_word(program: Run) -> None:
    assert "no terminal to draw on" in program().stderr


def test_without_a_terminal_nothing_is_drawn(program: Run, folder: Path) -> None:
    done = program(folder)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "broadsheet list" in done.stderr


def test_an_empty_word_is_not_all_there_is(broadsheet: Run, folder: Path) -> None:
    broadsheet("add", folder)
    for command in ("list", "pack"):
        for word in ("", "  "):
            done = broadsheet(command, word)
            assert (done.returncode, done.stdout) == (1, "")
            assert done.stderr.startswith("broadsheet: An empty ")
