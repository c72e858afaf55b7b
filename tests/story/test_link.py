"""All links to one article have one form, and links to two never share it."""

import pytest
from hypothesis import given, strategies as st

from tui.story.link import canonical, link_number

ONE = "https://example.org/2024/a-story?id=7"
SAME = [
    "http://example.org/2024/a-story?id=7",
    "https://www.Example.ORG:443/2024/a-story/?id=7",
    "http://m.example.org:80/2024/a-story?id=7&utm_source=rss&utm_medium=feed",
    "https://example.org/2024/a-story?spm=1.2&from=timeline&id=7&fbclid=Xy",
    "https://example.org/2024/%61-story?id=7&share_token=1#top",
    "https://example.org/2024/a-story;jsessionid=00FF?id=7",
    "https://example.org/2024/a-story/index.html?id=7",
    "https://example.org/2024/a-story/amp/?id=7",
    "https://user@example.org/2024/a-story?id=7#:~:text=word",
    "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F2024%2Fa-story%3Fid%3D7",
    "https://web.archive.org/web/20240101000000/https://example.org/2024/a-story?id=7",
    "https://www.google.com/amp/s/example.org/2024/a-story?id=7",
    "https://example-org.cdn.ampproject.org/c/s/example.org/2024/a-story?id=7",
    " https://example.org/2024/a-story?id=7 ",
]
OTHER = [
    "https://example.org/2024/a-story?id=8",
    "https://example.org/2024/A-story?id=7",
    "https://example.org:8443/2024/a-story?id=7",
    "https://blog.example.org/2024/a-story?id=7",
    "https://example.org/2024/a-story?id=7#comment-12",
    "https://example.org/2024/a-story",
    "https://example.org/2024/a%2Fstory?id=7",
]
NONE = [
    "",
    "https://example.org",
    "https://www.example.org/?utm_source=rss",
    "https://example.org/index.html",
    "mailto:a@example.org",
    "/2024/a-story",
    "https://[broken/a",
    f"https://example.org/{'a' * 3_000}",
    f"https://example.org/{'长' * 1_000}",
]
urls = st.builds(
    "".join,
    st.lists(
        st.sampled_from(
            [
                *"ab/?&=#%;.:@é中 +!",
                "https://",
                "http://",
                "www.",
                "m.",
                "/amp",
                "index.html",
                "utm_source=1",
                "%41",
                "%2f",
                "%zz",
                "web.archive.org/web/1/",
                "www.google.com/url?q=",
                "example.org",
                "example.org/a",
                ":80",
                "#/",
                "12",
            ]
        ),
        max_size=14,
    ).map(lambda parts: ["http://", *parts]),
)


@pytest.mark.parametrize("url", SAME)
def test_however_a_link_was_passed_on_it_has_one_form(url: str) -> None:
    assert canonical(url) == ONE


@pytest.mark.parametrize("url", OTHER)
def test_a_link_to_something_else_has_another(url: str) -> None:
    assert canonical(url) not in {ONE, ""}
    assert link_number(url) != link_number(ONE)


@pytest.mark.parametrize("url", NONE)
def test_what_leads_to_no_article_has_none(url: str) -> None:
    assert canonical(url) == ""
    assert link_number(url) == 0


def test_the_order_of_parameters_is_no_matter() -> None:
    one = "https://mp.weixin.qq.com/s?__biz=Mz&mid=2&idx=1&sn=a&chksm=1&scene=21#wechat"
    other = "http://mp.weixin.qq.com/s?sn=a&idx=1&mid=2&__biz=Mz#rd"
    assert canonical(one) == canonical(other) != ""


@given(urls | st.text())
def test_the_one_form_of_a_form_is_itself(url: str) -> None:
    once = canonical(url)
    assert canonical(once) == once
    assert 0 <= link_number(url) < 1 << 63


@given(urls)
def test_what_says_who_passed_it_on_changes_nothing(url: str) -> None:
    if canonical(url) and not {"#", "%"} & set(url) and "google" not in url:
        sign = "&" if "?" in url else "?"
        assert canonical(f"{url}{sign}utm_campaign=x&fbclid=y") == canonical(url)
