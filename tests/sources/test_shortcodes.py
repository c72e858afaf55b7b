"""What site generators put between braces is read as what it stands for."""

import pytest
from hypothesis import given, strategies as st

from tui.model import Body
from tui.render import read
from tui.render.typeset import plain_lines
from tui.sources.shortcodes import without_shortcodes

_CODE = ["│ py", "│ a = {{ 1 }}", "│", "│ *b*"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('[a]({{< ref "b.md" >}})', "[a](b.md)"),
        ('[a]({{% relref "b.md#c" %}})', "[a](b.md#c)"),
        ('<a href="{{< ref path="/b" >}}">a</a>', '<a href="/b">a</a>'),
        ('[a]({{ "/b/" | url }})', "[a](/b/)"),
        ("[a]({% post_url 2020-01-02-b %})", "[a](2020-01-02-b)"),
        ('<img src="{{ site.baseurl }}/a.png">', '<img src="/a.png">'),
        ("{% post_link b 另一篇 文章 %}", '<a href="b">另一篇 文章</a>'),
        ('{{< img src="a" alt="b" >}}', '<img src="a" alt="b">'),
        ('{% image "a/b.png" "“c” d" %}', '<img src="a/b.png" alt="“c” d">'),
        (
            "{% img left /a.png 320 200 一张图 %}",
            '<img src="/a.png" alt="一张图">',
        ),
        ("{% asset_img a.png 图 %}", '<img src="a.png" alt="图">'),
        (
            '{{< figure src="a.png" caption="图" >}}',
            '<figure><img src="a.png" alt="图"><figcaption>图</figcaption></figure>',
        ),
        (
            '{{< youtube id="x-1" title="b" >}}',
            '<iframe src="https://www.youtube.com/watch?v=x-1" title="b"></iframe>',
        ),
        (
            "{% gist owner 12ab %}",
            '<iframe src="https://gist.github.com/owner/12ab" title=""></iframe>',
        ),
        ("{% box_of_a_theme %}\n说明\n{% endbox_of_a_theme %}", "\n说明\n"),
        ("{{< /box >}}a{{% box %}}", "a"),
        ("a{% comment %}not for readers{% endcomment %}b", "ab"),
    ],
)
def test_a_shortcode_becomes_what_it_stands_for(source: str, expected: str) -> None:
    assert without_shortcodes(source) == expected


def _shown(source: str, width: int = 60) -> list[str]:
    """Return the lines that a post with this body is set in."""
    document = read.document(Body(without_shortcodes(source), markdown=True))
    return [line for line in plain_lines(document, width) if line.strip()]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("{% note info %}\n说明\n{% endnote %}", ["▎ 说明"]),
        ('{% note warning "关于 `a`" %}\nb\n{% endnote %}', ["▎ 关于 a", "▎", "▎ b"]),
        ("{{< admonition tip >}}\na\n{{< /admonition>}}", ["▎ Tip", "▎", "▎ a"]),
        ('{% alert(type="note") %}\na\n{% end %}', ["▎ Note", "▎", "▎ a"]),
        (
            "{% blockquote 鲁迅, 书 https://a.org %}\n话\n{% endblockquote %}",
            ["▎ 话", "▎", "▎ — 鲁迅, 书"],
        ),
        ("{% hideToggle 题, red %}\n藏\n{% endhideToggle %}", ["▾ 题", "  藏"]),
        ('{{< details "a" >}}\nb\n{{< /details >}}', ["▾ a", "  b"]),
        (
            "{% tabs x, 1 %}\n<!-- tab 甲@icon -->\n一\n<!-- endtab -->\n{% endtabs %}",
            ["甲", "一"],
        ),
        ('{% tab title="a" %}\nb\n{% endtab %}', ["a", "b"]),
        ("{% label primary@甲 %}、{% span red, 乙 %}、{% u 丙 %}", ["甲、乙、丙"]),
        ("{% checkbox green checked, 甲 %}\n{% checkbox 乙 %}", ["☑ 甲", "☐ 乙"]),
        ("{% btn https://a.org, 点我, fa-lg %}", ["点我"]),
        ('{{< button href="https://a.org" >}}b{{< /button >}}', ["b"]),
        ("{% highlight py %}\na = {{ 1 }}\n\n*b*\n{% endhighlight %}", _CODE),
        ("{{< highlight py >}}\na = {{ 1 }}\n\n*b*\n{{< / highlight >}}", _CODE),
        ("{% codeblock lang:py %}\na = {{ 1 }}\n\n*b*\n{% endcodeblock %}", _CODE),
        ("a {{< highlight c >}}b *c*{{< /highlight >}} d", ["a b *c* d"]),
        ("{{< math >}}x_1^2{{< /math >}}", ["x₁²"]),
        ("{% for p in site.posts %}{{ p.title }}{% endfor %}a", ["a"]),
        ("{% capture x %}*a*{% endcapture %}b {{ x | markdownify }}", ["b a"]),
        ('{{< img src="a.png" caption="`b` c" >}}', ["▣ 1  `b` c", "b c"]),
        ("a {{ page.title | escape }}{{ post.url }}b", ["a b"]),
        ('{% include figure.html path="a.png" caption="b" %}', ["▣ 1  b", "b"]),
        ('{% include video id="x" provider="youtube" %}', ["▶ youtube.com"]),
        ('{{ image(src="a.png", alt="b") }}', ["▣ 1  b"]),
        (
            "{% note %}a{% note %}b{% endnote %}{% endnote %}c",
            ["▎ a", "▎", "▎ ▎ b", "c"],
        ),
        ("{% note %}\nnever ended", ["never ended"]),
    ],
)
def test_a_tag_is_set_as_its_site_would_show_it(source: str, lines: list[str]) -> None:
    assert _shown(source) == lines


@pytest.mark.parametrize(
    "text",
    [
        "the value {{ title }} of a template",
        "```\n{% note %}\n```",
        "`{{< ref b >}}`",
        "<pre>{% note %}</pre>",
        "a { brace } and 50 %",
        "{% unclosed",
    ],
)
def test_what_is_no_shortcode_or_is_code_stays(text: str) -> None:
    assert without_shortcodes(text) == text


def test_what_is_marked_as_raw_stays_without_the_mark() -> None:
    assert without_shortcodes("{% raw %}{{< ref b >}}{% endraw %}") == "{{< ref b >}}"


@given(st.text(st.sampled_from("{}%<>/\"'=` \nabim|."), max_size=60))
def test_anything_can_be_read(text: str) -> None:
    kept = without_shortcodes(text)
    if "{" not in text:
        assert kept == text
