"""Sentences of the timeline area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "timeline.gone": label("error", "This entry is not there any more."),
}
