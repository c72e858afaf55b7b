"""What lynx shows of a page is in ours too; the measure that says so is held to its word.

All pages of the corpora are measured by ``python -m tests.bench.kept``.
"""

import shutil

import pytest

from tests.losses import WIDTH, loss, reference
from tests.render.pairs import names, page
from tui.render.html import parse
from tui.render.typeset import plain_lines

# Pages of which lynx shows what the page does not say, or not so.
_OTHERWISE = {
    "parsed as before HTML 5": "broken broken-comments broken-entities broken-tags "
    "controls entities",
    "items counted by no more than 1, 2, 3": "footnotes-hexo list-reversed list-roman",
    "formulas, shown once for each way they are written": "katex math-katex-display "
    "math-mathjax2 math-mathjax3 math-scripts",
    "WordPress's own tags, shown as they are": "figure-captions media-wordpress",
    "shown though hidden": "hidden",
    "marks of its own": "quote-inline",
    "a line's number joined to the line": "code-hugo",
    "an address in whole, of which the page shows a part": "source-mastodon",
}
_judged = sorted(set(names()) - set(" ".join(_OTHERWISE.values()).split()))


@pytest.mark.parametrize(
    ("wanted", "said", "gone"),
    [
        ("one two", "two one", {}),
        ("one two two", "one two", {"two": 1}),
        ("水利工程", "水利程", {"工": 1}),
        ("un break able", "unbreakable", {}),
        ("onetwo", "one two", {}),
        ("break break", "unbreakable", {"break": 1}),
        ("x2", "x²", {}),
        ("well-known", "well- known", {}),
    ],
)
def test_the_measure_finds_the_words_that_are_gone(
    wanted: str, said: str, gone: dict[str, int]
) -> None:
    assert loss("<p>", wanted, said).words == gone


def test_the_measure_finds_the_characters_that_are_gone() -> None:
    lost = loss("<p>", "好，（好）…… * 100%", "好（好）… 100%")
    assert lost.characters == {",": 1, ".": 3}


def test_what_a_page_hides_is_excused_by_name_and_nothing_else_is() -> None:
    lost = loss("<p>a</p><p hidden>b</p>", "a b c", "")
    assert lost.words == {"a": 1, "c": 1}
    assert lost.excused["hidden by the page"] == 1


@pytest.mark.parametrize(
    ("tex", "said", "gone"),
    [
        (r"\frac{a}{b} \leq \lambda", "a/b ≤ λ", {}),
        (r"\frac{a}{b} \leq \lambda", "a/b ≤", {"lambda": 1}),
        (r"\frac{a}{b}", "a b", {"frac": 1}),
        (r"\overline{ab}_{ij}", "a̅b̅ᵢⱼ", {}),
        (r"\quad \sin x", "sin x", {}),
        (r"\quad \sin x", "x", {"sin": 1}),
        (r"x_n \text{ over time}", "xₙ over", {"time": 1}),
        (r"\nobodyknows x", "x", {"nobodyknows": 1}),
        (r"\begin{bmatrix}1&2\end{bmatrix}", "[1, 2]", {}),
    ],
)
def test_of_a_formula_only_commands_whose_signs_are_shown_are_excused(
    tex: str, said: str, gone: dict[str, int]
) -> None:
    assert loss(f'<img alt="{tex}">', tex, said).words == gone
    assert loss(f"<p>\\({tex}\\)", tex, said).words == gone


def test_braces_are_excused_in_formulas_alone() -> None:
    assert loss("<pre>$a = {b} $c", "{b}", "b").characters == {"{": 1, "}": 1}
    assert not loss("<p>$a_{bc}$", "$a_{bc}$", "a bc").characters


@pytest.mark.skipif(shutil.which("lynx") is None, reason="lynx is not installed")
@pytest.mark.parametrize("name", _judged)
def test_nothing_that_lynx_shows_of_a_page_is_lost(name: str) -> None:
    html = page(name)
    lost = loss(html, reference(html), "\n".join(plain_lines(parse(html), WIDTH)))
    assert not lost.words
    assert not lost.characters
