"""Repositories of posts are kept as folders, and nothing that is in them is obeyed."""

import asyncio
import base64
from pathlib import Path

import pytest

from tests.repository import Repository
from tests.sources.server import Asked, Site, Whole
from tui.errors import LoginError, SourceError
from tui.sources.git import Clone, Clones, shown
from tui.sources.repository import is_repository


@pytest.fixture
def there(tmp_path: Path) -> Repository:
    """A repository with two posts."""
    found = Repository.made(tmp_path / "there")
    found.write("source/_posts/one.md", "One")
    found.write("source/_posts/two.md", "Two")
    found.publish()
    return found


@pytest.fixture
def clones(tmp_path: Path) -> Clones:
    return Clones(tmp_path / "repositories")


async def added(clones: Clones, *words: str) -> Clone:
    return await asyncio.to_thread(clones.add, *words)


def posts(clone: Clone) -> dict[str, str]:
    return {
        path.name: path.read_text("utf-8").splitlines()[1].removeprefix("title: ")
        for path in sorted(clone.path.rglob("*.md"))
    }


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("https://example.org/a/b.git", True),
        ("http://example.org/b.git/", True),
        ("ssh://git@example.org/b", True),
        ("git@example.org:a/b.git", True),
        ("git://example.org/b", True),
        ("file:///srv/b", True),
        ("https://example.org/a.github.io", False),
        ("https://example.org/?x=b.git", False),
        ("ext::sh -c touch% /tmp/x", False),
        ("ftp://example.org/b.git", False),
        ("somebody@example.org", False),
        ("--upload-pack=x", False),
        ("posts", False),
    ],
)
def test_repositories_are_told_from_other_addresses(
    word: str, *, expected: bool
) -> None:
    assert is_repository(word) is expected


def test_a_folder_is_a_repository_if_it_is_nothing_else(there: Repository) -> None:
    assert is_repository(str(there.bare))
    assert not is_repository(str(there.work))


async def test_posts_come_and_go_with_the_repository(
    there: Repository, clones: Clones
) -> None:
    clone = await added(clones, str(there.bare))
    assert clone.path.name == "news"
    await clone.pull()
    assert posts(clone) == {"one.md": "One", "two.md": "Two"}
    unchanged = (clone.path / "source/_posts/two.md").stat()
    there.write("source/_posts/one.md", "Another")
    there.write("source/_posts/three.md", "Three")
    there.publish()
    for _ in range(2):
        await clone.pull()
        assert posts(clone) == {
            "one.md": "Another",
            "three.md": "Three",
            "two.md": "Two",
        }
    assert (clone.path / "source/_posts/two.md").stat() == unchanged
    (there.work / "source/_posts/two.md").unlink()
    there.publish("--amend")  # history is written anew
    await clone.pull()
    assert posts(clone) == {"one.md": "Another", "three.md": "Three"}


async def test_a_clone_that_was_hurt_is_made_again(
    there: Repository, clones: Clones
) -> None:
    clone = await added(clones, str(there.bare))
    await clone.pull()
    await asyncio.to_thread(clones.remove, clone)
    again = await added(clones, str(there.bare))
    assert again == clone == await asyncio.to_thread(clones.at, clone.path)
    await again.pull()
    assert len(posts(again)) == 2


async def test_nothing_of_a_repository_is_run_or_followed(
    there: Repository, clones: Clones, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooks, obeyed = tmp_path / "hooks", tmp_path / "obeyed"
    hooks.mkdir()
    (hooks / "post-checkout").write_text(f"#!/bin/sh\ntouch {obeyed}\n", "utf-8")
    (hooks / "post-checkout").chmod(0o755)
    own = tmp_path / "gitconfig"
    own.write_text(
        f"[core]\nhooksPath = {hooks}\n[submodule]\nrecurse = true\n", "utf-8"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(own))
    other = Repository.made(tmp_path / "other")
    other.write("inner.md", "Inner")
    other.publish()
    there.git(
        *("-c", "protocol.file.allow=always", "submodule", "add"),
        *("-q", str(other.bare), "inner"),
    )
    (there.work / "away.md").symlink_to("/etc/passwd")
    there.publish()
    clone = await added(clones, str(there.bare))
    for _ in range(2):
        await clone.pull()
        assert "inner.md" not in {path.name for path in clone.path.rglob("*")}
        assert not (clone.path / "away.md").is_symlink()
        there.write("three.md", "Three")
        there.git("commit", "-q", "--allow-empty", "-m", "x")
        there.publish("--allow-empty")
    assert not obeyed.exists()


def test_only_folders_of_ours_are_clones(clones: Clones, tmp_path: Path) -> None:
    """What says of itself how its secret is told must be written by us."""
    clone = clones.add("https://example.org/a.git", "me", "cat secret")
    assert clones.at(clone.path) == clone
    stranger = tmp_path / "downloads/x/posts"
    stranger.mkdir(parents=True)
    (stranger.parent / "origin.json").write_text(
        '{"address": "https://example.org/a.git", "user": "", "command": "rm -r ~"}',
        "utf-8",
    )
    assert clones.at(stranger) is None


def test_one_repository_has_one_folder(clones: Clones, there: Repository) -> None:
    address = "https://example.org/a/blog.git"
    assert clones.path_of(address) == clones.path_of(address + "/")
    assert clones.path_of(address) != clones.path_of("https://example.org/b/blog.git")
    assert clones.path_of("git@example.org:a/blog.git").name == "blog"
    assert clones.path_of("ssh://example.org/..").name == "posts"
    assert clones.path_of(f"{there.bare}/") == clones.path_of(str(there.bare))


def test_a_password_in_an_address_is_refused_and_not_shown(clones: Clones) -> None:
    address = "https://bob:s3cret@example.org/a.git"
    with pytest.raises(SourceError, match="has a password") as told:
        clones.add(address)
    assert "s3cret" not in str(told.value) + shown(address)
    assert not clones.folder.exists()


async def test_git_that_is_missing_is_told(
    clones: Clones, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    clone = await added(clones, "https://example.org/a.git")
    with pytest.raises(SourceError, match=r"needs the program git.*Install git"):
        await clone.pull()


async def test_a_plain_web_server_is_enough_and_is_asked_for_little(
    there: Repository, clones: Clones, site: Site
) -> None:
    for path in there.bare.rglob("*"):
        if path.is_file():
            name = f"/news.git/{path.relative_to(there.bare)}"
            site.put(name, path.read_bytes(), "text/plain")
    site.pages["/news.git/info/refs?service=git-upload-pack"] = site.pages[
        "/news.git/info/refs"
    ]
    clone = await added(clones, f"{site.url}/news.git")
    await clone.pull()
    assert posts(clone) == {"one.md": "One", "two.md": "Two"}
    site.asked.clear()
    await clone.pull()
    assert len(site.asked) <= 2


class Guarded:
    """A server that lets only one person in, and shows nothing even then."""

    def __init__(self) -> None:
        self.logins: list[str] = []

    def __call__(self, asked: Asked) -> Whole:
        if (login := asked.headers.get("authorization")) is None:
            return 401, {"WWW-Authenticate": 'Basic realm="git"'}, b""
        self.logins.append(login)
        return 404, {}, b""


async def test_a_login_is_told_to_the_host_that_was_named(
    clones: Clones, site: Site
) -> None:
    guarded = site.program = Guarded()
    with pytest.raises(LoginError, match="Give --user and --password-command"):
        await (await added(clones, f"{site.url}/a.git")).pull()
    assert not guarded.logins
    clone = await added(clones, f"{site.url}/a.git", "me", "echo 'pä: ss'")
    with pytest.raises(SourceError) as told:
        await clone.pull()
    assert "ss" not in str(told.value).partition("cannot")[0].removeprefix(site.url)
    expected = base64.b64encode("me:pä: ss".encode()).decode()
    assert {*guarded.logins} == {f"Basic {expected}"}


async def test_no_login_is_told_where_an_address_leads(
    clones: Clones, site: Site
) -> None:
    guarded = Guarded()
    elsewhere = site.url.replace("127.0.0.1", "localhost")

    def leading(asked: Asked) -> Whole:
        if asked.headers["host"].startswith("127."):
            return 302, {"Location": f"{elsewhere}{asked.path}?{asked.query}"}, b""
        return guarded(asked)

    site.program = leading
    with pytest.raises(SourceError):
        await (await added(clones, f"{site.url}/a.git", "me", "echo secret")).pull()
    assert not guarded.logins


async def test_a_visit_can_be_stopped(clones: Clones, site: Site) -> None:
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def waiting(_: Asked) -> Whole:
        loop.call_soon_threadsafe(asked.set)
        site.done.wait()
        return 404, {}, b""

    site.program = waiting
    clone = await added(clones, f"{site.url}/a.git")
    visit = asyncio.create_task(clone.pull())
    await asked.wait()
    visit.cancel()
    with pytest.raises(asyncio.CancelledError):
        await visit
    assert not [*clone.path.parent.glob("*.part")]
