"""Sentences of the use cases of people and their places."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "people.boss_below": label(
        "error", "The one you chose reports to this person already; nobody can report in a circle."
    ),
    "people.boss_elsewhere": label("error", "The one you chose works at another client."),
    "people.boss_left": label("error", "The one you chose has left the client."),
    "people.contact_twice": label("error", "This contact is there already."),
    "people.left_already": label("error", "They have left already, on {left_on}."),
    "people.level_of_nobody": label("error", "Say whose relationship this is: choose one of us."),
    "people.merge_elsewhere": label("error", "The two places are at different clients."),
    "people.merge_two_people": label(
        "error", "The two places belong to two people; make one person of them first."
    ),
    "people.merge_with_oneself": label("error", "Choose two different records."),
    "people.named_already": label("error", "This place has a name already."),
    "people.nobody_to_move": label(
        "error", "Nobody knows who this is, so nobody can move. Fill in the name first."
    ),
    "people.not_a_phone": label("error", "A phone number has at least three digits."),
    "people.not_a_successor": label(
        "error", "The successor must be somebody else at this client who is still there."
    ),
    "people.not_an_email": label("error", "An e-mail address looks like name@company.com."),
    "people.own_boss": label("error", "Nobody reports to themselves."),
    "people.person_gone": label("error", "This person does not exist any more."),
    "people.rated_after_leaving": label("error", "They left on {left_on}; rate them as of an earlier date."),
    "people.rating_gone": label("error", "This rating does not exist any more."),
    "people.same_account": label("error", "This is the client where they work already."),
    "people.since_after_leaving": label("error", "They left on {left_on}, before this date."),
    "people.target_in_past": label("error", "A target needs a date that lies ahead."),
    "people.target_without_rating": label("error", "Rate them first: there is nothing yet to start from."),
    "people.tie_elsewhere": label("error", "The two work at different clients."),
    "people.tie_exists": label("error", "There is such a line between the two already."),
    "people.tie_gone": label("error", "This line between two people does not exist any more."),
    "people.tie_to_oneself": label("error", "A line needs two different people."),
    "people.without_description": label("error", "Say which place it is, for example “Head of security”."),
    "people.without_evidence": label("error", "Write what makes you think so: a line is enough."),
    "people.without_name": label("error", "Write a family name or a given name."),
}
