"""Sentences about papers that were kept."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "papers.damaged": label("error", "This paper is damaged in the workspace; restore a backup to read it."),
    "papers.gone": label("error", "This paper does not exist any more."),
    "print.refused": label("error", "The printer did not take the paper; is it there and switched on?"),
}
