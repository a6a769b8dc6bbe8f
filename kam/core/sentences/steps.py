"""Sentences of the steps area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "meeting.planned": label("step", "Meeting planned"),
    "workspace.created": label("step", "Workspace made"),
}
