"""``mailto:`` links that the mail programs of all systems take whole.

A link is handed over as a command line: Windows cuts it near 2,080 characters, and a Cyrillic letter takes
six of them. What is longer leaves its text out: the caller puts that on the clipboard (RFC 6068).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

LONGEST: Final = 1900


@dataclass(frozen=True, slots=True)
class MailLink:
    """A link that opens a letter; ``has_text`` is False where the text did not fit into it."""

    url: str
    has_text: bool


def mail_link(address: str | None, subject: str, text: str) -> MailLink:
    """A link to a letter. Lines end as mail wants them; without an address the user chooses one."""
    head = f"mailto:{quote(address or '', safe='@+')}?subject="
    title = " ".join(subject.split())
    while len(head) + len(quote(title)) > LONGEST:
        title = title[:-1]
    head += quote(title)
    whole = f"{head}&body={quote(_lines(text))}"
    return MailLink(whole, has_text=True) if len(whole) <= LONGEST else MailLink(head, has_text=False)


def _lines(text: str) -> str:
    return "\r\n".join(text.splitlines())
