"""Sentences of the steps area."""

from __future__ import annotations

from kam.core.words import Label, label

SENTENCES: dict[str, Label] = {
    "demo.created": label("step", "Demo made"),
    "accounts.imported": label("step", "Accounts imported"),
    "dossier.address_added": label("step", "Address added"),
    "dossier.address_changed": label("step", "Address changed"),
    "dossier.address_removed": label("step", "Address deleted"),
    "dossier.competitor_added": label("step", "Competitor added"),
    "dossier.competitor_changed": label("step", "Competitor changed"),
    "dossier.competitor_removed": label("step", "Competitor deleted"),
    "dossier.contract_added": label("step", "Contract added"),
    "dossier.contract_changed": label("step", "Contract changed"),
    "dossier.contract_removed": label("step", "Contract deleted"),
    "dossier.identity_changed": label("step", "Identity changed"),
    "dossier.portrait_changed": label("step", "Portrait changed"),
    "dossier.special_term_added": label("step", "Special term added"),
    "dossier.special_term_changed": label("step", "Special term changed"),
    "dossier.special_term_removed": label("step", "Special term deleted"),
    "dossier.team_added": label("step", "Colleague added to the team"),
    "dossier.team_changed": label("step", "Role in the team changed"),
    "dossier.team_removed": label("step", "Colleague taken off the team"),
    "dossier.terms_changed": label("step", "Terms changed"),
    "dossier.unit_added": label("step", "Business unit added"),
    "dossier.unit_changed": label("step", "Business unit changed"),
    "dossier.unit_removed": label("step", "Business unit deleted"),
    "dossier.verified": label("step", "Section verified"),
    "dossier.whitespace_changed": label("step", "Whitespace changed"),
    "meeting.planned": label("step", "Meeting planned"),
    "person.rated": label("step", "Person rated"),
    "person.rating_removed": label("step", "Rating deleted"),
    "person.target_set": label("step", "Target for a person set"),
    "people.imported": label("step", "People imported"),
    "sales.imported": label("step", "Sales imported"),
    "workspace.created": label("step", "Workspace made"),
}
