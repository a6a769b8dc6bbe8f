"""Sentences of the complaints area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "complaint.before_last_stage": label("error", "The stage before was reached later than that."),
    "complaint.before_receipt": label("error", "The complaint was received later than that."),
    "complaint.closed_without_summary": label(
        "error", "Write the summary for the client, or the reason below."
    ),
    "complaint.closed_without_word": label(
        "error", "Without the client’s rating a complaint closes only with a reason: write why it is missing."
    ),
    "complaint.closing_has_a_form": label(
        "error", "Complaint {number} is closed with the client: summary, rating, follow-up."
    ),
    "complaint.compensation_gone": label("error", "This compensation does not exist any more."),
    "complaint.contact_elsewhere": label("error", "This contact belongs to another client."),
    "complaint.contact_gone": label("error", "This contact does not exist any more."),
    "complaint.follow_up_in_past": label("error", "Plan the follow-up for a time that lies ahead."),
    "complaint.gone": label("error", "This complaint does not exist any more."),
    "complaint.letter_registered": label("error", "“{subject}” belongs to a complaint already."),
    "complaint.line_gone": label("error", "This product line does not exist any more."),
    "complaint.measure_without_kind": label(
        "error", "Say whether the measure contains, corrects or prevents."
    ),
    "complaint.no_such_number": label("error", "There is no complaint {number}."),
    "complaint.no_such_move": label(
        "error", "Complaint {number} cannot go to the stage “{stage}” from here."
    ),
    "complaint.nobody_to_rate": label("error", "Say first who raised the complaint."),
    "complaint.not_paused": label("error", "The clocks of complaint {number} are not paused."),
    "complaint.nothing_runs": label(
        "error", "The decision on complaint {number} was told: no clock runs that could be paused."
    ),
    "complaint.number_taken": label("error", "Another complaint has this number."),
    "complaint.paused_already": label("error", "The clocks of complaint {number} are paused already."),
    "complaint.received_after_stage": label("error", "A later stage was reached before that."),
    "complaint.too_many_whys": label("error", "No more than {count} whys: by then the cause is found."),
}
