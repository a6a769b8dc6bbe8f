"""What Today refuses."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "today.until_past": label("error", "That moment has passed: choose a later one."),
    "today.without_reason": label("error", "Say why, so that it is known later."),
}
