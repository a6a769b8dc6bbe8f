"""A letter on its way to a mail program: as a file and as a link."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.exchange.letters_out import LONGEST_LINK, is_address, letter_file, mail_link

TEXT = "Ирина, добрый день!\n\n– Акт до 27 ноября\n"


def test_a_mail_program_opens_the_file_as_a_draft() -> None:
    data = letter_file(
        to=("a@b.example", "c@d.example"), subject="Договорённости", text=TEXT, sender="m@k.example"
    )
    message = message_from_bytes(data, policy=default)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "a@b.example, c@d.example"
    assert message["From"] == "m@k.example"
    assert message["Subject"] == "Договорённости"
    assert message.get_content().replace("\r\n", "\n") == TEXT


def test_the_file_says_nothing_of_this_computer_or_moment() -> None:
    message = message_from_bytes(letter_file(to=(), subject="a", text="b"), policy=default)
    assert {name.casefold() for name in message} <= {
        "x-unsent", "subject", "content-type", "content-transfer-encoding", "mime-version",
    }  # fmt: skip


@pytest.mark.parametrize(
    "hostile",
    ["a@b.example\nBcc: x@y.example", "a@b.example\r\n\r\nbody", "x, y@z.example", "<a@b.example>", "нет"],
)
def test_what_is_no_address_never_reaches_the_head(hostile: str) -> None:
    assert not is_address(hostile)
    message = message_from_bytes(letter_file(to=(hostile,), subject="a", text="b"), policy=default)
    assert message["To"] is None
    assert message["Bcc"] is None


@given(subject=st.text(max_size=80), text=st.text(max_size=300))
def test_any_subject_and_text_make_a_letter_with_no_line_added_to_its_head(subject: str, text: str) -> None:
    message = message_from_bytes(letter_file(to=("a@b.example",), subject=subject, text=text), policy=default)
    assert set(message) == {
        "X-Unsent", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip


def test_a_link_carries_the_whole_letter() -> None:
    link = mail_link(to=("a@b.example",), subject="Итоги & планы", text="строка\nещё")
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, parts.path) == ("mailto", "a@b.example")
    asked = parse_qs(parts.query)
    assert asked == {"subject": ["Итоги & планы"], "body": ["строка\r\nещё"]}


def test_a_link_that_would_be_cut_is_not_made() -> None:
    assert mail_link(to=(), subject="a", text="ж" * LONGEST_LINK) is None
