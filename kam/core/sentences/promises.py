"""Sentences of the use cases of promises and of touch scenarios."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "commitment.closed_before_made": label("error", "It was promised later than this day."),
    "commitment.date_is_moved": label("error", "A date that is in force is moved by “New date…”."),
    "commitment.due_before_made": label("error", "This date lies before the day of the promise."),
    "commitment.gone": label("error", "This promise does not exist any more."),
    "commitment.hour_without_date": label("error", "An hour needs its date."),
    "commitment.owner_elsewhere": label("error", "This person works at another client."),
    "commitment.shift_into_past": label("error", "The new date has passed already."),
    "field.not_an_hour": label("error", "An hour looks like 14 or 14:30."),
    "commitment.two_sides": label(
        "error", "Hand over the promises of one side at a time: ours go to us, theirs to their people."
    ),
    "scenario.gone": label("error", "This scenario does not exist any more."),
    "scenario.run_gone": label("error", "This scenario is not applied to the client any more."),
    "scenario.stopped": label("error", "This scenario was stopped on {stopped_on}."),
    "scenario.without_steps": label("error", "A scenario needs at least one step."),
}
