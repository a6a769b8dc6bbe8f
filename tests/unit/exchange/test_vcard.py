"""People as vCards."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.vocabulary import ContactKind
from kam.exchange.vcard import Vcard, VcardContact, VcardVersion, fold_line, write_vcards

WHO = UUID(int=7)


def lines(card: Vcard, version: VcardVersion = VcardVersion.V3) -> list[str]:
    return write_vcards([card], version).decode().replace("\r\n ", "").split("\r\n")[:-1]


def test_a_card_says_who_where_and_how_to_reach_them() -> None:
    card = Vcard(
        WHO,
        "Носова",
        "Вера",
        "Игоревна",
        "Кондитерская «Заря»",
        "Производство",
        "нач. производства",
        (
            VcardContact(ContactKind.MOBILE, "+7 900 123-45-67", preferred=True),
            VcardContact(ContactKind.EMAIL, "vera@zarya.ru"),
            VcardContact(ContactKind.MESSENGER, "@nosova"),
        ),
        date(1980, 3, 14),
    )
    assert lines(card) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//kam//kam//EN",
        "UID:urn:uuid:00000000-0000-0000-0000-000000000007",
        "N:Носова;Вера;Игоревна;;",
        "FN:Вера Игоревна Носова",
        "ORG:Кондитерская «Заря»;Производство",
        "TITLE:нач. производства",
        "TEL;TYPE=CELL,PREF:+7 900 123-45-67",
        "EMAIL;TYPE=INTERNET:vera@zarya.ru",
        "X-KAM-MESSENGER:@nosova",
        "BDAY:1980-03-14",
        "END:VCARD",
    ]


def test_version_four_has_forms_of_its_own() -> None:
    phone = VcardContact(ContactKind.PHONE, "1-11", preferred=True)
    mail = VcardContact(ContactKind.EMAIL, "a@b.ru")
    card = Vcard(WHO, "Smith", contacts=(phone, mail), birthday=date(1980, 3, 14))
    said = lines(card, VcardVersion.V4)
    assert 'TEL;TYPE="work,voice";PREF=1:1-11' in said
    assert "EMAIL:a@b.ru" in said
    assert "BDAY:19800314" in said


def test_a_birthday_without_its_year_is_said_only_where_that_is_possible() -> None:
    card = Vcard(WHO, "Smith", birthday=date(1904, 3, 14), birthday_year_known=False)
    assert "BDAY:--0314" in lines(card, VcardVersion.V4)
    assert not [line for line in lines(card) if line.startswith("BDAY")]


def test_signs_of_the_format_are_escaped() -> None:
    card = Vcard(WHO, "O;Neil", organisation="A, B\\C", note="раз\r\nдва")
    said = lines(card)
    assert "N:O\\;Neil;;;;" in said
    assert "ORG:A\\, B\\\\C" in said
    assert "NOTE:раз\\nдва" in said


def test_a_person_without_a_name_is_called_by_the_title() -> None:
    assert "FN:директор" in lines(Vcard(WHO, title="директор", organisation="Завод"))


@given(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]), max_size=400))
def test_folding_keeps_lines_short_and_characters_whole(text: str) -> None:
    folded = fold_line(text)
    pieces = folded[:-2].split(b"\r\n")
    assert all(len(piece) <= 75 for piece in pieces)
    assert [piece.decode() for piece in pieces]
    assert folded.decode().replace("\r\n ", "") == text + "\r\n"


@pytest.mark.parametrize("version", VcardVersion)
def test_several_cards_stand_one_after_another(version: VcardVersion) -> None:
    data = write_vcards([Vcard(WHO, "A"), Vcard(UUID(int=8), "B")], version)
    assert data.count(b"BEGIN:VCARD\r\n") == data.count(b"END:VCARD\r\n") == 2
    assert data.endswith(b"END:VCARD\r\n")
