"""Letters read: files and pasted text, whatever the world sends."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.exchange.letter_html import html_to_text
from kam.exchange.letters import NoLetterError, clean_body, read_eml, read_pasted


def letter(body: str = "Подтверждаем объём.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    plain = {
        "From": "Ирина Соболева <Soboleva@Volgometiz.example>",
        "To": "Мария Осокина <osokina@korund.example>, valeev@korund.example",
        "Cc": '"Мальцев, Виктор" <maltsev@volgometiz.example>',
        "Subject": "Годовой контракт 2027",
        "Date": "Tue, 24 Nov 2026 10:05:00 +0300",
        "Message-ID": "<42@volgometiz.example>",
    } | headers
    for name, value in plain.items():
        message[name] = value
    message.set_content(body)
    return message


def test_headers_people_and_moment_are_read() -> None:
    found = read_eml(letter().as_bytes())
    assert found.subject == "Годовой контракт 2027"
    assert found.message_id == "<42@volgometiz.example>"
    assert found.sent_at == datetime(2026, 11, 24, 7, 5, tzinfo=UTC)
    assert [(each.name, each.address) for each in found.everybody] == [
        ("Ирина Соболева", "soboleva@volgometiz.example"),
        ("Мария Осокина", "osokina@korund.example"),
        ("", "valeev@korund.example"),
        ("Мальцев, Виктор", "maltsev@volgometiz.example"),
    ]
    assert found.body == "Подтверждаем объём."


def test_what_it_answers_and_its_signature_are_left_out() -> None:
    body = (
        "Добрый день!\n\nСогласны на 96 млн.\n\n\n\nЖдём протокол.\n\n-- \nИрина Соболева\nтел. 123\n"
        "\nВт, 24 нояб. 2026, Осокина пишет:\n> Прошу подтвердить\n"
    )
    assert clean_body(body) == "Добрый день!\n\nСогласны на 96 млн.\n\nЖдём протокол."


@pytest.mark.parametrize(
    "quote",
    [
        "On Tue, 24 Nov 2026 at 10:05, Maria Osokina wrote:\nold",
        "-----Original Message-----\nold",
        "-------- Пересылаемое сообщение --------\nold",
        "От: Осокина <osokina@korund.example>\nold",
        "From: Osokina <osokina@korund.example>\nold",
        "24.11.2026, 10:05, Осокина Мария написала:\nold",
        "> old\n> older",
        "Отправлено с iPhone\nold",
    ],
)
def test_every_way_of_quoting_is_known(quote: str) -> None:
    assert clean_body(f"new text\n\n{quote}") == "new text"


def test_html_is_read_as_text_without_trackers_and_quotes() -> None:
    html = (
        "<html><head><title>t</title><style>p{}</style></head><body><p>Первое&nbsp;<b>слово</b></p>"
        "<ul><li>раз</li><li>два</li></ul><script>alert(1)</script>"
        '<img src="https://spy.example/p.gif" width=1><div style="display:none">preheader</div>'
        '<div class="gmail_quote">старое<div>ещё</div></div><p>Конец</p></body></html>'
    )
    text = html_to_text(html)
    assert text.split() == ["Первое", "слово", "–", "раз", "–", "два", "Конец"]
    message = letter()
    message.set_content(html, subtype="html")
    assert "spy.example" not in read_eml(message.as_bytes()).body


def test_attachments_are_kept_under_safe_names() -> None:
    message = letter()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="../../etc/акт.pdf")
    message.add_attachment(b"x", maintype="application", subtype="octet-stream", filename="C:\\a\\CON")
    message.add_attachment(letter("вложенное"), filename="старое.eml")
    found = read_eml(message.as_bytes())
    names = [each.name for each in found.attachments]
    assert names[0] == "акт.pdf"
    assert all("/" not in name and "\\" not in name and name.strip() for name in names)
    assert found.attachments[0].content == b"%PDF-1.4"
    assert len(names) == 3
    assert found.body == "Подтверждаем объём."


def test_pictures_of_a_signature_are_no_attachments() -> None:
    message = letter()
    message.set_content('<p>Да</p><img src="cid:logo">', subtype="html")
    message.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<logo>", filename="logo.gif")
    assert read_eml(message.as_bytes()).attachments == ()


def test_old_encodings_and_encoded_headers_are_read() -> None:
    raw = (
        b"From: =?koi8-r?B?8MXU0g==?= <petr@zavod.example>\r\n"
        b"Subject: =?windows-1251?Q?=C4=EE=E3=EE=E2=EE=F0?=\r\n"
        b"To: a@b.example\r\nContent-Type: text/plain; charset=windows-1251\r\n\r\n\xc4\xe0"
    )
    found = read_eml(raw)
    assert (found.sender and found.sender.name, found.subject, found.body) == ("Петр", "Договор", "Да")


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "utf-8"])
def test_an_encoding_that_nobody_names_is_told_by_its_words(encoding: str) -> None:
    text = "From: Ирина <soboleva@zavod.example>\r\nSubject: Отгрузка в среду\r\n\r\nПодтверждаем объём"
    found = read_eml(text.encode(encoding))
    assert (found.sender and found.sender.name, found.subject) == ("Ирина", "Отгрузка в среду")
    assert found.body == "Подтверждаем объём"


@pytest.mark.parametrize(
    "content",
    [b"", b"plain words", b"\x00\xff" * 100, b"Note: this\n\nis no letter", b"%PDF-1.4"],
    ids=["nothing", "words", "bytes", "one header", "pdf"],
)
def test_what_is_no_letter_is_told(content: bytes) -> None:
    with pytest.raises(NoLetterError):
        read_eml(content)


def test_a_letter_made_to_choke_on_is_read_in_part_or_refused() -> None:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nMIME-Version: 1.0\r\n"
    nested = head
    for number in range(2000):
        nested += b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number)
    many = head + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    many += b'--b\r\nContent-Disposition: attachment; filename="a"\r\n\r\nx\r\n' * 5000
    for bomb in (nested, many, head + b"Subject: " + b"x" * 10**6 + b"\r\n\r\ny"):
        try:
            found = read_eml(bomb)
        except NoLetterError:
            continue
        assert len(found.attachments) <= 50
        assert len(found.subject) <= 300


def test_pasted_text_is_a_letter_where_headers_stand_above_it() -> None:
    found = read_pasted(
        "От: Ирина Соболева <soboleva@volgometiz.example>\nКому: Осокина <osokina@korund.example>\n"
        "Дата: Tue, 24 Nov 2026 10:05:00 +0300\nТема: Объём\n\nПодтверждаем.\n\n> старое"
    )
    assert found.sender is not None
    assert (found.sender.address, found.subject, found.body) == (
        "soboleva@volgometiz.example",
        "Объём",
        "Подтверждаем.",
    )


@pytest.mark.parametrize(
    ("head", "minute"),
    [
        (
            "От: Соболева Ирина\nОтправлено: понедельник, 2 ноября 2026 г. 10:05\nКому: Осокина Мария; Лунёв",
            5,
        ),
        ("From: Sobol, Irina\nSent: Monday, November 2, 2026 10:05 AM\nTo: Osokina; Lunev", 5),
        ("От: Соболева Ирина\nДата: 02.11.2026\nКому: Осокина Мария; Лунёв", 0),
    ],
)
def test_a_letter_copied_within_a_company_has_names_and_its_moment(head: str, minute: int) -> None:
    found = read_pasted(f"{head}\nТема: Объём\n\nПодтверждаем.\n\nОт: Осокина\nКому: Соболева\n\nстарое")
    assert found.sender is not None
    assert (found.sender.address, len(found.everybody), found.body) == ("", 3, "Подтверждаем.")
    assert found.sent_local is not None
    assert f"{found.sent_local:%Y-%m-%d %H:%M}" == f"2026-11-02 {10 if minute else 0:02}:{minute:02}"


@pytest.mark.parametrize("text", ["", "просто слова", "Тема: одна строка", "От: Ирина\nхорошо", "! акт"])
def test_ordinary_text_is_no_pasted_letter(text: str) -> None:
    with pytest.raises(NoLetterError):
        read_pasted(text)


@given(st.one_of(st.binary(max_size=400), st.text(max_size=400).map(lambda t: t.encode("utf-8", "replace"))))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for head in (b"", b"From: a@b.example\r\nTo: c@d.example\r\n"):
        with suppress(NoLetterError):
            read_eml(head + content)


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    clean_body(text)
    html_to_text(text)
    with suppress(NoLetterError):
        read_pasted(f"From: a@b.example\n{text}")
