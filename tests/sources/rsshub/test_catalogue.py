"""The catalogue is read, searched and filled in; what is hostile in it stays out."""

import json

import pytest
from hypothesis import given, strategies as st

from tests.sources.rsshub.rsshub_server import NAMESPACES, ROUTES, RULES
from tui.errors import SourceError
from tui.sources.rsshub.catalogue import Catalogue, catalogue_in
from tui.sources.rsshub.origin import origins
from tui.sources.rsshub.pattern import Pattern
from tui.sources.rsshub.radar import has_site, rules_in, suggestions
from tui.sources.rsshub.search import Index

CATALOGUE = catalogue_in(json.dumps(NAMESPACES).encode(), "here")
ISSUES = "github/issue/:user/:repo/:state?/:labels?"


def found(words: str, catalogue: Catalogue = CATALOGUE) -> list[str]:
    return [each.route.path for each in Index(catalogue).routes(words)]


def filled(path: str, **values: str) -> str:
    route = CATALOGUE.find(path)
    assert route
    return route.address(values)


def test_a_route_tells_its_parameters() -> None:
    route = CATALOGUE.find(ISSUES)
    assert route
    assert route.name == "Repo Issues"
    user, _, state, labels = route.parameters
    assert (user.required, user.description) == (True, "GitHub username")
    assert (state.required, state.default) == (False, "open")
    assert [option.value for option in state.options] == ["open", "closed", "all"]
    assert (labels.name, labels.options) == ("labels", ())
    assert route.example == "rsshub://github/issue/vuejs/core/all/wontfix"


def test_what_an_instance_needs_is_told() -> None:
    route = CATALOGUE.find("github/notifications")
    assert route
    assert route.warnings == (
        "the instance must have GITHUB_ACCESS_TOKEN set",
        "the site turns robots away at times",
    )


def test_a_name_can_be_printed() -> None:
    route = CATALOGUE.find("test/:id/:params?")
    assert route
    assert route.name == "Test"


def test_an_old_instance_tells_paths_only() -> None:
    old = catalogue_in(json.dumps(ROUTES).encode(), "here")
    assert found("bili", old) == ["bilibili/user/video/:uid/:disableEmbed?"]
    route = old.find("bilibili/user/video/:uid/:disableEmbed?")
    assert route
    assert route.address({"uid": "2"}) == "rsshub://bilibili/user/video/2"


@pytest.mark.parametrize("data", [b"", b"<html>", b"[1]", b"{}", b'{"error":{}}', b"1"])
def test_what_is_no_catalogue_is_told(data: bytes) -> None:
    with pytest.raises(SourceError, match="no catalogue of RSSHub"):
        catalogue_in(data, "here")
    if data != b"{}":
        with pytest.raises(SourceError, match="no radar rules"):
            rules_in(data, "here")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values, json_values, json_values)
def test_any_document_is_read_or_refused(
    one: object, two: object, more: object
) -> None:
    facts = {"name": one, "parameters": two, "description": more, "features": one}
    space = {"name": more, "routes": {"/:a/:b?": facts, "/x": one}, "url": two}
    catalogue = catalogue_in(json.dumps({"ns": space, "other": two}).encode(), "here")
    for namespace in catalogue.namespaces:
        for route in namespace.routes:
            assert route.name
            assert [p.name for p in route.parameters] in (["a", "b"], [])
            assert isinstance(route.description + route.example, str)
            assert route.warnings is not None


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ("github issue", [ISSUES]),
        ("ISSUE", [ISSUES]),
        (
            "https://www.github.com/a/b file",
            ["github/file/:user/:repo/:branch/:filepath{.+}"],
        ),
        ("趣头条", ["qutoutiao/category/:cid"]),
        ("新媒体", ["qutoutiao/category/:cid"]),
        ("蔚来", ["nio"]),
        ("nothing", []),
    ],
)
def test_routes_are_found_by_any_name(words: str, paths: list[str]) -> None:
    assert found(words) == paths


def test_the_site_itself_comes_before_what_mentions_it() -> None:
    assert found("test")[0] == "test/:id/:params?"
    assert len(found("")) == CATALOGUE.routes


def test_parameters_are_filled_in_and_checked() -> None:
    assert filled(ISSUES, user="a", repo="b") == "rsshub://github/issue/a/b"
    assert filled(ISSUES, user="热 点", repo="b/c") == (
        "rsshub://github/issue/热%20点/b%2Fc"
    )
    assert filled(ISSUES, user="a", repo="b", labels="x") == (
        "rsshub://github/issue/a/b/open/x"
    )
    path = "github/file/:user/:repo/:branch/:filepath{.+}"
    deep = filled(path, user="a", repo="b", branch="m", filepath="docs/x.md")
    assert deep == "rsshub://github/file/a/b/m/docs/x.md"
    with pytest.raises(SourceError, match="“repo” is needed"):
        filled(ISSUES, user="a")
    with pytest.raises(SourceError, match="“params” is given"):
        Pattern("/:id?/:params?").filled({"params": "x"})
    with pytest.raises(SourceError, match=r"cannot be “9”, but \[0-9\]\{2\}"):
        Pattern("/:id{[0-9]{2}}").filled({"id": "9"})


def test_what_may_be_left_out_may_be_so_in_the_middle() -> None:
    pattern = Pattern("/apps/:lang?/card/:id")
    assert pattern.filled({"id": "7"}) == "/apps/card/7"
    assert pattern.values("/apps/card/7") == {"id": "7"}
    assert pattern.values("/apps/en/card/7") == {"lang": "en", "id": "7"}


def test_an_address_says_which_route_it_is_of() -> None:
    for address, path in (
        ("rsshub://github/issue/a/b?limit=3", ISSUES),
        ("rsshub://nio", "nio"),
        ("rsshub://test/1", "test/:id/:params?"),
    ):
        route = CATALOGUE.route_of(address)
        assert route
        assert route.path == path
    assert CATALOGUE.route_of("rsshub://nope/x") is None
    assert CATALOGUE.route_of("rsshub://github/what/is/this") is None


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1).filter(
    lambda text: not set(text) & set("./%?#")
)


@given(words, words)
def test_what_is_filled_in_is_read_out_again(user: str, repo: str) -> None:
    address = filled(ISSUES, user=user, repo=repo)
    route = CATALOGUE.route_of(address)
    assert route
    assert route.path == ISSUES


@pytest.mark.parametrize(
    ("page", "addresses"),
    [
        (
            "https://github.com/DIYgod/RSSHub",
            ["rsshub://github/issue/DIYgod/RSSHub"],
        ),
        ("https://www.github.com/a/", ["rsshub://github/activity/a"]),
        ("https://gist.github.com/a", ["rsshub://github/gist/a"]),
        ("https://github.com/a/b/c/d", []),
        ("https://github.example.org/a", []),
        ("https://example.org/", []),
    ],
)
def test_the_rules_say_which_routes_a_page_has(page: str, addresses: list[str]) -> None:
    assert [found.address for found in suggestions(RULES, page)] == addresses


def test_rules_for_queries_and_for_parts_of_a_name() -> None:
    def rule(source: str, target: str = "/x/:id") -> dict[str, object]:
        rules = [{"title": "T", "source": [source], "target": target}]
        return {"example.org": {"_name": "E", ".": rules}}

    def asked(source: str, page: str, target: str = "/x/:id") -> list[str]:
        found = suggestions(rule(source, target), f"https://example.org{page}")
        return [each.address for each in found]

    assert asked("/search?q=:id", "/search?p=1&q=%E7%83%AD") == ["rsshub://x/热"]
    assert asked("/search?q=:id", "/search") == []
    assert asked("/list?type=1", "/list?type=1", "/y") == ["rsshub://y"]
    assert asked("/book/:id.htm", "/book/7.htm") == ["rsshub://x/7"]
    assert asked("/a/*", "/a/b/c", "/y") == ["rsshub://y"]
    assert asked("/blob/*id", "/blob/b/c", "/y/:id{.+}") == ["rsshub://y/b/c"]
    assert asked("/#/channel", "/", "/y") == []
    assert asked("/a", "/a") == [""]
    assert has_site(rule("/a"), "https://www.example.org/else")
    assert not has_site(rule("/a"), "https://other.org/")


@pytest.mark.parametrize(
    ("place", "paths", "certain"),
    [
        (("新媒体", "趣头条", "分类"), ["qutoutiao/category/:cid"], True),
        (("趣头条",), ["qutoutiao/category/:cid"], False),
        (("编程", "GitHub", "Repo Issues"), [ISSUES], True),
        (("编程", "GitHub", "Unknown"), None, False),
        (("新媒体",), [], False),
        (("科技", "终端"), [], False),
    ],
)
def test_the_names_a_post_is_filed_under_tell_its_route(
    place: tuple[str, ...], paths: list[str] | None, certain: bool
) -> None:
    came = origins(CATALOGUE, [place])
    if paths is None:
        paths = [route.path for route in CATALOGUE.by_key["github"].routes]
    assert [origin.route.path for origin in came] == paths
    assert all(origin.certain is certain for origin in came)
