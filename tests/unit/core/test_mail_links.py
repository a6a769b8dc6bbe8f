"""Links to letters: whole where they fit, without their text where a system would cut them."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from kam.core.mail_links import LONGEST, mail_link


def test_a_short_letter_is_whole_with_lines_as_mail_wants_them() -> None:
    link = mail_link("ivanov@завод.рф", "Срок & акт?", "Здравствуйте!\n\nАкт = 5 %")
    parts = urlsplit(link.url)
    asked = parse_qs(parts.query)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "ivanov@завод.рф")
    assert asked == {"subject": ["Срок & акт?"], "body": ["Здравствуйте!\r\n\r\nАкт = 5 %"]}
    assert link.has_text


def test_a_long_letter_leaves_its_text_to_the_clipboard() -> None:
    link = mail_link("a@b.com", "Наши договорённости", "Ж" * 400)
    assert not link.has_text
    assert "body" not in link.url


@given(st.text(max_size=900), st.text(max_size=900))
def test_no_link_is_longer_than_systems_take_and_none_is_cut_within_a_letter(subject: str, text: str) -> None:
    link = mail_link("someone@example.com", subject, text)
    assert len(link.url) <= LONGEST
    assert link.url.isascii()
    unquote(link.url, errors="strict")
    assert ("&body=" in link.url) is link.has_text
