"""A letter as a file that mail programs open as a draft, and as a link to one (RFC 5322, RFC 6068)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from urllib.parse import quote

LONGEST_LINK: Final = 2000
"""Characters: what Windows and common mail programs take of a link without cutting it."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]+")
_UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ADDRESS: Final = re.compile(r"[^\s<>,;:\"()\[\]\\@]+@[^\s<>,;:\"()\[\]\\@]+")


def is_address(text: str) -> bool:
    """Whether a text can stand in a letter's head as an address, and as nothing else."""
    return text.isascii() and _ADDRESS.fullmatch(text) is not None


def letter_file(*, to: Sequence[str], subject: str, text: str, sender: str = "") -> bytes:
    """The letter as an ``.eml`` draft: not sent yet, without a date and without a name of this computer.

    What is not an address is left out of the head; no text can add a line to it.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(sender):
        message["From"] = sender
    if addresses := [each for each in to if is_address(each)]:
        message["To"] = ", ".join(addresses)
    message["Subject"] = _one_line(subject)
    message.set_content(_readable(text), subtype="plain", charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def mail_link(*, to: Sequence[str], subject: str, text: str) -> str | None:
    """A ``mailto:`` link with everything in it; None where it would be too long to arrive whole."""
    addresses = ",".join(quote(each, safe="@") for each in to if is_address(each))
    body = quote(_readable(text).replace("\n", "\r\n"), safe="")
    link = f"mailto:{addresses}?subject={quote(_one_line(subject), safe='')}&body={body}"
    return link if len(link) <= LONGEST_LINK else None


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", " ".join(text.splitlines())).encode("utf-8", "replace").decode("utf-8").strip()


def _readable(text: str) -> str:
    """Line feeds and tabs stay, other unseen signs go; what is no text becomes a question mark."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode("utf-8")
    return _UNREADABLE.sub("", lines)
