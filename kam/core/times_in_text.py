"""Hours of the day inside running text: «до 14:00», «в 10 утра», «к обеду», "by 5 pm", "EOD"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import Final

_NOON: Final = 12
_HOURS: Final = 24
_EVENING_FROM: Final = 18

_BEFORE: Final = (
    r"(?P<pre>не позднее|не позже|no later than|до|к|ко|в|с|около|by|at|before|until|till|from|around)"
)
_CLOCK: Final = r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)"
_UNTIL: Final = r"(?:\s?(?:[-–—]|до|to|till|until)\s?(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d))?"
_HALF: Final = r"(?P<half>утра|дня|вечера|ночи|am|pm|a\.m\.|p\.m\.)"

_WORDS: Final = {
    "конца рабочего дня": time(18), "концу рабочего дня": time(18), "конца дня": time(18),
    "концу дня": time(18), "конце дня": time(18), "end of the day": time(18), "end of day": time(18),
    "close of business": time(18), "eod": time(18), "cob": time(18),
    "вечера": time(18), "вечеру": time(18), "вечером": time(18), "in the evening": time(18),
    "evening": time(18), "tonight": time(18),
    "послеобеденное": time(15), "после обеда": time(15), "во второй половине дня": time(15), "днем": time(15),
    "in the afternoon": time(15), "afternoon": time(15), "after lunch": time(15),
    "обеда": time(13), "обеду": time(13), "обед": time(13), "lunchtime": time(13), "lunch": time(13),
    "полудня": time(12), "полудню": time(12), "полдень": time(12), "noon": time(12), "midday": time(12),
    "утра": time(9), "утру": time(9), "утром": time(9), "с утра": time(9), "in the morning": time(9),
    "first thing": time(9), "morning": time(9),
}  # fmt: skip
_ALONE: Final = (
    r"конца рабочего дня|концу рабочего дня|конца дня|концу дня|конце дня|обеда|обеду|вечера|вечеру"
    r"|полудня|полудню|noon|midday|lunchtime|lunch|end of the day|end of day|close of business"
)
"""What means an hour of today after «до», «к», "by" even where no date stands beside it."""

TIME: Final = re.compile(
    rf"(?<![\w:.,-])(?:{_BEFORE}\s+(?:the\s+)?)?(?:"
    rf"{_CLOCK}{_UNTIL}(?:\s?(?P<half1>am|pm))?(?![\w:])"
    rf"|(?P<hour3>1?\d|2[0-3])\s?(?:(?:час(?:ов|ам|а|у)?|ч\.?)\s?)?{_HALF}(?!\w)"
    r"|(?P<hour4>1?\d|2[0-3])\s?(?:час(?:ов|ам|а|у)|ч|o.?clock|h)(?!\w)"
    rf"|(?P<words>{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?!\w)"
    r"|(?P<hour5>[01]?\d|2[0-3])(?=\s*(?:$|[.;,!?)\n](?!\d)))"
    r")"
)
_NEEDS_NO_DATE: Final = re.compile(rf"(?:{_ALONE})\Z|eod\Z|cob\Z")


@dataclass(frozen=True, slots=True)
class TimeInText:
    """An hour where it stands; ``alone``: it means an hour of today where no date stands beside it."""

    start: int
    end: int
    at: time
    until: time | None
    alone: bool


def read_time(match: re.Match[str]) -> TimeInText | None:
    """What a match of ``TIME`` means; None where it is no hour (25:00, a bare number)."""
    before = match["pre"]
    due = before is not None and before not in {"с", "from", "около", "around"}
    if words := match["words"]:
        alone = bool(_NEEDS_NO_DATE.match(words)) and (due or words in {"eod", "cob"})
        if words in {"вечера", "утра", "обеда", "обеду", "вечеру", "утру", "обед"} and before is None:
            return None
        return TimeInText(match.start(), match.end(), _WORDS[words], None, alone)
    hour = match["hour"] or match["hour3"] or match["hour4"] or match["hour5"]
    if match["hour"] is None and match["half"] is None and before is None:
        return None
    at = _hour(int(hour), int(match["minute"] or 0), match["half"] or match["half1"])
    if at is None:
        return None
    until = time(int(match["hour2"]), int(match["minute2"])) if match["hour2"] else None
    sure = match["hour5"] is None and not (match["hour4"] is not None and before in {"в", "с", "from"})
    return TimeInText(match.start(), match.end(), at, until, sure and before is not None)


def _hour(hour: int, minute: int, half: str | None) -> time | None:
    if half is not None and not 1 <= hour <= _NOON and half[0] in "apдв":
        return None
    if half in {"дня", "pm", "p.m.", "вечера"} and hour < _NOON:
        hour += _NOON
    if half in {"am", "a.m.", "ночи"} and hour == _NOON:
        hour = 0
    return time(hour, minute) if hour < _HOURS else None
