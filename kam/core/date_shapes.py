"""How a date is written inside running text, in Russian and in English: the shapes ``dates_in_text`` reads.

All of them are matched against lower-case letters with ё as е. A shape that other figures share (sums,
numbers of orders, telephones) is told apart by what stands before it (``SPEAKS_OF_OTHER``) and after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kam.core.calendar_words import MONTH_NUMBERS, WEEKDAY_NUMBERS
from kam.core.stretches import STRETCH


def _names(names: Iterable[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))


_ABBREVIATION: Final = 5
"""Names of weekdays up to this long are abbreviations."""
_MONTH: Final = _names(MONTH_NUMBERS)
_DAY_LONG: Final = _names(name for name in WEEKDAY_NUMBERS if len(name) > _ABBREVIATION)
LONG: Final = f"{_DAY_LONG}|среда|среду|среды|среде|sunday|monday|friday"
SHORT: Final = _names(name for name in WEEKDAY_NUMBERS if len(name) <= _ABBREVIATION)
_WHICH: Final = (
    r"(?:(?:эт(?:от|у|о|ой|ом)|следующ\w{2,3}|ближайш\w{2,3}|прошл\w{2,3}|ту|тот|this|next|coming|last)\s+)?"
)
_OF_WEEK: Final = r"(?:,?\s+(?P<{name}>(?:на\s+)?(?:той|этой|следующей)\s+неделе|next week|this week))?"
_COUNT: Final = (
    r"\d{1,3}|один|одну|одного|два|две|двух|пару|три|трех|четыре|четырех|пять|пяти|шесть|семь|восемь|девять"
    r"|десять|десяти|двенадцать|полторы|полтора|one|two|three|four|five|six|seven|eight|nine|ten|twelve"
    r"|a couple of|couple of|a few|an|a"
)
_UNIT: Final = (
    r"день|дня|дней|дн|суток|сутки|недел[яюьи]|нед|месяц(?:а|ев)?|мес|квартал(?:а|ов)?|год(?:а)?|лет"
    r"|days?|weeks?|months?|quarters?|years?|fortnight"
)
_WORKING: Final = r"(?P<working>рабоч\w{2,3}|working|business)\s+|(?:календарн\w{2,3}|calendar)\s+"
_YEAR: Final = r"(?:,?\s+(?:20\d\d|19\d\d)(?:\s*(?:года|г\.?)(?!\w))?)?"

SPOKEN: Final = dict(
    zip(
        (
            "первого", "второго", "третьего", "четвертого", "пятого", "шестого", "седьмого", "восьмого",
            "девятого", "десятого", "одиннадцатого", "двенадцатого", "тринадцатого", "четырнадцатого",
            "пятнадцатого", "шестнадцатого", "семнадцатого", "восемнадцатого", "девятнадцатого",
            "двадцатого", "тридцатого",
        ),
        (*range(1, 21), 30),
        strict=True,
    )
)  # fmt: skip
"""Days of a month as they are said; «двадцать», «тридцать» before the first nine add to them."""
_SPOKEN: Final = rf"(?:(?:двадцать|тридцать)\s+)?(?:{_names(SPOKEN)})"
_ENGLISH_DAY: Final = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

_NAMELESS_STRETCH: Final = re.sub(r"\(\?P<\w+>", "(?:", STRETCH.pattern)

DATE: Final = re.compile(
    r"(?<![\w№#$€₽/.+-])(?:"
    r"(?P<word>послезавтра|завтра|сегодня|позавчера|вчера|завтрашн(?:его|ему) дн[яю]"
    r"|сегодняшн(?:его|ему) дн[яю]"
    r"|(?:the )?day after tomorrow|tomorrow|today|tonight|(?:the )?day before yesterday|yesterday)(?!\w)"
    rf"|(?P<weeks_on>(?:(?P<weeks>a|one|two|three)\s+weeks?\s+(?:from|on)\s+(?P<weeks_day>{_ENGLISH_DAY})"
    rf"|(?P<day_week>{_ENGLISH_DAY})\s+week))(?!\w)"
    rf"|(?P<spoken>{_SPOKEN}\s(?P<month3>{_MONTH})(?!\w)(?:{_YEAR}))"
    rf"|(?P<weekday>{_WHICH}(?:{LONG}))(?!\w){_OF_WEEK.format(name='week')}"
    rf"|(?P<short>{_WHICH}(?:{SHORT}))\.?(?![\w%])(?P<after>\s*,?\s*(?=\d))?{_OF_WEEK.format(name='week2')}"
    r"|(?P<iso>\d{4}-\d{2}-\d{2})(?![\w-])"
    r"|(?P<figures>(?:0?[1-9]|[12]\d|3[01])(?P<sign>[./])(?:0[1-9]|1[0-2])(?:(?P=sign)(?:20\d\d|\d\d))?)"
    r"(?![\w%°/-]|[.,:]\d|\s?(?:%|₽|\$|€))"
    rf"|(?P<daymonth>(?:(?P<from>\d{{1,2}})(?:-?го)?\s?(?:[-–—]|по|и|to|and)\s?)?\d{{1,2}}"
    rf"(?:-?(?:го|е|ое|му|ому)|st|nd|rd|th)?\s?(?:of\s)?\s?(?P<month>{_MONTH})\.?(?![\w%])(?:{_YEAR}))"
    rf"|(?P<monthday>(?P<month2>{_MONTH})\.?\s(?:\d{{1,2}}\s?[-–]\s?)?\d{{1,2}}(?:st|nd|rd|th)?"
    r"(?![\w%:.]\w|\w|%|\s%)"
    r"(?:,\s?20\d\d|\s20\d\d)?)"
    r"|(?P<ordinal>\d{1,2}(?:-го|-му|-ое|-е)?\s(?:числа|числу|число)|\d{1,2}-?(?:го|му)(?=\s*(?:$"
    r"|[.,;:!?)\n–—]"
    r"|(?:и|или|но|а|в|на|с|до|к|по|утром|днем|вечером|будет|будут)\s))"
    r"|the\s\d{1,2}(?:st|nd|rd|th)(?=\s*(?:$|[.,;:!?)\n])"
    r"|\s(?:at|by|and|or|but|in)\s))"
    rf"|(?P<ahead>(?:через|спустя|в течение|within|in|after)\s+(?:(?:the next|next)\s+)?"
    rf"(?:(?P<count>{_COUNT})\s*)?(?:{_WORKING})?(?P<unit>{_UNIT}))(?!\w)"
    rf"|(?P<fromnow>(?P<count2>{_COUNT})\s+(?P<unit2>{_UNIT})\s+(?:from now|from today|спустя))(?!\w)"
    rf"|(?P<ago>(?P<count3>{_COUNT})\s+(?P<unit3>{_UNIT})\s+(?:назад|ago))(?!\w)"
    r"|(?P<half>через полгода|в течение полугода|in half a year)(?!\w)"
    r"|(?P<after_next>(?:the\s)?week after next|через неделю после следующей)(?!\w)"
    r"|(?P<weekend>(?:(?P<which_end>следующих|следующие|next|this|the)\s)?"
    r"(?:выходных|выходные|выходным|weekend))(?!\w)"
    r"|(?P<on_week>на неделе)(?!\w)"
    r"|(?P<newyear>нового года|новому году|new year(?:'s eve)?)(?!\w)"
    r"|(?P<acronym>eow|eom|eoq|eoy|eod|cob)(?!\w)(?:\s+(?:on\s+|of\s+)?(?P<of_day>tomorrow|today|next\s)?)?"
    rf"|(?P<stretch>{_NAMELESS_STRETCH})"
    r")"
)
BEFORE: Final = re.compile(
    r"(?:(?<=\W)|\A)(?P<pre>не позднее|не позже|не раньше|не ранее|no later than|due by|due on|до"
    r"|к|ко|в|во|на|с|со|от"
    r"|после|по|by|on|until|till|before|after|from|due|in|during|for|over|at)\s+(?:the\s+)?\Z"
)
STRONG: Final = frozenset({"до", "к", "ко", "не позднее", "не позже", "by", "until", "till", "before", "due",
                            "due by", "no later than"})  # fmt: skip
"""After these a deadline comes; the beginning of a stretch is meant."""
SPEAKS_OF_OTHER: Final = re.compile(
    r"(?:\A|\W)(?:кажд\w{2,3}|every|each|верси\w|version|ver|релиз\w?|release|пункт\w?|раздел\w?|глав\w"
    r"|section|рис|стр|page|артикул\w?|цен\w|по цене|стоимост\w{1,2}|price|курс\w?|rate|score"
    r"|оценк\w|индекс\w?"
    r"|номер\w?|заказ\w?|заявк\w|сч[её]т\w?|договор\w?|инн|гост|ту|iso|order|invoice|no"
    r"|v)[.:№#]?\s+(?:№\s*)?\Z"
)
MEASURE: Final = re.compile(
    r"\s?(?:мм|см|м|км|кг|г|т|тонн\w?|л|шт|руб\w*|р\.|₽|тыс\w*|млн|млрд|%|процент\w*|percent"
    r"|per cent|usd|eur|rub|kg|mm|cm"
    r"|m|tons?|tonnes?|pcs|k|points?|балл\w*|часов|часа|ч|мин\w*|раз\w?|°)(?!\w)"
)
RELATIVE_TO: Final = re.compile(
    r"\s+(?:(?:после|с момента|с даты|со дня|от даты|от|до|after|before|since|following)(?!\w)"
    r"|from (?!now|today)|of (?!now))"
)
NEEDS_CAPITAL: Final = frozenset({"may", "march", "mar", "sun", "sat", "wed", "mon", "fri", "second"})
