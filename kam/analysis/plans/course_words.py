"""How the objectives of a plan stand together, in a few words: the same on paper and in the window."""

from __future__ import annotations

from kam.core.words import Words


def course_words(words: Words, objectives: int, *, behind: int, unknown: int) -> str:
    """How many are behind; where none is, how many are on track, of which nothing unmeasured is one."""
    if behind:
        return words.say("{behind} of {total} behind", behind=behind, total=objectives)
    if unknown == objectives:
        return words.say_many("{count} not measured", "{count} not measured", unknown)
    if unknown:
        return words.say("{count} of {total} on track", count=objectives - unknown, total=objectives)
    return words.say_many("{count} on track", "{count} on track", objectives)
