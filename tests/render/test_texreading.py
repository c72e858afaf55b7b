"""Formulas in TeX are read as a line of Unicode, or shown as they are written."""

import pytest
from hypothesis import given, strategies as st

from tui.render.texreading import readable
from tui.text import clean


@pytest.mark.parametrize(
    ("tex", "read"),
    [
        (r"\frac{-b \pm \sqrt{b^2 - 4ac}}{2a}", "(−b ± √(b² − 4ac))/(2a)"),
        ("E = mc^2", "E = mc²"),
        (r"e^{i\pi} + 1 = 0", "e^(iπ) + 1 = 0"),
        ("a_{n+1} = a_n + 2^{n-1}", "aₙ₊₁ = aₙ + 2ⁿ⁻¹"),
        ("x^10", "x¹0"),
        ("10,000 x", "10,000x"),
        (r"\sum_{i=1}^{n} i^2", "∑ᵢ₌₁ⁿ i²"),
        (r"\int\limits_0^1 f(x)\,dx", "∫₀¹ f(x) dx"),
        (r"\lim_{x \to 0} \frac{\sin x}{x}", "lim_(x→0) (sin x)/x"),
        (r"\sqrt[3]{x+1}", "∛(x + 1)"),
        (r"\mathbb{R}^n \to \mathcal{L}", "ℝⁿ → ℒ"),
        (r"f(x) = 1 \text{ if } x \in A", "f(x) = 1 if x ∈ A"),
        (r"\hat{y} = \overline{AB}", "ŷ = A̅B̅"),
        (r"90^\circ", "90°"),
        (r"a \not= b \not\in C", "a ≠ b ∉ C"),
        (r"\left\{ x : |x| < 5 \right.", "{x : |x| < 5"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "(a, b; c, d)"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a = b; = c"),
        (r"\begin{cases} 1 & x>0 \\ 0 & y \end{cases}", "{1, x > 0; 0, y"),
        (r"\binom{n}{k} \pmod{p}", "(n choose k) (mod p)"),
        (r"A \xrightarrow{f} B", "A →ᶠ B"),
        (r"f''(x) = \operatorname{id}", "f′′(x) = id"),
        (r"\max_\pi \mathbb{E}_\pi x", "max_π 𝔼_π x"),
    ],
)
def test_what_a_line_can_say_is_read(tex: str, read: str) -> None:
    assert readable(tex) == read


@pytest.mark.parametrize(
    "tex",
    [
        r"\ce{H2O}",
        "{a",
        "a}",
        r"\frac{a}",
        "x^",
        r"\begin{align} a",
        "{" * 99,
        r"\hat" * 900,
        r"\text a",
    ],
)
def test_what_is_too_hard_is_left_to_its_source(tex: str) -> None:
    assert readable(tex) == ""


_PIECES = (
    r"\frac \sqrt [ ] { } ^ _ & \\ \begin{cases} \end{cases} \left( \right. \hat \text "
    r"\mathbb \not \alpha \sum x 1 , - ' \  $ \xrightarrow"
)
_piece = st.sampled_from(_PIECES.split(" "))


@given(st.one_of(st.text(max_size=60), st.lists(_piece, max_size=40).map("".join)))
def test_anything_is_read_or_refused(tex: str) -> None:
    found = readable(tex)
    assert found == clean(found)
    assert "\n" not in found
