"""Sentences of the settings pages."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "settings.above": label("error", "At most {high} makes sense here."),
    "settings.below": label("error", "At least {low} makes sense here."),
    "settings.bands_cross": label("error", "“Attention” must reach further than “poor”: at least to {low}."),
    "settings.between": label("error", "From {low} to {high} makes sense here."),
    "settings.colleague_exists": label("error", "There is somebody called “{name}” among us already."),
    "settings.colleague_gone": label("error", "This colleague does not exist any more."),
    "settings.colleague_in_use": label(
        "error", "Records name this colleague, {count} of them. Write when they left instead."
    ),
    "settings.competitor_exists": label("error", "There is a competitor “{name}” already."),
    "settings.competitor_gone": label("error", "This competitor does not exist any more."),
    "settings.competitor_in_use": label(
        "error", "This competitor cannot be deleted: records name it, {count} of them."
    ),
    "settings.currency_fixed": label(
        "error", "There are exchange rates into {stated}, so the workspace’s currency must stay."
    ),
    "settings.day_twice": label("error", "This date stands here twice."),
    "settings.language_unknown": label("error", "Papers can be printed in Russian or in English."),
    "settings.line_circle": label("error", "“{name}” belongs to this product line itself."),
    "settings.line_exists": label("error", "There is a product line “{name}” here already."),
    "settings.line_gone": label("error", "This product line does not exist any more."),
    "settings.line_in_use": label(
        "error", "This product line cannot be deleted: records name it, {count} of them. Retire it instead."
    ),
    "settings.lunch_outside": label("error", "The break must lie within the working hours."),
    "settings.me_stays": label("error", "This is you. Say first who of us is you instead."),
    "settings.no_checklist": label("error", "Keep at least one item."),
    "settings.no_weight": label("error", "At least one factor needs a weight, or nothing makes the score."),
    "settings.no_working_day": label("error", "Choose at least one working day."),
    "settings.risks_cross": label("error", "A high risk must take more than a medium one: at least {low}."),
    "settings.unknown_country": label("error", "The public holidays of “{code}” are not known."),
    "settings.unknown_pattern": label("error", "Write it with the number, such as {example}."),
}
