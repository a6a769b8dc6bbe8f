"""Editing the dossier: one step, all or nothing, each refusal beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.sentences import SENTENCES, STEPS
from kam.core.text import sort_key
from kam.core.vocabulary import AddressKind, DossierSection, PaymentForm, TeamRole, WhitespaceStage
from kam.models import Account, Contract, Opportunity, OrderLine, ProductLine
from kam.services.dossier import (
    AddressDraft,
    CellDraft,
    Check,
    CompetitorDraft,
    ContractDraft,
    Dossier,
    Draft,
    SpecialTermDraft,
    TeamDraft,
    UnitDraft,
    add_part,
    change_part,
    clear_whitespace_cell,
    edit_section,
    read_dossier,
    remove_parts,
    set_whitespace_cell,
    verify_section,
)
from kam.services.dossier.parts import _KINDS
from kam.services.dossier.sections import FIELDS
from kam.services.history import list_steps, undo_step
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)
IDENTITY, PORTRAIT, TERMS = DossierSection.IDENTITY, DossierSection.PORTRAIT, DossierSection.TERMS


def dossier(office: Office, account: Account) -> Dossier:
    return read_dossier(office.workspace, account.id, as_of=NOW)


def version(office: Office, account: Account, section: DossierSection) -> int:
    seen = dossier(office, account)
    versions = {IDENTITY: seen.identity.version, PORTRAIT: seen.portrait.version, TERMS: seen.terms.version}
    return versions[section]


def edit(office: Office, account: Account, section: DossierSection, values: Mapping[str, Any]) -> None:
    edit_section(office.workspace, account.id, section, values, version=version(office, account, section))


def faults(refused: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    for each in refused.value.errors:
        SENTENCES[each.code].text.format_map(dict(each.details))
    return {each.field: each.code for each in refused.value.errors}


def steps(office: Office) -> list[str]:
    return [step.label for step in list_steps(office.workspace) if not step.label.startswith("test.")][:-1]


def test_a_section_is_changed_and_verified_in_one_step(office: Office) -> None:
    account = office.account()
    edited = edit_section(
        office.workspace,
        account.id,
        TERMS,
        {
            "payment_form": PaymentForm.DEFERRED,
            "deferral_days": 45,
            "credit_limit": Money.of(14_000_000, "RUB"),
            "discount": Decimal("8.25"),
            "price_list": "  Ключевые 2026 ",
        },
        version=version(office, account, TERMS),
        verified_on=TODAY,
    )
    terms = dossier(office, account).terms
    assert (terms.deferral_days, terms.credit_limit) == (45, Money(1_400_000_000, "RUB"))
    assert (terms.discount, terms.price_list) == (Decimal("8.25"), "Ключевые 2026")
    assert (terms.verified.on, terms.verified.by) == (TODAY, "Мария Кречетова")
    assert edited.value == terms.version
    assert steps(office) == ["dossier.terms_changed"]
    undo_step(office.workspace)
    terms = dossier(office, account).terms
    assert (terms.payment_form, terms.credit_limit, terms.verified.on) == (None, None, None)


def test_every_field_of_every_form_takes_what_it_showed(office: Office) -> None:
    account = office.account(
        legal_name="АО", phone="1; 2", discount_hundredths=600, annual_revenue_minor=5, founded=1968
    )
    seen = dossier(office, account)
    for section, row in ((IDENTITY, seen.identity), (PORTRAIT, seen.portrait), (TERMS, seen.terms)):
        edit(office, account, section, {each.name: getattr(row, each.name) for each in FIELDS[section]})
    assert dossier(office, account) == seen
    assert steps(office) == []


def test_what_is_wrong_stands_beside_each_field_and_nothing_is_written(office: Office) -> None:
    account = office.account()
    with pytest.raises(FieldErrors) as refused:
        edit(
            office,
            account,
            PORTRAIT,
            {"industry": "м" * 301, "founded": 12, "potential": 6, "growth_plans": "цех"},
        )
    assert faults(refused) == {
        "industry": "field.too_long",
        "founded": "field.out_of_range",
        "potential": "field.out_of_range",
    }
    wrong = refused.value.of("industry")
    assert wrong is not None
    assert (wrong.details["limit"], wrong.details["length"]) == (300, 301)
    assert dossier(office, account).portrait.growth_plans is None


def test_terms_refuse_what_cannot_be(office: Office) -> None:
    account = office.account()
    with pytest.raises(FieldErrors) as refused:
        edit(
            office,
            account,
            TERMS,
            {
                "deferral_days": -1,
                "credit_limit": Money(-1, "RUB"),
                "discount": Decimal(101),
            },
        )
    assert faults(refused) == {
        "deferral_days": "field.out_of_range",
        "credit_limit": "field.negative",
        "discount": "field.out_of_range",
    }
    discount = refused.value.of("discount")
    assert discount is not None
    assert (discount.details["high"], discount.details["value"]) == ("100", "101")
    for values, code in (
        ({"discount": Decimal("8.255")}, "field.too_fine"),
        ({"credit_limit": Money(1, "USD")}, "field.other_currency"),
        ({"credit_limit": Money(10**18, "RUB")}, "field.too_large"),
        ({"currency": None}, "field.required"),
        ({"currency": "рубли"}, "field.too_long"),
        ({"currency": "руб"}, "domain.not_a_currency"),
    ):
        with pytest.raises(FieldErrors) as refused:
            edit(office, account, TERMS, values)
        assert list(faults(refused).values()) == [code]


def test_an_account_keeps_a_name_and_does_not_belong_to_itself(office: Office) -> None:
    account = office.account()
    other = office.account("Дочка", external_id="17", parent_id=account.id)
    below = office.account("Внучка", parent_id=other.id)
    with pytest.raises(FieldErrors) as refused:
        edit(office, account, IDENTITY, {"name": " ", "parent_id": below.id, "external_id": "17"})
    assert faults(refused) == {
        "name": "domain.account_without_name",
        "parent_id": "dossier.parent_circle",
        "external_id": "import.number_taken",
    }
    with pytest.raises(FieldErrors) as refused:
        edit(office, account, IDENTITY, {"parent_id": account.id})
    assert faults(refused) == {"parent_id": "domain.own_parent"}
    edit(office, below, IDENTITY, {"parent_id": account.id, "phones": ("1", " ", "2; 3")})
    seen = dossier(office, below).identity
    assert (seen.parent_id, seen.phones) == (account.id, ("1", "2, 3"))


def test_a_name_in_use_by_the_account_itself_is_no_fault(office: Office) -> None:
    account = office.account(external_id="17")
    edit(office, account, IDENTITY, {"external_id": "17", "name": "Новое имя"})
    assert dossier(office, account).identity.name == "Новое имя"


def test_the_currency_stays_while_amounts_depend_on_it(office: Office) -> None:
    account = office.account(credit_limit_minor=100)
    with pytest.raises(FieldErrors) as refused:
        edit(office, account, TERMS, {"currency": "EUR"})
    assert faults(refused) == {"currency": "dossier.currency_fixed"}
    edit(office, account, TERMS, {"currency": "EUR", "credit_limit": Money(5, "EUR")})
    assert dossier(office, account).terms.credit_limit == Money(5, "EUR")
    office.add(Opportunity(account_id=account.id, title="Короба", amount_minor=500))
    with pytest.raises(FieldErrors):
        edit(office, account, TERMS, {"currency": "USD", "credit_limit": None})


def test_somebody_elses_change_of_the_section_is_not_overwritten(office: Office) -> None:
    account = office.account()
    terms, portrait = version(office, account, TERMS), version(office, account, PORTRAIT)
    edit(office, account, TERMS, {"price_list": "Опт"})
    with pytest.raises(ConflictError):
        edit_section(office.workspace, account.id, TERMS, {"price_list": "Розница"}, version=terms)
    edit_section(office.workspace, account.id, PORTRAIT, {"industry": "метизы"}, version=portrait)
    seen = dossier(office, account)
    assert (seen.terms.price_list, seen.portrait.industry) == ("Опт", "метизы")


def test_an_unknown_field_is_a_bug_and_a_gone_account_is_said(office: Office) -> None:
    account = office.account()
    with pytest.raises(TypeError):
        edit(office, account, TERMS, {"industry": "метизы"})
    with pytest.raises(NotFoundError):
        edit_section(office.workspace, new_id(), TERMS, {}, version=1)


def test_a_section_is_verified_by_me_today_or_by_whom_one_says(office: Office) -> None:
    account = office.account()
    verify_section(office.workspace, account.id, DossierSection.UNITS)
    verified = dossier(office, account).verified(DossierSection.UNITS)
    assert (verified.on, verified.by, verified.days) == (TODAY, "Мария Кречетова", 0)
    earlier = TODAY - timedelta(days=3)
    verify_section(office.workspace, account.id, DossierSection.MONEY, Check(on=earlier, by=office.me))
    assert dossier(office, account).verified(DossierSection.MONEY).on == earlier
    with pytest.raises(FieldErrors) as refused:
        verify_section(
            office.workspace, account.id, DossierSection.UNITS, Check(on=TODAY + timedelta(days=1))
        )
    assert faults(refused) == {"verified_on": "field.in_future"}
    with pytest.raises(NotFoundError):
        verify_section(office.workspace, account.id, DossierSection.UNITS, Check(by=new_id()))
    assert steps(office) == ["dossier.verified", "dossier.verified"]


def drafts() -> list[Draft]:
    return [
        AddressDraft(AddressKind.SITE, line="Заводской пр-д, 4", city="Лугино"),
        SpecialTermDraft("склад у клиента", since=TODAY, until=TODAY),
        ContractDraft("14/25-П", "абразив", Money.of(78_000_000, "USD"), TODAY, TODAY, notice_days=30),
        UnitDraft("Площадка 1"),
        CompetitorDraft("«Вольф Абразив»", share_percent=31, threat=4, seen_on=TODAY),
        TeamDraft("мария кречетова", TeamRole.KAM),
    ]


def test_every_kind_of_line_is_added_changed_and_removed_with_undo(office: Office) -> None:
    for draft in drafts():
        account = office.account()
        empty = dossier(office, account)
        part = add_part(office.workspace, account.id, draft, check=Check()).value
        added = dossier(office, account)
        section = _KINDS[type(draft)].section
        assert added.verified(section).on == TODAY
        assert change_part(office.workspace, part, draft, version=1).value == 1, "nothing differs"
        assert remove_parts(office.workspace, type(draft), [part]).value == 1
        undo_step(office.workspace)
        assert _without_versions(dossier(office, account)) == _without_versions(added)
        undo_step(office.workspace)
        assert dossier(office, account) == empty


def _without_versions(seen: Dossier) -> str:
    return repr(seen).replace("version=2", "version=1")


def test_every_step_of_the_dossier_has_its_words() -> None:
    kinds = _KINDS.values()
    assert {step for kind in kinds for step in (kind.added, kind.changed, kind.removed)} <= STEPS.keys()


def test_a_line_that_was_changed_meanwhile_is_not_overwritten(office: Office) -> None:
    account = office.account()
    part = add_part(office.workspace, account.id, UnitDraft("Цех")).value
    assert change_part(office.workspace, part, UnitDraft("Цех 1"), version=1).value == 2
    with pytest.raises(ConflictError):
        change_part(office.workspace, part, UnitDraft("Цех 2"), version=1)
    remove_parts(office.workspace, UnitDraft, [part])
    with pytest.raises(NotFoundError):
        change_part(office.workspace, part, UnitDraft("Цех 2"), version=2)
    with pytest.raises(NotFoundError):
        remove_parts(office.workspace, UnitDraft, [part])


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        (AddressDraft(region="Татарстан"), {"line": "dossier.empty_address"}),
        (SpecialTermDraft(" "), {"what": "field.required"}),
        (SpecialTermDraft("а", since=TODAY, until=date(2026, 1, 1)), {"until": "field.before_start"}),
        (ContractDraft(starts_on=TODAY, ends_on=date(2026, 1, 1)), {"ends_on": "field.before_start"}),
        (
            ContractDraft(number="1" * 101, notice_days=-1, amount=Money(-1, "RUB")),
            {"number": "field.too_long", "notice_days": "field.out_of_range", "amount": "field.negative"},
        ),
        (UnitDraft("«площадка  1»"), {"name": "dossier.unit_exists"}),
        (UnitDraft(""), {"name": "field.required"}),
        (
            CompetitorDraft("", share_percent=101, threat=0),
            {
                "competitor": "field.required",
                "share_percent": "field.out_of_range",
                "threat": "field.out_of_range",
            },
        ),
        (CompetitorDraft("а" * 301), {"competitor": "field.too_long"}),
        (CompetitorDraft("А", product_line_id=new_id()), {"product_line_id": "dossier.no_such_product_line"}),
        (TeamDraft("Никто"), {"colleague": "colleague.not_found"}),
        (TeamDraft("Мария Кречетова", TeamRole.KAM), {"role": "dossier.already_in_team"}),
    ],
)
def test_a_line_that_cannot_be_is_refused_field_by_field(
    office: Office, draft: Draft, wrong: dict[str, str]
) -> None:
    account = office.account()
    add_part(office.workspace, account.id, UnitDraft("Площадка 1"))
    add_part(office.workspace, account.id, TeamDraft("Мария Кречетова", TeamRole.KAM))
    before = dossier(office, account)
    with pytest.raises(FieldErrors) as refused:
        add_part(office.workspace, account.id, draft)
    assert faults(refused) == wrong
    assert dossier(office, account) == before


def test_a_competitor_is_made_once_and_known_again_whatever_the_quotes(office: Office) -> None:
    account = office.account()
    add_part(office.workspace, account.id, CompetitorDraft("«Вольф»"))
    add_part(office.workspace, account.id, CompetitorDraft("вольф", strengths="цена"))
    first, second = dossier(office, account).competitors
    assert first.competitor_id == second.competitor_id


def test_a_new_colleague_is_made_when_one_says_so(office: Office) -> None:
    account = office.account()
    add_part(office.workspace, account.id, TeamDraft("Грачёв", TeamRole.SERVICE, make_new=True))
    assert [one.colleague for one in dossier(office, account).team] == ["Грачёв"]
    undo_step(office.workspace)
    with pytest.raises(FieldErrors):
        add_part(office.workspace, account.id, TeamDraft("Грачёв"))


def test_a_unit_that_sales_name_stays(office: Office) -> None:
    account = office.account()
    part = add_part(office.workspace, account.id, UnitDraft("Цех")).value
    office.add(
        OrderLine(
            account_id=account.id,
            unit_id=part,
            order_number="1",
            line_number=1,
            on=TODAY,
            revenue_minor=1,
            currency="RUB",
        )
    )
    with pytest.raises(RuleError) as refused:
        remove_parts(office.workspace, UnitDraft, [part])
    assert refused.value.code == "dossier.unit_needed"
    assert dossier(office, account).units


def test_a_contract_keeps_the_currency_of_its_amount(office: Office) -> None:
    account = office.account()
    part = add_part(office.workspace, account.id, ContractDraft("1", amount=Money(100, "USD"))).value
    change_part(office.workspace, part, ContractDraft("1"), version=1)
    with office.workspace.reading() as session:
        stored = session.get_one(Contract, part)
    assert (stored.amount_minor, stored.currency) == (None, None)


def test_a_cell_of_the_matrix_is_set_changed_and_made_unknown_again(office: Office) -> None:
    account = office.account()
    wheels = office.add(ProductLine(name="Круги", name_key=sort_key("Круги")))
    site = add_part(office.workspace, account.id, UnitDraft("Площадка 1")).value
    potential = CellDraft(wheels.id, site, WhitespaceStage.POTENTIAL, potential=Money(500, "RUB"))
    set_whitespace_cell(office.workspace, account.id, potential, version=None)
    lost = CellDraft(wheels.id, site, WhitespaceStage.COMPETITOR, competitor="Вольф")
    with pytest.raises(ConflictError):
        set_whitespace_cell(office.workspace, account.id, lost, version=None)
    set_whitespace_cell(office.workspace, account.id, lost, version=1)
    cell = dossier(office, account).whitespace.cell(wheels.id, site)
    assert cell is not None
    assert (cell.stage, cell.competitor, cell.potential, cell.on) == (
        WhitespaceStage.COMPETITOR,
        "Вольф",
        None,
        TODAY,
    )
    assert clear_whitespace_cell(office.workspace, account.id, wheels.id, site).value
    assert dossier(office, account).whitespace.cell(wheels.id, site) is None
    assert not clear_whitespace_cell(office.workspace, account.id, wheels.id, site).value
    strange = CellDraft(new_id(), new_id(), WhitespaceStage.WON)
    with pytest.raises(FieldErrors) as refused:
        set_whitespace_cell(office.workspace, account.id, strange, version=None)
    assert set(faults(refused)) == {"product_line_id", "unit_id"}
