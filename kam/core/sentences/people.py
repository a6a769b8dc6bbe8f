"""Sentences of the use cases of people and their places."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "people.level_of_nobody": label("error", "Say whose relationship this is: choose one of us."),
    "people.person_gone": label("error", "This person does not exist any more."),
    "people.rated_after_leaving": label("error", "They left on {left_on}; rate them as of an earlier date."),
    "people.rating_gone": label("error", "This rating does not exist any more."),
    "people.target_in_past": label("error", "A target needs a date that lies ahead."),
    "people.target_without_rating": label("error", "Rate them first: there is nothing yet to start from."),
    "people.without_evidence": label("error", "Write what makes you think so: a line is enough."),
}
