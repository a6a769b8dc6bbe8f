"""Sentences of the dossier and of the documents kept with it."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "blob.changing": label("error", "Somebody is writing to the file just now. Try again when it is ready."),
    "blob.damaged": label(
        "error", "A file kept in the workspace is not as it was saved. Restore the workspace from a backup."
    ),
    "documents.already_here": label("error", "This file is kept here already, as “{name}”."),
    "documents.damaged": label(
        "error", "“{name}” is not as it was saved. Restore the workspace from a backup to get it back."
    ),
    "documents.empty": label("error", "“{name}” is empty: there is nothing to keep."),
    "documents.gone": label("error", "This document does not exist any more."),
    "documents.missing": label("error", "The file “{name}” is not there any more."),
    "documents.not_a_file": label("error", "“{name}” is no ordinary file; only files can be kept."),
    "documents.not_a_picture": label("error", "“{name}” is no picture for a logo: choose a PNG or JPEG."),
    "documents.not_theirs": label("error", "This belongs to another account, or does not exist any more."),
    "documents.too_large": label(
        "error", "“{name}” has {size} MB; at most {limit} MB are kept. The limit stands in the settings."
    ),
    "documents.unreadable": label("error", "“{name}” cannot be read. Is it open to you?"),
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
