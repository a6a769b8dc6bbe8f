"""What the fields are called that a person types outside a form: for sentences that name one."""

from __future__ import annotations

from kam.core.words import Label, label

LABELS: dict[str, Label] = {
    "interaction.best_outcome": label("field", "best outcome"),
    "interaction.client_purpose": label("field", "purpose for the client"),
    "interaction.minimum_outcome": label("field", "minimum outcome"),
    "interaction.minutes": label("field", "duration in minutes"),
    "interaction.place": label("field", "place"),
    "interaction.purpose": label("field", "purpose"),
    "interaction.subject": label("field", "subject"),
    "participant.guest": label("field", "guest"),
    "question.text": label("field", "question"),
    "question.client_wording": label("field", "question"),
    "agenda_item.title": label("field", "agenda"),
    "agenda_item.client_wording": label("field", "agenda"),
    "workspace.company": label("field", "company"),
    "colleague.name": label("field", "name"),
}
