"""Sentences of the steps area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "demo.created": label("step", "Demo made"),
    "meeting.planned": label("step", "Meeting planned"),
    "workspace.created": label("step", "Workspace made"),
}
