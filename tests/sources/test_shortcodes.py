"""What site generators put between braces is read as what it stands for."""

import pytest
from hypothesis import given, strategies as st

from tui.sources.shortcodes import without_shortcodes


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
            '<img src="/a.png" alt="left 一张图">',
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
        ("{% note warn %}\n说明\n{% endnote %}", "\n说明\n"),
        ("{{< /box >}}a{{% box %}}", "a"),
        ("a{% comment %}not for readers{% endcomment %}b", "ab"),
        (
            "{% blockquote 鲁迅 %}\n话\n{% endblockquote %}",
            "\n\n<blockquote>\n\n\n话\n\n\n</blockquote>\n\n",
        ),
        (
            "{% highlight python %}\nx = {{ 1 }}\n{% endhighlight %}",
            "\n```python\n\nx = {{ 1 }}\n\n```\n",
        ),
    ],
)
def test_a_shortcode_becomes_what_it_stands_for(source: str, expected: str) -> None:
    assert without_shortcodes(source) == expected


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
