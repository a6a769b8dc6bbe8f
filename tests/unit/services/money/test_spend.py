"""What the client spends, with whom, and which part of it is ours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.core.sentences import SENTENCES
from kam.core.vocabulary import ServedBy
from kam.models import Account, BusinessUnit, ClientSpend, ProductLine, SupplierShare
from kam.services.history import undo_step
from kam.services.money.spend import (
    SpendDraft,
    SpendTable,
    add_spend,
    change_spend,
    delete_spends,
    read_spend,
)
from tests.builders import NOW, Office


def rub(units: int) -> Money:
    return Money(units * 100, "RUB")


def table(office: Office, account: Account, year: int | None = None) -> SpendTable:
    return read_spend(office.workspace, account.id, year, as_of=NOW)


def faults(refused: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    for each in refused.value.errors:
        SENTENCES[each.code].text.format_map(dict(each.details))
    return {each.field: each.code for each in refused.value.errors}


def test_a_spend_says_who_serves_how_much_and_the_rest_is_unknown(office: Office) -> None:
    account = office.account()
    line = office.add(ProductLine(name="Лента", name_key="лента"))
    draft = SpendDraft(
        2026,
        rub(100),
        line_id=line.id,
        us=rub(38),
        in_house=rub(10),
        competitors=(("Вольф", rub(30)), ("", rub(5))),
        on=date(2026, 11, 1),
        source="Закупщик",
    )
    add_spend(office.workspace, account.id, draft)
    found = table(office, account)
    (row,) = found.rows
    assert (row.line, row.unit, row.total, row.unknown) == ("Лента", "", rub(100), rub(17))
    assert row.share == Decimal("0.38")
    assert row.served(ServedBy.IN_HOUSE) == rub(10)
    assert found.wallet is not None
    assert [(part.served_by, part.competitor, part.amount) for part in found.wallet.parts] == [
        (ServedBy.US, "", rub(38)),
        (ServedBy.COMPETITOR, "Вольф", rub(30)),
        (ServedBy.COMPETITOR, "", rub(5)),
        (ServedBy.IN_HOUSE, "", rub(10)),
        (ServedBy.UNKNOWN, "", rub(17)),
    ]
    assert (found.wallet.on, found.wallet.overstated) == (date(2026, 11, 1), False)


def test_the_wallet_sums_lines_and_units_and_is_compared_with_the_year_before(office: Office) -> None:
    account = office.account()
    unit = office.add(BusinessUnit(account_id=account.id, name="Площадка 1"))
    for year, ours in ((2025, 20), (2026, 30)):
        add_spend(office.workspace, account.id, SpendDraft(year, rub(60), us=rub(ours)))
        add_spend(office.workspace, account.id, SpendDraft(year, rub(40), unit_id=unit.id, us=rub(10)))
    found = table(office, account)
    assert (found.year, found.years) == (2026, (2026, 2025))
    assert found.wallet is not None
    assert (found.wallet.total, found.wallet.share) == (rub(100), Decimal("0.4"))
    assert found.share_before == Decimal("0.3")
    assert table(office, account, 2025).share_before is None


def test_the_parts_cannot_be_more_than_the_whole(office: Office) -> None:
    account = office.account()
    with pytest.raises(FieldErrors) as refused:
        add_spend(
            office.workspace,
            account.id,
            SpendDraft(2026, rub(10), us=rub(8), competitors=(("Вольф", rub(3)),)),
        )
    assert faults(refused) == {"total": "money.parts_exceed"}
    assert table(office, account).rows == ()


def test_each_line_of_a_unit_has_one_spend_a_year(office: Office) -> None:
    account = office.account()
    add_spend(office.workspace, account.id, SpendDraft(2026, rub(10)))
    with pytest.raises(FieldErrors) as refused:
        add_spend(office.workspace, account.id, SpendDraft(2026, rub(12)))
    assert faults(refused) == {"line_id": "money.spend_exists"}
    add_spend(office.workspace, account.id, SpendDraft(2025, rub(12)))


def test_what_is_not_said_is_asked_for_beside_its_field(office: Office) -> None:
    account = office.account()
    with pytest.raises(FieldErrors) as refused:
        add_spend(office.workspace, account.id, SpendDraft(None, None))
    assert faults(refused) == {"year": "field.required", "total": "field.required"}


def test_a_supplier_that_stays_keeps_its_record(office: Office) -> None:
    account = office.account()
    draft = SpendDraft(2026, rub(100), us=rub(38), competitors=(("Вольф", rub(30)),))
    made = add_spend(office.workspace, account.id, draft).value
    with office.workspace.reading() as session:
        before = {share.served_by: share.id for share in session.query(SupplierShare)}
    (row,) = table(office, account).rows
    changed = SpendDraft(2026, rub(120), us=rub(50), in_house=rub(1))
    change_spend(office.workspace, made, changed, version=row.version)
    with office.workspace.reading() as session:
        after = {share.served_by: share.id for share in session.query(SupplierShare)}
    assert after[ServedBy.US] == before[ServedBy.US]
    assert set(after) == {ServedBy.US, ServedBy.IN_HOUSE}
    with pytest.raises(ConflictError):
        change_spend(office.workspace, made, changed, version=row.version)


def test_deleting_brings_back_the_parts_too(office: Office) -> None:
    account = office.account()
    made = add_spend(office.workspace, account.id, SpendDraft(2026, rub(100), us=rub(38))).value
    delete_spends(office.workspace, [made])
    assert table(office, account).wallet is None
    undo_step(office.workspace, office.last_step())
    assert table(office, account).rows[0].share == Decimal("0.38")
    with pytest.raises(NotFoundError):
        delete_spends(office.workspace, [account.id])


def test_a_year_that_has_not_begun_is_not_the_one_that_is_known(office: Office) -> None:
    account = office.account()
    office.add(ClientSpend(account_id=account.id, year=2027, total_minor=1_00, currency="RUB"))
    assert table(office, account).year is None
    office.add(ClientSpend(account_id=account.id, year=2025, total_minor=1_00, currency="RUB"))
    assert table(office, account).year == 2025


def test_a_part_that_nobody_knows_the_supplier_of_counts_as_unknown(office: Office) -> None:
    account = office.account()
    spend = office.add(ClientSpend(account_id=account.id, year=2026, total_minor=10_00, currency="RUB"))
    office.add(SupplierShare(spend_id=spend.id, served_by=ServedBy.UNKNOWN, amount_minor=4_00))
    (row,) = table(office, account).rows
    assert row.unknown == rub(10)
    change_spend(office.workspace, spend.id, SpendDraft(2026, rub(10), us=rub(8)), version=row.version)
    (row,) = table(office, account).rows
    assert (row.unknown, [part.served_by for part in row.parts]) == (rub(2), [ServedBy.US])
