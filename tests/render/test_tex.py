"""Formulas in TeX are told from money, shells and regular expressions."""

import pytest

from tui.model import Body
from tui.render.document import flatten, plain
from tui.render.html import parse
from tui.render.read import document


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (r"so \(x\) is", "so x is"),
        (r"so \(\frac{a}{b}\) is", "so a/b is"),
        (r"so \[a &lt; b\] is", "so\na < b\nis"),
        (r"so $$E = mc^2$$ is", "so\nE = mc²\nis"),
        (r"with $x_1$ and $\alpha$, $e^{i\pi}$.", "with x₁ and α, e^(iπ)."),
        (r"由$x^2$得", "由x²得"),
    ],
)
def test_a_formula_is_shown_as_it_is_read(written: str, shown: str) -> None:
    assert plain(flatten(parse(f"<p>{written}</p>").blocks)) == shown


@pytest.mark.parametrize(
    "text",
    [
        "It costs $5 and $10.",
        "From $5-$10, US$3_000 to US$4_000",
        "$5 ^ $6, $1^2 or $2",
        "a $20 note_1 and $30",
        "$HOME/a_b and $PATH",
        "$foo_bar-$baz",
        "$$ and $$$ and $$$$",
        "save $$ now and $$ later",
        "a$b_c$d",
        r"escape it as \(foo|bar\) or \[citation needed\]",
        r"C:\new\(x",
        r"\$x_1\$",
    ],
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert plain(flatten(parse(f"<p>{text}</p>").blocks)) == text


def test_code_is_never_a_formula() -> None:
    for tag in ("code", "pre", "kbd"):
        found = parse(f"<{tag}>$x_1$ \\(y\\)</{tag}>").blocks
        assert plain(flatten(found)) == r"$x_1$ \(y\)"


def test_a_formula_in_markdown_is_not_read_as_markdown() -> None:
    text = "Let $a_1 * b_1$, \\(c_2\\) *be*\n\n$$\n\\int_0^1 x_{i}\\, dx_{j}\n$$\n\n`$x_1$`"
    found = plain(flatten(document(Body(text, markdown=True)).blocks))
    assert found.split("\n") == [
        "Let a₁ ∗ b₁, c₂ be",
        "∫₀¹ xᵢ dxⱼ",
        "$x_1$",
    ]
