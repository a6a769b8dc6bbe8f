"""The factors of people: who decides and who stands for us, and whether we are in touch (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from math import lcm
from operator import itemgetter
from typing import Final, NamedTuple, TypeAlias
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.health.scale import FULL, Curve, read_curve
from kam.analysis.health.score import FactorScore, HealthFactor, Part
from kam.analysis.ratings import weighted_attitude
from kam.analysis.ratios import round_half_even
from kam.core.vocabulary import Attitude, BuyingRole, Circle, Term
from kam.core.vocabulary.term import label

_DECIDER, _CHAMPION, _ATTITUDE = 20, 20, 60
_RATED_MOSTS: Final = (_DECIDER, _CHAMPION)
_UNRATED_MOSTS: Final = (FULL // 2, FULL // 2)
"""While nobody is rated, decider and champion share all there is."""
_CADENCE: Final[Curve] = ((1, 100), (2, 50), (3, 0))
"""Points of days since the last contact ÷ the norm of somebody's circle."""
_NEARNESS: Final = (1, 3, 2, 1)
"""How much a circle counts by its number; 0 is of nobody's."""
_SHOWN: Final = 3


class PeopleReason(Term):
    """Why a factor of people has its points."""

    DECIDER = "decider", label("health reason", "The decider is known: {names}")
    NO_DECIDER = "no_decider", label("health reason", "Nobody knows who decides")
    CHAMPION = "champion", label("health reason", "There is a champion: {names}")
    NO_CHAMPION = "no_champion", label("health reason", "There is no champion")
    ATTITUDE = "attitude", label("health reason", "Attitude weighted by influence: {value} of −2…+2")
    IN_TOUCH = "in_touch", label("health reason", "In touch as agreed with {kept} of {people}")
    NEGLECTED = (
        "neglected",
        label(
            "health reason", "In touch as agreed with {kept} of {people}, longest without contact: {names}"
        ),
    )


class RelationPerson(NamedTuple):
    """A stakeholder who has not left. Ratings are those in force; ``rated_on`` is the later of them.

    A placeholder is nobody yet.
    """

    id: UUID
    name: str
    roles: frozenset[BuyingRole] = frozenset()
    circle: Circle | None = None
    attitude: Attitude | None = None
    influence: int | None = None
    rated_on: date | None = None
    placeholder: bool = False

    @property
    def stands_for_us(self) -> bool:
        """A champion by their attitude, or a coach who is not against us."""
        return _is_for_us(self.attitude, self.roles)


def _is_for_us(attitude: Attitude | None, roles: frozenset[BuyingRole]) -> bool:
    if attitude is Attitude.CHAMPION:
        return True
    return attitude is not None and BuyingRole.COACH in roles and attitude > Attitude.NEUTRAL


class Contact(NamedTuple):
    """How often somebody is to be met, and when they were.

    ``norm`` is days between touches; ``days`` since the last one, of somebody never touched since they are
    known.
    """

    person: RelationPerson
    norm: int | None
    days: int
    touched_on: date | None = None


AnyContact: TypeAlias = tuple[RelationPerson, int | None, int, date | None]
"""The same without its names: many are made."""


def relations(people: Iterable[RelationPerson | None]) -> FactorScore | None:
    """Decider and champion known, attitudes weighted by influence; None where nobody is known.

    While nobody is rated, decider and champion are all there is and count in full. Whoever is None is not
    there.
    """
    known: list[RelationPerson] = []
    deciders: list[RelationPerson] = []
    champions: list[RelationPerson] = []
    latest: date | None = None
    for person in people:
        if person is None:
            continue
        _, _, roles, _, attitude, _, rated_on, placeholder = person
        if placeholder:
            continue
        known.append(person)
        if rated_on is not None and (latest is None or rated_on > latest):
            latest = rated_on
        if BuyingRole.DECIDER in roles:
            deciders.append(person)
        if _is_for_us(attitude, roles):
            champions.append(person)
    if not known:
        return None
    weighed = weighted_attitude(known)
    decider, champion = _RATED_MOSTS if weighed is not None else _UNRATED_MOSTS
    parts = [
        _known(PeopleReason.DECIDER, PeopleReason.NO_DECIDER, deciders, decider),
        _known(PeopleReason.CHAMPION, PeopleReason.NO_CHAMPION, champions, champion),
    ]
    if weighed is not None:
        points = round((weighed.value + 2) / 4 * _ATTITUDE)  # decimals: exact, and much faster
        reason = Reason.of(PeopleReason.ATTITUDE, value=weighed.value)
        ids = tuple([person.id for person in weighed.parts])
        parts.append(Part(reason, points, _ATTITUDE, latest, ids))
    return FactorScore(HealthFactor.PEOPLE, tuple(parts))


def _known(there: PeopleReason, missing: PeopleReason, people: list[RelationPerson], most: int) -> Part:
    if not people:
        return Part(Reason.of(missing), 0, most)
    reason = Reason.of(there, names=_names(people))
    return Part(reason, most, most, _rated_on(people), tuple([person.id for person in people]))


def _rated_on(people: list[RelationPerson]) -> date | None:
    return max([person.rated_on for person in people if person.rated_on is not None], default=None)


def _names(people: Sequence[RelationPerson]) -> str:
    return ", ".join([person.name for person in people[:_SHOWN]])


def contact_kept(people: Iterable[Contact | AnyContact]) -> FactorScore | None:
    """Whether everybody is touched as often as their circle asks; the nearer the circle, the more it counts.

    None where nobody has a norm.
    """
    kept: list[RelationPerson] = []
    late: list[tuple[float, RelationPerson]] = []
    sums: dict[int, int] = {}
    weight = in_time = 0
    touched: date | None = None
    for person, norm, days, touched_on in people:
        if not norm or person.placeholder:
            continue
        own = _NEARNESS[person.circle or 0]
        weight += own
        if touched_on is not None and (touched is None or touched_on > touched):
            touched = touched_on
        if days <= norm:
            kept.append(person)
            in_time += own  # the curve begins at the norm
        else:
            late.append((days / norm, person))  # equal ratios of whole numbers are equal as floats, too
            sums[norm] = sums.get(norm, 0) + own * _cadence_times(days, norm)
    if not weight:
        return None
    common = lcm(*sums)
    total = in_time * FULL * common + sum([times * (common // norm) for norm, times in sums.items()])
    late.sort(key=itemgetter(0), reverse=True)
    asked = len(kept) + len(late)
    told = (
        Reason.of(
            PeopleReason.NEGLECTED,
            names=_names([person for _, person in late[:_SHOWN]]),
            kept=len(kept),
            people=asked,
        )
        if late
        else Reason.of(PeopleReason.IN_TOUCH, kept=len(kept), people=asked)
    )
    ids = tuple([person.id for person in ([each for _, each in late] or kept)])
    return FactorScore(
        HealthFactor.CONTACT, (Part(told, round_half_even(total, common * weight), FULL, touched, ids),)
    )


@lru_cache(maxsize=8_192)
def _cadence_times(days: int, norm: int) -> int:
    """The points of a cadence × its norm: a whole number, as long as its curve bends at whole ratios."""
    times = read_curve(_CADENCE, Fraction(days, norm)) * norm
    assert times.denominator == 1  # noqa: S101 - by the curve
    return times.numerator
