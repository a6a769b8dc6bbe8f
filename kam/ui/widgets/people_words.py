"""How people's roles and names are written where there is little room."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import BuyingRole
from kam.core.words import Words, label
from kam.services.people.names import NameParts

ROLE_TONES: Final = {BuyingRole.DECIDER: "solid", BuyingRole.INFLUENCER: "bold"}
"""How the tag of a role is drawn; the others have a thin frame."""


SHORT_ROLES: Final = {
    BuyingRole.INITIATOR: label("role tag", "INI"),
    BuyingRole.USER: label("role tag", "USE"),
    BuyingRole.INFLUENCER: label("role tag", "INF"),
    BuyingRole.DECIDER: label("role tag", "DEC"),
    BuyingRole.APPROVER: label("role tag", "APP"),
    BuyingRole.BUYER: label("role tag", "BUY"),
    BuyingRole.GATEKEEPER: label("role tag", "GATE"),
    BuyingRole.EXECUTIVE_SPONSOR: label("role tag", "SPON"),
    BuyingRole.COACH: label("role tag", "COACH"),
}


def short_role(role: BuyingRole, words: Words) -> str:
    """A role as a tag of a few letters: «ЛПР», «ЛВР», «УТВ»."""
    return words.of(SHORT_ROLES[role])


def card_name(name: NameParts) -> str:
    """«Мальцев В.», "V. Maltsev": as a card has it."""
    if not (name.is_russian and name.family and name.given):
        return name.short
    return f"{name.family}\u00a0{name.given[0]}."
