"""A value that no kam ever wrote is said to be damage, not a mistake of the program."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.core.vocabulary import Attitude
from kam.models import Account, Interaction, MonthlySales, Rating, Record
from tests.builders import Office


@pytest.mark.parametrize(
    ("entity", "column", "value"),
    [
        (Account, "status", "friend"),
        (Account, "client_since", "2026-13-45"),
        (MonthlySales, "month", "2026-99"),
        (Interaction, "starts_local", "noon"),
        (Interaction, "starts_at", 2**62),
        (Interaction, "mood", 9),
        (Rating, "on", "yesterday"),
    ],
)
def test_it_is_named_as_damage(office: Office, entity: type[Record], column: str, value: object) -> None:
    account = office.account(client_since=date(2020, 1, 1))
    office.stakeholder(account, attitude=Attitude.NEUTRAL)
    office.meeting(account)
    office.add(MonthlySales(account_id=account.id, month=Month(2026, 10), revenue_minor=1, currency="RUB"))
    with office.workspace.writer_engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
        connection.exec_driver_sql(f'UPDATE {entity.__table__.name} SET "{column}" = ?', (value,))  # type: ignore[attr-defined]
    with (
        office.workspace.reading() as session,
        pytest.raises(UserError, match=r"store\.damaged_value"),
    ):
        session.execute(select(getattr(entity, column))).all()
    office.workspace.changed = False  # a damaged file makes no backup
