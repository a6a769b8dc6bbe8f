"""Words: every sentence a person sees, in their language, from gettext catalogues.

A sentence is a whole with named places: ``words.say("{count} of {total}", count=2, total=3)``.
Catalogues live in ``resources/locale``; the English sentence is the key.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kam.core.resources import resource_path

DOMAIN: Final = "kam"
LANGUAGES: Final = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Label:
    """A sentence or word not yet said in any language: its context (for the translator) and its English."""

    context: str
    text: str


def label(context: str, text: str) -> Label:
    """Mark a word for the catalogues without saying it yet."""
    return Label(context, text)


@dataclass(frozen=True, slots=True)
class PluralLabel:
    """A sentence with a count, not yet said in any language."""

    one: str
    many: str


def plural(one: str, many: str) -> PluralLabel:
    """Mark a counted sentence for the catalogues without saying it yet."""
    return PluralLabel(one, many)


class Words:
    """Says things in one language."""

    def __init__(self, language: str, translations: gettext.NullTranslations) -> None:
        self.language = language
        self._translations = translations

    def say(self, text: str, /, **places: object) -> str:
        """A sentence in this language, its named places filled."""
        return _fill(self._translations.gettext(text), places)

    def say_in(self, context: str, text: str, /, **places: object) -> str:
        """A sentence whose English alone is ambiguous, told apart by a context."""
        return _fill(self._translations.pgettext(context, text), places)

    def say_many(self, one: str, many: str, count: int, /, **places: object) -> str:
        """A sentence with the plural form that ``count`` asks for; ``{count}`` is filled too."""
        text = self._translations.ngettext(one, many, abs(count))
        return _fill(text, {"count": count, **places})

    def of(self, what: Label, /, **places: object) -> str:
        """A marked word or sentence in this language."""
        return _fill(self._translations.pgettext(what.context, what.text), places)

    def count(self, what: PluralLabel, count: int, /, **places: object) -> str:
        """A marked counted sentence with the form that ``count`` asks for."""
        return self.say_many(what.one, what.many, count, **places)


def _fill(text: str, places: Mapping[str, object]) -> str:
    return text.format_map(places) if places else text


@cache
def words_for(language: str) -> Words:
    """The words of a language of ``LANGUAGES``; an unknown one speaks English."""
    folder = resource_path("locale")
    translations = gettext.translation(DOMAIN, folder, [language], fallback=True)
    return Words(language if language in LANGUAGES else "en", translations)
