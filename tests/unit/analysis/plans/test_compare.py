"""What differs between two versions of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given

from kam.analysis.plans.compare import (
    LINES,
    ChangeSort,
    FieldChange,
    PlanChanges,
    compare,
    lines_in,
)
from kam.analysis.plans.content import PlanContact, PlanContent, PlanMeasurement, PlanMilestone, PlanText
from kam.analysis.plans.sections import PlanSection
from kam.core.ids import new_id
from kam.core.vocabulary import RelationshipStrategy
from tests.plans import a_plan, a_risk, an_initiative, an_objective, any_plan

GOAL = an_objective("Выручка 2027", target=Decimal(98))
OLD = a_plan(objectives=(GOAL,), risks=(a_risk("Уход Шубиной", probability=2, impact=4),))


def test_a_plan_does_not_differ_from_itself() -> None:
    found = compare(OLD, OLD)
    assert not found
    assert found.unchanged == tuple(PlanSection)


def test_lines_are_added_changed_and_gone() -> None:
    losses, tender = an_objective("Потери при упаковке"), a_risk("Тендер на VCI")
    new = replace(
        OLD, objectives=(replace(GOAL, title="Выручка", target=Decimal(96)), losses), risks=(tender,)
    )
    found = compare(OLD, new)
    assert [each.section for each in found.sections] == [PlanSection.OBJECTIVES, PlanSection.RISKS]
    changed, added = found.of(PlanSection.OBJECTIVES).lines
    assert (changed.sort, changed.id) == (ChangeSort.CHANGED, GOAL.id)
    assert changed.fields == (
        FieldChange("title", "Выручка 2027", "Выручка"),
        FieldChange("target", Decimal(98), Decimal(96)),
    )
    assert (added.sort, added.line) == (ChangeSort.ADDED, losses)
    risks = found.of(PlanSection.RISKS)
    assert [(each.sort, each.line) for each in risks.lines] == [
        (ChangeSort.ADDED, tender),
        (ChangeSort.REMOVED, OLD.risks[0]),
    ]
    assert (risks.count(ChangeSort.ADDED), risks.count(ChangeSort.CHANGED)) == (1, 0)


def test_texts_and_the_head_tell_from_what_to_what() -> None:
    new = replace(
        OLD,
        title="План 2027",
        strategy=RelationshipStrategy.GROW,
        text=PlanText(ambition="Первый поставщик", client_goals="Бюджет −5 %"),
    )
    found = compare(OLD, new)
    assert found.of(PlanSection.HEAD).fields == (FieldChange("title", "План 2026/27", "План 2027"),)
    assert found.of(PlanSection.AMBITION).fields == (
        FieldChange("ambition", None, "Первый поставщик"),
        FieldChange("strategy", None, RelationshipStrategy.GROW),
    )
    assert found.of(PlanSection.CLIENT).fields == (FieldChange("client_goals", None, "Бюджет −5 %"),)
    assert PlanSection.CHARTER in found.unchanged


def test_measurements_and_milestones_stand_by_themselves() -> None:
    point = PlanMilestone(new_id(), "Подпись", date(2027, 2, 1))
    work = an_initiative(GOAL, milestones=(point,))
    measured = PlanMeasurement(new_id(), date(2026, 11, 1), Decimal(84))
    before = replace(OLD, initiatives=(work,))
    after = replace(
        before,
        objectives=(replace(GOAL, current=Decimal(84), measurements=(measured,)),),
        initiatives=(replace(work, milestones=(replace(point, passed_on=date(2027, 1, 30)),)),),
    )
    found = compare(before, after)
    assert found.of(PlanSection.OBJECTIVES).lines[0].fields == (FieldChange("current", None, Decimal(84)),)
    (noted,) = found.of(PlanSection.MEASUREMENTS).lines
    assert (noted.sort, noted.under) == (ChangeSort.ADDED, GOAL.id)
    (passed,) = found.of(PlanSection.MILESTONES).lines
    assert passed.fields == (FieldChange("passed_on", None, date(2027, 1, 30)),)
    assert found.of(PlanSection.INITIATIVES).lines == ()


def test_a_milestone_that_moves_to_other_work_has_changed() -> None:
    point = PlanMilestone(new_id(), "Подпись", date(2027, 2, 1))
    talks, offer = an_initiative(GOAL, milestones=(point,)), an_initiative(GOAL)
    before = replace(OLD, initiatives=(talks, offer))
    after = replace(OLD, initiatives=(replace(talks, milestones=()), replace(offer, milestones=(point,))))
    (moved,) = compare(before, after).of(PlanSection.MILESTONES).lines
    assert moved.fields == (FieldChange("under", talks.id, offer.id),)


def test_another_order_and_another_day_of_the_data_are_no_difference() -> None:
    first, second = an_initiative(GOAL), an_initiative(GOAL)
    last = an_initiative(GOAL, after=(first.id, second.id))
    sold = replace(GOAL, from_sales=True, current=Decimal(40), current_on=date(2026, 10, 31))
    before = replace(OLD, objectives=(sold,), initiatives=(first, second, last))
    after = replace(
        before,
        objectives=(replace(sold, current_on=date(2026, 11, 1)),),
        initiatives=(replace(last, after=(second.id, first.id)), second, first),
    )
    assert not compare(before, after)


def test_work_that_moves_to_another_objective_has_changed() -> None:
    other = an_objective()
    work = an_initiative(GOAL)
    before = replace(OLD, objectives=(GOAL, other), initiatives=(work,))
    after = replace(before, initiatives=(replace(work, objective_id=other.id),))
    (changed,) = compare(before, after).of(PlanSection.INITIATIVES).lines
    assert changed.fields == (FieldChange("objective_id", GOAL.id, other.id),)


def test_who_meets_whom_is_compared_by_identity() -> None:
    line = PlanContact(new_id(), new_id(), new_id(), every_days=30)
    somebody = new_id()
    before, after = (
        replace(OLD, contacts=(line,)),
        replace(OLD, contacts=(replace(line, colleague_id=somebody),)),
    )
    (changed,) = compare(before, after).of(PlanSection.CONTACTS).lines
    assert changed.fields == (FieldChange("colleague_id", line.colleague_id, somebody),)


@given(any_plan())
def test_nothing_differs_from_the_same_content(plan: PlanContent) -> None:
    assert not compare(plan, plan)


@given(any_plan(), any_plan())
def test_the_way_back_is_the_mirror_of_the_way_there(one: PlanContent, other: PlanContent) -> None:
    there, back = compare(one, other), compare(other, one)
    assert _told(there) == {(section, name, after, before) for section, name, before, after in _told(back)}
    for section in LINES:
        added, removed = (
            {each.id for each in changes.of(section).lines if each.sort is sort}
            for changes, sort in ((there, ChangeSort.ADDED), (back, ChangeSort.REMOVED))
        )
        assert added == removed


@given(any_plan(), any_plan())
def test_what_differs_leads_from_the_one_to_the_other(one: PlanContent, other: PlanContent) -> None:
    """The lines before, with what differs done to them, are the lines after."""
    found = compare(one, other)
    for section in LINES:
        lines = {line.id: line for line, _ in lines_in(one, section)}
        for change in found.of(section).lines:
            if change.sort is ChangeSort.REMOVED:
                del lines[change.id]
            else:
                lines[change.id] = change.line
        assert lines.keys() == {line.id for line, _ in lines_in(other, section)}


def _told(changes: PlanChanges) -> set[tuple[PlanSection, str, str, str]]:
    return {
        (section.section, field.name, repr(field.before), repr(field.after))
        for section in changes.sections
        for field in (*section.fields, *(field for line in section.lines for field in line.fields))
    }
