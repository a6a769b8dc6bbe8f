"""How people and their ratings are said on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kam.core.vocabulary import Attitude, BuyingRole, InteractionKind
from kam.core.words import Label, PluralLabel, Words, label, plural
from kam.reports.content import AttendeeCard, PersonName

_ROLES: Final[dict[BuyingRole, Label]] = {
    BuyingRole.INITIATOR: label("role on paper", "initiator"),
    BuyingRole.USER: label("role on paper", "user"),
    BuyingRole.INFLUENCER: label("role on paper", "influencer"),
    BuyingRole.DECIDER: label("role on paper", "decider"),
    BuyingRole.APPROVER: label("role on paper", "approver"),
    BuyingRole.BUYER: label("role on paper", "buyer"),
    BuyingRole.GATEKEEPER: label("role on paper", "gatekeeper"),
    BuyingRole.EXECUTIVE_SPONSOR: label("role on paper", "sponsor"),
    BuyingRole.COACH: label("role on paper", "coach"),
}
_CONTACTS: Final[dict[InteractionKind, Label]] = {
    InteractionKind.MEETING: label("contact on paper", "meeting"),
    InteractionKind.CALL: label("contact on paper", "call"),
    InteractionKind.EMAIL: label("contact on paper", "e-mail"),
    InteractionKind.MESSENGER: label("contact on paper", "message"),
    InteractionKind.SITE_VISIT: label("contact on paper", "visit"),
    InteractionKind.EVENT: label("contact on paper", "event"),
    InteractionKind.BUSINESS_REVIEW: label("contact on paper", "review"),
    InteractionKind.GIFT: label("contact on paper", "gift"),
    InteractionKind.NOTE: label("contact on paper", "note"),
}
_DECIDER: Final[dict[Attitude | None, Label]] = {
    Attitude.OPPONENT: label("decider", "the decider is against us"),
    Attitude.SCEPTIC: label("decider", "the decider is sceptical"),
    Attitude.NEUTRAL: label("decider", "the decider is neutral"),
    Attitude.SUPPORTER: label("decider", "the decider is for us"),
    Attitude.CHAMPION: label("decider", "the decider is our champion"),
    None: label("decider", "where the decider stands is unknown"),
}
_FEW: Final[dict[Attitude | None, tuple[Label, Label, Label, Label]]] = {
    Attitude.OPPONENT: (
        label("people", "one opponent"),
        label("people", "two opponents"),
        label("people", "three opponents"),
        label("people", "four opponents"),
    ),
    Attitude.SCEPTIC: (
        label("people", "one sceptic"),
        label("people", "two sceptics"),
        label("people", "three sceptics"),
        label("people", "four sceptics"),
    ),
    Attitude.NEUTRAL: (
        label("people", "one neutral"),
        label("people", "two neutral"),
        label("people", "three neutral"),
        label("people", "four neutral"),
    ),
    Attitude.SUPPORTER: (
        label("people", "one supporter"),
        label("people", "two supporters"),
        label("people", "three supporters"),
        label("people", "four supporters"),
    ),
    Attitude.CHAMPION: (
        label("people", "one champion"),
        label("people", "two champions"),
        label("people", "three champions"),
        label("people", "four champions"),
    ),
    None: (
        label("people", "one not rated"),
        label("people", "two not rated"),
        label("people", "three not rated"),
        label("people", "four not rated"),
    ),
}
_MANY: Final[dict[Attitude | None, PluralLabel]] = {
    Attitude.OPPONENT: plural("{count} opponent", "{count} opponents"),
    Attitude.SCEPTIC: plural("{count} sceptic", "{count} sceptics"),
    Attitude.NEUTRAL: plural("{count} neutral person", "{count} neutral people"),
    Attitude.SUPPORTER: plural("{count} supporter", "{count} supporters"),
    Attitude.CHAMPION: plural("{count} champion", "{count} champions"),
    None: plural("{count} person not rated", "{count} people not rated"),
}


def role_word(words: Words, role: BuyingRole) -> str:
    """A buying role as short as paper needs it: «ЛПР», «утверждает»."""
    return words.of(_ROLES[role])


def contact_word(words: Words, kind: InteractionKind) -> str:
    """A kind of contact in a word: «звонок», «письмо»."""
    return words.of(_CONTACTS[kind])


def role_words(words: Words, roles: Sequence[BuyingRole]) -> str:
    """Several roles, the decider's in bold."""
    said = [role_word(words, role) for role in roles]
    return ", ".join(
        f"**{text}**" if role is BuyingRole.DECIDER else text for role, text in zip(roles, said, strict=True)
    )


def attendees_sentence(words: Words, attendees: Sequence[AttendeeCard]) -> str:
    """«ЛПР нейтрален, двое скептиков, один союзник»: the decider first, then the rest by attitude."""
    rated = [card for card in attendees if not card.is_guest]
    deciders = [card for card in rated if BuyingRole.DECIDER in card.roles]
    parts: list[str] = []
    rest = rated
    if len(deciders) == 1:
        parts.append(words.of(_DECIDER[deciders[0].attitude]))
        rest = [card for card in rated if card is not deciders[0]]
    elif not deciders and rated:
        parts.append(_without_decider(words, rated))
    for attitude in (*Attitude, None):
        count = sum(card.attitude == attitude for card in rest)
        if count:
            parts.append(_people(words, attitude, count))
    return ", ".join(parts)


def _without_decider(words: Words, rated: Sequence[AttendeeCard]) -> str:
    """Nobody is said not to decide whose role is not known."""
    unknown = sum(not card.roles for card in rated)
    if unknown == len(rated):
        return words.say("roles unknown")
    return words.say("some roles unknown") if unknown else words.say("no decider at the table")


def _people(words: Words, attitude: Attitude | None, count: int) -> str:
    few = _FEW[attitude]
    return words.of(few[count - 1]) if count <= len(few) else words.count(_MANY[attitude], count)


def listed_name(name: PersonName) -> str:
    """«М. Кречетова»: an initial and the family name."""
    if name.family and name.given:
        return f"{name.given[0]}. {name.family}"
    return name.family or name.given


def full_name(name: PersonName) -> str:
    """«Ирина Сергеевна Левашова»: in the order in which one is introduced."""
    return " ".join(part for part in (name.given, name.patronymic, name.family) if part)


def initials(name: PersonName) -> str:
    """Two letters that its owner does not recognise from across the table: «ИС», or given and family."""
    parts = (name.given, name.patronymic) if name.patronymic else (name.given, name.family)
    return "".join(part[0].upper() for part in parts if part)
