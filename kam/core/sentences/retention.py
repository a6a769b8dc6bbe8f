"""Sentences of the retention area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "retention.drives_away": label(
        "error", "With the concession they would leave more likely than without it: then none is needed."
    ),
    "retention.gone": label("error", "This retention case is not there any more."),
    "retention.no_share": label("error", "A share lies between 0 and 100 %."),
}
