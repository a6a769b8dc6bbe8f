"""Sentences that stand beside a field of a form: what is wrong with what was typed there."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "field.before_start": label("error", "The end lies before the beginning."),
    "field.form_refused": label("error", "Nothing was saved yet: correct the marked fields."),
    "field.in_future": label("error", "This date lies in the future."),
    "field.negative": label("error", "The amount is less than zero."),
    "field.other_currency": label("error", "The amount must be in {expected}, not in {value}."),
    "field.out_of_range": label("error", "{value} is not between {low} and {high}."),
    "field.required": label("error", "This must be filled in."),
    "field.too_fine": label("error", "Decimal places that can be kept here: {places} at most."),
    "field.too_large": label("error", "This amount is too large."),
    "field.too_long": label("error", "The text is {length} characters long; at most {limit} fit."),
    "typed.ambiguous_number": label(
        "error", "“{text}” can be read in two ways. Write it without a mark between the thousands."
    ),
    "typed.date_too_far": label("error", "“{text}” lies outside the years 1900 to 2100."),
    "typed.no_such_date": label("error", "There is no date “{text}”."),
    "typed.not_a_count": label("error", "“{text}” is not a whole number."),
    "typed.not_a_date": label(
        "error", "“{text}” is not a date. Write it as 12.03.2026, 12 March or in 2 weeks."
    ),
    "typed.not_a_number": label("error", "“{text}” is not a number. Write it as 1200 or 3.5."),
    "typed.not_a_percent": label("error", "“{text}” is not a number of per cent. Write it as 8.5."),
    "typed.not_money": label("error", "“{text}” is not an amount. Write it as 14,000,000 or 1.2m."),
}
