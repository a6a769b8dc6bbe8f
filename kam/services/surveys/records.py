"""The records that a change of a survey starts from, or the error that they are gone."""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.models import Stakeholder, SurveyAnswer, SurveyRound

_VERSION_7: Final = 0x7
_TIME_BITS: Final = 80
"""What stands below the moment in an identity."""


def round_of(session: Session, round_id: UUID) -> SurveyRound:
    """A round; NotFoundError ``survey.gone``."""
    found = session.get(SurveyRound, round_id)
    if found is None:
        raise NotFoundError("survey.gone")
    return found


def answer_of(session: Session, answer_id: UUID) -> SurveyAnswer:
    """An answer; NotFoundError ``survey.answer_gone``."""
    found = session.get(SurveyAnswer, answer_id)
    if found is None:
        raise NotFoundError("survey.answer_gone")
    return found


def place_of(session: Session, place_id: UUID | None, account_id: UUID, field: str) -> Stakeholder:
    """Somebody of a client; FieldErrors where nobody is named, or somebody of another client."""
    if place_id is None:
        refuse([FieldError(field, "field.required")])
        raise AssertionError
    place = session.get(Stakeholder, place_id)
    if place is None:
        refuse([FieldError(field, "stakeholder.gone")])
        raise AssertionError
    if place.account_id != account_id:
        refuse([FieldError(field, "meeting.not_their_person")])
    return place


def promise_id(answer_id: UUID) -> UUID:
    """The identity of the promise that an answer leads to.

    It is made of the answer's own: either tells the other, and no answer leads to two promises. The moment
    in it is the answer's, so that it sorts among the identities of that day.
    """
    digest = int.from_bytes(hashlib.sha256(b"promise of answer " + answer_id.bytes).digest()[:10])
    moment = answer_id.int >> _TIME_BITS
    below = digest & ~(0xF << 76) & ~(0b11 << 62) | _VERSION_7 << 76 | 0b10 << 62
    return UUID(int=moment << _TIME_BITS | below)
