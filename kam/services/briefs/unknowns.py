"""What we do not know and whom to ask (domain.md §11): every gap the paper would otherwise pass over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sqlalchemy import func, select

from kam.analysis.freshness import Freshness, rating_freshness, stale_sections
from kam.core.text import fold
from kam.core.vocabulary import Attitude, BuyingRole, DecisionLens, SurveyMeasure, SurveyStatus
from kam.models import Question, SectionCheck, SurveyAnswer
from kam.reports.content import CompetitorLine, Unknown, UnknownKind
from kam.services.briefs.money.wallet import ClientWallet
from kam.services.briefs.people import People, Place
from kam.services.briefs.records import Dossier
from kam.services.briefs.scene import Scene

_MANAGERS_OF_MONEY: Final = (BuyingRole.BUYER, BuyingRole.DECIDER)
_PRACTITIONERS: Final = (BuyingRole.USER, BuyingRole.INITIATOR, BuyingRole.INFLUENCER)

_MOST: Final = 2
"""Of one sort of gap so many at most: the list is there to be asked from."""
_ENDING: Final = 2

Fits = Callable[[Place], bool]


def collect_unknowns(
    scene: Scene,
    people: People,
    dossier: Dossier,
    wallet: ClientWallet | None,
    competitors: Sequence[CompetitorLine],
    *,
    questions: Sequence[Question],
) -> tuple[Unknown, ...]:
    """First what the KAM wrote down, then the decision, the people, the money, the rest of the dossier."""
    return (
        *_written(people, questions),
        *_decision(people),
        *_people(scene, people),
        *_money(people, dossier, wallet, questions),
        *_satisfaction(scene, people),
        *_competitors(people, competitors),
        *_rates(scene),
        *_dossier(scene),
    )


def whom_to_ask(people: People, fits: Fits = lambda _: True) -> str:
    """The one at the table who would know and tell: of those who fit, the best disposed, then by influence.

    Where nobody fits, anybody's word is better than none; where nobody of theirs comes, nobody.
    """
    here = [place for place in people.attending if not place.is_placeholder]
    able = [place for place in here if fits(place)] or here
    able.sort(
        key=lambda place: (
            BuyingRole.COACH in place.roles,
            -9 if place.attitude is None else int(place.attitude),
            place.influence or 0,
        ),
        reverse=True,
    )
    return able[0].label if able else ""


def _friend(people: People, about: Place) -> str:
    """Who would tell us how another stands: the coach, then the best disposed of those for us, else nobody.

    They need not come: one may call them before.
    """
    friends = [
        place
        for place in people.present
        if place.id != about.id
        and not place.is_placeholder
        and (BuyingRole.COACH in place.roles or (place.attitude or Attitude.NEUTRAL) > Attitude.NEUTRAL)
    ]
    attending = {place.id for place in people.attending}
    best = max(
        friends,
        key=lambda place: (
            BuyingRole.COACH in place.roles,
            int(place.attitude or Attitude.NEUTRAL),
            place.id in attending,
            place.influence or 0,
        ),
        default=None,
    )
    return best.label if best else ""


def _knows_money(place: Place) -> bool:
    by_role = any(role in place.roles for role in _MANAGERS_OF_MONEY)
    return by_role or place.stakeholder.lens is DecisionLens.FINANCE


def _knows_practice(place: Place) -> bool:
    by_role = any(role in place.roles for role in _PRACTITIONERS)
    return by_role or place.stakeholder.lens is DecisionLens.TECHNOLOGY


def _written(people: People, questions: Sequence[Question]) -> Iterator[Unknown]:
    """Internal questions that name whom to ask."""
    for question in questions:
        if not question.sayable and question.ask_whom_id is not None:
            yield Unknown(UnknownKind.TEXT, question.text, ask=people.label_of(question.ask_whom_id))


def _decision(people: People) -> Iterator[Unknown]:
    deciders = [place for place in people.present if BuyingRole.DECIDER in place.roles]
    if not any(not place.is_placeholder for place in deciders):
        yield Unknown(UnknownKind.DECISION_ORDER, ask=whom_to_ask(people))


def _people(scene: Scene, people: People) -> Iterator[Unknown]:
    """Names of those who decide; attitudes never rated of those who come or decide, old of those who do both.

    A faded rating of anybody else is marked where it stands.
    """
    attending = {place.id for place in people.attending}
    for place in people.present:
        if place.is_placeholder and (place.deciding_role or place.id in attending):
            yield Unknown(UnknownKind.PERSON, place.title, ask=whom_to_ask(people))
    for place in people.present:
        decides, comes = place.deciding_role is not None, place.id in attending
        rated_on = place.attitudes[-1].on if place.attitudes else None
        fresh = rating_freshness(rated_on, scene.day, scene.settings.freshness)
        if fresh is Freshness.NEVER and (decides or comes) and not place.is_placeholder:
            yield Unknown(UnknownKind.ATTITUDE, place.label, ask=_friend(people, place))
        elif fresh is Freshness.OLD and decides and comes:
            ask = _friend(people, place)
            yield Unknown(UnknownKind.ATTITUDE_STALE, place.label, since=rated_on, ask=ask)


def _money(
    people: People, dossier: Dossier, wallet: ClientWallet | None, questions: Sequence[Question]
) -> Iterator[Unknown]:
    """Their budget where no spend is known, else the largest parts that nobody knows the supplier of."""
    if wallet is None:
        yield Unknown(UnknownKind.BUDGET, ask=whom_to_ask(people, _knows_money))
        return
    asked = [fold(question.text) for question in questions]
    parts = ((dossier.line_name(line_id), amount) for line_id, amount in wallet.unknown_parts())
    unasked = [part for part in parts if not any(_mentions(text, part[0]) for text in asked)]
    for subject, amount in unasked[:_MOST]:
        ask = whom_to_ask(people, _knows_practice)
        yield Unknown(UnknownKind.SPEND, subject, amount=amount, ask=ask)


def _mentions(text: str, subject: str) -> bool:
    """Whether a folded text speaks of a subject, whatever the endings of its words."""
    words = [word[:-_ENDING] for word in fold(subject).split() if len(word) > 2 * _ENDING]
    return bool(words) and all(word in text for word in words)


def _satisfaction(scene: Scene, people: People) -> Iterator[Unknown]:
    """NPS that nobody measured within a year; another measure taken lately will do."""
    last = scene.session.scalar(
        select(func.max(SurveyAnswer.on)).where(
            SurveyAnswer.account_id == scene.account.id,
            SurveyAnswer.status == SurveyStatus.ANSWERED,
            SurveyAnswer.on <= scene.known_on,
        )
    )
    if last is None or (scene.day - last).days > scene.settings.satisfaction_days:
        subject = scene.words.of(SurveyMeasure.NPS.label)
        yield Unknown(UnknownKind.SATISFACTION, subject, since=last, ask=whom_to_ask(people))


def _competitors(people: People, competitors: Sequence[CompetitorLine]) -> Iterator[Unknown]:
    for line in [line for line in competitors if line.stale][:_MOST]:
        ask = whom_to_ask(people, _knows_practice)
        yield Unknown(UnknownKind.COMPETITOR_STALE, line.name, since=line.last_seen, ask=ask)


def _rates(scene: Scene) -> Iterator[Unknown]:
    """Sums that are left out because no rate is known: never guessed."""
    for currency in sorted(scene.exchange.missing):
        text = scene.words.say(
            "sums in {currency} are left out: no exchange rate is known", currency=currency
        )
        yield Unknown(UnknownKind.TEXT, text)


def _dossier(scene: Scene) -> Iterator[Unknown]:
    """Sections of the dossier that were verified once and are out of date.

    Where nothing was ever verified there is no dossier to be out of date, only one to be begun.
    """
    checks = scene.session.execute(
        select(SectionCheck.section, func.max(SectionCheck.on))
        .where(SectionCheck.account_id == scene.account.id, SectionCheck.on <= scene.known_on)
        .group_by(SectionCheck.section)
    )
    verified = dict(checks.all())
    ages = stale_sections(verified, scene.day, scene.settings.freshness)
    old = [age.section for age in ages if age.freshness is Freshness.OLD]
    for section in old[:_MOST]:
        subject = scene.words.of(section.label)
        yield Unknown(UnknownKind.SECTION_STALE, subject, since=verified[section])
