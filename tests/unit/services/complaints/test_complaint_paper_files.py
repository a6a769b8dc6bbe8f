"""Papers collected from a workspace: our own, the client's, those of some days, and papers that are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kam.analysis.complaints.facts import Span
from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import (
    CommitmentKind,
    CommitmentStatus,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Side,
)
from kam.models import Account, Commitment, Compensation, Complaint
from kam.reports.content.customer import ObligationState
from kam.services.complaints.paper import collect_complaint
from kam.services.complaints.paper_customer import collect_customer_complaint
from kam.services.complaints.paper_files import (
    ComplaintDocument,
    PeriodDocument,
    PeriodFormat,
    complaint_file,
    file_name,
    keep_file,
    period_file,
)
from kam.services.complaints.paper_period import collect_learning, collect_register
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.record import read_record
from kam.services.documents.listing import list_documents
from tests.builders import NOW, Office
from tests.complaints import registered
from tests.unit.reports.conftest import read

if TYPE_CHECKING:
    from uuid import UUID

    from tests.unit.reports.conftest import Paper

__all__ = ["read"]
Read = Callable[[bytes], "Paper"]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """A workspace of our own."""
    return Office.at(tmp_path)


@pytest.fixture
def works(office: Office) -> Account:
    """The client who complains."""
    return office.account("Северогорский метизный завод")


@pytest.fixture
def complaint(office: Office, works: Account) -> UUID:
    """A complaint with a line of ours, a word for the client, and measures of which one is promised."""
    who = office.stakeholder(works, "Дарья", "Сафина", job_title="нач. службы качества")
    made = registered(office, works, raised_by_id=who.id)
    helper = office.colleague("Роман Субботин")
    office.change(
        office_record(office, made),
        root_cause="дозатор",
        agreed_line="не спорим о вине",
        client_status="Дозатор недодавал ингибитор.",
    )
    office.add_all(
        measure(works, made, "Заменить партию", CommitmentKind.CONTAINMENT, owner=helper.id),
        measure(works, made, "Найти виноватого", CommitmentKind.CORRECTIVE, promised=False),
        measure(
            works,
            made,
            "Откалибровать дозатор",
            CommitmentKind.CORRECTIVE,
            kept_on=NOW.date(),
            owner=helper.id,
        ),
        measure(works, made, "Отменённое", CommitmentKind.PREVENTIVE, status=CommitmentStatus.CANCELLED),
        measure(works, made, "Прислать бирки", CommitmentKind.PROMISE, side=Side.THEIRS),
        Compensation(
            complaint_id=made,
            kind=CompensationKind.DISCOUNT,
            amount_minor=50_000,
            currency="RUB",
            approved_by_id=office.me,
        ),
    )
    return made


def office_record(office: Office, complaint: UUID) -> Complaint:
    """The entity itself."""
    with office.workspace.reading() as session:
        return session.get_one(Complaint, complaint)


def measure(
    works: Account,
    complaint: UUID,
    text: str,
    kind: CommitmentKind,
    *,
    promised: bool = True,
    side: Side = Side.OURS,
    status: CommitmentStatus = CommitmentStatus.OPEN,
    kept_on: date | None = None,
    owner: UUID | None = None,
) -> Commitment:
    """A measure of the cure."""
    status = CommitmentStatus.KEPT if kept_on else status
    return Commitment(
        account_id=works.id,
        complaint_id=complaint,
        side=side,
        kind=kind,
        text=text,
        promised_to_client=promised,
        made_on=NOW.date(),
        due_on=NOW.date() + timedelta(days=5),
        status=status,
        closed_on=kept_on if kept_on or status is CommitmentStatus.OPEN else NOW.date(),
        owner_colleague_id=owner,
    )


def test_our_paper_tells_all_and_names_the_team(office: Office, complaint: UUID) -> None:
    paper = collect_complaint(office.workspace, complaint, as_of=NOW)

    assert (paper.account, paper.raised_by_post) == ("Северогорский метизный завод", "нач. службы качества")
    assert paper.agreed_line == "не спорим о вине"
    assert paper.team == ("М. Кречетова", "Р. Субботин")
    assert {each.text for each in paper.actions} >= {"Найти виноватого", "Заменить партию"}
    assert paper.pressing is not None
    assert paper.compensations[0].amount == Money(50_000, "RUB")


def test_the_client_sees_promises_alone_and_the_word_meant_for_them(office: Office, complaint: UUID) -> None:
    paper = collect_customer_complaint(office.workspace, complaint, as_of=NOW)

    assert paper.established == "Дозатор недодавал ингибитор."
    assert [each.text for each in paper.containment] == ["Заменить партию"]
    assert [(each.text, each.state) for each in paper.corrective] == [
        ("Откалибровать дозатор", ObligationState.KEPT)
    ]
    assert paper.preventive == paper.promises == ()
    assert paper.team == ("Мария Кречетова", "Роман Субботин")
    assert (paper.raised_by.family, paper.answered_by) == ("Сафина", "Мария Кречетова")
    assert paper.answer_due_at is not None


def test_a_deadline_that_has_passed_is_not_told_to_the_client(office: Office, complaint: UUID) -> None:
    much_later = NOW + timedelta(days=60)

    assert collect_customer_complaint(office.workspace, complaint, as_of=much_later).answer_due_at is None


@pytest.mark.parametrize("document", list(ComplaintDocument))
@pytest.mark.parametrize("language", ["ru", "en"])
def test_each_paper_of_a_complaint_is_drawn(
    office: Office, complaint: UUID, read: Read, document: ComplaintDocument, language: str
) -> None:
    made = complaint_file(office.workspace, complaint, document, as_of=NOW, language=language)

    text = read(made.data).text()
    for_client = document in {ComplaintDocument.CUSTOMER_EIGHT_D, ComplaintDocument.ANSWER}
    assert ("Найти виноватого" in text) is not for_client
    assert ("не спорим о вине" in text) is (document is ComplaintDocument.RECORD)


def test_a_paper_is_kept_once_among_the_documents_of_its_complaint(office: Office, complaint: UUID) -> None:
    made = complaint_file(office.workspace, complaint, ComplaintDocument.ANSWER, as_of=NOW, language="ru")
    kept = [
        keep_file(office.workspace, complaint, ComplaintDocument.ANSWER, made, as_of=NOW, language="ru").value
        for _ in range(2)
    ]

    [document] = list_documents(office.workspace)
    number = read_record(office.workspace, complaint, as_of=NOW).number
    assert kept == [document.id, document.id]
    assert document.name == f"Ответ {number}, 2026-11-23.pdf"
    assert [each.id for each in read_record(office.workspace, complaint, as_of=NOW).documents] == [
        document.id
    ]


def test_a_number_with_signs_that_no_file_may_have_makes_a_name(office: Office, complaint: UUID) -> None:
    office.change(office_record(office, complaint), number='К/26:"7"')

    name = file_name(office.workspace, complaint, ComplaintDocument.EIGHT_D, as_of=NOW, language="en")

    assert name == "8D report К-26--7-, 2026-11-23.pdf"


def test_papers_of_some_days_heed_their_filters(office: Office, works: Account, complaint: UUID) -> None:
    other = office.account("Волгометиз")
    registered(office, other, kind=ComplaintKind.SERVICE)
    query = ComplaintQuery(accounts=frozenset({works.id}))

    register = collect_register(office.workspace, None, query, as_of=NOW, language="ru")
    learnt = collect_learning(office.workspace, None, query, as_of=NOW, language="ru")

    assert [line.account for line in register.lines] == ["Северогорский метизный завод"]
    assert register.chosen_by == "Только: Северогорский метизный завод."
    assert register.lines[0].cost == Money(50_000, "RUB")
    assert (learnt.count, [line.name for line in learnt.kinds]) == (1, ["качество"])
    assert learnt.causes[0].name == "дозатор"
    whole = collect_register(office.workspace, None, as_of=NOW, language="en")
    assert (len(whole.lines), whole.chosen_by) == (2, "")
    none = collect_register(
        office.workspace, Span(date(2026, 1, 1), date(2026, 1, 2)), as_of=NOW, language="en"
    )
    assert none.lines == ()


@pytest.mark.parametrize("document", list(PeriodDocument))
@pytest.mark.parametrize("form", list(PeriodFormat))
def test_papers_of_some_days_are_written_in_both_formats(
    office: Office, complaint: UUID, document: PeriodDocument, form: PeriodFormat
) -> None:
    made = period_file(office.workspace, document, form, as_of=NOW, language="ru")

    assert made.data.startswith(b"%PDF-" if form is PeriodFormat.PDF else b"PK")


def test_a_complaint_that_is_gone_or_not_yet_there_has_no_paper(office: Office, complaint: UUID) -> None:
    for identity, moment in ((new_id(), NOW), (complaint, NOW - timedelta(days=1))):
        with pytest.raises(NotFoundError, match=r"complaint\.gone"):
            collect_complaint(office.workspace, identity, as_of=moment)
        with pytest.raises(NotFoundError, match=r"complaint\.gone"):
            collect_customer_complaint(office.workspace, identity, as_of=moment)


def test_the_stage_is_that_of_the_moment_of_the_data(office: Office, complaint: UUID) -> None:
    paper = collect_complaint(office.workspace, complaint, as_of=NOW)

    assert paper.stage is ComplaintStage.RECEIVED
