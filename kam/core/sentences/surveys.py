"""Sentences of the use cases of satisfaction."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "survey.answer_before_asking": label("error", "They were asked later than this day."),
    "survey.answer_gone": label("error", "This answer does not exist any more."),
    "survey.asked_after_answer": label("error", "Somebody has answered before this day."),
    "survey.gone": label("error", "This survey does not exist any more."),
    "survey.has_left": label("error", "{name} does not work there any more."),
    "survey.measure_fixed": label("error", "Somebody has answered: the scale stays as it is."),
    "survey.nameless": label("error", "Only people who are known by name can be asked."),
    "survey.nobody_chosen": label("error", "Choose whom to ask."),
    "survey.nobody_unhappy": label("error", "Nobody is left of whom care would have to be taken."),
    "survey.nobody_waited_for": label("error", "Nobody is waited for any more."),
    "survey.nothing_to_mend": label("error", "Nothing was answered yet."),
    "survey.nothing_to_take": label("error", "Nothing of the file can be taken."),
    "survey.promised_already": label("error", "A promise came of this answer already."),
    "survey.table_without_columns": label(
        "error", "The file needs a column with the score and one with the person’s name or e-mail."
    ),
}
