"""Versions of a plan side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kam.analysis.plans.compare import FieldChange
from kam.analysis.plans.compare_words import PlanTeller, own_names
from kam.analysis.plans.sections import PlanSection
from kam.core.errors import NotFoundError
from kam.core.formats import Formats
from kam.core.words import words_for
from kam.models import CommunicationLine, GrowthSource, Opportunity
from kam.services.plans.comparing import PlanComparison, compare_versions
from kam.services.plans.versions import submit, withdraw
from tests.builders import Office
from tests.stored_plans import Planned


@pytest.fixture
def planned(office: Office) -> Planned:
    found = Planned.in_(office)
    _freeze(found)
    return found


def _freeze(planned: Planned) -> None:
    submit(planned.office.workspace, planned.plan.id, [planned.office.me])
    withdraw(planned.office.workspace, planned.plan.id)


def compared(planned: Planned, before: int = 1, after: int | None = None) -> PlanComparison:
    office = planned.office
    return compare_versions(office.workspace, planned.plan.id, before, after, as_of=office.clock.now())


def test_nothing_differs_from_a_version_just_frozen(planned: Planned) -> None:
    found = compared(planned)
    assert not found.changes
    assert (found.before.content, found.after.version) == (found.after.content, None)


def test_two_versions_tell_what_was_changed_between_them(planned: Planned) -> None:
    planned.office.change(planned.revenue, target=Decimal(98))
    _freeze(planned)
    planned.office.change(planned.plan, title="План 2027")
    found = compared(planned, 1, 2)
    assert found.after.version is not None
    assert found.after.version.number == 2
    (section,) = found.changes.sections
    assert section.lines[0].fields == (FieldChange("target", Decimal(96), Decimal(98)),)
    assert compared(planned, 2, 1).changes.sections[0].lines[0].fields[0].after == Decimal(96)
    assert [each.section for each in compared(planned).changes.sections] == [
        PlanSection.HEAD,
        PlanSection.OBJECTIVES,
    ]


def test_whatever_is_referred_to_has_a_name(planned: Planned) -> None:
    office = planned.office
    deal = office.add(Opportunity(account_id=planned.account.id, title="Короба"))
    sponsor = office.colleague("Константин Астахов")
    office.add_all(
        GrowthSource(
            plan_id=planned.plan.id, title="Рост", amount_minor=1, currency="RUB", opportunity_id=deal.id
        ),
        CommunicationLine(
            plan_id=planned.plan.id, colleague_id=sponsor.id, stakeholder_id=planned.decider.id
        ),
    )
    office.change(planned.talks, objective_id=planned.losses.id)
    found = compared(planned)
    names = {**own_names(found.after.content, Formats("ru")), **found.names}
    teller = PlanTeller(words_for("ru"), Formats("ru"), names)
    (added,) = found.changes.of(PlanSection.CONTACTS).lines
    assert teller.title(added.line) == "Константин Астахов – Ирина Левашова"
    assert names[deal.id] == "Короба"
    (moved,) = found.changes.of(PlanSection.INITIATIVES).lines
    assert [teller.value(each.after) for each in moved.fields] == ["Потери при упаковке"]


def test_a_version_that_is_not_there_says_so(planned: Planned) -> None:
    for before, after in ((2, None), (1, 2)):
        with pytest.raises(NotFoundError) as refused:
            compared(planned, before, after)
        assert (refused.value.code, refused.value.details) == ("plan.version_gone", {"number": 2})
