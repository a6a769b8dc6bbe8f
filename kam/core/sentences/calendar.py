"""Sentences of the calendar."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "calendar.file_too_large": label(
        "error", "The file is larger than {megabytes} MB; no calendar is. Export a shorter period."
    ),
    "calendar.missed_ahead": label("error", "“{subject}” lies ahead and cannot be missed yet; cancel it."),
    "calendar.no_events": label("error", "There is no event in this calendar file."),
    "calendar.not_a_calendar": label("error", "This is no calendar file, or a damaged one."),
    "calendar.not_called_off": label("error", "“{subject}” was not called off."),
    "calendar.not_planned": label(
        "error", "“{subject}” is not planned any more; only what is planned moves."
    ),
    "calendar.nothing_readable": label(
        "error", "No event of this calendar file says when it takes place in a way that can be understood."
    ),
    "calendar.rule_not_understood": label("error", "A meeting cannot repeat by the rule “{rule}”."),
    "calendar.too_many_events": label(
        "error", "The file holds more than {limit} events. Export a shorter period."
    ),
    "calendar.too_much": label(
        "error", "The file would bring more than {limit} meetings. Export a shorter period."
    ),
}
