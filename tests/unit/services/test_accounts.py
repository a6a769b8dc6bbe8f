"""Accounts are made without doubles, changed in place, put into holdings, pinned and deleted."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import AccountStatus, BusinessType, KeyGroup, Overridden
from kam.models import Account, Address, Interaction, InteractionAccount, MonthlySales, Person, Stakeholder
from kam.services.accounts.duplicates import DuplicateReason, duplicate_pairs, likely_duplicates
from kam.services.accounts.editing import (
    NewAccount,
    bulk_update,
    create_account,
    delete_account,
    update_account,
)
from kam.services.accounts.holdings import holding_of, set_parent
from kam.services.accounts.pins import move_pin, pin, pinned
from kam.services.frame import frame_facts
from kam.services.history import undo_step
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.portfolio.reading import read_portfolio
from kam.services.views import delete_view, rename_view, save_view, saved_views
from tests.builders import NOW, Office


def stored(office: Office, account_id: UUID) -> Account:
    with office.workspace.reading() as session:
        return session.get_one(Account, account_id)


# --- doubles


def test_a_new_account_that_is_there_already_is_recognised_with_the_reason(office: Office) -> None:
    known = office.account("Волгометиз", tax_number="7701 234567", owner_id=office.me)
    office.account("Совсем другой")
    (found,) = likely_duplicates(office.workspace, "Volgometiz LLC")
    assert (found.id, found.name, found.owner) == (known.id, "Волгометиз", "Мария Кречетова")
    assert [reason.code for reason in found.reasons] == [DuplicateReason.OTHER_ALPHABET]
    (by_number,) = likely_duplicates(office.workspace, "Ничего общего", "7701-234567")
    assert [reason.code for reason in by_number.reasons] == [DuplicateReason.TAX_NUMBER]
    assert likely_duplicates(office.workspace, "Неизвестный") == ()


def test_the_legal_name_is_looked_at_too(office: Office) -> None:
    office.account("Рябинка", legal_name="ООО «Торговая сеть Восток»")
    (found,) = likely_duplicates(office.workspace, "Торговая сеть Восток")
    assert [reason.code for reason in found.reasons] == [DuplicateReason.LEGAL_NAME]


def test_the_likeliest_stands_first_and_no_more_than_asked(office: Office) -> None:
    for name in ("Волгометиз-Трейд", "ООО «Волгометиз»", "Волгометиз-Сервис"):
        office.account(name)
    office.account("Камский завод", tax_number="123")
    found = likely_duplicates(office.workspace, "Волгометиз", "123")
    assert [each.name for each in found[:2]] == ["Камский завод", "ООО «Волгометиз»"]
    assert len(found) == 4
    assert len(likely_duplicates(office.workspace, "Волгометиз", limit=2)) == 2


def test_an_account_is_not_its_own_double_and_two_letters_fit_nobody(office: Office) -> None:
    account = office.account("Ока")
    assert likely_duplicates(office.workspace, "Ока", besides=account.id) == ()
    assert likely_duplicates(office.workspace, "О") == ()


def test_doubles_within_the_portfolio_are_found_in_pairs(office: Office) -> None:
    first = office.account("Заря", tax_number="1")
    second = office.account("ООО «Zarya»")
    third = office.account("Другой", tax_number="1")
    office.account("Одинокий")
    pairs = {frozenset((one, other.id)) for one, other in duplicate_pairs(office.workspace)}
    assert pairs == {frozenset((first.id, second.id)), frozenset((first.id, third.id))}


# --- made and changed


def test_an_account_is_made_mine_in_our_currency_with_its_address(office: Office) -> None:
    made = create_account(
        office.workspace,
        NewAccount(
            "  Волгометиз ", tax_number="7701", potential=4, city="Волгоград", status=AccountStatus.ACTIVE
        ),
    )
    account = stored(office, made.value)
    assert (account.name, account.owner_id, account.currency) == ("Волгометиз", office.me, "RUB")
    assert (account.potential, account.status) == (4, AccountStatus.ACTIVE)
    with office.workspace.reading() as session:
        (address,) = session.scalars(select(Address))
    assert (address.account_id, address.city) == (made.value, "Волгоград")
    undo_step(office.workspace)
    with office.workspace.reading() as session:
        assert session.scalars(select(Account)).all() == []


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_written(office: Office) -> None:
    office.account("Ока", external_id="K-1")
    before = office.last_step()
    with pytest.raises(FieldErrors) as refused:
        create_account(
            office.workspace,
            NewAccount(
                "", potential=9, external_id="K-1", parent_id=new_id(), owner_id=new_id(), city="Я" * 201
            ),
        )
    assert {error.field: error.code for error in refused.value.errors} == {
        "name": "domain.account_without_name",
        "potential": "field.out_of_range",
        "external_id": "import.number_taken",
        "parent_id": "account.gone",
        "owner_id": "colleague.gone",
        "city": "field.too_long",
    }
    assert office.last_step() == before


def test_a_row_is_changed_in_place_and_a_stale_one_is_not(office: Office) -> None:
    account = office.account("Ока")
    version = update_account(
        office.workspace, account.id, {"status": AccountStatus.AT_RISK, "potential": 2}, version=1
    ).value
    assert version == 2
    with pytest.raises(ConflictError, match=r"account\.changed_meanwhile"):
        update_account(office.workspace, account.id, {"potential": 5}, version=1)
    assert (stored(office, account.id).potential, stored(office, account.id).status) == (
        2,
        AccountStatus.AT_RISK,
    )
    assert update_account(office.workspace, account.id, {"potential": 2}, version=2).value == 2
    with pytest.raises(FieldErrors):
        update_account(office.workspace, account.id, {"name": " "}, version=2)
    with pytest.raises(TypeError, match="version"):
        update_account(office.workspace, account.id, {"version": 7}, version=2)
    with pytest.raises(NotFoundError):
        update_account(office.workspace, new_id(), {"potential": 2}, version=1)


def test_many_are_changed_in_one_step_and_undone_in_one(office: Office) -> None:
    accounts = [office.account(f"Клиент {number}", potential=number) for number in range(1, 4)]
    ids = [account.id for account in accounts]
    values = {"status": AccountStatus.DORMANT, "potential": 1, "business_type": BusinessType.DEALER}
    assert bulk_update(office.workspace, [*ids, new_id()], values).value == 3
    assert {stored(office, each).potential for each in ids} == {1}
    undo_step(office.workspace)
    assert [stored(office, each).potential for each in ids] == [1, 2, 3]
    with pytest.raises(FieldErrors):
        bulk_update(office.workspace, ids, {"potential": 6})
    assert [stored(office, each).potential for each in ids] == [1, 2, 3]


def test_a_computed_value_is_set_by_hand_for_many_in_the_same_step(office: Office) -> None:
    ids = [office.account(name).id for name in ("Волга", "Ока")]
    group = {Overridden.KEY_GROUP: KeyGroup.EXPERT}
    with pytest.raises(FieldErrors) as refused:
        bulk_update(office.workspace, ids, {"potential": 4}, group, " ")
    assert [error.field for error in refused.value.errors] == ["reason"]
    before = office.last_step()
    bulk_update(office.workspace, ids, {"potential": 4}, group, "Учат нас рынку")
    assert office.last_step() == before + 1
    rows = read_portfolio(office.workspace, PortfolioQuery(), as_of=NOW).rows
    assert {(row.key_group, row.potential) for row in rows} == {(KeyGroup.EXPERT, 4)}


# --- deleted


def test_a_deleted_account_comes_back_whole(office: Office) -> None:
    account = office.account("Ока")
    daughter = office.account("Дочка", parent_id=account.id)
    office.stakeholder(account)
    office.promise(account, "Прислать образцы")
    delete_account(office.workspace, account.id)
    assert stored(office, daughter.id).parent_id is None
    with office.workspace.reading() as session:
        assert session.scalars(select(Stakeholder)).all() == []
        assert len(session.scalars(select(Person)).all()) == 1
    undo_step(office.workspace)
    assert stored(office, daughter.id).parent_id == account.id
    with pytest.raises(NotFoundError):
        delete_account(office.workspace, new_id())


def test_an_interaction_with_others_stays_with_the_first_of_them(office: Office) -> None:
    host, first, second = office.account("Хозяин"), office.account("Первый"), office.account("Второй")
    meeting = office.meeting(host, datetime(2026, 11, 25, 11))  # noqa: DTZ001 - a planned local time
    alone = office.meeting(host, datetime(2026, 11, 26, 11))  # noqa: DTZ001 - a planned local time
    for further in (first, second):
        office.add(InteractionAccount(interaction_id=meeting.id, account_id=further.id))
    delete_account(office.workspace, host.id)
    with office.workspace.reading() as session:
        assert session.get_one(Interaction, meeting.id).account_id == first.id
        assert session.get(Interaction, alone.id) is None
        (left,) = session.scalars(select(InteractionAccount))
    assert left.account_id == second.id
    undo_step(office.workspace)
    with office.workspace.reading() as session:
        assert session.get_one(Interaction, meeting.id).account_id == host.id


# --- holdings


def test_a_holding_is_a_tree_with_what_it_buys(office: Office) -> None:
    head, daughter, other = office.account("Холдинг"), office.account("Дочка"), office.account("Вторая дочка")
    grandchild = office.account("Внучка")
    set_parent(office.workspace, daughter.id, head.id)
    set_parent(office.workspace, other.id, head.id)
    set_parent(office.workspace, grandchild.id, daughter.id)
    for account, rubles in ((head, 1), (daughter, 20), (grandchild, 300), (other, 50)):
        office.add(
            MonthlySales(
                account_id=account.id, month=Month(2026, 10), revenue_minor=rubles * 100, currency="RUB"
            )
        )
    for asked in (head, grandchild):
        tree = holding_of(office.workspace, asked.id, as_of=NOW)
        assert [(node.name, node.depth, node.revenue_whole.minor) for node in tree.everybody] == [
            ("Холдинг", 0, 37_100),
            ("Дочка", 1, 32_000),
            ("Внучка", 2, 30_000),
            ("Вторая дочка", 1, 5_000),
        ]
    set_parent(office.workspace, daughter.id, None)
    assert [node.name for node in holding_of(office.workspace, head.id, as_of=NOW).everybody] == [
        "Холдинг",
        "Вторая дочка",
    ]


def test_nobody_belongs_to_what_belongs_to_them(office: Office) -> None:
    head = office.account("Холдинг")
    daughter = office.account("Дочка", parent_id=head.id)
    grandchild = office.account("Внучка", parent_id=daughter.id)
    with pytest.raises(RuleError, match=r"dossier\.parent_circle"):
        set_parent(office.workspace, head.id, grandchild.id)
    with pytest.raises(RuleError, match=r"domain\.own_parent"):
        set_parent(office.workspace, head.id, head.id)
    with pytest.raises(NotFoundError):
        set_parent(office.workspace, head.id, new_id())
    assert stored(office, head.id).parent_id is None


# --- pins and views


def test_pins_keep_their_order_and_come_back_with_their_account(office: Office) -> None:
    first, second, third = (office.account(name) for name in ("Первый", "Второй", "Третий"))
    for account in (first, second, third, first):
        pin(office.workspace, account.id, on=True)
    assert [each.name for each in pinned(office.workspace)] == ["Первый", "Второй", "Третий"]
    move_pin(office.workspace, third.id, 0)
    pin(office.workspace, first.id, on=False)
    assert [each.name for each in pinned(office.workspace)] == ["Третий", "Второй"]
    delete_account(office.workspace, third.id)
    assert [each.name for each in pinned(office.workspace)] == ["Второй"]
    undo_step(office.workspace)
    assert [each.name for each in pinned(office.workspace)] == ["Третий", "Второй"]
    assert [each.name for each in frame_facts(office.workspace).pinned] == ["Третий", "Второй"]
    with pytest.raises(NotFoundError):
        pin(office.workspace, new_id(), on=True)
    with pytest.raises(NotFoundError):
        move_pin(office.workspace, first.id, 0)


def test_the_last_pin_can_be_taken_off(office: Office) -> None:
    account = office.account()
    pin(office.workspace, account.id, on=True)
    pin(office.workspace, account.id, on=False)
    assert pinned(office.workspace) == ()


def test_a_view_is_saved_replaced_and_forgotten_by_name(office: Office) -> None:
    mine = PortfolioQuery(owners=frozenset({office.me}), sort=PortfolioColumn.CHANGE)
    content = {"query": as_json(mine), "columns": ["name", "revenue"]}
    saved = save_view(office.workspace, "Мои  ключевые", content).value
    save_view(office.workspace, "Весь портфель", {})
    save_view(office.workspace, "Люди без согласия", {}, of="people")
    views = saved_views(office.workspace)
    assert [view.name for view in views] == ["Весь портфель", "Мои ключевые"]
    assert from_json(views[1].content["query"]) == mine
    assert save_view(office.workspace, "мои ключевые", {"columns": []}).value == saved
    assert saved_views(office.workspace)[1].content == {"columns": []}
    undo_step(office.workspace)
    assert saved_views(office.workspace)[1].content == content
    delete_view(office.workspace, saved)
    assert [view.name for view in saved_views(office.workspace)] == ["Весь портфель"]
    with pytest.raises(NotFoundError):
        delete_view(office.workspace, saved)
    for name in ("", "  ", "Я" * 101):
        with pytest.raises(RuleError):
            save_view(office.workspace, name, {})


def test_a_view_is_renamed_unless_the_name_is_another_views(office: Office) -> None:
    saved = save_view(office.workspace, "мои ключевые", {"columns": ["name"]}).value
    save_view(office.workspace, "Весь портфель", {})
    rename_view(office.workspace, saved, "  Мои   Ключевые ")
    view = saved_views(office.workspace)[1]
    assert (view.id, view.name, view.content) == (saved, "Мои Ключевые", {"columns": ["name"]})
    with pytest.raises(RuleError, match="name_taken"):
        rename_view(office.workspace, saved, "весь портфель")
    delete_view(office.workspace, saved)
    with pytest.raises(NotFoundError, match=r"view\.gone"):
        rename_view(office.workspace, saved, "Снова")


def test_saved_views_do_not_disturb_the_settings(office: Office) -> None:
    save_view(office.workspace, "Вид", {"query": {"text": "50% _"}})
    office.account("Ока")
    with office.workspace.reading() as session:
        assert session.scalars(select(Account)).one().name == "Ока"
    assert saved_views(office.workspace)[0].content == {"query": {"text": "50% _"}}
