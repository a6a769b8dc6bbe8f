"""How complete our knowledge of an account is (полнота досье, domain.md §2): never mixed with health.

Each thing worth knowing has a weight. Completeness is the weight of what is known ÷ the weight of all that
applies, and every gap says what it would add and why it matters.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from kam.analysis.ratios import as_decimal
from kam.core.vocabulary import DossierSection, Term
from kam.core.vocabulary.term import label
from kam.core.words import Label

if TYPE_CHECKING:
    from collections.abc import Mapping


class DossierItem(Term):
    """A thing worth knowing about a client."""

    LEGAL_IDENTITY = "legal_identity", label("dossier item", "legal name and tax number")
    ADDRESS = "address", label("dossier item", "address")
    CONTACT = "contact", label("dossier item", "phone or e-mail")
    INDUSTRY = "industry", label("dossier item", "industry and business type")
    SIZE = "size", label("dossier item", "headcount and annual revenue")
    EARNS_BY = "earns_by", label("dossier item", "how the business earns")
    THEIR_CUSTOMERS = "their_customers", label("dossier item", "their customers")
    MARKET_POSITION = "market_position", label("dossier item", "position in their market")
    GROWTH_PLANS = "growth_plans", label("dossier item", "growth plans")
    PRESSURES = "pressures", label("dossier item", "problems and pressures")
    VALUES = "values", label("dossier item", "what they consider value")
    POTENTIAL = "potential", label("dossier item", "potential")
    TERMS = "terms", label("dossier item", "payment terms")
    CONTRACT = "contract", label("dossier item", "contract with its dates")
    UNITS = "units", label("dossier item", "business units")
    DECIDER = "decider", label("dossier item", "decider")
    ROLES = "roles", label("dossier item", "other roles in the decision")
    ATTITUDES = "attitudes", label("dossier item", "attitude and influence of people")
    CARES_ABOUT = "cares_about", label("dossier item", "what people care about")
    COMPETITORS = "competitors", label("dossier item", "competitors and their shares")
    TEAM = "team", label("dossier item", "our team")
    SPEND = "spend", label("dossier item", "the client’s spend in our category")
    TARGETS = "targets", label("dossier item", "targets for the year")


SECTION_OF: Final[Mapping[DossierItem, DossierSection]] = MappingProxyType(
    {
        DossierItem.LEGAL_IDENTITY: DossierSection.IDENTITY,
        DossierItem.ADDRESS: DossierSection.IDENTITY,
        DossierItem.CONTACT: DossierSection.IDENTITY,
        DossierItem.INDUSTRY: DossierSection.PORTRAIT,
        DossierItem.SIZE: DossierSection.PORTRAIT,
        DossierItem.EARNS_BY: DossierSection.PORTRAIT,
        DossierItem.THEIR_CUSTOMERS: DossierSection.PORTRAIT,
        DossierItem.MARKET_POSITION: DossierSection.PORTRAIT,
        DossierItem.GROWTH_PLANS: DossierSection.PORTRAIT,
        DossierItem.PRESSURES: DossierSection.PORTRAIT,
        DossierItem.VALUES: DossierSection.PORTRAIT,
        DossierItem.POTENTIAL: DossierSection.PORTRAIT,
        DossierItem.TERMS: DossierSection.TERMS,
        DossierItem.CONTRACT: DossierSection.CONTRACTS,
        DossierItem.UNITS: DossierSection.UNITS,
        DossierItem.DECIDER: DossierSection.PEOPLE,
        DossierItem.ROLES: DossierSection.PEOPLE,
        DossierItem.ATTITUDES: DossierSection.PEOPLE,
        DossierItem.CARES_ABOUT: DossierSection.PEOPLE,
        DossierItem.COMPETITORS: DossierSection.COMPETITORS,
        DossierItem.TEAM: DossierSection.TEAM,
        DossierItem.SPEND: DossierSection.MONEY,
        DossierItem.TARGETS: DossierSection.MONEY,
    }
)

WHY_IT_MATTERS: Final[Mapping[DossierItem, Label]] = MappingProxyType(
    {
        DossierItem.LEGAL_IDENTITY: label("why it matters", "no contract and no invoice without it"),
        DossierItem.ADDRESS: label("why it matters", "where to go and where to deliver"),
        DossierItem.CONTACT: label("why it matters", "how to reach them"),
        DossierItem.INDUSTRY: label("why it matters", "what they need and whom to compare them with"),
        DossierItem.SIZE: label("why it matters", "how much there is to win"),
        DossierItem.EARNS_BY: label("why it matters", "what our offer has to improve"),
        DossierItem.THEIR_CUSTOMERS: label("why it matters", "whose wishes drive their orders"),
        DossierItem.MARKET_POSITION: label("why it matters", "how strong they are at the table"),
        DossierItem.GROWTH_PLANS: label("why it matters", "what our growth can be built on"),
        DossierItem.PRESSURES: label("why it matters", "which problem is worth money to them"),
        DossierItem.VALUES: label("why it matters", "what an offer is judged by"),
        DossierItem.POTENTIAL: label("why it matters", "no segment without it"),
        DossierItem.TERMS: label("why it matters", "what can be conceded, and what already was"),
        DossierItem.CONTRACT: label("why it matters", "when talks on renewal must begin"),
        DossierItem.UNITS: label("why it matters", "where there is still something to sell"),
        DossierItem.DECIDER: label("why it matters", "who says yes or no"),
        DossierItem.ROLES: label("why it matters", "who can stop the decision"),
        DossierItem.ATTITUDES: label("why it matters", "whom to rely on and whom to win over"),
        DossierItem.CARES_ABOUT: label("why it matters", "what to talk about with each of them"),
        DossierItem.COMPETITORS: label("why it matters", "who can replace us and with what"),
        DossierItem.TEAM: label("why it matters", "who of us answers for what"),
        DossierItem.SPEND: label("why it matters", "no share of wallet without it"),
        DossierItem.TARGETS: label("why it matters", "nothing to measure the year against"),
    }
)

_HEAVY: Final = {DossierItem.DECIDER: 8, DossierItem.ATTITUDES: 8, DossierItem.SPEND: 8}
_LIGHT: Final = {
    DossierItem.ADDRESS: 2,
    DossierItem.CONTACT: 2,
    DossierItem.SIZE: 3,
    DossierItem.MARKET_POSITION: 3,
    DossierItem.TEAM: 3,
}
_USUAL: Final = 5


def _default_weights() -> Mapping[DossierItem, int]:
    return MappingProxyType({item: (_HEAVY | _LIGHT).get(item, _USUAL) for item in DossierItem})


@dataclass(frozen=True, slots=True)
class CompletenessSettings:
    """What each item weighs. An item that is left out, or weighs nothing, is not asked for.

    By default what a meeting turns on weighs most: the decider, attitudes, the client's spend.
    """

    weights: Mapping[DossierItem, int] = field(default_factory=_default_weights)


Known: TypeAlias = "bool | Fraction | None"
"""Known or not, known in part (3 of 4 roles), or not applicable."""


@dataclass(frozen=True, slots=True)
class Gap:
    """An item that is not (wholly) known and what it would add to completeness, as a ratio (0.05 is +5 %)."""

    item: DossierItem
    section: DossierSection
    adds: Decimal

    @property
    def why(self) -> Label:
        """Why it matters."""
        return WHY_IT_MATTERS[self.item]


@dataclass(frozen=True, slots=True)
class Completeness:
    """0–100 %, rounded down so that 100 means that nothing is missing, and the gaps, largest first."""

    percent: int
    gaps: tuple[Gap, ...]


def completeness(
    known: Mapping[DossierItem, Known], settings: CompletenessSettings = CompletenessSettings()
) -> Completeness:
    """The completeness of a dossier. An item that ``known`` does not name is not known.

    What does not apply (None) is left out and its weight falls to the rest. Where nothing applies nothing
    is missing. Raises ValueError for a part outside 0…1.
    """
    parts: dict[DossierItem, Fraction] = {}
    for item in DossierItem:
        part = known.get(item, False)
        if part is not None and settings.weights.get(item, 0) > 0:
            parts[item] = _part(part)
    whole = sum(settings.weights[item] for item in parts)
    if not whole:
        return Completeness(100, ())
    reached = sum((settings.weights[item] * part for item, part in parts.items()), Fraction(0))
    gaps = [
        Gap(item, SECTION_OF[item], as_decimal(settings.weights[item] * (1 - part) / whole))
        for item, part in parts.items()
        if part < 1
    ]
    gaps.sort(key=lambda gap: -gap.adds)
    return Completeness(int(100 * reached / whole), tuple(gaps))


@dataclass(frozen=True, slots=True)
class SectionPart:
    """How much of a section is known, as a ratio, rounded down; None where nothing of it is asked for."""

    section: DossierSection
    known: Decimal | None


def section_parts(
    known: Mapping[DossierItem, Known], settings: CompletenessSettings = CompletenessSettings()
) -> tuple[SectionPart, ...]:
    """The sections in their order, each by the weight of its own items: the ring round the completeness."""
    reached = dict.fromkeys(DossierSection, Fraction(0))
    whole = dict.fromkeys(DossierSection, 0)
    for item, section in SECTION_OF.items():
        part, weight = known.get(item, False), settings.weights.get(item, 0)
        if part is not None and weight > 0:
            whole[section] += weight
            reached[section] += weight * _part(part)
    return tuple(
        SectionPart(section, _floor(reached[section] / whole[section]) if whole[section] else None)
        for section in DossierSection
    )


def _floor(part: Fraction) -> Decimal:
    """In hundredths and never more than there is: a ring that is whole says that nothing is missing."""
    return Decimal(part * 100 // 1).scaleb(-2)


def _part(known: bool | Fraction) -> Fraction:  # noqa: FBT001 - a mapping's value, not a switch
    part = Fraction(known)
    if not 0 <= part <= 1:
        message = f"a part of an item is between 0 and 1, not {part}"
        raise ValueError(message)
    return part
