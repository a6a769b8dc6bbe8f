"""Sentences of the paper area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "paper.too_much": label(
        "error",
        "Names, late promises, limits and clocks need more than {pages} page(s): print with --pages all.",
    ),
    "paper.too_long": label("error", "The document needs more than {pages} page(s): print with --pages all."),
}
