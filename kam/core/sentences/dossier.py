"""Sentences of the dossier and of the documents kept with it."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "dossier.already_in_team": label("error", "{name} has this role on the account already."),
    "dossier.changed_meanwhile": label(
        "error", "This was changed meanwhile. What you typed is kept; compare it with what stands here now."
    ),
    "dossier.currency_fixed": label(
        "error",
        "The account has amounts in {stated} without a currency of their own, so its currency must stay.",
    ),
    "dossier.empty_address": label("error", "Write at least the street or the city."),
    "dossier.no_such_product_line": label("error", "This product line does not exist any more."),
    "dossier.not_their_unit": label("error", "This business unit does not belong to the account any more."),
    "dossier.parent_circle": label("error", "“{name}” belongs to this account itself."),
    "dossier.part_gone": label("error", "This line does not exist any more."),
    "dossier.unit_needed": label(
        "error", "This unit cannot be deleted: sales are recorded for it, {count} lines of them."
    ),
    "dossier.unit_exists": label("error", "The account has a business unit “{name}” already."),
}
