"""Sentences of recording what happened."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "capture.letter_is_here": label("error", "The letter “{subject}” was recorded before."),
    "capture.other_account": label("error", "The meeting belongs to another client."),
    "capture.recorded_already": label("error", "“{subject}” was recorded meanwhile."),
    "letter.not_a_letter": label("error", "“{name}” holds no e-mail."),
    "letter.too_large": label("error", "“{name}” has {size} MB; at most {limit} MB can be read."),
}
