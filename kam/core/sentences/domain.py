"""Sentences of the domain area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {}
