"""What is known before a capture is typed."""

from __future__ import annotations

from datetime import date, datetime

from kam.core.vocabulary import Attitude, ContactKind, InteractionKind, InteractionStatus
from kam.models import Competitor, ContactPoint
from kam.services.capturing.context import account_of_address, read_context
from tests.builders import Office


def local(*parts: int) -> datetime:
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 - wall-clock time


def test_people_promises_and_waiting_meetings_are_known(office: Office) -> None:
    account = office.account()
    irina = office.stakeholder(account, attitude=Attitude.SCEPTIC)
    gone = office.stakeholder(account, "Виктор", "Мальцев", left_on=date(2026, 10, 1))
    office.stakeholder(office.account("Чужой"), "Анна", "Чужова")
    oleg = office.colleague()
    promise = office.promise(account, "Акт")
    this_morning = office.meeting(account, local(2026, 11, 23, 11), irina)
    office.meeting(account, local(2026, 12, 1, 11))
    office.meeting(account, local(2026, 11, 20), status=InteractionStatus.DONE, kind=InteractionKind.CALL)
    office.add(Competitor(name="Вольф Абразив", name_key="вольф абразив"))
    context = read_context(office.workspace, account.id, as_of=office.clock.now())
    assert [(each.id, each.attitude) for each in context.people] == [(irina.id, Attitude.SCEPTIC)]
    assert gone.id not in {each.id for each in context.people}
    assert [each.id for each in context.colleagues] == [office.me, oleg.id]
    assert [each.id for each in context.promises] == [promise.id]
    (waiting,) = context.waiting
    assert (waiting.id, waiting.stakeholder_ids) == (this_morning.id, (irina.id,))
    assert context.last_kinds == (InteractionKind.CALL,)
    found = context.names.find("Левашовой от Грачёва про «Вольф Абразив» и Чужого")
    assert [each.known.name for each in found] == ["Левашова", "Грачёв", "Вольф Абразив", "Чужой"]


def test_a_meeting_that_is_asked_for_is_known_whenever_it_was_planned_for(office: Office) -> None:
    account = office.account()
    old = office.meeting(account, local(2026, 3, 2, 11))
    now = office.clock.now()
    assert read_context(office.workspace, account.id, as_of=now).waiting == ()
    (asked,) = read_context(office.workspace, account.id, as_of=now, meeting_id=old.id).waiting
    assert asked.id == old.id


def test_an_account_is_known_by_the_address_of_somebody_there(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account)
    office.add(
        ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value="I.Levashova@zavod.example")
    )
    addresses = ["me@verus.example", "i.levashova@ZAVOD.example"]
    assert account_of_address(office.workspace, addresses) == account.id
    assert account_of_address(office.workspace, ["nobody@zavod.example"]) is None
