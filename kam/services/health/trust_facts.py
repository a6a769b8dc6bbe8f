"""Complaints, answers, promises and contracts of accounts: the facts of trust."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, Final

from kam.analysis.complaint_clocks import ComplaintCourse, StageReached
from kam.analysis.health.trust import ComplaintProduct
from kam.analysis.promises import Promise, year_before
from kam.analysis.running_clock import Pause
from kam.core.vocabulary import Channel, ComplaintKind, ComplaintStage, Severity, SurveyMeasure, SurveyStatus
from kam.models.complaint import ENDED_STAGES
from kam.models.types import stored_moment, to_micros
from kam.services.commitments.facts import Which, read_dates
from kam.services.commitments.named import identity
from kam.services.complaint_courses import classified_by
from kam.services.health.account_facts import AnswerFacts, ComplaintFacts, ContractFacts
from kam.services.health.reach import Reach, some_day, starts_on, stored_day
from kam.services.people.reading import TOUCHES
from kam.store.journal import ChangeKind, StepKind, chunks, marks, unpack_change

# --- complaints -----------------------------------------------------------------------------------------

_ENDED: Final = frozenset(each.value for each in ENDED_STAGES)
_OPEN_STAGES: Final = ", ".join(f"'{each.value}'" for each in ComplaintStage if each not in ENDED_STAGES)
_COLUMNS: Final = (
    "c.id, c.account_id, c.number, c.channel, c.received_at, c.kind, c.severity, c.stage, c.product_line_id"
)
_RECEIVED: Final = """
    SELECT {columns} FROM complaint AS c JOIN account AS a ON a.id = c.account_id
    WHERE c.received_at >= ? AND c.received_at <= ? AND {which}
"""
_STILL_OPEN: Final = """
    SELECT {columns} FROM account AS a
    CROSS JOIN complaint AS c ON c.account_id = a.id AND c.stage IN ({stages})
    WHERE c.received_at < ? AND {which}
"""
_MOVED: Final = """
    SELECT {columns} FROM complaint AS c JOIN account AS a ON a.id = c.account_id
    WHERE c.id IN (SELECT s.complaint_id FROM stage_change AS s WHERE s.at >= ?)
        AND c.received_at < ? AND {which}
"""
_MOVED_SINCE: Final = "SELECT complaint_id FROM stage_change WHERE at >= ?"
_OF_ACCOUNT: Final = """
    SELECT {columns} FROM account AS a CROSS JOIN complaint AS c ON c.account_id = a.id
    WHERE c.received_at <= ? AND {which}
"""
_OLDER: Final = """
    SELECT a.id, max(c.received_at) FROM account AS a CROSS JOIN complaint AS c ON c.account_id = a.id
    WHERE c.received_at < ? AND {which}
    GROUP BY a.id
"""
_STAGES: Final = """
    SELECT complaint_id, stage, at FROM stage_change WHERE complaint_id IN ({ids})
    ORDER BY complaint_id, at, id
"""
_PAUSES: Final = "SELECT complaint_id, since, until FROM clock_pause WHERE complaint_id IN ({ids})"
_CORRECTIONS: Final = """
    SELECT complaint_id, at, from_channel, from_severity, channel, severity
    FROM reclassification WHERE complaint_id IN ({ids}) ORDER BY complaint_id, at, id
"""
_PRODUCTS: Final = "SELECT id, name FROM product_line"
_TERMS: Final = "SELECT id, answer_sent_at, norms, calendar FROM complaint WHERE id IN ({ids})"
_STAGE_OF: Final = {each.value: each for each in ComplaintStage}
_KIND_OF: Final = {each.value: each for each in ComplaintKind}
_SEVERITY_OF: Final = {each.value: each for each in Severity}
_CHANNEL_OF: Final = {each.value: each for each in Channel}


@dataclass(frozen=True, slots=True)
class Complaints:
    """The complaints of each account that may count on a day, and the day of the latest older one."""

    of: Mapping[bytes, tuple[ComplaintFacts, ...]]
    older: Mapping[bytes, date]


def read_complaints(reach: Reach) -> Complaints:
    """Received within a year of the first day, or open on it or later."""
    first = to_micros(starts_on(year_before(reach.since), reach.zone))
    rows = {row[0]: row for row in _rows(reach, first)}
    unsettled = _unsettled(reach, rows)
    stages = _stages(reach, unsettled)
    open_ones = [each for each in unsettled if _was_open(rows[each], stages.get(each, ()), reach.begins)]
    courses = _Courses.read(reach, open_ones)
    found: dict[bytes, list[ComplaintFacts]] = defaultdict(list)
    older = {row[0]: reach.day_of(row[1]) for row in reach.rows(_OLDER, first)}
    products = {key: ComplaintProduct(identity(key), name) for key, name in reach.fetched(_PRODUCTS)}
    for row in sorted(rows.values(), key=lambda row: (row[4], row[0])):
        if row[4] < first and row[0] not in courses.terms:
            continue
        complaint = _complaint(row, stages.get(row[0], ()), courses, products, reach)
        found[row[1]].append(complaint)
    return Complaints({each: tuple(complaints) for each, complaints in found.items()}, older)


def _rows(reach: Reach, first: int) -> Iterator[Any]:
    """The lines of complaints; of one account all, which its index finds at once."""
    if reach.account_id is not None:
        yield from reach.rows(_OF_ACCOUNT, reach.now, columns=_COLUMNS)
        return
    yield from reach.rows(_RECEIVED, first, reach.now, columns=_COLUMNS)
    yield from reach.rows(_STILL_OPEN, first, columns=_COLUMNS, stages=_OPEN_STAGES)
    yield from reach.rows(_MOVED, reach.begins, first, columns=_COLUMNS)


_Stages = Collection[tuple[str, int]]


def _in_parts(reach: Reach, query: str, ids: Collection[bytes]) -> Iterator[Any]:
    for part in chunks(ids):
        yield from reach.fetched(query.format(ids=marks(len(part))), *part)


def _stages(reach: Reach, ids: Collection[bytes]) -> Mapping[bytes, _Stages]:
    found: dict[bytes, list[tuple[str, int]]] = defaultdict(list)
    for complaint, stage, at in _in_parts(reach, _STAGES, ids):
        found[complaint].append((stage, at))
    return found


def _unsettled(reach: Reach, rows: Mapping[bytes, Any]) -> Collection[bytes]:
    """Those that had not ended before the first day: of the others no day asks when it was."""
    if reach.account_id is not None:
        return rows.keys()
    moved = {row[0] for row in reach.fetched(_MOVED_SINCE, reach.begins)}
    return [each for each, row in rows.items() if row[7] not in _ENDED or each in moved]


def _was_open(row: Any, stages: _Stages, since: int) -> bool:
    """Whether it was open at a moment or later: one that ended before and stayed so was not."""
    return row[7] not in _ENDED or any(at >= since for _, at in stages)


@dataclass(frozen=True, slots=True)
class _Courses:
    """What the clocks of open complaints need beside their stages, by complaint as it is stored."""

    pauses: Mapping[bytes, list[Pause]]
    corrections: Mapping[bytes, list[Any]]
    terms: Mapping[bytes, tuple[int | None, str | None, str | None]]

    @classmethod
    def read(cls, reach: Reach, ids: Collection[bytes]) -> _Courses:
        pauses: dict[bytes, list[Pause]] = defaultdict(list)
        for complaint, since, until in _in_parts(reach, _PAUSES, ids):
            pauses[complaint].append(Pause(stored_moment(since), _moment(until)))
        corrections: dict[bytes, list[Any]] = defaultdict(list)
        for row in _in_parts(reach, _CORRECTIONS, ids):
            corrections[row[0]].append(
                SimpleNamespace(
                    at=stored_moment(row[1]),
                    from_channel=_CHANNEL_OF[row[2]],
                    from_severity=_SEVERITY_OF[row[3]],
                    channel=_CHANNEL_OF[row[4]],
                    severity=_SEVERITY_OF[row[5]],
                )
            )
        terms = {row[0]: (row[1], row[2], row[3]) for row in _in_parts(reach, _TERMS, ids)}
        return cls(pauses, corrections, terms)

    def course(self, row: Any, stages: _Stages) -> ComplaintCourse:
        """The course of one of them."""
        key, received_at = row[0], stored_moment(row[4])
        present = SimpleNamespace(
            received_at=received_at, channel=_CHANNEL_OF[row[3]], severity=_SEVERITY_OF[row[6]]
        )
        return ComplaintCourse(
            received_at=received_at,
            classified=classified_by(present, self.corrections.get(key, ())),  # type: ignore[arg-type]
            stages=tuple([StageReached(_STAGE_OF[stage], stored_moment(at)) for stage, at in stages]),
            answered_at=_moment(self.terms[key][0]),
            pauses=tuple(self.pauses.get(key, ())),
        )


def _moment(micros: int | None) -> datetime | None:
    return None if micros is None else stored_moment(micros)


def _complaint(
    row: Any, stages: _Stages, courses: _Courses, products: Mapping[bytes, ComplaintProduct], reach: Reach
) -> ComplaintFacts:
    key = row[0]
    terms = courses.terms.get(key)
    return ComplaintFacts(
        id=identity(key),
        number=row[2],
        kind=_KIND_OF[row[5]],
        line=None if row[8] is None else products[row[8]],
        severity=_SEVERITY_OF[row[6]],
        received_on=reach.day_of(row[4]),
        ended=_endings(row, stages),
        course=None if terms is None else cache(partial(courses.course, row, stages)),
        norms=None if terms is None else terms[1],
        calendar=None if terms is None else terms[2],
    )


_ALWAYS: Final = ((datetime.min.replace(tzinfo=UTC), True),)


def _endings(row: Any, stages: _Stages) -> tuple[tuple[datetime, bool], ...]:
    """The moments at which it ended or was open again; one without stages stands as its record says."""
    if not stages:
        return _ALWAYS if row[7] in _ENDED else ()
    found: list[tuple[datetime, bool]] = []
    for has_ended, run in groupby(stages, key=lambda stage: stage[0] in _ENDED):
        if found or has_ended:
            found.append((stored_moment(next(run)[1]), has_ended))
    return tuple(found)


# --- answers --------------------------------------------------------------------------------------------

_ANSWERS: Final = """
    SELECT v.id, v.account_id, v.stakeholder_id, s.person_id, v.measure, v.status, v.score, v."on"
    FROM survey_answer AS v JOIN account AS a ON a.id = v.account_id
    LEFT JOIN stakeholder AS s ON s.id = v.stakeholder_id
    WHERE v."on" > ? AND v."on" <= ? AND {which}
    ORDER BY v."on", v.id
"""
_MEASURE_OF: Final = {each.value: each for each in SurveyMeasure}
_STATUS_OF: Final = {each.value: each for each in SurveyStatus}


def read_answers(reach: Reach) -> Mapping[bytes, tuple[AnswerFacts, ...]]:
    """What was asked and answered within a year of the first day or later."""
    span = (year_before(reach.since).isoformat(), reach.today.isoformat())
    found: dict[bytes, list[AnswerFacts]] = defaultdict(list)
    for id_, account, place, _, measure, status, score, on in reach.rows(_ANSWERS, *span):
        found[account].append(
            AnswerFacts(
                id=identity(id_),
                person=identity(place or id_),
                measure=_MEASURE_OF[measure],
                status=_STATUS_OF[status],
                score=score,
                on=some_day(on),
            )
        )
    return {account: tuple(answers) for account, answers in found.items()}


# --- promises -------------------------------------------------------------------------------------------

_PROMISED: Final = "c.side = 'ours' AND c.promised_to_client AND (c.status = 'open' OR c.closed_on > ?)"


def read_promises(reach: Reach) -> Mapping[bytes, tuple[Promise, ...]]:
    """What we promised clients and owe, or closed within a year of the first day or later."""
    values: tuple[Any, ...] = (year_before(reach.since).isoformat(),)
    sql = _PROMISED
    if reach.account_id is not None:
        sql, values = f"{sql} AND c.account_id = ?", (*values, reach.account_id.bytes)
    found: dict[bytes, list[Promise]] = defaultdict(list)
    which = Which(sql, values, most=reach.account_id is None)
    for row, promise in read_dates(reach.session, which, reach.zone):
        found[row[1]].append(promise)
    return {account: tuple(sorted(promises, key=_by_id)) for account, promises in found.items()}


_by_id: Final = attrgetter("id.int")


# --- contracts ------------------------------------------------------------------------------------------

_CONTRACTS: Final = """
    SELECT k.id, k.account_id, k.starts_on, k.ends_on, k.renews_itself, k.renewal_talks_since
    FROM contract AS k JOIN account AS a ON a.id = k.account_id
    WHERE {which}
    ORDER BY k.id
"""
_CONTRACT_CHANGES: Final = """
    SELECT c.step_seq, c.record_id, c.kind, c.image, t.at, t.kind
    FROM contract AS k JOIN account AS a ON a.id = k.account_id
    CROSS JOIN change AS c ON c.record_id = k.id
    CROSS JOIN step AS t ON t.seq = c.step_seq
    WHERE c.kind <> 'deleted' AND t.at >= ? AND {which}
    ORDER BY c.step_seq
"""


@dataclass(slots=True)
class _ContractNews:
    made_on: date | None = None
    ends: list[tuple[date, date | None]] = field(default_factory=list)


def read_contracts(reach: Reach) -> Mapping[bytes, tuple[ContractFacts, ...]]:
    """The contracts of each account, with the ends they had before they were moved."""
    news: dict[bytes, _ContractNews] = defaultdict(_ContractNews)
    for step, record, kind, image, at, by in reach.rows(_CONTRACT_CHANGES, reach.begins):
        on = reach.day_of(at)
        if kind == ChangeKind.CREATED:
            news[record].made_on = on if by == StepKind.USER else None
            continue
        before = unpack_change(step, "", record, kind, image).before
        if "ends_on" in before:
            ends = news[record].ends
            if not ends or ends[-1][0] != on:
                ends.append((on, stored_day(before["ends_on"])))
    found: dict[bytes, list[ContractFacts]] = defaultdict(list)
    for id_, account, starts, ends_on, renews, talks in reach.rows(_CONTRACTS):
        known = news.get(id_, _ContractNews())
        found[account].append(
            ContractFacts(
                id=identity(id_),
                starts_on=stored_day(starts),
                ends_on=stored_day(ends_on),
                renews_itself=bool(renews),
                talks_since=stored_day(talks),
                made_on=known.made_on,
                earlier=tuple(known.ends),
            )
        )
    return {account: tuple(contracts) for account, contracts in found.items()}


# --- contact with anybody -------------------------------------------------------------------------------

_SPAN: Final = timedelta(days=300)
"""Shorter than a year, so that the first and the last contact of each span tell of every year."""
_KINDS: Final = ", ".join(f"'{each.value}'" for each in TOUCHES)
_MET: Final = """
    SELECT {end}(i.starts_at) FROM interaction AS i
    WHERE i.account_id = ? AND i.status = 'done' AND i.starts_at >= ? AND i.starts_at < ?
        AND i.kind IN ({kinds})
"""
_MET_BESIDE: Final = """
    SELECT {end}(i.starts_at) FROM interaction_account AS b
    JOIN interaction AS i ON i.id = b.interaction_id
    WHERE b.account_id = ? AND i.status = 'done' AND i.starts_at >= ? AND i.starts_at < ?
        AND i.kind IN ({kinds})
"""


def read_met(reach: Reach, accounts: Collection[bytes]) -> Mapping[bytes, tuple[date, ...]]:
    """Days of contact with accounts, so many that every year with a contact has one."""
    begin = starts_on(year_before(reach.since), reach.zone)
    spans = []
    while begin <= reach.as_of:
        spans.append((to_micros(begin), min(to_micros(begin + _SPAN), reach.now + 1)))
        begin += _SPAN
    connection = reach.session.connection()
    found: dict[bytes, tuple[date, ...]] = {}
    for account in accounts:
        moments: set[int | None] = {
            connection.exec_driver_sql(query.format(end=end, kinds=_KINDS), (account, *span)).scalar()
            for query in (_MET, _MET_BESIDE)
            for span in spans
            for end in ("min", "max")
        }
        if known := sorted(at for at in moments if at is not None):
            found[account] = tuple(reach.day_of(at) for at in known)
    return found
