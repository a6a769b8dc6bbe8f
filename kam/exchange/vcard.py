"""vCard out: people as phones and mail programs read them, 3.0 (RFC 2426) or 4.0 (RFC 6350).

Written by hand: four kinds of line, and the libraries that do it are bigger than what is needed here. Text
is UTF-8, lines end with CRLF and are folded at 75 bytes, never within a character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final
from uuid import UUID

from kam.core.vocabulary import ContactKind

_LONGEST: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})
_TYPES: Final = {
    ContactKind.PHONE: ("TEL", "WORK,VOICE"),
    ContactKind.MOBILE: ("TEL", "CELL"),
    ContactKind.EMAIL: ("EMAIL", "INTERNET"),
}


class VcardVersion(Enum):
    """Which vCard is written: everything reads 3.0; 4.0 alone knows a birthday without its year."""

    V3 = "3.0"
    V4 = "4.0"


@dataclass(frozen=True, slots=True)
class VcardContact:
    """A way to reach somebody."""

    kind: ContactKind
    value: str
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Vcard:
    """One person. ``id`` lets a second import find them again; what is empty is not written.

    ``birthday_year_known`` False leaves a birthday out of 3.0, which cannot say it.
    """

    id: UUID
    family: str = ""
    given: str = ""
    patronymic: str = ""
    organisation: str = ""
    department: str = ""
    title: str = ""
    contacts: tuple[VcardContact, ...] = ()
    birthday: date | None = None
    birthday_year_known: bool = True
    note: str = ""


def write_vcards(cards: Iterable[Vcard], version: VcardVersion = VcardVersion.V3) -> bytes:
    """The bytes of a ``.vcf`` file with the cards one after another."""
    lines = (line for card in cards for line in _lines(card, version))
    return b"".join(fold_line(line) for line in lines)


def fold_line(line: str) -> bytes:
    """A line in pieces of at most 75 bytes, each but the first after a space, with its CRLF."""
    pieces: list[bytes] = []
    room, piece = _LONGEST, b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > room:
            pieces.append(piece)
            room, piece = _LONGEST - 1, b""
        piece += encoded
    pieces.append(piece)
    return b"\r\n ".join(pieces) + b"\r\n"


def _lines(card: Vcard, version: VcardVersion) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield f"VERSION:{version.value}"
    yield "PRODID:-//kam//kam//EN"
    yield f"UID:urn:uuid:{card.id}"
    name = (card.family, card.given, card.patronymic, "", "")
    yield f"N:{';'.join(map(_text, name))}"
    full = " ".join(part for part in (card.given, card.patronymic, card.family) if part)
    yield f"FN:{_text(full or card.title or card.organisation)}"
    if card.organisation or card.department:
        parts = (card.organisation, card.department) if card.department else (card.organisation,)
        yield f"ORG:{';'.join(map(_text, parts))}"
    if card.title:
        yield f"TITLE:{_text(card.title)}"
    for contact in card.contacts:
        yield _contact(contact, version)
    if (birthday := _birthday(card, version)) is not None:
        yield birthday
    if card.note:
        yield f"NOTE:{_text(card.note)}"
    yield "END:VCARD"


def _text(value: str) -> str:
    return value.translate(_ESCAPED)


def _contact(contact: VcardContact, version: VcardVersion) -> str:
    name, kinds = _TYPES.get(contact.kind, ("", ""))
    if not name:  # a messenger or a network: both versions have a place for an address of any kind
        return f"X-KAM-{contact.kind.value.upper()}:{_text(contact.value)}"
    if version is VcardVersion.V3:
        kinds += ",PREF" if contact.preferred else ""
        return f"{name};TYPE={kinds}:{_text(contact.value)}"
    kind = "" if contact.kind is ContactKind.EMAIL else ";TYPE=" + _in_v4(kinds)
    preferred = ";PREF=1" if contact.preferred else ""
    return f"{name}{kind}{preferred}:{_text(contact.value)}"


def _in_v4(kinds: str) -> str:
    return f'"{kinds.lower()}"' if "," in kinds else kinds.lower()


def _birthday(card: Vcard, version: VcardVersion) -> str | None:
    if card.birthday is None:
        return None
    if card.birthday_year_known:
        plain = card.birthday.isoformat()
        return f"BDAY:{plain if version is VcardVersion.V3 else plain.replace('-', '')}"
    return f"BDAY:--{card.birthday:%m%d}" if version is VcardVersion.V4 else None
