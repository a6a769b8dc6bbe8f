"""Who is there: theirs with how they stand, ours with whom, what the map lacks, who meets whom."""

from __future__ import annotations

from collections.abc import Iterable

from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState
from kam.core.vocabulary import ScaleTerm, Term
from kam.reports.content.plan import ComingLine, ContactPlanLine, ReviewLine, TeamMember
from kam.reports.office.tables import Column, Kind, Row, Table, rows_of
from kam.reports.people_words import role_word
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import role_of
from kam.reports.stakeholder_maps.content import MapContent, MapFigure


def stakeholders(tell: Telling, people: MapContent) -> Table:
    """Everybody on the map: role, influence, attitude and where it shall go, days since the last contact."""
    words = tell.words
    owners = {each.id: each.name for each in people.colleagues}
    bosses = {each.id: each.name or each.title for each in people.people}
    return Table(
        words.say_in("plan heading", "Relationship map"),
        (
            Column(words.say_in("plan table", "who"), width=1.8),
            Column(words.say_in("plan table", "job title"), width=2.2),
            Column(words.say_in("plan table", "reports to"), width=1.4, key="boss"),
            Column(words.say_in("plan table", "role"), width=1.3),
            Column(words.say_in("plan table", "influence, 1 to 5"), Kind.WHOLE, 0.9),
            Column(words.say_in("plan table", "attitude"), width=1.3),
            Column(words.say_in("plan table", "shall become"), width=1.3),
            Column(words.say_in("plan table", "days since contact"), Kind.WHOLE, 0.9),
            Column(words.say_in("plan table", "who of ours"), width=1.3),
        ),
        tuple(
            Row(
                (
                    each.name or each.title,
                    each.title if each.name else words.say_in("plan table", "name unknown"),
                    bosses.get(each.boss, "") if each.boss else "",
                    "" if each.role is None else role_word(words, each.role),
                    each.influence,
                    _attitude(tell, each),
                    tell.term(each.target),
                    each.contact_days,
                    owners.get(each.owner, "") if each.owner else "",
                ),
                pressing=each.overdue,
            )
            for each in people.people
        ),
        note=words.say_in("plan note", "contact overdue in bold"),
    )


def _attitude(tell: Telling, figure: MapFigure) -> str:
    if figure.attitude is None:
        return tell.words.say_in("plan table", "not rated")
    return tell.term(figure.attitude)


def coverage(tell: Telling, people: MapContent) -> Table:
    """Who of ours knows whom how well, 0–4, and how well they shall."""
    words = tell.words
    named = [each for each in people.people if each.levels]
    return Table(
        words.say_in("plan heading", "Who of ours knows whom"),
        (
            Column(words.say_in("plan table", "who"), width=1.8),
            *(Column(each.name, width=1.1) for each in people.colleagues),
        ),
        rows_of(
            (each.name or each.title, *(_level(each, one.id) for one in people.colleagues)) for each in named
        ),
        note=words.say_in(
            "plan note", "0 nobody, 1 supplier, 2 credible source, 3 problem solver, 4 adviser"
        ),
    )


def _level(figure: MapFigure, colleague: object) -> str:
    """«1 → 3»."""
    found = next((each for each in figure.levels if each.colleague == colleague), None)
    if found is None:
        return ""
    if found.target is None or found.target == found.level:
        return str(int(found.level))
    return f"{int(found.level)} → {int(found.target)}"


def checks(tell: Telling, people: MapContent) -> Table:
    """What the map lacks; checks that were passed are left out."""
    words = tell.words
    failed = [each for each in people.checks if each.state is not CheckState.PASSED]
    return Table(
        words.say_in("plan heading", "Map checks"),
        (
            Column(words.say_in("plan table", "gap"), width=2),
            Column(words.say_in("plan table", "why"), width=5),
        ),
        tuple(
            Row(
                (
                    words.of(each.heading.label),
                    "; ".join(_said(tell, reason) for reason in each.reasons),
                ),
                pressing=each.state is CheckState.FAILED,
            )
            for each in failed
        ),
    )


def _said(tell: Telling, reason: Reason) -> str:
    places = {
        name: tell.term(value) if isinstance(value, (Term, ScaleTerm)) else value
        for name, value in reason.places.items()
    }
    return tell.words.of(reason.code.label, **places)


def team(tell: Telling, members: Iterable[TeamMember]) -> Table:
    """Ours on the account."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Our team"),
        (
            Column(words.say_in("plan table", "who"), width=2),
            Column(words.say_in("plan table", "part"), width=3),
        ),
        rows_of((each.name, role_of(words, each)) for each in members),
    )


def contacts(tell: Telling, lines: Iterable[ContactPlanLine]) -> Table:
    """Who of ours meets whom of theirs, how often, about what."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Communication plan"),
        (
            Column(words.say_in("plan table", "ours"), width=1.4),
            Column(words.say_in("plan table", "theirs"), width=1.4),
            Column(words.say_in("plan table", "job title"), width=1.8),
            Column(words.say_in("plan table", "every, days"), Kind.WHOLE, 0.8),
            Column(words.say_in("plan table", "about"), width=2.4),
            Column(words.say_in("plan table", "last met"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "meet next"), Kind.DATE, 1.1),
        ),
        rows_of(
            (
                each.colleague,
                each.stakeholder,
                each.title,
                each.every_days,
                each.about,
                each.last_on,
                each.next_on,
            )
            for each in lines
        ),
    )


def coming(tell: Telling, lines: Iterable[ComingLine]) -> Table:
    """Planned meetings and reviews, soonest first."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Coming meetings"),
        (
            Column(words.say_in("plan table", "date"), Kind.DATE, 1),
            Column(words.say_in("plan table", "meeting"), width=4),
        ),
        rows_of((each.on, each.text) for each in lines),
    )


def reviews(tell: Telling, lines: Iterable[ReviewLine]) -> Table:
    """Reviews with their four ratings, the latest first."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Reviews"),
        (
            Column(words.say_in("plan table", "date"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "results"), Kind.WHOLE, 0.7, key="results"),
            Column(words.say_in("plan table", "relations"), Kind.WHOLE, 0.7, key="relations"),
            Column(words.say_in("plan table", "delivery"), Kind.WHOLE, 0.7, key="delivery"),
            Column(words.say_in("plan table", "outlook"), Kind.WHOLE, 0.7, key="outlook"),
            Column(
                words.say_in("plan table", "mean"),
                Kind.NUMBER,
                0.7,
                formula="AVERAGE({results},{relations},{delivery},{outlook})",
                places=1,
            ),
            Column(words.say_in("plan table", "who took part"), width=2),
            Column(words.say_in("plan table", "notes"), width=3),
        ),
        rows_of(
            (
                each.on,
                each.results,
                each.relations,
                each.delivery,
                each.outlook,
                each.rating,
                ", ".join((*each.ours, *each.theirs)),
                each.notes,
            )
            for each in lines
        ),
        note=words.say_in("plan note", "each question from 1 to 5"),
    )
