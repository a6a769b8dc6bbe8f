"""What a hit shows: its title, and the passage with the words asked for, marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.core.vocabulary import ContactKind
from kam.models import ContactPoint
from kam.store import search
from kam.store.search_excerpts import Excerpt, Found, Marker, describe
from tests.builders import Office


def shown(office: Office, text: str) -> list[Found]:
    with office.workspace.reading() as session:
        connection = session.connection()
        return describe(connection, search.find(connection, text), text)


def marked(excerpt: Excerpt | None) -> list[str]:
    return [] if excerpt is None else [excerpt.text[start:end] for start, end in excerpt.ranges]


@pytest.mark.parametrize(
    ("typed", "text", "words"),
    [
        ("отгрузок", "План отгрузки и Отгрузка", ["отгрузки", "Отгрузка"]),
        ("рекл", "Рекламация закрыта", ["Рекламация"]),
        ("0001", "Ответ по К-2026-0001.", ["К-2026-0001"]),
        ("8 495 123", "Звонить +7 (495) 123-45-67 до обеда", ["+7 (495) 123-45-67"]),
        ("щетки", "Щётки", ["Щётки"]),
        ("поставка ёж", "Поставку ждёт ёж", ["Поставку", "ёж"]),
        ("бизнес", "бизнес-план", ["бизнес"]),
        ("сеть", "без сетей и есть", ["сетей"]),
        ("!", "Ничего", []),
    ],
)
def test_the_words_that_were_asked_for_are_marked(typed: str, text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in Marker(typed).ranges(text)] == words


def test_a_hit_shows_its_title_and_the_passage_that_has_most_of_the_words(office: Office) -> None:
    notes = "Слово. " * 30 + "Спорили о скидках на крышки.\nРешили подождать. " + "Слово. " * 30
    office.meeting(office.account(), subject="Цены и скидки", notes=notes, purpose="Узнать о крышках")
    (found,) = shown(office, "скидка крышек")
    assert found.title.text == "Цены и скидки"
    assert marked(found.title) == ["скидки"]
    assert marked(found.excerpt) == ["скидках", "крышки"]
    assert found.excerpt is not None
    assert found.excerpt.text.startswith("…")
    assert found.excerpt.text.endswith("…")
    assert "\n" not in found.excerpt.text
    assert len(found.excerpt.text) <= 170


def test_a_phone_of_a_person_is_shown_under_the_name(office: Office) -> None:
    place = office.stakeholder(office.account(), "Ирина", "Левашова")
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.PHONE, value="+7 812 555-01-42"))
    (found,) = shown(office, "8 812 555")
    assert found.title == Excerpt("Левашова Ирина", ())
    assert found.excerpt == Excerpt("+7 812 555-01-42", ((0, 16),))


def test_words_in_the_title_alone_need_no_passage(office: Office) -> None:
    office.account("Ромашка")
    (found,) = shown(office, "ромашка")
    assert (found.title.text, found.excerpt) == ("Ромашка", None)


def test_hits_keep_their_order_and_vanished_ones_are_left_out(office: Office) -> None:
    account = office.account("Ромашка")
    promise = office.promise(account, "Ромашке прислать счёт")
    with office.workspace.reading() as session:
        hits = search.find(session.connection(), "ромашка")
    assert [hit.kind for hit in hits] == ["account", "commitment"]
    office.remove(promise)
    with office.workspace.reading() as session:
        assert [found.hit.kind for found in describe(session.connection(), hits, "ромашка")] == ["account"]


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_can_be_marked_and_cut(typed: str, text: str) -> None:
    marker = Marker(typed)
    ranges = marker.ranges(text)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert ranges == sorted(ranges)
    excerpt = marker.best([text])
    assert (excerpt is None) == (not ranges)
    if excerpt is not None:
        assert all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.ranges)
        assert excerpt.ranges
