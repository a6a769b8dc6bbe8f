"""Interactions that the demo tells in full, and what the planned ones prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kam.core.vocabulary import InteractionStatus
from kam.models import (
    Account,
    AgendaItem,
    AskOrOffer,
    ChecklistItem,
    Interaction,
    Objection,
    Participant,
    Question,
)
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from datetime import datetime

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_PREPARES: Final = {
    "agenda": AgendaItem,
    "asks": AskOrOffer,
    "questions": Question,
    "objections": Objection,
    "checklist": ChecklistItem,
}
_APART: Final = (*_PREPARES, "starts", "people", "colleagues", "tasks", "guests")


def add_interactions(shelf: Shelf, client: Table) -> None:
    """The told interactions of a client: done unless they say otherwise."""
    scope = client["account"]["key"]
    for table in client.get("interactions", ()):
        add_interaction(shelf, table, shelf.dates.moment(table["starts"]), scope)


def add_interaction(shelf: Shelf, table: Table, starts: datetime, scope: str) -> Interaction:
    """One interaction with its participants and preparation. What is done must lie in the past."""
    status = InteractionStatus.of(table.get("status", InteractionStatus.DONE.value))
    if status is not InteractionStatus.PLANNED and starts.date() >= shelf.dates.today:
        message = f"{scope}: {table['subject']!r} is {status} on {starts}"
        raise DemoContentError(message)
    interaction = shelf.make(
        Interaction,
        {**table, "status": status.value},
        scope,
        apart=_APART,
        account_id=shelf.find(Account, scope, scope).id,
    )
    interaction.schedule(starts, str(shelf.zone))
    _add_participants(shelf, table, interaction, scope)
    for section, entity in _PREPARES.items():
        for position, row in enumerate(table.get(section, ()), start=1):
            shelf.make(entity, row, scope, interaction_id=interaction.id, position=position)
    return interaction


def _add_participants(shelf: Shelf, table: Table, interaction: Interaction, scope: str) -> None:
    """Theirs in the order told, then ours: ``colleagues``, or whoever has a task."""
    tasks = table.get("tasks", {})
    ours = table.get("colleagues", tuple(tasks))
    rows = [{"stakeholder": handle} for handle in table.get("people", ())]
    rows += [{"colleague": handle} | ({"task": tasks[handle]} if handle in tasks else {}) for handle in ours]
    for position, row in enumerate(rows, start=1):
        shelf.make(Participant, row, scope, interaction_id=interaction.id, position=position)
