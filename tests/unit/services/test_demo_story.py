"""The demo is coherent on whatever day it is opened, in both languages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar
from uuid import UUID

import pytest

from kam.analysis.assistants import is_assistant
from kam.core.money import Money
from kam.core.periods import Month, trailing_months
from kam.core.vocabulary import (
    AskOrOfferKind,
    Attitude,
    CommitmentStatus,
    ComplaintStage,
    InteractionKind,
    InteractionStatus,
    LineKind,
    RatingKind,
    Side,
    WhitespaceStage,
)
from kam.models import (
    Account,
    AgendaItem,
    AskOrOffer,
    ChecklistItem,
    ClientSpend,
    Commitment,
    Complaint,
    Contract,
    Document,
    Interaction,
    Objection,
    Override,
    Participant,
    Person,
    PersonLine,
    Question,
    Rating,
    Record,
    SectionCheck,
    SpecialTerm,
    StageChange,
    Stakeholder,
    SupplierShare,
    WhitespaceCell,
)
from kam.models.types import BoundedText
from kam.services.briefs.scene import MET_IN_PERSON
from kam.services.demo.content import Content, read_content
from kam.services.demo.story import Story, tell
from kam.services.demo.when import DemoDates, holidays_of

LANGUAGES = ("ru", "en")
KEY_ACCOUNTS = {"ru": 5, "en": 5}
OPENED_ON = (
    date(2026, 11, 21),  # a Saturday
    date(2026, 11, 22),
    date(2026, 11, 23),
    date(2026, 12, 31),
    date(2027, 1, 1),
    date(2027, 2, 28),
    date(2027, 3, 31),
    date(2027, 5, 9),
    date(2028, 2, 29),
    date(2027, 7, 14),
)
RecordT = TypeVar("RecordT", bound=Record)

content_of = cache(read_content)


@cache
def story_of(language: str, day: date) -> Story:
    return tell(content_of(language), day)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=OPENED_ON, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    found: date = request.param
    return found


@pytest.fixture
def content(language: str) -> Content:
    return content_of(language)


@pytest.fixture
def story(language: str, day: date) -> Story:
    return story_of(language, day)


@pytest.fixture
def dates(content: Content, day: date) -> DemoDates:
    return DemoDates(day, holidays_of(content.supplier["workspace"]["country"], day))


def each(story: Story, entity: type[RecordT]) -> list[RecordT]:
    return [record for record in story.records if isinstance(record, entity)]


def of(story: Story, entity: type[RecordT], **wanted: Any) -> list[RecordT]:
    return [one for one in each(story, entity) if all(getattr(one, k) == v for k, v in wanted.items())]


def next_meeting(story: Story) -> Interaction:
    planned = of(story, Interaction, status=InteractionStatus.PLANNED, kind=InteractionKind.MEETING)
    return min(planned, key=lambda meeting: meeting.starts_at)


@pytest.mark.slow
def test_two_tellings_of_one_day_are_the_same(language: str) -> None:
    def plain(story: Story) -> list[tuple[object, ...]]:
        held = [
            (type(one).__name__, *(getattr(one, column.name) for column in one.__table__.c))
            for one in story.records
        ]
        rows = [tuple(row.values())[1:] for row in (*story.orders, *story.totals, *story.targets)]
        return [tuple(str(value) for value in row if not isinstance(value, UUID)) for row in (*held, *rows)]

    today = date(2026, 11, 23)
    assert plain(tell(read_content(language), today)) == plain(story_of(language, today))


def test_the_portfolio_has_fourteen_clients_and_the_key_ones_are_full_of_people(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    people = Counter(stakeholder.account_id for stakeholder in each(story, Stakeholder))
    assert len(each(story, Account)) >= 14
    assert sum(8 <= count <= 25 for count in people.values()) >= KEY_ACCOUNTS[language]
    assert all(2 <= count <= 25 for count in people.values())
    assert set(people) == {account.id for account in each(story, Account)}


def test_nothing_is_done_in_the_future_and_one_call_waits_to_be_written_down(
    story: Story, dates: DemoDates
) -> None:
    behind = []
    for interaction in each(story, Interaction):
        if interaction.status is not InteractionStatus.PLANNED:
            assert interaction.starts_local.date() < dates.today, interaction.subject
        elif interaction.starts_local.date() < dates.today:
            behind.append(interaction)
    assert [(one.kind, one.starts_local.date()) for one in behind] == [
        (InteractionKind.CALL, dates.day("-1w"))
    ]


def test_the_day_has_a_visit_half_prepared_a_call_and_a_champion_who_left(
    story: Story, dates: DemoDates
) -> None:
    today = dates.day("+0w")
    planned = of(story, Interaction, status=InteractionStatus.PLANNED)
    visit, call = (
        next(one for one in planned if one.kind is kind and one.starts_local.date() == today)
        for kind in (InteractionKind.SITE_VISIT, InteractionKind.CALL)
    )
    assert visit.travel_minutes
    assert visit.purpose
    for one in (visit, call):
        done = Counter(item.done for item in of(story, ChecklistItem, interaction_id=one.id))
        assert done[True] >= 1
        assert done[False] >= 2
    (left,) = (one for one in each(story, Stakeholder) if one.left_on == dates.day("-1w"))
    assert left.successor_id is None
    ratings = of(story, Rating, stakeholder_id=left.id, kind=RatingKind.ATTITUDE)
    assert max(ratings, key=lambda one: one.on).value == int(Attitude.CHAMPION)


def test_everybody_who_takes_part_belongs_to_the_client(story: Story) -> None:
    account_of = {one.id: one.account_id for one in each(story, Stakeholder)}
    meeting_at = {one.id: one.account_id for one in each(story, Interaction)}
    for participant in each(story, Participant):
        if participant.stakeholder_id is not None:
            assert account_of[participant.stakeholder_id] == meeting_at[participant.interaction_id]


def test_nobody_takes_part_before_coming_or_after_leaving(story: Story) -> None:
    place = {one.id: one for one in each(story, Stakeholder)}
    when = {one.id: one.starts_local.date() for one in each(story, Interaction)}
    for participant in each(story, Participant):
        if participant.stakeholder_id is not None:
            person, on = place[participant.stakeholder_id], when[participant.interaction_id]
            assert person.since is None or person.since <= on
            assert person.left_on is None or on <= person.left_on


def test_the_next_meeting_is_on_the_next_working_day_and_fully_prepared(
    story: Story, dates: DemoDates
) -> None:
    meeting = next_meeting(story)
    mine = {"interaction_id": meeting.id}
    agenda, asks = of(story, AgendaItem, **mine), of(story, AskOrOffer, **mine)
    questions, checklist = of(story, Question, **mine), of(story, ChecklistItem, **mine)
    people = of(story, Participant, **mine)
    assert meeting.starts_local.date() == dates.day("+1w")
    assert meeting.starts_local.hour == 10
    assert all((meeting.purpose, meeting.best_outcome, meeting.minimum_outcome, meeting.place))
    assert sum(item.minutes or 0 for item in agenda) == meeting.minutes
    assert all(item.client_wording for item in agenda)
    assert {ask.kind for ask in asks} == set(AskOrOfferKind)
    assert all(ask.opening and ask.limit and ask.in_exchange and ask.decides_beyond for ask in asks)
    assert {question.sayable for question in questions} == {True, False}
    assert all(objection.answer for objection in of(story, Objection, **mine))
    assert {item.done for item in checklist} == {True, False}
    assert sum(one.stakeholder_id is not None for one in people) == 4
    assert all(one.task for one in people if one.colleague_id is not None)


def test_its_client_has_promises_of_both_sides_late_due_and_to_come(story: Story, dates: DemoDates) -> None:
    meeting = next_meeting(story)
    on = meeting.starts_local.date()
    for side in Side:
        mine = of(story, Commitment, account_id=meeting.account_id, side=side)
        told = Counter(one.status for one in mine)
        due = [one.due_on for one in mine if one.status is CommitmentStatus.OPEN and one.due_on]
        assert any(when < dates.today for when in due)
        assert any(when > on for when in due)
        assert told[CommitmentStatus.KEPT] >= 10
        assert told[CommitmentStatus.BROKEN] >= 1
    ours = of(story, Commitment, account_id=meeting.account_id, side=Side.OURS)
    assert any(one.due_on == on for one in ours)
    assert any(one.due_on == dates.day("+0w") for one in each(story, Commitment))


def test_a_promise_is_closed_with_a_date_that_has_come(story: Story, day: date) -> None:
    for promise in each(story, Commitment):
        assert (promise.status is CommitmentStatus.OPEN) == (promise.closed_on is None), promise.text
        assert promise.made_on < day
        if promise.closed_on is not None:
            assert promise.made_on <= promise.closed_on <= day, promise.text
        if promise.due_on is not None:
            assert promise.made_on <= promise.due_on, promise.text


def test_a_complaint_moves_forward_in_time_and_never_beyond_today(
    story: Story, content: Content, day: date
) -> None:
    stages: dict[UUID, list[StageChange]] = defaultdict(list)
    for change in each(story, StageChange):
        stages[change.complaint_id].append(change)
    for complaint in each(story, Complaint):
        moments = [change.at for change in stages[complaint.id]]
        assert moments == sorted(moments), complaint.summary
        assert moments[0] == complaint.received_at
        assert moments[-1].date() < day, complaint.summary
        assert stages[complaint.id][-1].stage == complaint.stage
        assert complaint.answer_sent_at is None or complaint.answer_sent_at >= complaint.received_at
        assert complaint.norms is not None
        assert complaint.calendar is not None
    assert {complaint.stage for complaint in each(story, Complaint)} == set(ComplaintStage)
    assert len(each(story, Complaint)) >= 12


def test_complaints_are_numbered_as_they_came_in_each_year(story: Story) -> None:
    by_year: dict[str, list[Complaint]] = defaultdict(list)
    for complaint in each(story, Complaint):
        match = re.fullmatch(r"K-(\d{4})-(\d{4})", complaint.number)
        assert match is not None
        by_year[match[1]].append(complaint)
    for complaints in by_year.values():
        in_order = sorted(complaints, key=lambda one: one.number)
        assert [int(one.number[-4:]) for one in in_order] == list(range(1, len(complaints) + 1))
        assert all(one.received_at <= two.received_at for one, two in pairwise(in_order))


def test_ratings_are_of_the_past_and_the_champions_have_a_history(story: Story, day: date) -> None:
    history: Counter[UUID] = Counter()
    for rating in each(story, Rating):
        assert rating.on < day
        history[rating.stakeholder_id] += rating.kind is RatingKind.ATTITUDE
    assert sum(count > 1 for count in history.values()) >= 8


def test_the_main_contract_ends_within_a_quarter(story: Story, day: date) -> None:
    contracts = of(story, Contract, account_id=next_meeting(story).account_id)
    ends = min(contract.ends_on for contract in contracts if contract.ends_on)
    assert day < ends < day + timedelta(days=92)


def test_two_years_of_sales_sum_to_what_each_client_says(story: Story, content: Content, day: date) -> None:
    sold: Counter[tuple[UUID, UUID, Month]] = Counter()
    for row in story.orders:
        assert row["on"] < day
        sold[row["account_id"], row["product_line_id"], Month.of(row["on"])] += row["revenue_minor"]
    for row in story.totals:
        sold[row["account_id"], row["product_line_id"], row["month"]] += row["revenue_minor"]
    names = {one.name: one.id for one in each(story, Account)}
    for client in content.accounts:
        account = names[client["account"]["name"]]
        lines = client.get("sales", {}).get("lines", {}).values()
        whole_years = sum(stated["last"] + stated["prev"] for stated in lines)
        months = set(trailing_months(Month.of(day) - 1, 24))
        found = sum(minor for (who, _, month), minor in sold.items() if who == account and month in months)
        assert found == Money.of(whole_years, "RUB").minor, client["account"]["name"]


def test_what_a_client_spends_is_the_sum_of_its_suppliers_shares(story: Story) -> None:
    shares: Counter[UUID] = Counter()
    for share in each(story, SupplierShare):
        shares[share.spend_id] += share.amount_minor
    assert {spend.id: spend.total_minor for spend in each(story, ClientSpend)} == dict(shares)


KEPT = {"complaint.norms", "complaint.calendar"}
"""What a complaint keeps for its clocks is no text that a person reads."""


def texts(story: Story) -> Iterator[str]:
    for record in story.records:
        for column in record.__table__.c:
            value = getattr(record, column.name)
            if (
                isinstance(column.type, BoundedText)
                and isinstance(value, str)
                and not column.name.endswith("_key")
                and str(column) not in KEPT
            ):
                yield value


def test_no_text_keeps_a_place_that_was_not_filled(story: Story) -> None:
    assert not [text for text in texts(story) if re.search(r"[{}]", text)]


def test_russian_is_typeset_as_russian() -> None:
    told = list(texts(story_of("ru", date(2026, 11, 23))))
    assert not [text for text in told if re.search(r'"|”| - | – |\bруб\b', text)]
    assert all(text.count("„") == text.count("“") and text.count("«") == text.count("»") for text in told)
    assert not [text for text in told if re.search(r"[а-яё][a-z]|[a-z][а-яё]", text, re.IGNORECASE)]
    assert any("ё" in text for text in told)


def test_english_has_no_cyrillic() -> None:
    assert not [text for text in texts(story_of("en", date(2026, 11, 23))) if re.search("[а-яёА-ЯЁ]", text)]


def test_people_of_one_client_do_not_share_a_name(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    names = {person.id: person.full_name for person in each(story, Person)}
    held = [
        (one.account_id, names[one.person_id])
        for one in each(story, Stakeholder)
        if one.person_id is not None
    ]
    assert len(held) == len(set(held))


def test_routine_does_not_repeat_itself_within_a_quarter_at_a_client(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    told: dict[tuple[UUID, str, str | None], list[date]] = defaultdict(list)
    for one in each(story, Interaction):
        told[one.account_id, one.subject, one.notes].append(one.starts_local.date())
    gaps = [later - earlier for days in told.values() for earlier, later in pairwise(sorted(days))]
    assert sum(gap < timedelta(days=90) for gap in gaps) <= len(each(story, Interaction)) // 10


def test_much_has_happened_since_the_last_meeting_with_the_next_ones_client(story: Story) -> None:
    ahead = next_meeting(story)
    held = of(story, Interaction, account_id=ahead.account_id, status=InteractionStatus.DONE)
    met = max(one.starts_at for one in held if one.kind in MET_IN_PERSON)
    people = {one.id for one in of(story, Stakeholder, account_id=ahead.account_id)}
    rated = [one for one in of(story, Rating, kind=RatingKind.ATTITUDE) if one.stakeholder_id in people]
    assert len([one for one in rated if one.on > met.date()]) >= 2
    assert [one for one in of(story, Complaint, account_id=ahead.account_id) if one.received_at > met]


def test_some_complaints_have_ended_and_a_rejected_one_says_why(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    ended = [one for one in each(story, Complaint) if not one.is_open()]
    assert ended
    assert all(one.stage in {ComplaintStage.CLOSED, ComplaintStage.REJECTED} for one in ended)
    assert all(one.rejection_reason for one in ended if one.stage is ComplaintStage.REJECTED)


# What the window's views live on


def there(story: Story, account: UUID) -> list[Stakeholder]:
    """Who works there before the next meeting, those who have given notice among them."""
    day = next_meeting(story).starts_local.date()
    return [
        one for one in of(story, Stakeholder, account_id=account) if one.left_on is None or one.left_on >= day
    ]


def test_most_people_have_one_of_us_and_the_strongest_sceptic_of_the_main_client_nobody(
    language: str,
) -> None:
    story = story_of(language, date(2026, 11, 23))
    places = [one for one in each(story, Stakeholder) if one.person_id is not None]
    assert sum(one.owner_id is not None for one in places) >= 0.8 * len(places)
    main = next_meeting(story).account_id
    attitude = {one.stakeholder_id: one.value for one in of(story, Rating, kind=RatingKind.ATTITUDE)}
    against = [one for one in there(story, main) if attitude.get(one.id, 0) <= Attitude.SCEPTIC]
    assert [one.owner_id for one in against].count(None) == 1
    assert len(against) >= 3


def test_the_main_client_has_a_real_organisation(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    main = next_meeting(story).account_id
    people = {one.id: one for one in there(story, main)}
    assert 15 <= len(people) <= 20
    assert [one for one in people.values() if is_assistant(one.job_title)]
    heads = [one for one in people.values() if one.reports_to_id is None]
    assert len(heads) == 1
    for one in people.values():
        chain = [one.id]
        while (boss := people[chain[-1]].reports_to_id) is not None:
            assert boss not in chain, one.job_title
            chain.append(boss)
        assert chain[-1] == heads[0].id
    kinds = {line.kind for line in each(story, PersonLine) if line.from_id in people and line.to_id in people}
    assert kinds == {LineKind.INFLUENCES, LineKind.CONFLICTS, LineKind.INFORMAL}


def test_nobody_is_their_own_superior_anywhere(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    boss = {one.id: one.reports_to_id for one in each(story, Stakeholder)}
    account = {one.id: one.account_id for one in each(story, Stakeholder)}
    for one in boss:
        chain: list[UUID] = []
        at: UUID | None = one
        while at is not None:
            assert at not in chain
            assert account[at] == account[one]
            chain.append(at)
            at = boss[at]


def test_those_who_matter_have_a_course_of_attitudes_each_with_its_evidence(story: Story) -> None:
    steps: Counter[UUID] = Counter()
    for rating in of(story, Rating, kind=RatingKind.ATTITUDE):
        assert rating.evidence
        steps[rating.stakeholder_id] += 1
    main = {one.id for one in there(story, next_meeting(story).account_id)}
    assert sum(count >= 3 for one, count in steps.items() if one in main) >= 4
    assert sum(count >= 3 for count in steps.values()) >= 10


def test_relationship_levels_are_per_colleague_with_aims_that_lie_ahead(story: Story, day: date) -> None:
    levels = of(story, Rating, kind=RatingKind.RELATIONSHIP_LEVEL)
    assert len({one.colleague_id for one in levels}) >= 6
    assert {one.value for one in levels} == {0, 1, 2, 3, 4}
    aims = [one for one in levels if one.target is not None]
    assert len(aims) >= 25
    missing = [one.target - one.value for one in aims if one.target is not None]
    assert all(one >= 0 for one in missing)
    assert 3 <= missing.count(0) < len(missing) / 2
    dated = [one.target_on for one in each(story, Rating) if one.target_on is not None]
    assert all(one >= day for one in dated)


def test_an_unknown_name_says_since_when_it_is_looked_for(story: Story, day: date) -> None:
    vacant = [one for one in each(story, Stakeholder) if one.is_placeholder()]
    assert len(vacant) >= 5
    assert all(one.placeholder_since is not None and one.placeholder_since < day for one in vacant)


def test_somebody_went_from_one_client_to_another_and_some_gave_their_consent(story: Story) -> None:
    places: dict[UUID, set[UUID]] = defaultdict(set)
    for one in each(story, Stakeholder):
        if one.person_id is not None:
            places[one.person_id].add(one.account_id)
    assert sum(len(accounts) == 2 for accounts in places.values()) == 1
    people = each(story, Person)
    agreed = [one for one in people if one.consent_on is not None]
    assert all(one.consent_basis for one in agreed)
    assert 10 <= len(agreed) <= len(people) / 2
    assert sum(one.birthday is not None for one in people) >= 15


def test_the_whitespace_of_the_key_clients_is_well_known(story: Story) -> None:
    cells: Counter[UUID] = Counter(one.account_id for one in each(story, WhitespaceCell))
    assert sum(count >= 8 for count in cells.values()) >= 4
    assert {one.stage for one in each(story, WhitespaceCell)} == set(WhitespaceStage)
    for one in of(story, WhitespaceCell, stage=WhitespaceStage.COMPETITOR):
        assert one.competitor_id is not None


def test_the_main_clients_dossier_has_a_stale_section_and_several_contracts(story: Story, day: date) -> None:
    main = next_meeting(story).account_id
    ages = [(day - check.on).days for check in of(story, SectionCheck, account_id=main)]
    assert sum(age > 180 for age in ages) == 1
    contracts = of(story, Contract, account_id=main)
    assert len(contracts) >= 3
    assert all(one.sla and one.notice_days for one in contracts)
    assert len(of(story, SpecialTerm, account_id=main)) >= 2


def test_what_is_set_by_hand_says_why_and_two_potentials_are_still_to_be_set(language: str) -> None:
    story = story_of(language, date(2026, 11, 23))
    assert len({one.what for one in each(story, Override)}) >= 4
    assert [one.potential for one in each(story, Account)].count(None) == 2


def test_the_main_client_keeps_documents_that_can_be_shown(story: Story) -> None:
    documents = of(story, Document, account_id=next_meeting(story).account_id)
    assert {one.media_type for one in documents} == {"application/pdf", "image/png"}
    assert sorted(one.size for one in documents) == sorted(map(len, story.files))
