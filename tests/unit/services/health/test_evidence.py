"""Behind every point of health stands a record that can be named and opened."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kam.analysis.explanation import Reason
from kam.analysis.health.churn import ChurnReason, ChurnSign
from kam.analysis.health.score import FactorScore, HealthFactor, Part, health_of
from kam.analysis.health.trust import TrustReason
from kam.core.formats import Formats, Target
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Channel,
    ComplaintKind,
    Severity,
    SurveyMeasure,
    SurveyStatus,
)
from kam.core.words import words_for
from kam.models import Complaint, Contract, Record, SurveyAnswer
from kam.services.health.evidence import EvidenceKind, evidence_of, explain_health, records_behind
from kam.services.health.rows import HealthRow
from kam.services.health.telling import health_text, spoken
from tests import health
from tests.builders import Office


def standing_on(*records: Record) -> HealthRow:
    """An account's health of one part for every record, and a sign of leaving for the last."""
    parts = tuple(Part(Reason.of(TrustReason.NO_COMPLAINTS), 10, 20, records=(each.id,)) for each in records)
    found = health_of([FactorScore(HealthFactor.COMPLAINTS, parts)])
    row = health.unknown()
    sign = ChurnSign(Reason.of(ChurnReason.CONTRACT, on=date(2027, 1, 31)), 2, (records[-1].id,))
    return replace(row, health=found, churn=replace(row.churn, signs=(sign,)))


def test_each_record_is_called_by_what_it_is(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account, "Ирина", "Левашова")
    promise = office.promise(account, "Прислать акт испытаний", due=date(2026, 11, 20))
    complaint = office.add(
        Complaint(
            account_id=account.id,
            number="К-2026-0043",
            received_at=office.clock.now(),
            channel=Channel.EMAIL,
            kind=ComplaintKind.QUALITY,
            severity=Severity.HIGH,
            summary="Биение круга",
        )
    )
    answer = office.add(
        SurveyAnswer(
            account_id=account.id,
            stakeholder_id=person.id,
            measure=SurveyMeasure.NPS,
            status=SurveyStatus.ANSWERED,
            score=6,
            on=office.today,
        )
    )
    contract = office.add(Contract(account_id=account.id, number="14/25-П", ends_on=date(2027, 1, 31)))
    row = standing_on(person, promise, complaint, answer, contract)

    found = evidence_of(office.workspace, row)

    assert {(each.kind, each.title) for each in found.values()} == {
        (EvidenceKind.PERSON, "Левашова Ирина"),
        (EvidenceKind.PROMISE, "Прислать акт испытаний"),
        (EvidenceKind.COMPLAINT, "К-2026-0043 · Биение круга"),
        (EvidenceKind.ANSWER, "Левашова Ирина"),
        (EvidenceKind.CONTRACT, "14/25-П"),
    }
    assert found[answer.id].shows == person.id
    assert (found[answer.id].measure, found[answer.id].score) == (SurveyMeasure.NPS, 6)
    assert found[contract.id].on == date(2027, 1, 31)
    assert all(each.account_id == account.id for each in found.values())


def test_a_record_that_is_gone_since_is_left_out(office: Office) -> None:
    account = office.account()
    promise = office.promise(account, "Прислать акт испытаний")
    row = standing_on(promise)
    office.remove(promise)
    assert evidence_of(office.workspace, row) == {}


def test_what_nothing_stands_on_asks_nothing(office: Office) -> None:
    assert records_behind(health.unknown()) == frozenset()
    assert evidence_of(office.workspace, health.unknown()) == {}


def test_the_health_of_an_account_is_explained_in_one_reading(office: Office) -> None:
    account = office.account("Волгометиз")
    person = office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.CHAMPION, influence=5)
    found = explain_health(office.workspace, account.id, as_of=office.clock.now() + timedelta(days=1))
    assert found.row.name == "Волгометиз"
    assert found.row.health is not None
    assert found.evidence[person.id].title == "Левашова Ирина"


def test_the_text_for_the_clipboard_adds_up_and_says_what_is_not_known() -> None:
    row = health.falling()
    text = health_text(row, words_for("ru"), Formats("ru", Target.PLAIN))
    assert spoken(row, words_for("ru"), Formats("ru", Target.PLAIN)) in text
    assert "Итого: 64 из 100" in text
    assert "Удовлетворённость: неизвестно. Спросите людей клиента, довольны ли они" in text
    assert "Риск ухода в ближайшие три месяца: высокий" in text
    assert "– Потерян союзник: Шубина О. А., 2026-11-12" in text


def test_the_text_of_an_account_held_by_habit_warns_of_it() -> None:
    assert "Инерция" in health_text(health.idle(), words_for("ru"), Formats("ru"))
    assert "Inertia" in health_text(health.idle(), words_for("en"), Formats("en"))
