"""A workspace at the scale of a large territory, written through the product's own unit of work."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.working_time import WorkCalendar
from kam.core.clock import FixedClock
from kam.core.ids import new_id
from kam.core.periods import Month, last_full_month, trailing_months
from kam.core.text import sort_key
from kam.core.vocabulary import (
    AccountStatus,
    Channel,
    Circle,
    CommitmentStatus,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    InteractionKind,
    InteractionStatus,
    RatingKind,
    Severity,
    Side,
)
from kam.models import (
    Account,
    ClockPause,
    Colleague,
    Commitment,
    Compensation,
    Complaint,
    Interaction,
    MonthlySales,
    Participant,
    Person,
    ProductLine,
    Rating,
    Record,
    StageChange,
    Stakeholder,
)
from kam.models.sales import NO_ID
from kam.services.complaints.terms import calendar_text, norms_text
from kam.services.workspaces import NewWorkspace, create_workspace
from kam.store.journal import StepKind
from kam.store.workspace import Workspace

NOW = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
ZONE = "Europe/Moscow"
NEXT_TUESDAY = datetime(2026, 11, 24, 10)  # noqa: DTZ001 - a planned local time
LINES = 12
YEARS = 5
_BATCH = 50_000
_TOPICS = (
    "годовой контракт",
    "отгрузка плёнки",
    "претензия по качеству",
    "график поставок",
    "пилот гофрокоробов",
    "индексация цен",
    "отсрочка платежа",
    "новый цех",
)
_ENDS = (
    "договорились о шагах",
    "ждут расчёт",
    "просят образцы",
    "вернёмся через месяц",
    "решает финдиректор",
)


_DEPARTMENTS = ("производство", "склад", "логистика", "бухгалтерия", "ОТК", None)
_CAUSES = tuple(f"Причина № {number}" for number in range(60)) + (None,) * 20


@dataclass(frozen=True, slots=True)
class Scale:
    """How much of everything there is."""

    accounts: int = 1_000
    people: int = 20_000
    interactions: int = 500_000
    complaints: int = 20_000

    def tenth(self) -> Scale:
        """A tenth of it."""
        return Scale(self.accounts // 10, self.people // 10, self.interactions // 10, self.complaints // 10)


def build(path: Path, scale: Scale) -> Workspace:
    """Write the workspace; repeatable but for identities."""
    begin = NewWorkspace(company="Вереск Упаковка", me="Мария Кречетова", language="ru")
    workspace = create_workspace(path, begin, FixedClock(NOW))
    _Builder(workspace, scale).fill()
    return workspace


class _Builder:
    def __init__(self, workspace: Workspace, scale: Scale) -> None:
        self._workspace = workspace
        self._scale = scale
        self._random = random.Random(7)
        self._accounts: list[UUID] = [new_id() for _ in range(scale.accounts)]
        self._lines = [new_id() for _ in range(LINES)]
        self._places: dict[UUID, list[UUID]] = {account: [] for account in self._accounts}

    def fill(self) -> None:
        self._write(ProductLine, self._product_lines())
        self._write(Account, self._account_rows())
        people = list(self._people())
        self._write(Person, (person for person, _ in people))
        self._write(Stakeholder, (place for _, place in people))
        self._write(Rating, self._ratings([place["id"] for _, place in people]))
        self._write(MonthlySales, self._sales())
        self._interactions()
        self._write(Commitment, self._commitments())
        self._complaints()

    def _write(self, entity: type[Record], rows: Iterator[Mapping[str, Any]]) -> None:
        batch: list[Mapping[str, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                self._flush(entity, batch)
                batch = []
        if batch:
            self._flush(entity, batch)

    def _flush(self, entity: type[Record], batch: list[Mapping[str, Any]]) -> None:
        with self._workspace.writing("benchmark.filled", kind=StepKind.IMPORT) as unit:
            unit.insert_many(entity, batch)

    def _product_lines(self) -> Iterator[Mapping[str, Any]]:
        for number, line in enumerate(self._lines):
            yield {"id": line, "name": f"Линия {number}", "name_key": f"линия {number}"}

    def _account_rows(self) -> Iterator[Mapping[str, Any]]:
        for number, account in enumerate(self._accounts):
            name = f"Завод № {number} «{self._random.choice(_TOPICS)}»"
            yield {
                "id": account,
                "name": name,
                "name_key": sort_key(name),
                "external_id": f"C{number:05}",
                "tax_number": f"77{number:08}",
                "status": AccountStatus.ACTIVE,
                "potential": self._random.randint(1, 5),
                "currency": "RUB",
            }

    def _people(self) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
        for number in range(self._scale.people):
            account = self._accounts[number % len(self._accounts)]
            person, place = new_id(), new_id()
            self._places[account].append(place)
            family = f"Иванов{number % 977}"
            yield (
                {
                    "id": person,
                    "family_name": family,
                    "given_name": "Пётр",
                    "name_key": sort_key(f"{family} Пётр"),
                },
                {
                    "id": place,
                    "account_id": account,
                    "person_id": person,
                    "job_title": self._random.choice(
                        ("закупщик", "технолог", "директор по качеству", "логист")
                    ),
                    "circle": self._random.choice(list(Circle)),
                },
            )

    def _ratings(self, places: list[UUID]) -> Iterator[Mapping[str, Any]]:
        for place in places:
            for kind, low, high in ((RatingKind.ATTITUDE, -2, 2), (RatingKind.INFLUENCE, 1, 5)):
                yield {
                    "id": new_id(),
                    "stakeholder_id": place,
                    "kind": kind,
                    "value": self._random.randint(low, high),
                    "on": self._day(400),
                }

    def _day(self, back: int) -> date:
        return NOW.date() - timedelta(days=self._random.randint(1, back))

    def _sales(self) -> Iterator[Mapping[str, Any]]:
        months: list[Month] = trailing_months(last_full_month(NOW.date()), YEARS * 12)
        for account in self._accounts:
            size = self._random.randint(10_000, 50_000_000)
            for month in months:
                for line in self._lines:
                    yield {
                        "id": new_id(),
                        "account_id": account,
                        "month": month,
                        "product_line_id": line,
                        "product_line_key": line,
                        "unit_key": NO_ID,
                        "revenue_minor": self._random.randint(size // 2, size),
                        "currency": "RUB",
                    }

    def _interactions(self) -> None:
        kinds = [kind for kind in InteractionKind if kind is not InteractionKind.NOTE]
        rows: list[Mapping[str, Any]] = []
        people: list[Mapping[str, Any]] = []
        for number in range(self._scale.interactions):
            account = self._accounts[number % len(self._accounts)]
            moment = NOW - timedelta(minutes=self._random.randint(60, YEARS * 365 * 24 * 60))
            local = (moment + timedelta(hours=3)).replace(tzinfo=None, second=0, microsecond=0)
            interaction = new_id()
            topic = self._random.choice(_TOPICS)
            rows.append(
                {
                    "id": interaction,
                    "account_id": account,
                    "kind": self._random.choice(kinds),
                    "status": InteractionStatus.DONE,
                    "subject": topic.capitalize(),
                    "starts_local": local,
                    "zone": ZONE,
                    "starts_at": moment,
                    "notes": f"Обсудили {topic}, {self._random.choice(_ENDS)}, заказ № {number}",
                }
            )
            places = self._places[account]
            if places:
                people.append(
                    {
                        "id": new_id(),
                        "interaction_id": interaction,
                        "stakeholder_id": self._random.choice(places),
                        "position": 0,
                    }
                )
            if len(rows) == _BATCH:
                self._flush_interactions(rows, people)
                rows, people = [], []
        if rows:
            self._flush_interactions(rows, people)
        self._plan_meetings()

    def _flush_interactions(self, rows: list[Mapping[str, Any]], people: list[Mapping[str, Any]]) -> None:
        with self._workspace.writing("benchmark.filled", kind=StepKind.IMPORT) as unit:
            unit.insert_many(Interaction, rows)
            unit.insert_many(Participant, people)

    def _plan_meetings(self) -> None:
        with self._workspace.writing("benchmark.filled", kind=StepKind.IMPORT) as unit:
            for account in self._accounts:
                meeting = Interaction(
                    account_id=account,
                    kind=InteractionKind.MEETING,
                    subject="Годовой контракт",
                    minutes=60,
                    purpose="Согласовать рамку",
                )
                meeting.schedule(NEXT_TUESDAY, ZONE)
                unit.add(meeting)
                unit.add_all(
                    Participant(interaction_id=meeting.id, stakeholder_id=place, position=number)
                    for number, place in enumerate(self._places[account][:4])
                )

    def _commitments(self) -> Iterator[Mapping[str, Any]]:
        for account in self._accounts:
            for number in range(40):
                made = self._day(700)
                closed = number > 6
                yield {
                    "id": new_id(),
                    "account_id": account,
                    "side": Side.OURS if number % 2 else Side.THEIRS,
                    "text": f"Прислать {self._random.choice(_TOPICS)} {number}",
                    "kind": "promise",
                    "promised_to_client": True,
                    "made_on": made,
                    "due_on": made + timedelta(days=14),
                    "first_due_on": made + timedelta(days=14),
                    "status": CommitmentStatus.KEPT if closed else CommitmentStatus.OPEN,
                    "closed_on": made + timedelta(days=12) if closed else None,
                }

    def _complaints(self) -> None:
        """Complaints of all years: one in fifty is open, some wait for the client, some were reopened."""
        rows: list[Mapping[str, Any]] = []
        facts: dict[type[Record], list[Mapping[str, Any]]] = {
            StageChange: [], ClockPause: [], Compensation: []
        }  # fmt: skip
        clerk = new_id()
        norms = norms_text(ComplaintNorms())
        calendars: dict[int, str] = {}
        for number in range(self._scale.complaints):
            received = NOW - timedelta(minutes=self._random.randint(60, YEARS * 365 * 24 * 60))
            if received.year not in calendars:
                calendars[received.year] = calendar_text(WorkCalendar(ZoneInfo(ZONE)), None, received.year)
            complaint = new_id()
            stage = ComplaintStage.RECEIVED if number % 50 == 0 else ComplaintStage.CLOSED
            closed = stage is ComplaintStage.CLOSED
            rows.append(
                {
                    "id": complaint,
                    "account_id": self._accounts[number % len(self._accounts)],
                    "number": f"K-{received.year}-{number:06}",
                    "channel": self._random.choice(list(Channel)),
                    "received_at": received,
                    "kind": self._random.choice(list(ComplaintKind)),
                    "severity": self._random.choice(list(Severity)),
                    "stage": stage,
                    "product_line_id": self._random.choice(self._lines),
                    "department": self._random.choice(_DEPARTMENTS),
                    "root_cause": self._random.choice(_CAUSES) if closed else None,
                    "summary": f"Жалоба: {self._random.choice(_TOPICS)}",
                    "norms": norms,
                    "calendar": calendars[received.year],
                }
            )
            for one, moment in self._stages(received, number, closed=closed):
                facts[StageChange].append(
                    {"id": new_id(), "complaint_id": complaint, "stage": one, "at": moment}
                )
            if number % 10 == 0:
                pause = {"since": received + timedelta(hours=2), "reason": "ждём фото"}
                facts[ClockPause].append(
                    {"id": new_id(), "complaint_id": complaint, "until": received + timedelta(hours=9)}
                    | pause
                )
            if closed and number % 4 == 0:
                sum_ = {"amount_minor": self._random.randint(1_000, 90_000_00), "currency": "RUB"}
                kind = self._random.choice(list(CompensationKind))
                facts[Compensation].append(
                    {"id": new_id(), "complaint_id": complaint, "kind": kind, "approved_by_id": clerk} | sum_
                )
        with self._workspace.writing("benchmark.filled", kind=StepKind.IMPORT) as unit:
            unit.add(Colleague(id=clerk, name="Олег Дроздов"))
            unit.insert_many(Complaint, rows)
            for entity, listed in facts.items():
                unit.insert_many(entity, listed)

    def _stages(
        self, received: datetime, number: int, *, closed: bool
    ) -> Iterator[tuple[ComplaintStage, datetime]]:
        """The stages of a complaint, hours and days apart; one in a hundred was reopened once."""
        moment = received
        yield ComplaintStage.RECEIVED, moment
        if not closed:
            return
        way = [
            ComplaintStage.ACKNOWLEDGED,
            ComplaintStage.INVESTIGATING,
            ComplaintStage.RESPONSE_OFFERED,
            ComplaintStage.DECIDED,
            ComplaintStage.CLOSED,
        ]
        if number % 100 == 1:
            way += [ComplaintStage.REOPENED, ComplaintStage.DECIDED, ComplaintStage.CLOSED]
        for stage in way:
            moment = min(moment + timedelta(minutes=self._random.randint(2, 3 * 24 * 60)), NOW)
            yield stage, moment
