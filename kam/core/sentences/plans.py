"""Sentences of the use cases of account plans."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "plan.answer_without_words": label("error", "Say what is to be changed."),
    "plan.answered_before_submitted": label("error", "The version was submitted later than this day."),
    "plan.approver_left": label("error", "{name} has left us; ask somebody else for the approval."),
    "plan.not_an_approver": label("error", "This colleague was not asked for the approval of this version."),
    "plan.not_approved": label("error", "“{title}” is not approved; there is nothing to open anew."),
    "plan.not_submitted": label("error", "“{title}” does not wait for an approval."),
    "plan.version_gone": label("error", "The plan has no version {number}."),
    "plan.approved": label(
        "error",
        "“{title}” is approved: it can no longer be rewritten. What happens is noted in it as before.",
    ),
    "plan.circle": label("error", "These initiatives would wait for each other."),
    "plan.closed": label("error", "“{title}” is closed and stays as it was."),
    "plan.ends_before_other": label("error", "“{title}” must end first, on {ends_on}."),
    "plan.gone": label("error", "This plan does not exist any more."),
    "plan.has_versions": label(
        "error", "“{title}” was submitted, so it stays on record: close it instead of deleting it."
    ),
    "plan.line_gone": label("error", "This line of the plan does not exist any more."),
    "plan.measured_by_sales": label(
        "error", "Revenue of this objective is counted from the sales; nothing is measured by hand."
    ),
    "plan.not_its_objective": label("error", "This objective does not belong to the plan any more."),
    "plan.not_their_opportunity": label("error", "This opportunity belongs to another client."),
    "plan.not_their_promise": label("error", "“{text}” is a promise of another client."),
    "plan.of_another_client": label("error", "“{title}” is a plan of another client."),
    "plan.none": label("error", "“{name}” has no plan yet."),
    "plan.not_a_review": label("error", "“{subject}” is no business review of this client."),
    "plan.not_the_next": label(
        "error", "“{title}” cannot take the open work: it is no draft of this client."
    ),
    "plan.outcome_missing": label("error", "Say what became of “{title}” before the plan is closed."),
    "plan.review_gone": label("error", "This review does not exist any more."),
    "plan.submitted": label(
        "error",
        "“{title}” waits for its approval and cannot be rewritten meanwhile. Withdraw it to go on writing.",
    ),
    "plan.template_gone": label("error", "There is no such template of a plan."),
    "plan.version_damaged": label(
        "error", "Version {number} of the plan is damaged and cannot be read; restore it from a backup."
    ),
    "plan.version_newer": label(
        "error", "Version {number} of the plan was written by a newer kam; open it with that one."
    ),
    "plan.too_many_contacts": label(
        "error", "That would be more than {limit} contacts at once; plan a shorter time."
    ),
}
