"""Sentences of an account's money: targets, client spend, opportunities."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "money.less_than_over": label(
        "error", "The months that are over have targets of {sum} already; the year cannot be less."
    ),
    "money.parts_exceed": label("error", "The parts come to {sum}, which is more than all of it."),
    "money.reason_needed": label("error", "Write why it was lost: that is what we learn."),
    "money.spend_exists": label("error", "The spend of {year} is written down for this already."),
    "money.spend_gone": label("error", "This spend does not exist any more."),
    "money.stage_needs": label("error", "This stage asks for it."),
    "opportunity.gone": label("error", "This opportunity does not exist any more."),
}
