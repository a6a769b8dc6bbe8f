"""Every computed value of an account answers "why?", and a reasoned word of the KAM replaces it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from kam.analysis.reason_words import ReasonTeller
from kam.core.errors import NotFoundError, RuleError
from kam.core.formats import Formats, Target
from kam.core.ids import new_id
from kam.core.periods import Month
from kam.core.vocabulary import (
    AbcClass,
    KeyGroup,
    Overridden,
    RelationshipDegree,
    Segment,
    Term,
    XyzClass,
)
from kam.core.words import words_for
from kam.models import Account, MonthlySales, OrderLine, Override
from kam.services.history import undo_step
from kam.services.portfolio.explaining import (
    VOCABULARY_OF,
    explain,
    explain_abc,
    explain_degree,
    explain_key_group,
    explain_segment,
    explain_xyz,
)
from kam.services.portfolio.overriding import end_override, set_override
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.reading import read_portfolio
from tests.builders import NOW, Office

LAST = Month(2026, 10)


def sell_a_year(office: Office, account: Account, rubles: int) -> None:
    office.add_all(
        *(
            MonthlySales(account_id=account.id, month=LAST - back, revenue_minor=rubles * 100, currency="RUB")
            for back in range(12)
        )
    )


def said(office: Office, account: Account, what: Overridden) -> list[str]:
    teller = ReasonTeller(words_for("ru"), Formats("ru", Target.PAPER))
    found = explain(office.workspace, account.id, what, as_of=NOW)
    return [teller.sentence(reason).replace("\u00a0", " ") for reason in found.reasons]


def values_of(office: Office, account: Account) -> dict[Overridden, Term | None]:
    row = next(
        row
        for row in read_portfolio(office.workspace, PortfolioQuery(), as_of=NOW).rows
        if row.id == account.id
    )
    return {
        Overridden.SEGMENT: row.segment,
        Overridden.KEY_GROUP: row.key_group,
        Overridden.ABC: row.abc,
        Overridden.XYZ: row.xyz,
        Overridden.RELATIONSHIP_DEGREE: row.degree,
    }


def test_each_value_is_explained_in_words(office: Office) -> None:
    large, small = office.account("Крупный", potential=4), office.account("Малый")
    sell_a_year(office, large, 800)
    sell_a_year(office, small, 200)
    assert said(office, large, Overridden.SEGMENT) == [
        "Класс A и потенциал 4; VIP — от 3",
        "Класс A: 80 % выручки, с теми, кто выше, — 80 %",
    ]
    assert said(office, large, Overridden.ABC) == ["Крупнейший клиент, 80 % выручки: всегда A"]
    assert said(office, small, Overridden.ABC) == [
        "2-й по выручке за 12 месяцев: 20 %, вместе с теми, кто выше, 100 %",
        "Класс B заканчивается на 95 %, дальше — C",
    ]
    assert said(office, large, Overridden.XYZ) == [
        "Месяцы отклоняются от среднего на 0 %; X — до 10 %, Y — до 25 %",
        "Учтено полных месяцев, начиная с первой покупки: 12",
    ]
    assert said(office, small, Overridden.KEY_GROUP) == ["Даёт 20 % нашей выручки; кормилец — от 10 %"]
    assert said(office, small, Overridden.RELATIONSHIP_DEGREE) == ["Покупал в 12 мес. из 12"]


def test_what_explains_agrees_with_what_the_table_shows(office: Office) -> None:
    regular, rare, never = (
        office.account("Частый", potential=3),
        office.account("Редкий"),
        office.account("Никогда"),
    )
    sell_a_year(office, regular, 500)
    for number, days in enumerate((200, 420, 600)):
        office.add(
            OrderLine(
                account_id=rare.id,
                order_number=str(number),
                line_number=1,
                on=NOW.date() - timedelta(days=days),
                revenue_minor=100_00,
                currency="RUB",
            )
        )
    for account in (regular, rare, never):
        shown = values_of(office, account)
        for what in Overridden:
            assert explain(office.workspace, account.id, what, as_of=NOW).value is shown[what]


def test_an_account_without_anything_says_what_is_missing(office: Office) -> None:
    account = office.account()
    assert explain_segment(office.workspace, account.id, as_of=NOW).value is Segment.UNKNOWN
    for explained in (explain_abc, explain_xyz, explain_key_group):
        found = explained(office.workspace, account.id, as_of=NOW)
        assert found.value is None
        assert found.reasons
    assert explain_degree(office.workspace, account.id, as_of=NOW).value is RelationshipDegree.NOT_YET


def test_nothing_explains_an_account_that_is_gone(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        explain_segment(office.workspace, new_id(), as_of=NOW)


@pytest.mark.parametrize(
    ("what", "value"),
    [
        (Overridden.SEGMENT, Segment.VIP),
        (Overridden.KEY_GROUP, KeyGroup.IMAGE_MAKER),
        (Overridden.ABC, AbcClass.B),
        (Overridden.XYZ, XyzClass.Y),
        (Overridden.RELATIONSHIP_DEGREE, RelationshipDegree.STABLE),
    ],
)
def test_a_value_set_by_hand_is_shown_with_its_reason_and_the_computed_one_beside(
    office: Office, what: Overridden, value: Term
) -> None:
    account = office.account()
    before = explain(office.workspace, account.id, what, as_of=NOW)
    set_override(office.workspace, account.id, what, value, "Имя в отрасли")
    found = explain(office.workspace, account.id, what, as_of=NOW)
    assert (found.value, found.computed, found.reasons) == (value, before.computed, before.reasons)
    assert found.by_hand is not None
    assert (found.by_hand.reason, found.by_hand.on) == ("Имя в отрасли", date(2026, 11, 23))
    assert values_of(office, account)[what] is value
    end_override(office.workspace, account.id, what)
    assert values_of(office, account)[what] is before.value
    undo_step(office.workspace)
    assert values_of(office, account)[what] is value


def test_a_new_word_ends_the_former_one_and_both_stay_as_facts(office: Office) -> None:
    account = office.account()
    set_override(office.workspace, account.id, Overridden.SEGMENT, Segment.VIP, "Имя")
    office.clock.moment += timedelta(days=3)
    set_override(office.workspace, account.id, Overridden.SEGMENT, Segment.TAIL, "Ушли")
    with office.workspace.reading() as session:
        facts = [(each.value, each.on, each.ended_on) for each in session.scalars(select(Override))]
    changed = date(2026, 11, 26)
    assert facts == [("vip", date(2026, 11, 23), changed), ("tail", changed, None)]
    assert explain_segment(office.workspace, account.id, as_of=NOW).value is Segment.VIP
    later = explain_segment(office.workspace, account.id, as_of=office.clock.now())
    assert later.value is Segment.TAIL


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_word_needs_its_reason(office: Office, reason: str) -> None:
    account = office.account()
    with pytest.raises(RuleError, match=r"domain\.override_without_reason"):
        set_override(office.workspace, account.id, Overridden.SEGMENT, Segment.VIP, reason)
    assert explain_segment(office.workspace, account.id, as_of=NOW).by_hand is None


def test_what_is_not_set_cannot_be_taken_back_and_a_strange_value_not_set(office: Office) -> None:
    account = office.account()
    with pytest.raises(NotFoundError, match=r"override\.none"):
        end_override(office.workspace, account.id, Overridden.SEGMENT)
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        set_override(office.workspace, UUID(int=1), Overridden.ABC, AbcClass.A, "Почему")
    with pytest.raises(ValueError, match="expert"):
        set_override(office.workspace, account.id, Overridden.SEGMENT, KeyGroup.EXPERT, "Почему")


def test_every_computed_value_has_its_vocabulary() -> None:
    assert set(VOCABULARY_OF) == set(Overridden)
