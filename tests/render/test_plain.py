"""The text that is searched is the text that is shown."""

import pytest

from tui.model import Body
from tui.render.plain import language, plain_text


def said(html: str, *, markdown: bool = False) -> list[str]:
    return plain_text(Body(html, markdown)).text.split()


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>量<b>子</b>力学</p><p>two</p>", ["量子力学", "two"]),
        ("one<br>two<li>three<td>four", ["one", "two", "three", "four"]),
        ("a&amp;b &lt;p&gt; &#27;", ["a&b", "<p>"]),
        ("<script>no()</script><style>no</style><template>no</template>yes", ["yes"]),
        ("<p>a</p><noscript><p>b</p></noscript>", ["a", "b"]),
        ("<img alt='a photo' src=x><p>text", ["text", "a", "photo"]),
        ("<!-- no -->yes", ["yes"]),
        ("plain", ["plain"]),
        ("", []),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字</ruby>", ["漢字"]),
    ],
)
def test_html_is_read(html: str, words: list[str]) -> None:
    assert said(html) == words


def test_markdown_is_read_as_what_it_becomes() -> None:
    text = "# Head\n\nsome **bo**ld [link](https://no.example)\n\n- 量*子*"
    assert said(text, markdown=True) == ["Head", "some", "bold", "link", "量子"]


@pytest.mark.parametrize(
    ("html", "features"),
    [
        ("<img src=a>", {"image"}),
        ("<a href=x>y</a>", {"link"}),
        ("<a name=x>y</a>", set[str]()),
        ("<iframe src=x>", {"video"}),
        ("<pre>x</pre>", {"code"}),
        ("<table><tr><td>x", {"table"}),
        ("text", set[str]()),
    ],
)
def test_what_else_is_in_it_is_told(html: str, features: set[str]) -> None:
    assert plain_text(Body(html, markdown=False)).features == features


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("深圳居民讨论 terminal 公共交通", "zh"),
        ("これは日本語の文章です", "ja"),
        ("한국어 문장", "ko"),
        ("Русский текст", "ru"),
        ("some English with 一 character", "en"),
        ("1234 …", ""),
        ("", ""),
    ],
)
def test_the_language_is_told_by_the_letters(text: str, name: str) -> None:
    assert language(text) == name
