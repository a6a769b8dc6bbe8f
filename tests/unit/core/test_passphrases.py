"""What a passphrase is worth: patterns count as the one choice that they are."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kam.core.passphrases import LEAST, Strength, judged


@pytest.mark.parametrize(
    ("passphrase", "strength"),
    [
        ("", Strength.TOO_SHORT),
        ("seven77", Strength.TOO_SHORT),
        ("          ", Strength.TOO_SHORT),
        ("password", Strength.WEAK),
        ("password123", Strength.WEAK),
        ("Пароль2026!", Strength.WEAK),
        ("qwertyuiop", Strength.WEAK),
        ("йцукенгшщзхъ", Strength.WEAK),
        ("1234567890", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("abcdefghijkl", Strength.WEAK),
        ("Наташа1985", Strength.WEAK),
        ("lollollollol", Strength.WEAK),
        ("25.11.1985", Strength.WEAK),
        ("лошадь батарея скрепка", Strength.FAIR),
        ("hG7#kq2!", Strength.FAIR),
        ("три синих кота ловят рыбу ночью", Strength.STRONG),
        ("correct horse battery staple lamp", Strength.STRONG),
        ("hG7#kq2!Zp9&wX", Strength.STRONG),
    ],
)
def test_passphrases_are_judged(passphrase: str, strength: Strength) -> None:
    assert judged(passphrase) is strength


@given(st.text(min_size=LEAST))
def test_any_text_is_judged(text: str) -> None:
    assert isinstance(judged(text), Strength)


@given(st.text(alphabet="абвгдежзиклмн", min_size=LEAST), st.integers(2, 5))
@example("а" * 23 + "бааб" + "а" * 11 + "ббб", 5)  # more than is read: the last one is cut
def test_repeating_a_passphrase_does_not_make_it_strong(word: str, times: int) -> None:
    strengths = [judged(word), judged(" ".join([word] * times))]
    assert strengths[1] <= max(strengths[0], Strength.WEAK) + 1


@given(st.text(max_size=LEAST - 1))
def test_nothing_shorter_than_eight_characters_is_taken(text: str) -> None:
    assert judged(text) is Strength.TOO_SHORT


def test_a_very_long_text_is_judged_at_once() -> None:
    assert judged("слово и дело " * 2000) is not Strength.TOO_SHORT
