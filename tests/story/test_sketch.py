"""Texts that are nearly the same are known by little; others are never taken for them."""

import random

from hypothesis import given, strategies as st

from tui.story.sketch import alike, sketch

_LETTERS = "深圳居民讨论公共交通结果比预想要好很多地铁站里人们都说新线路让他们更快到家"
_WORDS = [
    "solar",
    "wind",
    "reaches",
    "their",
    "home",
    "after",
    "some",
    "quiet",
    "days",
    "near",
    "another",
    "orbit",
]


def article(seed: int, length: int = 1_200) -> str:
    """Prose in Chinese that no other seed has."""
    chance = random.Random(seed)  # noqa: S311 - it is to be the same again
    return "".join(
        chance.choice("的是在了和有") if n % 9 == 8 else chance.choice(_LETTERS)
        for n in range(length)
    )


def test_a_text_with_a_line_of_another_site_below_is_the_same() -> None:
    one, other = sketch(article(1)), sketch(article(1) + "\n本文由某某网站转载。")
    assert one
    assert other
    assert alike(one, other)


def test_a_text_of_other_words_is_another() -> None:
    one, other = sketch(article(1)), sketch(article(2))
    assert one
    assert other
    assert not alike(one, other)


def test_half_a_text_is_another() -> None:
    one, half = sketch(article(1)), sketch(article(1)[:600])
    assert one
    assert half
    assert not alike(one, half)


def test_a_line_or_two_are_known_by_nothing() -> None:
    assert sketch("") is None
    assert sketch("Read more on our site. " * 2) is None
    assert sketch(article(1, 100)) is None
    assert sketch("同一句话，在这里。" * 200) is None


def test_words_of_other_scripts_have_one_too() -> None:
    chance = random.Random(1)  # noqa: S311 - it is to be the same again
    text = " ".join(chance.choices(_WORDS, k=800))
    one = sketch(text)
    assert one
    assert alike(one, one)


@given(st.text(max_size=400), st.text(max_size=400))
def test_it_is_a_function_of_the_text_and_says_the_same_both_ways(
    one: str, other: str
) -> None:
    first, second = (sketch(article(3) + more) for more in (one, other))
    assert first == sketch(article(3) + one)
    assert first
    assert second
    assert alike(first, second) == alike(second, first)
