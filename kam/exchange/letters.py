"""Letters read: an ``.eml`` file, or the text of a letter as people paste it.

What comes out is what somebody wrote: without the letters it answers, without signature, and of HTML its
text alone (no picture is ever asked for, so no sender learns that the letter was read). The file is whatever
the world sends: sizes, numbers of parts and names are bounded, and nothing in it can make kam wait or fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email import message_from_string, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from kam.core.dates_in_text import dates_in
from kam.core.errors import UserError
from kam.core.file_names import clean_name
from kam.exchange.delimited import likely_encoding, recognise_encoding
from kam.exchange.letter_html import html_to_text

LARGEST: Final = 40 * 2**20
"""Bytes of a letter with its attachments that are read."""
_MOST_PARTS: Final = 200
_DEEPEST: Final = 20
_MOST_FILES: Final = 50
_LONGEST_TEXT: Final = 200_000
_MOST_PEOPLE: Final = 200
_LONGEST_LINE: Final = 300
_TEXT: Final = "text/plain"
_HTML: Final = "text/html"
_HEADER: Final = re.compile(
    r"(?P<name>от кого|от|from|кому|to|копия|cc|дата|отправлено|date|sent|тема|subject)\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_NAMES: Final = {
    "от": "from", "от кого": "from", "from": "from", "кому": "to", "to": "to", "копия": "cc", "cc": "cc",
    "дата": "date", "отправлено": "date", "date": "date", "sent": "date", "тема": "subject",
    "subject": "subject",
}  # fmt: skip
_ADDRESS: Final = re.compile(r"[\w.+'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


class NoLetterError(Exception):
    """These bytes or this text are no letter."""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """A name and an address of a header; one of them may be empty: a mail program may copy a name alone."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside a letter: its name made safe, its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter; ``body`` is what was written in it.

    ``sent_at`` is aware, or None where it does not say; ``sent_local`` is what a copied letter says instead,
    by the clock of whoever copied it.
    """

    message_id: str
    subject: str
    sender: Correspondent | None
    to: tuple[Correspondent, ...]
    cc: tuple[Correspondent, ...]
    sent_at: datetime | None
    body: str
    attachments: tuple[Attachment, ...] = ()
    left_out: int = 0
    """How many attachments there were too many of."""
    sent_local: datetime | None = None

    @property
    def everybody(self) -> tuple[Correspondent, ...]:
        """Sender and recipients, each once."""
        people = (*((self.sender,) if self.sender else ()), *self.to, *self.cc)
        return tuple({each.address or each.name: each for each in reversed(people)}.values())[::-1]


def read_eml(content: bytes) -> Letter:
    """Read an ``.eml`` file.

    Raises:
        NoLetterError: it is too large, or nothing in it says that it is a letter.

    """
    if len(content) > LARGEST:
        raise NoLetterError
    try:
        message = message_from_string(_readable(content), policy=policy.default)
        return _letter(message)
    except (MessageError, RecursionError, ValueError, LookupError, TypeError, IndexError, AttributeError):
        raise NoLetterError from None


def _readable(content: bytes) -> str:
    """A letter as its parser wants it; old mail programs write headers in Windows-1251 and do not say so."""
    blank = _BLANK.search(content)
    end = blank.start() if blank else len(content)
    return _decoded(content[:end]) + content[end:].decode("ascii", "surrogateescape")


_BLANK: Final = re.compile(rb"\r?\n\r?\n")


def _decoded(data: bytes) -> str:
    """Text of an encoding that nobody names: UTF-8, else what reads as Russian."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode(recognise_encoding(data), "replace")
    except UserError:
        return data.decode(likely_encoding(data), "replace")


def read_pasted(text: str) -> Letter:
    """Read the text of a letter with its headers above it, as mail programs copy it.

    Raises:
        NoLetterError: it does not begin with headers of which one says from whom, or to whom.

    """
    if len(text) > _LONGEST_TEXT:
        raise NoLetterError
    headers: dict[str, str] = {}
    lines = text.replace("\r\n", "\n").strip().split("\n")
    body = 0
    while body < len(lines) and (match := _HEADER.fullmatch(lines[body].strip())):
        headers.setdefault(_NAMES[match["name"].lower()], match["value"])
        body += 1
    people = {name: tuple(_copied_people(headers.get(name, ""))) for name in ("from", "to", "cc")}
    told = [*people["from"], *people["to"]]
    enough = 2 if any(each.address for each in told) else 3  # lines of names alone may be anything
    if len(headers) < enough or not told:
        raise NoLetterError
    return Letter(
        message_id="",
        subject=_line(headers.get("subject", "")),
        sender=next(iter(people["from"]), None),
        to=people["to"],
        cc=people["cc"],
        sent_at=_moment(headers.get("date", "")),
        body=clean_body("\n".join(lines[body:])),
        sent_local=_copied_moment(headers.get("date", "")),
    )


def clean_body(text: str) -> str:
    """What somebody wrote: without quoted letters and signature, with at most one empty line in a row."""
    kept: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\u00a0", " ").replace("\u200b", "").split("\n")
    for line, after in zip(lines, (*lines[1:], ""), strict=True):
        bare = line.strip()
        if _BEGINS_QUOTE.match(bare) or _SIGNATURE.match(line.rstrip("\n")):
            break
        if _is_header(bare, "from") and _is_header(after.strip(), "date", "to"):
            break
        if bare.startswith(">"):
            continue
        kept.append(line.rstrip())
    while kept and _GREETING_LEFT.match(kept[-1].strip()):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()[:_LONGEST_TEXT]


def _is_header(line: str, *names: str) -> bool:
    match = _HEADER.fullmatch(line)
    return match is not None and _NAMES[match["name"].lower()] in names


_BEGINS_QUOTE: Final = re.compile(
    r"-{2,}\s*(?:original message|исходное сообщение|пересылаемое сообщение|forwarded message)"
    r"|on .{4,120} wrote:\s*\Z|.{4,120}(?:пишет|писал|писала|написал|написала|\(а\))\s*:\s*\Z|_{10,}\Z"
    r"|(?:from|от|от кого):\s.*(?:@|<)",
    re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(r"--\s?\Z|—\s?\Z|sent from my |отправлено с |отправлено из ", re.IGNORECASE)
_GREETING_LEFT: Final = re.compile(r"(?:\Z|[-—–_*=]{1,}\Z)")


def _letter(message: EmailMessage) -> Letter:
    known = ("from", "to", "subject", "date", "message-id")
    if sum(message.get(name) is not None for name in known) < 2:  # noqa: PLR2004 - any text has a colon
        raise NoLetterError
    parts = list(_parts(message))
    texts: dict[str, list[str]] = {_TEXT: [], _HTML: []}
    for part in parts:
        if part.get_content_type() in texts and not _is_file(part):
            texts[part.get_content_type()].append(_text_of(part))
    files, left_out = _files(parts, "\n".join(texts[_HTML]))
    body = "\n".join(texts[_TEXT]) if any(text.strip() for text in texts[_TEXT]) else ""
    body = body or "\n".join(html_to_text(each) for each in texts[_HTML])
    sender = next(iter(_people(_headers(message, "from"))), None)
    return Letter(
        message_id=_line(str(message.get("message-id", "")))[:200],
        subject=_line(str(message.get("subject", ""))),
        sender=sender,
        to=tuple(_people(_headers(message, "to"))),
        cc=tuple(_people(_headers(message, "cc"))),
        sent_at=_moment(str(message.get("date", ""))),
        body=clean_body(body[: 4 * _LONGEST_TEXT]),
        attachments=tuple(files),
        left_out=left_out,
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The leaves of a letter, not inside letters that are attached to it; no more than are ever meant."""
    waiting: list[tuple[EmailMessage, int]] = [(message, 0)]
    seen = 0
    while waiting and seen < _MOST_PARTS:
        part, depth = waiting.pop(0)
        seen += 1
        if part.get_content_maintype() == "multipart" and depth < _DEEPEST:
            waiting[:0] = [(each, depth + 1) for each in part.iter_parts() if isinstance(each, EmailMessage)]
        else:
            yield part


def _is_file(part: EmailMessage) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _files(parts: Iterable[EmailMessage], html: str) -> tuple[list[Attachment], int]:
    """The attachments; pictures that stand in the text (logos, trackers) are none."""
    found: list[Attachment] = []
    left_out = 0
    for part in parts:
        identity = str(part.get("content-id", "")).strip(" <>")
        if not _is_file(part) or (identity and f"cid:{identity}" in html):
            continue
        if len(found) >= _MOST_FILES:
            left_out += 1
        elif content := _bytes_of(part):
            found.append(Attachment(_file_name(part, len(found) + 1), content))
    return found, left_out


def _text_of(part: EmailMessage) -> str:
    try:
        text = str(part.get_content())[: 4 * _LONGEST_TEXT]
    except (LookupError, ValueError, MessageError, TypeError):
        text = _UNREADABLE
    return _decoded(_bytes_of(part)[: 4 * _LONGEST_TEXT]) if _UNREADABLE in text else text


_UNREADABLE: Final = "\ufffd"


def _bytes_of(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        whole = inner[0] if isinstance(inner, list) and inner else None
        return whole.as_bytes() if isinstance(whole, EmailMessage) else b""
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _file_name(part: EmailMessage, number: int) -> str:
    ending = ".eml" if part.get_content_type() == "message/rfc822" else ""
    try:
        name = part.get_filename() or ""
    except (ValueError, TypeError, LookupError):
        name = ""
    return clean_name(name.replace("\\", "/").rpartition("/")[2], f"{number}{ending}")


def _headers(message: EmailMessage, name: str) -> list[str]:
    return [str(each)[:20_000] for each in message.get_all(name, [])]


def _people(headers: Iterable[str]) -> Iterator[Correspondent]:
    """Names and addresses, each address once; where only a name was copied there is no address."""
    seen: set[str] = set()
    for name, address in getaddresses([header.replace(";", ",") for header in headers])[:_MOST_PEOPLE]:
        found = _ADDRESS.search(address) or _ADDRESS.search(name)
        if found is None:
            continue
        bare = found[0].lower()
        if bare not in seen:
            seen.add(bare)
            yield Correspondent(_line(name.replace(found[0], "").strip(" <>[]()\"'")), bare)


def _copied_people(header: str) -> Iterator[Correspondent]:
    """As ``_people``; within a company mail programs copy names without addresses."""
    if "@" in header:
        yield from _people([header])
        return
    for name in header.split(";")[:_MOST_PEOPLE]:
        if bare := _line(name).strip(" <>[]()\"'"):
            yield Correspondent(bare, "")


def _copied_moment(text: str) -> datetime | None:
    """«понедельник, 2 ноября 2026 г. 10:00», "Monday, November 2, 2026 10:00 AM"."""
    whole = [each for each in dates_in(text, _ANY_DAY) if _YEAR.search(text, each.start, each.end)]
    return datetime.combine(whole[0].day, whole[0].at or time()) if whole else None


_ANY_DAY: Final = date(2000, 1, 1)
_YEAR: Final = re.compile(r"\d{4}")


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _line(text: str) -> str:
    printable = "".join(each if each.isprintable() else " " for each in text)
    return " ".join(printable.split())[:_LONGEST_LINE]
