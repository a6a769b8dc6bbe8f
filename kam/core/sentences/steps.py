"""Sentences of the steps area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "demo.created": label("step", "Demo made"),
    "accounts.imported": label("step", "Accounts imported"),
    "meeting.planned": label("step", "Meeting planned"),
    "people.imported": label("step", "People imported"),
    "sales.imported": label("step", "Sales imported"),
    "workspace.created": label("step", "Workspace made"),
}
