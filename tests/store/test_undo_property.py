"""Whatever was done can be undone to the last byte of content, and done again."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError, RuleError
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import AccountStatus, Attitude, BuyingRole, RatingKind, Side
from kam.models import (
    Account,
    BusinessUnit,
    Commitment,
    Interaction,
    MonthlySales,
    OrderLine,
    ProductLine,
    Rating,
    Record,
    Stakeholder,
    metadata,
)
from kam.store.journal import VERSION, Liveness, StepKind, read_steps
from kam.store.undo import redo, undo
from kam.store.unit_of_work import writing
from tests.builders import Office

JOURNAL = {"step", "change"}
USE_CASES = 200
Content = dict[str, set[tuple[Any, ...]]]


def content(office: Office) -> Content:
    """Every row of every table but the journal, as the driver gives it, without version counters."""
    found: Content = {}
    with office.workspace.reading() as session:
        for table in metadata.tables.values():
            if table.name not in JOURNAL:
                columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name != VERSION)
                rows = session.connection().exec_driver_sql(f'SELECT {columns} FROM "{table.name}"')
                found[table.name] = {tuple(row) for row in rows}
        rows = session.connection().exec_driver_sql("SELECT kind, record_id FROM search_document")
        found["search"] = {tuple(row) for row in rows}
    return found


class Player:
    """Does one random thing after another through units of work."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office = office
        self.random = random.Random(seed)

    def any(self, entity: type[Record]) -> Any:
        """A random stored record, or None."""
        with self.office.workspace.reading() as session:
            records = session.scalars(select(entity)).all()
        return self.random.choice(records) if records else None

    def add_account(self) -> None:
        parent = self.any(Account)
        self.office.account(
            f"Клиент {self.random.randrange(1000)}",
            parent_id=parent.id if parent and self.random.random() < 0.3 else None,
        )

    def add_person(self) -> None:
        if (account := self.any(Account)) is not None:
            boss = self.any(Stakeholder)
            self.office.stakeholder(
                account,
                family=f"Фамилия {self.random.randrange(1000)}",
                roles=(self.random.choice(list(BuyingRole)),),
                attitude=self.random.choice(list(Attitude)),
                reports_to_id=boss.id if boss and boss.account_id == account.id else None,
            )

    def rate(self) -> None:
        if (place := self.any(Stakeholder)) is not None:
            self.office.add(
                Rating(
                    stakeholder_id=place.id,
                    kind=RatingKind.ATTITUDE,
                    value=self.random.randint(-2, 2),
                    on=self.office.today,
                )
            )

    def change_account(self) -> None:
        if (account := self.any(Account)) is not None:
            self.office.change(
                account,
                status=self.random.choice(list(AccountStatus)),
                potential=self.random.choice([None, 1, 5]),
                name=f"Имя {self.random.randrange(50)}",
            )

    def promise(self) -> None:
        if (account := self.any(Account)) is not None:
            due = self.office.today + timedelta(days=self.random.randint(-5, 30))
            self.office.promise(
                account, f"Дело {self.random.randrange(99)}", due=due, side=self.random.choice(list(Side))
            )

    def keep_promise(self) -> None:
        promise = self.any(Commitment)
        if promise is not None:
            with writing(self.office.workspace, "commitment.kept") as unit:
                unit.get_one(Commitment, promise.id).keep(self.office.today)

    def meet(self) -> None:
        account, place = self.any(Account), self.any(Stakeholder)
        if account is not None:
            self.office.meeting(account, None, *([place] if place else []))

    def sell(self) -> None:
        account, line = self.any(Account), self.any(ProductLine)
        if account is None:
            return
        with writing(self.office.workspace, "sales.imported", kind=StepKind.IMPORT) as unit:
            if line is None:
                line = ProductLine(name="Плёнка", name_key="пленка")
                unit.add(line)
            number = f"З-{new_id()}"
            rows = [
                {
                    "id": new_id(),
                    "account_id": account.id,
                    "product_line_id": line.id,
                    "order_number": number,
                    "line_number": place + 1,
                    "on": date(2026, self.random.randint(1, 12), 5),
                    "revenue_minor": self.random.randint(-100, 1000),
                    "currency": "RUB",
                    "is_return": False,
                }
                for place in range(self.random.randint(1, 5))
            ]
            unit.insert_many(OrderLine, rows)

    def total(self) -> None:
        if (account := self.any(Account)) is not None:
            month = Month(2025, self.random.randint(1, 12))
            with self.office.workspace.reading() as session:
                where = (MonthlySales.account_id == account.id) & (MonthlySales.month == month)
                known = session.scalars(select(MonthlySales).where(where)).first()
            if known is None:
                self.office.add(
                    MonthlySales(account_id=account.id, month=month, revenue_minor=7, currency="RUB")
                )
            else:
                with writing(self.office.workspace, "sales.imported") as unit:
                    revenue = self.random.randint(0, 99)
                    unit.update_many(MonthlySales, [{"id": known.id, "revenue_minor": revenue}])

    def delete(self) -> None:
        entity = self.random.choice([Account, Stakeholder, Commitment, Interaction, OrderLine, BusinessUnit])
        if (record := self.any(entity)) is not None:
            self.office.remove(record)

    def take_back(self) -> None:
        with self.office.workspace.reading() as session:
            steps = [step.seq for step in read_steps(session.connection()) if step.kind is not StepKind.UNDO]
        undo(self.office.workspace, self.random.choice(steps[:10]))

    def do_again(self) -> None:
        redo(self.office.workspace)

    def play(self, count: int) -> None:
        """So many use cases; one that a rule refuses counts too, and must have written nothing."""
        moves: list[Callable[[], None]] = [
            *([self.add_account, self.add_person, self.promise, self.sell] * 3),
            *([self.change_account, self.keep_promise, self.rate, self.meet, self.total] * 2),
            self.delete,
            self.take_back,
            self.do_again,
        ]
        for _ in range(count):
            before = self.office.last_step()
            try:
                self.random.choice(moves)()
            except (RuleError, ConflictError):
                assert self.office.last_step() == before
            except Exception as error:
                if "nothing_to" not in str(error):
                    raise


def steps_in_force(office: Office) -> list[int]:
    with office.workspace.reading() as session:
        connection = session.connection()
        liveness = Liveness(connection)
        return [
            step.seq
            for step in read_steps(connection)
            if step.kind in {StepKind.USER, StepKind.IMPORT} and liveness.holds(step.seq)
        ]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_hundred_use_cases_are_undone_and_redone(office: Office, seed: int) -> None:
    start = content(office)
    first = office.last_step()
    Player(office, seed).play(USE_CASES)
    end = content(office)
    assert end != start
    undone = 0
    while any(seq > first for seq in steps_in_force(office)):
        undo(office.workspace)
        undone += 1
    assert content(office) == start
    for _ in range(undone):
        redo(office.workspace)
    assert content(office) == end
