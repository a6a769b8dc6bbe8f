"""Sentences of the domain's rules."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "domain.account_without_name": label("error", "An account needs a name."),
    "domain.calendar_without_hours": label(
        "error", "The working calendar has no working hours, so nothing can fall due. Set its hours."
    ),
    "domain.commitment_closed": label("error", "The promise “{text}” is closed already."),
    "domain.commitment_without_text": label("error", "A promise needs a text."),
    "domain.complaint_ended": label("error", "Complaint {number} has ended; it can only be reopened."),
    "domain.complaint_open": label("error", "Complaint {number} is open; there is nothing to reopen."),
    "domain.done_in_future": label("error", "“{subject}” lies in the future and cannot be done yet."),
    "domain.due_date_too_far": label(
        "error",
        "With these working hours the due date lies centuries ahead. Check the norm and the calendar.",
    ),
    "domain.empty_review": label("error", "A review needs ratings or notes."),
    "domain.lost_without_reason": label("error", "Write why the opportunity “{title}” was lost."),
    "domain.margin_over_revenue": label("error", "The margin cannot exceed the revenue it is made of."),
    "domain.negative_amount": label("error", "The amount cannot be negative."),
    "domain.norm_out_of_range": label("error", "A norm of {value} is not between {low} and {high}."),
    "domain.not_a_currency": label("error", "“{value}” is not a currency code such as RUB, USD or EUR."),
    "domain.off_scale": label("error", "The rating {value} is outside its scale from {low} to {high}."),
    "domain.out_of_range": label(
        "error", "The value {value} of the field {field} is not between {low} and {high}."
    ),
    "domain.override_without_reason": label("error", "An override needs a written reason."),
    "domain.still_needed": label(
        "error", "This cannot be deleted while {count} other records in “{by}” need it."
    ),
    "domain.own_parent": label("error", "An account cannot belong to itself."),
    "domain.rejected_without_reason": label("error", "Write why complaint {number} is rejected."),
    "domain.time_skipped": label(
        "error",
        "{time} does not exist in {zone}: clocks there are put forward over it. Choose another time.",
    ),
    "domain.too_long": label(
        "error", "The text in the field {field} is {length} characters long; at most {limit} fit."
    ),
    "domain.work_hours_overlap": label(
        "error", "Working hours overlap: one span ends at {end}, the next starts at {start}."
    ),
    "domain.work_hours_reversed": label("error", "Working hours end before they begin: {start} to {end}."),
    "scenario.without_name": label("error", "A scenario needs a name."),
    "scenario.step_without_text": label("error", "A step needs words: what is to be done."),
}
