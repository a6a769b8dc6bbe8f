"""Sentences of the use cases of satisfaction."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "survey.answer_before_asking": label("error", "They were asked later than this day."),
    "survey.answer_gone": label("error", "This answer does not exist any more."),
    "survey.asked_after_answer": label("error", "Somebody has answered before this day."),
    "survey.asked_too_far": label(
        "error", "The survey stands at {date}: the calendar ends before anybody could answer. Mend its date."
    ),
    "survey.gone": label("error", "This survey does not exist any more."),
    "survey.has_left": label("error", "{name} does not work there any more."),
    "survey.measure_fixed": label("error", "Somebody has answered: the scale stays as it is."),
    "survey.nameless": label("error", "Only people who are known by name can be asked."),
    "survey.no_such_title": label("error", "There is no survey called “{title}”."),
    "survey.nobody_chosen": label("error", "Choose whom to ask."),
    "survey.nobody_unhappy": label("error", "Nobody is left of whom care would have to be taken."),
    "survey.nobody_waited_for": label("error", "Nobody is waited for any more."),
    "survey.not_a_driver": label("error", "“{value}” is none of the reasons that can be chosen."),
    "survey.not_a_score": label("error", "“{value}” is no score."),
    "survey.nothing_to_mend": label("error", "Nothing was answered yet."),
    "survey.nothing_to_take": label("error", "Nothing of the file can be taken."),
    "survey.other_scale": label(
        "error", "{score} of {whole} is on another scale: that of the survey ends at {high}."
    ),
    "survey.overtaken": label("error", "The survey was changed meanwhile: look the file through once more."),
    "survey.promised_already": label("error", "A promise came of this answer already."),
    "survey.row_nameless": label("error", "It has neither a name nor an e-mail."),
    "survey.row_several": label("error", "Several people are called so: name the client or the e-mail."),
    "survey.row_unknown": label("error", "Nobody of this name or e-mail was asked."),
    "survey.several_titles": label("error", "Several surveys begin with “{title}”."),
    "survey.table_without_columns": label(
        "error", "The file needs a column with the score and one with the person’s name or e-mail."
    ),
}
