"""The customer's document, drawn and read back."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from kam.core.errors import UserError
from kam.core.vocabulary import BriefSection
from kam.core.words import Words
from kam.reports.content import AgendaLine, Arrangement, CustomerBriefContent, CustomerHead, Proposal
from kam.reports.customer_brief import draw_customer_brief
from tests.unit.reports import samples
from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], Paper]


def test_the_customers_copy_fits_on_one_page(read: Read, russian: Words) -> None:
    result = draw_customer_brief(samples.customer_ru(), words=russian)
    text = read(result.pdf).text()
    assert result.pages == 1
    for expected in (
        "Годовой контракт 2027",
        "10:25 Объёмы 2027 и крепёжный цех № 2",
        "60 минут",
        "Ирина Сергеевна Левашова, директор по закупкам",
        "закуплено на 84,2 млн ₽, +6 % к прошлому году",
        "Протокол испытаний VCI",
        "ответ сегодня до 14:10",
        "в 2026 году 7, ответ в срок по 6",
        "ДОГОВОРИЛИСЬ",
        "срок прошёл",
    ):
        assert expected in text


def test_sections_that_were_moved_stand_in_that_order(russian: Words) -> None:
    usual = samples.customer_ru()
    moved = Arrangement().moved(BriefSection.QUESTIONS, 0).moved(BriefSection.COMPLAINTS, 1)
    result = draw_customer_brief(replace(usual, order=moved.order), words=russian)
    tops = {each.code: (each.y, each.x) for each in result.standings}
    wanted = ["agenda", "discussion", "proposals", "complaints", "attendees", "we_promised", "they_promised"]
    assert sorted(wanted, key=lambda code: tops[code]) == wanted
    assert tops["money"] > tops["they_promised"]
    assert len(tops) == len(draw_customer_brief(usual, words=russian).standings)


def test_nothing_names_the_program_or_an_omission(read: Read, russian: Words) -> None:
    pdf = draw_customer_brief(samples.customer_ru(), words=russian).pdf
    paper = read(pdf)
    said = paper.text() + " ".join(paper.metadata.values())
    for word in ("kam", "ВНУТРЕНН", "внутренн", " из 7", "ЛПР", "скептик"):
        assert word not in said
    streams = b"".join(
        _inflated(stream) for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    )
    assert b"kam" not in streams


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream.strip(b"\r\n"))
    except zlib.error:
        return stream


def test_late_promises_are_marked_only_where_that_is_wanted(read: Read, russian: Words) -> None:
    discreet = replace(samples.customer_ru(), mark_late=False)
    assert "срок прошёл" not in read(draw_customer_brief(discreet, words=russian).pdf).text()


def test_an_agenda_without_minutes_is_numbered(read: Read, russian: Words) -> None:
    content = replace(
        samples.customer_ru(), agenda=(AgendaLine("Первое", 10), AgendaLine("Второе"), AgendaLine("Третье"))
    )
    text = read(draw_customer_brief(content, words=russian).pdf).text()
    assert "10:00 Первое" in text
    assert "10:10 Второе" in text
    assert "3 Третье" in text


def test_an_empty_copy_has_no_empty_headings(read: Read, english: Words) -> None:
    full = samples.customer_ru()
    bare = CustomerBriefContent(
        CustomerHead("Client", "Us Ltd", full.head.as_of, full.head.printed_at), "USD"
    )
    text = read(draw_customer_brief(bare, words=english).pdf).text()
    assert "AGREED" in text
    for heading in ("AGENDA", "ATTENDEES", "COMPLAINTS", "OUR COMMITMENTS", "TO DISCUSS"):
        assert heading not in text


def test_a_long_copy_flows_on_and_says_everything(read: Read, russian: Words) -> None:
    long = replace(
        samples.customer_ru(),
        proposals=tuple(Proposal(f"Предложение {number}", samples.MARKUP) for number in range(60)),
    )
    result = draw_customer_brief(long, words=russian)
    text = read(result.pdf).text()
    assert result.pages > 1
    for number in range(60):
        assert f"Предложение {number} " in text
    with pytest.raises(UserError):
        draw_customer_brief(long, words=russian, pages="1")


def test_our_logo_stands_at_the_head_and_a_broken_one_does_not_stop_us(russian: Words) -> None:
    picture = BytesIO()
    Image.new("RGB", (120, 60), "black").save(picture, "PNG")
    full = samples.customer_ru()
    sizes = {}
    for name, logo in (("none", None), ("broken", b"not a picture"), ("good", picture.getvalue())):
        content = replace(full, head=replace(full.head, our_logo=logo))
        sizes[name] = draw_customer_brief(content, words=russian).pdf
    assert b"/Subtype /Image" in sizes["good"]
    assert b"/Subtype /Image" not in sizes["broken"]


def test_the_same_copy_gives_the_same_bytes(russian: Words, english: Words) -> None:
    content = samples.customer_ru()
    first = draw_customer_brief(content, words=russian).pdf
    assert first == draw_customer_brief(content, words=russian).pdf
    assert first != draw_customer_brief(content, words=english).pdf
