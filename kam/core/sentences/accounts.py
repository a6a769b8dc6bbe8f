"""Sentences of the portfolio and of making, changing, merging accounts."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "account.changed_meanwhile": label(
        "error",
        "“{name}” was changed meanwhile. What you typed is kept; compare it with what stands here now.",
    ),
    "account.merge_amount": label(
        "error",
        "One account counts in {keep}, the other in {other}: take the amounts from the account whose currency"
        " you take.",
    ),
    "account.merge_currencies": label(
        "error",
        "For {month} one account has a figure in {keep}, the other in {other}; they cannot be added up."
        " Choose whose figures count.",
    ),
    "account.merge_with_itself": label("error", "An account cannot be merged with itself."),
    "account.not_pinned": label("error", "This account is not pinned."),
    "override.none": label("error", "Nothing is set by hand here."),
    "view.gone": label("error", "This view does not exist any more."),
    "view.name_taken": label("error", "There is a view called “{name}” already."),
    "view.name_too_long": label(
        "error", "The name of the view is {length} characters long; at most {limit} fit."
    ),
    "view.without_name": label("error", "A view needs a name."),
}
