"""Where one can be in the window: what back, forward, pins and the next start return to."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

_FIELDS = ("page", "account_id", "tab", "item_id", "view")


@dataclass(frozen=True, slots=True)
class Place:
    """A page, and where in it: an account, one of its tabs, a record, a view of the page."""

    page: str
    account_id: UUID | None = None
    tab: str | None = None
    item_id: UUID | None = None
    view: str | None = None

    def to_text(self) -> str:
        """The place as text, for keeping."""
        values = {name: getattr(self, name) for name in _FIELDS}
        return json.dumps({name: str(value) for name, value in values.items() if value is not None})


def place_from(text: object) -> Place | None:
    """The place that a text holds; None where it holds none, as after an upgrade or damage."""
    try:
        values = json.loads(str(text))
        return Place(
            page=str(values["page"]),
            account_id=_identity(values.get("account_id")),
            tab=values.get("tab"),
            item_id=_identity(values.get("item_id")),
            view=values.get("view"),
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _identity(text: str | None) -> UUID | None:
    return None if text is None else UUID(text)


ACCOUNTS = Place("accounts")
CALENDAR = Place("calendar")
COMPLAINTS = Place("complaints")
PEOPLE = Place("people")
IMPORTS = Place("imports")
INSIGHT = Place("insight")
PLANS = Place("plans")
PROMISES = Place("promises")
SCENARIOS = Place("scenarios")
SETTINGS = Place("settings")
SURVEYS = Place("surveys")
TIMELINE = Place("timeline")
TODAY = Place("today")
HEALTH_VIEW = "health"
"""The view of an account that answers why its health is what it is."""
PLACE_VIEW = "place"
"""The view of a timeline of somebody who is not known by name: their place at an account."""


def account_place(account_id: UUID, tab: str = "overview", item_id: UUID | None = None) -> Place:
    """A tab of an account."""
    return Place("account", account_id=account_id, tab=tab, item_id=item_id)


def health_place(account_id: UUID) -> Place:
    """The overview of an account with its health explained."""
    return Place("account", account_id=account_id, tab="overview", view=HEALTH_VIEW)


def capture_place(account_id: UUID | None = None, meeting_id: UUID | None = None) -> Place:
    """The window that records what happened: about an account, or the outcome of a planned meeting."""
    return Place("capture", account_id=account_id, item_id=meeting_id)


def complaint_place(complaint_id: UUID) -> Place:
    """The record of a complaint."""
    return Place("complaints", item_id=complaint_id)


def retention_place(account_id: UUID) -> Place:
    """The sheet of a client's retention case."""
    return Place("retention", account_id=account_id)


def register_place(
    account_id: UUID | None = None, interaction_id: UUID | None = None, letter: Path | None = None
) -> Place:
    """The window that registers a complaint: of a client, from a captured contact or from a letter."""
    view = None if letter is None else str(letter)
    return Place("register", account_id=account_id, item_id=interaction_id, view=view)


def round_place(round_id: UUID) -> Place:
    """A round of asking, with everybody's answers."""
    return Place("surveys", item_id=round_id)


def account_satisfaction_place(account_id: UUID) -> Place:
    """How satisfied the people of a client are."""
    return Place("surveys", account_id=account_id)


def person_satisfaction_place(account_id: UUID, stakeholder_id: UUID) -> Place:
    """Everything that somebody of a client has answered."""
    return Place("surveys", account_id=account_id, item_id=stakeholder_id)


def answer_place(account_id: UUID | None = None, stakeholder_id: UUID | None = None) -> Place:
    """The window that writes an answer down: of a client, of one of its people."""
    return Place("answer", account_id=account_id, item_id=stakeholder_id)


def prepare_place(account_id: UUID | None, meeting_id: UUID) -> Place:
    """Where a meeting is prepared, its brief beside it."""
    return Place("prepare", account_id=account_id, item_id=meeting_id)


def brief_place(account_id: UUID | None, meeting_id: UUID) -> Place:
    """The same place, the keyboard on the paper."""
    return Place("prepare", account_id=account_id, item_id=meeting_id, view="brief")


def person_timeline(person_id: UUID | None, stakeholder_id: UUID) -> Place:
    """Everything that happened with somebody, over all accounts; a place without a name by itself."""
    if person_id is None:
        return Place("timeline", item_id=stakeholder_id, view=PLACE_VIEW)
    return Place("timeline", item_id=person_id)
