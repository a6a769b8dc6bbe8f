"""What languages call themselves, so that who cannot read this one finds theirs."""

from __future__ import annotations

from typing import Final

LANGUAGE_NAMES: Final = {"ru": "Русский", "en": "English"}
