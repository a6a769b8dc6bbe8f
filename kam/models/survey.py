"""Satisfaction: rounds of asking and what each person answered (domain.md §9)."""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from kam.core.errors import RuleError
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus
from kam.models.base import Record
from kam.models.columns import NOTE, cleared, owned, plain, term, whole, written

SPAN_OF = {SurveyMeasure.NPS: (0, 10), SurveyMeasure.CSAT: (1, 5), SurveyMeasure.CES: (1, 7)}


class SurveyRound(Record):
    """We ask a circle of people on a date."""

    __tablename__ = "survey_round"

    title: Mapped[str] = written(300, search=True)
    measure: Mapped[SurveyMeasure] = term(SurveyMeasure)
    asked_on: Mapped[date] = plain()


class SurveyAnswer(Record):
    """What a stakeholder answered, or that nobody did: silence is an answer too."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        CheckConstraint("(status = 'answered') = (score IS NOT NULL)", name="answered_has_score"),
        CheckConstraint(
            "score IS NULL OR CASE measure WHEN 'nps' THEN score BETWEEN 0 AND 10"
            " WHEN 'csat' THEN score BETWEEN 1 AND 5 ELSE score BETWEEN 1 AND 7 END",
            name="score_on_scale",
        ),
        UniqueConstraint("round_id", "stakeholder_id"),
    )

    account_id: Mapped[UUID] = owned("account")
    stakeholder_id: Mapped[UUID | None] = cleared("stakeholder")
    round_id: Mapped[UUID | None] = owned("survey_round")
    measure: Mapped[SurveyMeasure] = term(SurveyMeasure)
    status: Mapped[SurveyStatus] = term(SurveyStatus, default=SurveyStatus.ANSWERED)
    score: Mapped[int | None] = whole(0, 10)
    driver: Mapped[SatisfactionDriver | None] = term(SatisfactionDriver)
    comment: Mapped[str | None] = written(NOTE, search=True)
    on: Mapped[date] = plain()

    def check(self) -> None:
        """Refuse a score outside the scale of its measure."""
        low, high = SPAN_OF[self.measure]
        if self.score is not None and not low <= self.score <= high:
            raise RuleError("domain.off_scale", kind=self.measure.label, value=self.score, low=low, high=high)
