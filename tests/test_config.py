"""The configuration file is checked, and each mistake says where it is."""

from pathlib import Path

import pytest

from tui.config import Config, SourceConfig, load
from tui.errors import ConfigError

DOCUMENTATION = Path(__file__).parents[1] / "docs" / "configuration.md"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.yaml"


def mistakes(file: Path, content: str | bytes) -> list[str]:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ConfigError) as caught:
        load(file)
    return str(caught.value).replace(str(file), file.name).splitlines()


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    assert load(file) == Config()


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "---\n", "~"])
def test_an_empty_file_means_the_defaults(file: Path, content: str) -> None:
    file.write_text(content)
    assert load(file) == Config()


def test_each_key_is_read(file: Path, tmp_path: Path) -> None:
    file.write_text(
        "\ufefffolders: [~/posts, news]\ntheme: light\nmeasure: 66\ncentred: no\nindent: 4\n"
        "spacing: yes\nparagraph_spacing: 0\nambiguous_width: 2\nunread_only: yes\n"
        "ascii: true\nlink_numbers: yes\n"
        "pictures: always\nfull_page: yes\n"
        "keep: 6m\nkeep_entries: 5000\nkeep_unread: no\noffline_room: 2G\n"
        "sources: {News: {pictures: never}, 2024: {full_page: no}}\n"
        "keys:\n  star: s,f2\n  pane-1: 1\n",
        "utf-8",
    )
    assert load(file) == Config(
        folders=(Path.home() / "posts", tmp_path / "news"),
        theme="light",
        measure=66,
        centred=False,
        indent=4,
        spacing=True,
        paragraph_spacing=0,
        ambiguous_width=2,
        link_numbers=True,
        unread_only=True,
        ascii=True,
        pictures="always",
        full_page=True,
        keep=180,
        keep_entries=5000,
        keep_unread=False,
        offline_room=2_000_000_000,
        sources={"news": {"pictures": "never"}, "2024": {"full_page": False}},
        keys={"star": "s,f2", "pane-1": "1"},
    )


def test_one_folder_needs_no_list(file: Path, tmp_path: Path) -> None:
    file.write_text("folders: posts")
    assert load(file).folders == (tmp_path / "posts",)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "\n\nmeasure: wide",
            '3: measure: expected a whole number from 20 to 200, not "wide"',
        ),
        (
            "measure: 19",
            '1: measure: expected a whole number from 20 to 200, not "19"',
        ),
        (
            "ambiguous_width: 3",
            '1: ambiguous_width: expected a whole number from 1 to 2, not "3"',
        ),
        (
            "theme: blue",
            ('1: theme: expected one of auto, dark, light, terminal, not "blue"'),
        ),
        ("ascii: 1", '1: ascii: expected yes or no, not "1"'),
        (
            "folders:\n  - a\n  - b: c",
            (
                "3: folders: expected the path of a folder, or a list of them, "
                'not "keys and values"'
            ),
        ),
        (
            "keys: [a]",
            ('1: keys: expected actions and their keys, such as star: s, not "a list"'),
        ),
        (
            "keys:\n  star: [s]",
            (
                "2: keys: expected the name of an action and keys, such as "
                'star: "s,f2", not "a list"'
            ),
        ),
        (
            "pictures: no",
            '1: pictures: expected one of never, request, always, not "no"',
        ),
        (
            "sources: news",
            (
                "1: sources: expected sources and their settings, as in the "
                'documentation, not "news"'
            ),
        ),
        (
            "sources:\n  news: yes",
            (
                "2: sources: expected pictures, full_page, keep, keep_entries or "
                "keep_unread and a value, such as "
                'full_page: yes, not "yes"'
            ),
        ),
        (
            "sources:\n  news:\n    full_page: maybe",
            '3: sources: expected yes or no, not "maybe"',
        ),
        (
            "sources:\n  news:\n    full-page: yes",
            '3: sources: unknown key; did you mean "full_page"?',
        ),
        (
            "sources:\n  news: {full_page: yes, full_page: no}",
            "2: sources: is here a second time; keep one",
        ),
        (
            "sources:\n  news: {}\n  News: {}",
            "3: sources: news is here a second time; keep one",
        ),
        (
            "keep: 180",
            (
                "1: keep: expected a span of time such as 180d, 12w, 6m or 2y, "
                'or forever, not "180"'
            ),
        ),
        (
            "keep_entries: 0",
            (
                "1: keep_entries: expected a whole number from 1 to 10000000, "
                'or all, not "0"'
            ),
        ),
        (
            "offline_room: 2000",
            '1: offline_room: expected a size such as 500M or 2G, not "2000"',
        ),
        ("mesure: 80", '1: mesure: unknown key; did you mean "measure"?'),
        (
            "theme: dark\ntheme: dark",
            "2: theme: is here a second time; keep one",
        ),
        ("- a", "1: expected keys and values, such as theme: dark"),
    ],
)
def test_a_mistake_names_file_line_key_and_what_was_expected(
    file: Path, content: str, expected: str
) -> None:
    assert mistakes(file, content) == [f"config.yaml:{expected}"]


def test_a_source_is_set_by_name_and_the_last_name_counts() -> None:
    config = Config(
        pictures="always",
        sources={
            "news": {"full_page": True},
            "example.org": {"full_page": False, "pictures": "never"},
        },
    )
    assert config.of([]) == SourceConfig("always", full_page=False)
    assert config.of(["News"]) == SourceConfig("always", full_page=True)
    assert config.of(["News", "org", "example.org"]) == SourceConfig("never")


def test_what_a_source_keeps_may_be_all_again(file: Path) -> None:
    file.write_text(
        "keep: 2W\nkeep_entries: 10\n"
        "sources: {News: {keep: forever, keep_entries: all}}"
    )
    config = load(file)
    assert (config.of(["a"]).keep, config.of(["a"]).keep_entries) == (14, 10)
    assert (config.of(["news"]).keep, config.of(["news"]).keep_entries) == (None, None)


def test_all_mistakes_are_told_at_once(file: Path) -> None:
    told = mistakes(file, "measure: 1\nwhatever: 2\ntheme: 3\n")
    assert [line.split(":")[1] for line in told] == ["1", "2", "3"]
    assert "the keys are folders, theme" in told[1]


@pytest.mark.parametrize("content", ["a: [", "a: \x01", b"a: \xff\xfe\xfd", "a: b: c"])
def test_what_is_no_yaml_is_one_sentence(file: Path, content: str | bytes) -> None:
    assert len(mistakes(file, content)) == 1


def test_a_value_cannot_speak_to_the_terminal(file: Path) -> None:
    (told,) = mistakes(file, 'measure: "\\e]0;owned\\a"')
    assert told.isprintable()


def test_a_folder_in_its_place_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load(tmp_path)


def test_the_documentation_names_each_key_and_its_default() -> None:
    text = DOCUMENTATION.read_text("utf-8")
    for name in Config.__struct_fields__:
        assert f"### `{name}`" in text


def test_the_example_of_the_documentation_is_right(file: Path) -> None:
    text = DOCUMENTATION.read_text("utf-8")
    file.write_text(text.split("```yaml\n")[1].split("```")[0], "utf-8")
    assert load(file).keys["star"] == "s,f2"


def test_the_documentation_names_each_action_that_keys_may_name() -> None:
    from tui.screens.keys import MAIN

    text = DOCUMENTATION.read_text("utf-8")
    named = [binding for binding in MAIN if not (binding.id or "").startswith("digit-")]
    for binding in named:
        assert f"| `{binding.id}` | `{binding.key}` |" in text
