"""How the objectives of a plan stand together, in a few words."""

from __future__ import annotations

import pytest

from kam.analysis.plans.course_words import course_words
from kam.core.words import words_for


@pytest.mark.parametrize(
    ("objectives", "behind", "unknown", "ru", "en"),
    [
        (4, 0, 0, "4 в графике", "4 on track"),
        (4, 1, 2, "отстаёт 1 из 4", "1 of 4 behind"),
        (4, 0, 3, "в графике 1 из 4", "1 of 4 on track"),
        (4, 0, 4, "не измерялись: 4", "4 not measured"),
    ],
)
def test_what_nobody_measured_is_not_on_track(
    objectives: int, behind: int, unknown: int, ru: str, en: str
) -> None:
    said = [
        course_words(words_for(language), objectives, behind=behind, unknown=unknown)
        for language in ("ru", "en")
    ]
    assert said == [ru, en]
