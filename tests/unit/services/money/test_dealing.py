"""Opportunities: written down, changed, moved from stage to stage with what each stage asks for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.sentences import SENTENCES, STEPS
from kam.core.vocabulary import OpportunityKind, OpportunityStage
from kam.models import Account, BusinessUnit, Competitor, ProductLine
from kam.services.history import list_steps, undo_step
from kam.services.money.dealing import DealDraft, Move, add_deal, change_deal, delete_deals, move_deal
from kam.services.money.deals import DealRow, Deals, read_choices, read_deals
from kam.services.money.stages import NEEDS, USUAL
from tests.builders import NOW, Office

IDEA, QUALIFIED, PROPOSED = OpportunityStage.IDEA, OpportunityStage.QUALIFIED, OpportunityStage.PROPOSED
NEGOTIATING, WON, LOST = OpportunityStage.NEGOTIATING, OpportunityStage.WON, OpportunityStage.LOST
TODAY = date(2026, 11, 23)


def rub(millions: float) -> Money:
    return Money(round(millions * 100_000_000), "RUB")


def deals(office: Office, account: Account) -> Deals:
    return read_deals(office.workspace, account.id, as_of=NOW)


def only(office: Office, account: Account) -> DealRow:
    (row,) = deals(office, account).rows
    return row


def faults(refused: pytest.ExceptionInfo[FieldErrors]) -> dict[str, str]:
    for each in refused.value.errors:
        SENTENCES[each.code].text.format_map(dict(each.details))
    return {each.field: each.code for each in refused.value.errors}


def test_an_opportunity_says_everything_that_was_typed_and_what_it_is_worth(office: Office) -> None:
    account = office.account()
    unit = office.add(BusinessUnit(account_id=account.id, name="Площадка 2"))
    line = office.add(ProductLine(name="Лента", name_key="лента"))
    place = office.stakeholder(account)
    draft = DealDraft(
        title="Лента Р80",
        kind=OpportunityKind.CROSS_SELL,
        stage=PROPOSED,
        line_id=line.id,
        unit_id=unit.id,
        amount=rub(12),
        probability=45,
        expected_on=date(2027, 2, 28),
        competitor="«Вольф»",
        owner_id=office.me,
        people=(place.id,),
        next_step="Пробная партия",
    )
    add_deal(office.workspace, account.id, draft)
    row = only(office, account)
    assert (row.title, row.line, row.unit, row.competitor, row.owner) == (
        "Лента Р80",
        "Лента",
        "Площадка 2",
        "«Вольф»",
        "Мария Кречетова",
    )
    assert row.stage is PROPOSED
    assert row.amount == rub(12)
    assert row.weighted == rub(5.4)
    assert [each.name for each in row.people] == ["Ирина Левашова"]
    assert not row.overdue


def test_a_known_competitor_is_meant_whatever_the_quotation_marks(office: Office) -> None:
    account = office.account()
    known = office.add(Competitor(name="Вольф Абразив", name_key="вольф абразив"))
    add_deal(office.workspace, account.id, DealDraft(title="Лента", competitor="«вольф абразив»"))
    assert only(office, account).competitor_id == known.id


@pytest.mark.parametrize("stage", list(OpportunityStage))
def test_a_stage_is_reached_with_what_it_asks_for_alone(office: Office, stage: OpportunityStage) -> None:
    account = office.account()
    bare = add_deal(office.workspace, account.id, DealDraft(title="Лента")).value
    if NEEDS[stage]:
        with pytest.raises(FieldErrors) as refused:
            move_deal(office.workspace, bare, Move(stage))
        assert set(faults(refused)) == set(NEEDS[stage])
        assert only(office, account).stage is IDEA
    told = Move(stage, amount=rub(1), expected_on=date(2027, 1, 1), reason="Дорого")
    move_deal(office.workspace, bare, told)
    assert only(office, account).stage is stage


def test_every_move_is_a_dated_fact_with_its_author(office: Office) -> None:
    account = office.account()
    deal = add_deal(office.workspace, account.id, DealDraft(title="Лента", amount=rub(3))).value
    move_deal(office.workspace, deal, Move(QUALIFIED, on=TODAY - timedelta(days=20)))
    move_deal(office.workspace, deal, Move(PROPOSED, expected_on=date(2027, 1, 15)))
    row = only(office, account)
    assert [(move.on, move.from_stage, move.to_stage) for move in row.moves] == [
        (TODAY, QUALIFIED, PROPOSED),
        (TODAY - timedelta(days=20), IDEA, QUALIFIED),
    ]
    assert {move.by for move in row.moves} == {"Мария Кречетова"}
    assert row.since == TODAY


def test_a_probability_that_somebody_estimated_stays_and_an_ended_deal_has_none_of_its_own(
    office: Office,
) -> None:
    account = office.account()
    deal = add_deal(office.workspace, account.id, DealDraft(title="Лента", probability=33)).value
    move_deal(office.workspace, deal, Move(QUALIFIED, amount=rub(1)))
    assert only(office, account).probability == 33
    move_deal(office.workspace, deal, Move(WON))
    assert only(office, account).probability == 100
    move_deal(office.workspace, deal, Move(NEGOTIATING, expected_on=date(2027, 1, 1)))
    row = only(office, account)
    assert row.probability == USUAL[NEGOTIATING]
    assert row.closed_on is None


def test_what_is_lost_keeps_its_reason_and_leaves_the_pipeline(office: Office) -> None:
    account = office.account()
    deal = add_deal(office.workspace, account.id, DealDraft(title="Лента", amount=rub(10))).value
    assert deals(office, account).weighted == rub(1)
    move_deal(office.workspace, deal, Move(LOST, reason="Цена на 12 % выше"))
    row = only(office, account)
    assert (row.reason_lost, row.closed_on, row.is_open) == ("Цена на 12 % выше", TODAY, False)
    assert deals(office, account).weighted == rub(0)
    assert list_steps(office.workspace)[0].label == "opportunity.lost"


def test_tomorrow_nothing_can_have_been_won(office: Office) -> None:
    account = office.account()
    deal = add_deal(office.workspace, account.id, DealDraft(title="Лента", amount=rub(1))).value
    with pytest.raises(FieldErrors) as refused:
        move_deal(office.workspace, deal, Move(WON, on=TODAY + timedelta(days=1)))
    assert faults(refused) == {"on": "field.in_future"}


def test_what_a_stage_needs_cannot_be_taken_away_again(office: Office) -> None:
    account = office.account()
    draft = DealDraft(title="Лента", stage=PROPOSED, amount=rub(1), expected_on=date(2027, 1, 1))
    deal = add_deal(office.workspace, account.id, draft).value
    with pytest.raises(FieldErrors) as refused:
        change_deal(office.workspace, deal, {"amount": None, "title": " "}, version=1)
    assert set(faults(refused)) == {"amount", "title"}
    assert only(office, account).amount == rub(1)


def test_two_editors_of_one_opportunity_do_not_overwrite_each_other(office: Office) -> None:
    account = office.account()
    deal = add_deal(office.workspace, account.id, DealDraft(title="Лента")).value
    seen = only(office, account).version
    change_deal(office.workspace, deal, {"title": "Лента Р80"}, version=seen)
    with pytest.raises(ConflictError, match=r"dossier\.changed_meanwhile"):
        change_deal(office.workspace, deal, {"title": "Стрейч"}, version=seen)
    with pytest.raises(ConflictError):
        move_deal(office.workspace, deal, Move(LOST, reason="Дорого"), version=seen)


def test_deleting_is_one_step_that_brings_everything_back(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    deal = add_deal(
        office.workspace, account.id, DealDraft(title="Лента", amount=rub(1), people=(place.id,))
    ).value
    move_deal(office.workspace, deal, Move(QUALIFIED))
    delete_deals(office.workspace, [deal])
    assert deals(office, account).rows == ()
    undo_step(office.workspace, office.last_step())
    row = only(office, account)
    assert (len(row.moves), len(row.people)) == (1, 1)
    with pytest.raises(NotFoundError):
        delete_deals(office.workspace, [new_id()])


def test_people_of_another_client_do_not_decide_about_this_one(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    stranger = office.stakeholder(other, "Пётр", "Чужой")
    unit = office.add(BusinessUnit(account_id=other.id, name="Чужая"))
    with pytest.raises(NotFoundError, match=r"stakeholder\.gone"):
        add_deal(office.workspace, account.id, DealDraft(title="Лента", people=(stranger.id,)))
    with pytest.raises(FieldErrors) as refused:
        add_deal(office.workspace, account.id, DealDraft(title="Лента", unit_id=unit.id))
    assert faults(refused) == {"unit_id": "dossier.not_their_unit"}
    assert deals(office, account).rows == ()


def test_the_weightiest_stand_first_and_unknown_figures_are_counted_apart(office: Office) -> None:
    account = office.account()
    for title, amount, chance in (("мало", 1, 10), ("много", 10, 50), ("средне", 4, 50)):
        add_deal(office.workspace, account.id, DealDraft(title=title, amount=rub(amount), probability=chance))
    add_deal(office.workspace, account.id, DealDraft(title="неизвестно"))
    found = deals(office, account)
    assert [row.title for row in found.rows] == ["много", "средне", "мало", "неизвестно"]
    assert (found.amount, found.weighted, found.without_figures) == (rub(15), rub(7.1), 1)


def test_what_should_have_come_by_now_is_told(office: Office) -> None:
    account = office.account()
    draft = DealDraft(title="Лента", expected_on=TODAY - timedelta(days=1))
    deal = add_deal(office.workspace, account.id, draft).value
    assert only(office, account).overdue
    move_deal(office.workspace, deal, Move(LOST, reason="Дорого"))
    assert not only(office, account).overdue


def test_forms_offer_what_is_sold_and_who_is_there(office: Office) -> None:
    account = office.account()
    office.add(ProductLine(name="Старая", name_key="старая", retired_on=TODAY - timedelta(days=1)))
    office.add(ProductLine(name="Лента", name_key="лента"))
    office.stakeholder(account, "Пётр", "Ушёл", left_on=TODAY - timedelta(days=1))
    office.stakeholder(account)
    found = read_choices(office.workspace, account.id, as_of=NOW)
    assert [each.name for each in found.lines] == ["Лента"]
    assert [each.name for each in found.theirs] == ["Ирина Левашова"]
    assert [each.name for each in found.ours] == ["Мария Кречетова"]


def test_every_step_has_its_words(office: Office) -> None:
    for name in ("added", "changed", "deleted", "lost", "moved", "won"):
        assert f"opportunity.{name}" in STEPS
