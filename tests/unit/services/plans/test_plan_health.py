"""Health in the papers of a plan: of the day of their data, in each format of ours, never in the client's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pypdfium2
import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand, HealthFactor
from kam.core.vocabulary import ApprovalAnswer
from kam.models import Plan
from kam.reports.content.plan import PlanHealth
from kam.services.plans.exporting import PlanFormat, plan_file
from kam.services.plans.paper import collect_plan
from kam.services.plans.portfolio import portfolio_of_plans
from kam.services.plans.versions import answer, submit
from tests.builders import NOW, Office
from tests.custom import Custom
from tests.office_files import words_in

MONDAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Kept:
    """A client of long standing with a plan."""

    custom: Custom
    plan: Plan

    @property
    def office(self) -> Office:
        return self.custom.office

    def health(self, *, version: int | None = None, as_of: datetime = NOW) -> PlanHealth | None:
        """As the paper has it."""
        return collect_plan(
            self.office.workspace,
            self.plan.id,
            as_of=as_of,
            printed_at=as_of,
            language="ru",
            version=version,
        ).health

    def text(self, form: PlanFormat, *, safe: bool = False) -> str:
        """The words of a file."""
        file = plan_file(
            self.office.workspace, self.plan.id, form, as_of=NOW, language="ru", customer_safe=safe
        )
        if form is not PlanFormat.PDF:
            return words_in(file.data)
        with pypdfium2.PdfDocument(file.data) as document:
            return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.fixture
def kept(office: Office) -> Kept:
    custom = Custom.at(office)
    plan = Plan(
        account_id=custom.account.id,
        title="Развитие 2027",
        starts_on=date(2026, 1, 1),
        ends_on=date(2027, 12, 31),
        ambition="Стать первыми",
    )
    return Kept(custom, office.add(plan))


def test_the_paper_has_the_score_its_factors_and_what_would_raise_it(kept: Kept) -> None:
    kept.custom.lose_champion(MONDAY)
    found = kept.health()
    assert found is not None
    assert (found.score, found.change, found.band) == (83, -7, HealthBand.GREEN)
    assert sum(each.points for each in found.factors) == 83
    assert found.known < 1
    assert HealthFactor.WALLET in found.unknown
    assert found.raises
    assert (found.trend[-1].score, found.trend[-2].score) == (83, 90)
    assert found.risk is ChurnRisk.MEDIUM
    assert "Носов" in found.reasons[0]


def test_a_version_keeps_the_health_of_its_day(kept: Kept) -> None:
    office = kept.office
    submit(office.workspace, kept.plan.id, [office.me])
    answer(office.workspace, kept.plan.id, office.me, ApprovalAnswer.YES)
    office.clock.moment = datetime(2026, 12, 20, 12, tzinfo=UTC)
    kept.custom.lose_champion(date(2026, 12, 15))
    kept.office.change(kept.plan, ambition="Стать единственными")
    later = office.clock.now()
    then, now = kept.health(version=1, as_of=later), kept.health(as_of=later)
    assert then is not None
    assert now is not None
    assert (then.score, then.risk) == (90, ChurnRisk.LOW)
    assert (now.score, now.risk) == (83, ChurnRisk.MEDIUM)


def test_of_whom_nothing_is_known_the_paper_says_so(office: Office) -> None:
    plan = Plan(
        account_id=office.account().id, title="План", starts_on=date(2026, 1, 1), ends_on=date(2027, 12, 31)
    )
    bare = Kept(Custom.at(office, "Другой"), office.add(plan))
    assert bare.health() is None
    assert "пока ничего не известно" in bare.text(PlanFormat.PDF)


@pytest.mark.parametrize("form", list(PlanFormat))
def test_every_format_of_ours_tells_of_health(kept: Kept, form: PlanFormat) -> None:
    kept.custom.lose_champion(MONDAY)
    text = kept.text(form)
    assert "Здоровье" in text
    if form is not PlanFormat.XLSX:  # a workbook has figures of their own
        assert "83 ▼ 7" in text
    if form in {PlanFormat.PDF, PlanFormat.DOCX}:
        assert "Риск ухода средний" in text
        assert "Союзника нет" in text


@pytest.mark.parametrize("form", list(PlanFormat))
def test_no_format_of_the_clients_does(kept: Kept, form: PlanFormat) -> None:
    kept.custom.lose_champion(MONDAY)
    kept.custom.turn_away(MONDAY)
    text = kept.text(form, safe=True).casefold()
    for word in ("здоровь", "риск ухода", "▼"):
        assert word not in text


def test_the_sheet_of_all_plans_has_the_health_of_each(kept: Kept) -> None:
    kept.custom.lose_champion(MONDAY - timedelta(days=3))
    sheet = portfolio_of_plans(kept.office.workspace, as_of=NOW, printed_at=NOW)
    [line] = [each for each in sheet.lines if each.account == "Волга"]
    assert line.health is not None
    assert (line.health.score, line.health.change, line.band) == (83, -7, HealthBand.GREEN)
