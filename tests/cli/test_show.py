"""``show`` prints an article in the form that is asked for."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tui.text import width

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def model(folder: Path) -> Path:
    return folder / "新媒体" / "model.html"


def number_of(broadsheet: Run, folder: Path, name: str) -> int:
    lines = broadsheet("list", folder, "--json").stdout.splitlines()
    entries = [json.loads(line) for line in lines]
    return next(int(e["id"]) for e in entries if Path(e["path"]).name == name)


def test_an_entry_is_shown_by_its_id(broadsheet: Run, folder: Path) -> None:
    number = number_of(broadsheet, folder, "model.html")
    shown = broadsheet("show", number)
    assert shown.returncode == 0
    assert "一个因“崩溃”留言引发的故事" in shown.stdout
    assert "2022-03-22 02:59" in shown.stdout
    assert "正文很重要。" in shown.stdout


def test_any_post_is_shown_by_its_path(broadsheet: Run, model: Path) -> None:
    assert "正文很重要。" in broadsheet("show", model).stdout


def test_a_link_is_read_where_it_leads(
    broadsheet: Run, model: Path, tmp_path: Path
) -> None:
    (tmp_path / "link.html").symlink_to(model)
    assert "正文很重要。" in broadsheet("show", tmp_path / "link.html").stdout


def test_a_page_beside_the_posts_of_a_site_is_shown(
    broadsheet: Run, tmp_path: Path
) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "about.md").write_text("About us")
    assert "About us" in broadsheet("show", tmp_path / "about.md").stdout


@pytest.mark.parametrize("cells", [10, 33, 60])
def test_no_line_is_wider_than_asked_for(
    broadsheet: Run, folder: Path, cells: int
) -> None:
    for file in folder.rglob("*.*"):
        lines = broadsheet("show", file, "--width", cells).stdout.splitlines()
        assert max(map(width, lines)) <= cells
        assert lines == [line.rstrip() for line in lines]


def test_without_a_width_the_terminal_decides_up_to_the_measure(
    broadsheet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = tmp_path / "long.md"
    post.write_text("words " * 200)
    for columns, expected in (("40", 40), ("200", 80)):
        monkeypatch.setenv("COLUMNS", columns)
        longest = max(map(width, broadsheet("show", post).stdout.splitlines()))
        assert expected - 8 <= longest <= expected


def test_markdown_is_made_of_html_and_of_markdown(
    broadsheet: Run, folder: Path, model: Path
) -> None:
    assert "## 开头\n" in broadsheet("show", model, "--markdown").stdout
    made = broadsheet("show", folder / "compiler.md", "--markdown").stdout
    assert made.startswith("# News\n\nIt is _faster_")


def test_html_is_made_of_markdown_and_else_the_posts_own(
    broadsheet: Run, folder: Path, model: Path
) -> None:
    assert (
        "<em>faster</em>" in broadsheet("show", folder / "compiler.md", "--html").stdout
    )
    assert "<b>很重要</b>" in broadsheet("show", model, "--html").stdout


def test_json_is_the_entry_with_its_text(broadsheet: Run, folder: Path) -> None:
    number = number_of(broadsheet, folder, "model.html")
    shown = broadsheet("show", number, "--json").stdout
    assert len(shown.splitlines()) == 1
    value = json.loads(shown)
    assert value["id"] == number
    assert "<h2>开头</h2>" in value["html"]
    assert "正文很重要。" in value["text"]


def test_a_post_that_no_library_has_has_no_id(broadsheet: Run, model: Path) -> None:
    value = json.loads(broadsheet("show", model, "--json").stdout)
    assert (value["id"], value["read"]) == (None, False)
    assert value["path"] == str(model)


@pytest.mark.parametrize("form", ["--text", "--markdown", "--html", "--json"])
def test_nothing_hostile_is_printed(broadsheet: Run, folder: Path, form: str) -> None:
    shown = broadsheet("show", folder / "hostile.html", form).stdout
    assert all(line.isprintable() for line in shown.splitlines())
    assert "ared" in shown


def test_a_file_named_like_a_number_is_named_with_its_folder(
    broadsheet: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("12.md").write_text("twelve")
    assert "twelve" in broadsheet("show", "12.md").stdout
    missing = broadsheet("show", "12")
    assert missing.returncode == 1
    assert missing.stderr.startswith("broadsheet: There is no entry 12;")


@pytest.mark.parametrize("word", ["nowhere.md", ".", "1" * 30, "x" * 300])
def test_what_is_no_post_is_one_sentence(broadsheet: Run, word: str) -> None:
    done = broadsheet("show", word)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"broadsheet: {word}: ")


def test_an_entry_whose_file_is_gone_says_so(broadsheet: Run, folder: Path) -> None:
    number = number_of(broadsheet, folder, "nothing.html")
    (folder / "nothing.html").unlink()
    done = broadsheet("show", number)
    assert done.returncode == 1
    assert "nothing.html" in done.stderr


@pytest.mark.parametrize("given", ["wide", "9", "-1", "1001"])
def test_an_impossible_width_is_a_wrong_word(
    broadsheet: Run, model: Path, given: str
) -> None:
    assert broadsheet("show", model, f"--width={given}").returncode == 2


def test_links_are_numbered_and_listed_whole(broadsheet: Run, tmp_path: Path) -> None:
    post = tmp_path / "links.html"
    long = "https://example.org/" + "long/" * 20
    post.write_text(f"<p>See <a href=https://example.org/a>one</a>, <a href={long}>two")
    assert "See one, two" in broadsheet("show", post).stdout
    shown = broadsheet("show", post, "--links", "--width", 40).stdout
    assert "See one[1], two[2]" in shown
    assert shown.endswith(f"\n\n[1] https://example.org/a\n[2] {long}\n")


def test_pictures_that_a_page_carries_swell_the_html_but_not_the_object(
    broadsheet: Run, tmp_path: Path
) -> None:
    post = tmp_path / "carried.html"
    data = "data:image/png;base64,"
    post.write_text(f'<p>a</p><img alt=x src="{data}{"QUJD" * 9000}"><p>b')
    assert len(broadsheet("show", post, "--html").stdout) > 36_000
    shown = json.loads(broadsheet("show", post, "--json").stdout)
    assert shown["html"].strip() == f'<p>a</p><img alt=x src="{data}"><p>b'
