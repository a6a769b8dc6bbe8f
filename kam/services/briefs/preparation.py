"""What the meeting itself prepares, and the risks of the account (domain.md §4, §7)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import Select, bindparam, select

from kam.core.vocabulary import ChecklistCode, RiskStatus
from kam.models import AskOrOffer, ChecklistItem, Objection, Question, Record, Risk
from kam.reports.content import (
    AskOrOfferLine,
    AttendeeCard,
    ChecklistLine,
    ObjectionLine,
    QuestionLine,
    RiskLine,
)
from kam.services.briefs.scene import Scene

RecordT = TypeVar("RecordT", bound=Record)


def of_meeting(scene: Scene, entity: type[RecordT]) -> Sequence[RecordT]:
    """The meeting's records of an entity, in their order."""
    return scene.session.scalars(_of_meeting(entity), {"meeting_id": scene.meeting.id}).all()


@cache
def _of_meeting(entity: type[RecordT]) -> Select[RecordT]:
    columns = entity.__table__.c
    meeting = bindparam("meeting_id", type_=columns.interaction_id.type)
    return select(entity).where(columns.interaction_id == meeting).order_by(columns.position, columns.id)


def ask_lines(scene: Scene) -> tuple[AskOrOfferLine, ...]:
    """What we ask and give."""
    return tuple(
        AskOrOfferLine(
            kind=one.kind,
            subject=one.what,
            opening=one.opening or "",
            limit=one.limit or "",
            in_exchange=one.in_exchange or "",
            decides_beyond=one.decides_beyond or "",
        )
        for one in of_meeting(scene, AskOrOffer)
    )


def objection_lines(scene: Scene) -> tuple[ObjectionLine, ...]:
    """What they may object, and our answers."""
    return tuple(
        ObjectionLine(text=one.objection, answer=one.answer or "") for one in of_meeting(scene, Objection)
    )


def question_lines(questions: Sequence[Question]) -> tuple[QuestionLine, ...]:
    """Questions to ask. An internal one that names whom to ask is something unknown and stands there."""
    return tuple(
        QuestionLine(text=one.text, internal=not one.sayable)
        for one in questions
        if one.sayable or one.ask_whom_id is None
    )


def risk_lines(scene: Scene) -> tuple[RiskLine, ...]:
    """Open risks, the weightiest first."""
    risks = [risk for risk in scene.records(Risk) if risk.status is RiskStatus.OPEN]
    risks.sort(key=lambda risk: (-risk.weight, risk.id))
    return tuple(
        RiskLine(
            title=risk.title,
            probability=risk.probability,
            impact=risk.impact,
            amount=scene.exchange.known(risk.at_stake_minor, risk.currency, scene.known_on),
            response=risk.response or "",
            owner=scene.colleague_label(risk.owner_id),
        )
        for risk in risks
    )


def checklist_lines(
    scene: Scene,
    attendees: Sequence[AttendeeCard],
    asks: Sequence[AskOrOfferLine],
    questions: Sequence[QuestionLine],
    *,
    numbers_fresh: bool,
) -> tuple[ChecklistLine, ...]:
    """The meeting's own checklist; where it has none, the usual one, ticked as far as the data show."""
    meeting = scene.meeting
    own = of_meeting(scene, ChecklistItem)
    if own:
        return tuple(
            ChecklistLine(code=item.code, done=item.done, text=item.text or _logistics(scene, item.code))
            for item in own
        )
    shown = {
        ChecklistCode.PURPOSE: bool(meeting.purpose),
        ChecklistCode.ATTENDEES: bool(attendees)
        and all(card.is_guest or (card.roles and card.attitude is not None) for card in attendees),
        ChecklistCode.NUMBERS: numbers_fresh,
        ChecklistCode.OFFER: bool(asks) and all(ask.limit for ask in asks),
        ChecklistCode.QUESTIONS: bool(questions),
    }
    return tuple(
        ChecklistLine(code=code, done=bool(shown.get(code)), text=_logistics(scene, code))
        for code in ChecklistCode
        if code is not ChecklistCode.CUSTOM
    )


def _logistics(scene: Scene, code: ChecklistCode) -> str:
    return (scene.meeting.logistics or "") if code is ChecklistCode.LOGISTICS else ""
