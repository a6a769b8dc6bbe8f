"""Sentences of the portfolio and of making, changing, merging accounts."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "override.none": label("error", "Nothing is set by hand here."),
}
