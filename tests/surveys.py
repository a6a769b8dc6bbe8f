"""An office with people who can be asked, and short ways to ask them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kam.core.vocabulary import ContactKind, SatisfactionDriver, SurveyMeasure, SurveyStatus
from kam.models import Account, ContactPoint, Stakeholder, SurveyAnswer
from kam.services.surveys.asking import start_round
from kam.services.surveys.drafts import RoundDraft
from kam.services.surveys.reading import read_round
from kam.services.surveys.rows import AnswerRow, RoundSheet
from tests.builders import NOW, Office


@dataclass
class Circle:
    """Two clients and three people whom we ask."""

    office: Office
    mill: Account
    bakery: Account
    irina: Stakeholder
    pavel: Stakeholder
    john: Stakeholder

    @classmethod
    def of(cls, office: Office) -> Circle:
        """A mill with Irina and Pavel, a bakery with John."""
        mill, bakery = office.account("Мельница"), office.account("Хлебозавод")
        irina = office.stakeholder(mill, "Ирина", "Левашова", job_title="директор")
        pavel = office.stakeholder(mill, "Павел", "Осокин")
        return cls(office, mill, bakery, irina, pavel, office.stakeholder(bakery, "John", "Carter"))

    def write_to(self, place: Stakeholder, address: str) -> None:
        """Give somebody an e-mail address."""
        assert place.person_id is not None
        self.office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value=address))

    def ask(
        self,
        *places: Stakeholder,
        title: str = "Осень",
        measure: SurveyMeasure = SurveyMeasure.NPS,
        on: date | None = None,
    ) -> UUID:
        """A round of some people; of all three where nobody is named."""
        people = tuple(each.id for each in places or (self.irina, self.pavel, self.john))
        return start_round(self.office.workspace, RoundDraft(title, measure, on, people)).value

    def said(
        self,
        place: Stakeholder,
        score: int | None,
        on: date,
        *,
        measure: SurveyMeasure = SurveyMeasure.NPS,
        driver: SatisfactionDriver | None = None,
        comment: str | None = None,
    ) -> SurveyAnswer:
        """An answer of a day, outside rounds; without a score they were silent."""
        return self.office.add(
            SurveyAnswer(
                account_id=place.account_id,
                stakeholder_id=place.id,
                measure=measure,
                status=SurveyStatus.SILENT if score is None else SurveyStatus.ANSWERED,
                score=score,
                driver=driver,
                comment=comment,
                on=on,
            )
        )

    def sheet(self, round_id: UUID) -> RoundSheet:
        """The round as its page shows it."""
        return read_round(self.office.workspace, round_id, as_of=NOW)

    def answer_of(self, round_id: UUID, place: Stakeholder) -> AnswerRow:
        """What somebody was asked in a round."""
        return next(each for each in self.sheet(round_id).answers if each.stakeholder_id == place.id)
