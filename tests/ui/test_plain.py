"""With ``ascii`` all that the program itself says and draws is ASCII, on every screen."""

from pathlib import Path

import pytest
from PIL import Image

from tests.ui.newspaper import Desk, Newspaper
from tui.config import Config

PLAIN = Config(ascii=True, link_numbers=True)
BODY = """
<h2>One</h2><p>A paragraph with <a href=https://example.org/a>a link</a>, a second.</p>
<ul><li>item<ul><li>inner<ul><li>most</ul></ul><li><input type=checkbox checked> done</ul>
<ol><li>first<li>second</ol><blockquote>quoted</blockquote><hr>
<pre><code class=language-python>def f(): return "long code, long code, long code" * 20
# and a comment that goes on and on</code></pre>
<table><tr><th>Name<th>Price<tr><td>apple<td>1.5<tr><td>pear<td>12</table>
<table><tr><td>no<td>heading<tr><td>at<td>all</table>
<details><summary>More</summary><p>inside</details>
<dl><dt>term<dd>meaning</dl>
<video src=https://example.org/film.mp4 title=Film></video>
<figure><img src=red.png alt=red><figcaption>caption</figcaption></figure><img src=gone.png>
"""


@pytest.fixture
def paper(tmp_path: Path) -> Newspaper:
    folder = tmp_path / "paper"
    folder.mkdir()
    Image.effect_noise((200, 120), 90).convert("RGB").save(folder / "red.png")
    paper = Newspaper(folder, tmp_path / "library.db", 3)
    for number in range(3):
        title = "A title that is too long for its place in the list" * (number + 1)
        paper.write(f"{number}", title, "News, Long name of a category", 9, BODY)
    return paper


def signs(desk: Desk) -> str:
    """What is on the screen that is no ASCII."""
    return "".join(sorted({sign for sign in desk.screen() if not sign.isascii()}))


@pytest.mark.parametrize("width", [160, 60])
async def test_no_screen_has_other_signs(paper: Newspaper, width: int) -> None:
    async with paper.opened(width, 40, PLAIN) as desk:
        app = desk.pilot.app

        async def shown(*keys: str, text: str = "") -> None:
            await desk.press(*keys)
            await desk.until(lambda: text in desk.screen())
            assert signs(desk) == "", (keys, desk.screen())

        await shown("s", "j", "L")
        await shown("h", text="Unread")
        await shown("5", text="5 ...")
        await shown("l", "u", "S")
        await shown("enter", text="A paragraph")
        await desk.until(lambda: desk.main.article.complete)
        await shown("slash", *"par")
        await shown("enter", text='"par" 1 of')
        await shown("escape", "f", text="which?")
        await shown("enter", text="Enter goes there")
        await shown("enter", text="Enter opens")
        await shown("question_mark", text="Esc closes")
        await shown("escape", "escape", "T", text="Headings and tables")
        await shown("slash", *"nothing", text="nothing like that")
        await shown("escape", "2", "enter", text="row 1 of 2")
        await shown("s", text="^")
        await shown("s", "enter", text="row 1 of 2")
        await shown("escape", "question_mark", text="Keys")
        await shown("escape", "escape", "G", "i")
        await desk.until(lambda: bool(app._notifications))
        await shown("v", "v", "v", "D")
        await shown("question_mark", "j", "G", text="Esc closes")
        await shown("escape", "colon", text="Command")
        await shown(*"theme", text="Choose other")
        await shown("escape", "w", "W", "q", "h", "z", "z", "backslash", "backslash")


async def test_an_empty_list_says_so_in_ascii(nothing: Newspaper) -> None:
    async with nothing.opened(80, 24, PLAIN) as desk:
        await desk.until(lambda: "No posts in" in desk.screen())
        await desk.press("u")
        assert signs(desk) == ""
