"""Who is an assistant, by the job title."""

from __future__ import annotations

from kam.core.text import fold

_ASSISTANT_BEGINNINGS = ("помощни", "ассистент", "секретар", "референт")
_ASSISTANT_ENDINGS = frozenset({"assistant", "secretary", "pa"})


def is_assistant(job_title: str | None) -> bool:
    """Whether a job title is an assistant's: its first words say so ("PA", «Помощник директора»).

    An assistant manager is a manager: in English the title must end with the word or go on with "to".
    """
    folded = fold(job_title or "")
    words = folded.split()
    if not words:
        return False
    if words[0].startswith(_ASSISTANT_BEGINNINGS):
        return True
    return folded.partition(" to ")[0].split()[-1] in _ASSISTANT_ENDINGS
