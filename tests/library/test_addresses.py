"""An entry is found by its address on the web, however a link writes it."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.library.samples import sample
from tui.library import Library

URL = "https://example.org/2026/11/a-long-address-of-an-article-that-is-here"


@pytest.mark.parametrize(
    "asked",
    [
        URL,
        f"{URL}/",
        f"{URL}#part",
        URL.replace("https", "http"),
        "https://example.org/?p=12",
    ],
)
def test_an_entry_is_found_by_its_address(library: Library, asked: str) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(
        source,
        [
            replace(sample("a.md"), url=URL),
            replace(sample("b.md"), url="https://example.org/?p=12"),
            sample("c.md"),
        ],
    )
    number = library.entry_at(asked)
    assert number
    found = library.entry(number)
    assert found
    assert found.entry.key == ("b.md" if "?p" in asked else "a.md")


@pytest.mark.parametrize(
    "asked", ["", "#part", "https://example.org/other", "https://[", "mailto:a@b.c"]
)
def test_what_is_not_there_is_not_found(library: Library, asked: str) -> None:
    source = library.add_source("folder", "/posts", "posts").id
    library.save(source, [sample("a.md"), replace(sample("b.md"), url=URL)])
    assert library.entry_at(asked) is None


def test_of_two_entries_the_newer_is_found(tmp_path: Path) -> None:
    with Library(tmp_path / "library.db") as library:
        source = library.add_source("folder", "/posts", "posts").id
        library.save(
            source, [replace(sample(key), url=URL) for key in ("a.md", "b.md")]
        )
        found = library.find(source, "b.md")
        assert found
        assert library.entry_at(URL) == found.id
