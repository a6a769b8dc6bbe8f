"""The text of a calendar file made safe to read: lines unfolded, zones named as everywhere, ballast left out.

Files of calendars come from everybody. What could be made to run for ages (a zone that changes every second,
thousands of nested parts) or to fill the memory is found here, before the library sees it.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Final

from kam.core.errors import UserError
from kam.core.zones import is_zone

LARGEST: Final = 10 * 2**20
"""Bytes. A calendar of ten years has two or three million."""
_DEEPEST: Final = 6
_ZONE_LINES: Final = 200
_KEPT: Final = frozenset({"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"})
_BALLAST: Final = ("ATTACH", "X-ALT-DESC", "X-MICROSOFT-LOCATIONS", "COMMENT", "SEQUENCE", "DTSTAMP")
_BEGIN: Final = re.compile(r"BEGIN:\s*([A-Z-]+)\s*\Z", re.IGNORECASE)
_END: Final = re.compile(r"END:\s*([A-Z-]+)\s*\Z", re.IGNORECASE)
_TZID: Final = re.compile(r';TZID=("[^"]*"|[^;:]*)', re.IGNORECASE)
_OWN_TZID: Final = re.compile(r"TZID(?:;[^:]*)?:(.*)\Z", re.IGNORECASE)
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def calendar_text(data: bytes) -> str:
    """The calendar, its events and the zones that only it describes.

    Raises:
        UserError: ``calendar.file_too_large``, ``calendar.not_a_calendar``.

    """
    if len(data) > LARGEST:
        raise UserError("calendar.file_too_large", megabytes=LARGEST // 2**20)
    lines = list(_unfolded(_decoded(data)))
    if not any(_name(_BEGIN, line) == "VCALENDAR" for line in lines):
        raise UserError("calendar.not_a_calendar")
    kept = list(_without_ballast(lines))
    own = _own_zones(kept)
    return "\r\n".join(_renamed(kept, own)) + "\r\n"


def _decoded(data: bytes) -> str:
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    for attempt in (encoding,) if encoding else ("utf-8", "cp1251"):
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def _unfolded(text: str) -> Iterator[str]:
    """Lines put together again that were broken, whichever way lines end."""
    parts: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in {" ", "\t"} and parts:
            parts.append(line[1:])
            continue
        if parts:
            yield "".join(parts)
        parts = [line] if line.strip() else []
    if parts:
        yield "".join(parts)


def _name(pattern: re.Pattern[str], line: str) -> str | None:
    match = pattern.match(line)
    return match[1].upper() if match else None


def _without_ballast(lines: Iterable[str]) -> Iterator[str]:
    """Only the parts that are read, properly nested; alarms, tasks and attachments are not.

    Raises UserError for what is nested deeper than calendars are.
    """
    stack: list[str] = []
    for line in lines:
        begun, ended = _name(_BEGIN, line), _name(_END, line)
        if begun is not None:
            stack.append(begun)
            if len(stack) > _DEEPEST:
                raise UserError("calendar.not_a_calendar")
        inside = stack and stack[0] == "VCALENDAR" and all(each in _KEPT for each in stack)
        if inside and not (begun is None and line.upper().startswith(_BALLAST)):
            yield line
        if ended is not None and stack and stack[-1] == ended:
            stack.pop()
    yield from (f"END:{name}" for name in reversed(stack) if name in _KEPT and stack[0] == "VCALENDAR")


def _own_zones(lines: Iterable[str]) -> dict[str, str]:
    """What each zone is to be called that is described here and known nowhere else.

    A description that changes its clocks by anything but the year is none: such a zone is nobody's.
    """
    found: dict[str, str] = {}
    for block in _zone_blocks(lines):
        name = next((match[1].strip() for line in block if (match := _OWN_TZID.match(line))), "")
        rules = [line.upper() for line in block if line.upper().startswith("RRULE")]
        fine = all("FREQ=YEARLY" in rule and "BYSECOND" not in rule for rule in rules)
        if name and fine and len(block) <= _ZONE_LINES and known_zone(name) is None:
            digest = hashlib.sha256("\n".join(block).encode("utf-8", "replace")).hexdigest()[:16]
            found[name] = f"kam-{digest}"
    return found


def _zone_blocks(lines: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] | None = None
    for line in lines:
        if _name(_BEGIN, line) == "VTIMEZONE":
            block = []
        if block is not None:
            block.append(line)
        if _name(_END, line) == "VTIMEZONE" and block is not None:
            yield block
            block = None


def _renamed(lines: Iterable[str], own: dict[str, str]) -> Iterator[str]:
    """Zones by the names that every computer knows; one that nobody knows becomes local time."""
    held: list[str] | None = None
    for line in lines:
        if _name(_BEGIN, line) == "VTIMEZONE":
            held = []
        if held is None:
            yield _TZID.sub(lambda match: _zone_of(match, own), line, count=1)
            continue
        held.append(line)
        if _name(_END, line) == "VTIMEZONE":
            yield from _own_block(held, own)
            held = None


def _own_block(block: list[str], own: dict[str, str]) -> list[str]:
    named = [(match[1].strip() if (match := _OWN_TZID.match(line)) else None) for line in block]
    name = next((each for each in named if each), "")
    if name not in own:
        return []
    return [f"TZID:{own[name]}" if each else line for each, line in zip(named, block, strict=True)]


def _zone_of(match: re.Match[str], own: dict[str, str]) -> str:
    name = match[1].strip('"').strip()
    zone = own.get(name) or known_zone(name)
    return f";TZID={zone}" if zone else ""


def known_zone(name: str) -> str | None:
    """The zone of a name as Outlook, Google or Apple write it; None where nobody knows it.

    Windows names are those of the Unicode consortium's list; before the last two parts of a path may stand
    the maker's own (``/freeassociation.sourceforge.net/Europe/Moscow``).
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    tail = "/".join(name.strip().strip("/").split("/")[-2:])
    for candidate in (name.strip(), WINDOWS_TO_OLSON.get(name.strip()), tail):
        if candidate and is_zone(candidate):
            return candidate
    return None
