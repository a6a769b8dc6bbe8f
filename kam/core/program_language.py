"""In which language the program speaks: ``KAM_LANG``, else the system's, else English."""

from __future__ import annotations

import locale
import os
from collections.abc import Mapping

from kam.core.words import LANGUAGES, Words, words_for

_VARIABLES = ("KAM_LANG", "LC_ALL", "LC_MESSAGES", "LANG")


def program_words(environment: Mapping[str, str] | None = None) -> Words:
    """The words of the program's own language."""
    variables = os.environ if environment is None else environment
    for name in _VARIABLES:
        wanted = variables.get(name, "")[:2].lower()
        if wanted in LANGUAGES:
            return words_for(wanted)
    system = (locale.getlocale()[0] or "")[:2].lower()
    return words_for("ru" if system == "ru" else "en")
