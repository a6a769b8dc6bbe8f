"""The sentences behind codes: what a ``UserError`` or a journal step says to a person.

One file per area; ``SENTENCES`` of each maps a code to a marked sentence whose places are the details.
"""

from __future__ import annotations

from kam.core.sentences import (
    accounts,
    calendar,
    capturing,
    complaints,
    domain,
    dossier,
    exchange,
    fields,
    forms,
    imports,
    money,
    paper,
    people,
    plans,
    preparing,
    promises,
    retention,
    services,
    settings,
    steps,
    store,
    surveys,
    timeline,
    today,
)
from kam.core.words import Label

SENTENCES: dict[str, Label] = {
    **accounts.SENTENCES,
    **calendar.SENTENCES,
    **capturing.SENTENCES,
    **complaints.SENTENCES,
    **domain.SENTENCES,
    **dossier.SENTENCES,
    **exchange.SENTENCES,
    **forms.SENTENCES,
    **imports.SENTENCES,
    **money.SENTENCES,
    **paper.SENTENCES,
    **people.SENTENCES,
    **plans.SENTENCES,
    **promises.SENTENCES,
    **preparing.SENTENCES,
    **retention.SENTENCES,
    **services.SENTENCES,
    **settings.SENTENCES,
    **store.SENTENCES,
    **surveys.SENTENCES,
    **timeline.SENTENCES,
    **today.SENTENCES,
}
FIELD_LABELS: dict[str, Label] = fields.LABELS
STEPS: dict[str, Label] = steps.SENTENCES
