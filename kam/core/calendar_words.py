"""What months and days of the week are called in Russian and in English, folded (``kam.core.text.fold``)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_MONTHS: Final = (
    "янв январь января январе январю jan january",
    "фев февр февраль февраля феврале февралю feb february",
    "мар март марта марте марту mar march",
    "апр апрель апреля апреле апрелю apr april",
    "май мая мае маю may",
    "июн июнь июня июне июню jun june",
    "июл июль июля июле июлю jul july",
    "авг август августа августе августу aug august",
    "сен сент сентябрь сентября сентябре сентябрю sep sept september",
    "окт октябрь октября октябре октябрю oct october",
    "ноя нояб ноябрь ноября ноябре ноябрю nov november",
    "дек декабрь декабря декабре декабрю dec december",
)
_WEEKDAYS: Final = (
    "пн пнд пон понедельник понедельника понедельнику mon monday",
    "вт втр вторник вторника вторнику tue tues tuesday",
    "ср среда среду среды среде wed weds wednesday",
    "чт чтв четверг четверга четвергу thu thur thurs thursday",
    "пт птн пятница пятницу пятницы пятнице fri friday",
    "сб суб суббота субботу субботы субботе sat saturday",
    "вс вск воскресенье воскресенья воскресенью sun sunday",
)


def _numbered(lines: tuple[str, ...], first: int) -> Mapping[str, int]:
    forms = {form: number for number, line in enumerate(lines, start=first) for form in line.split()}
    return MappingProxyType(forms)


MONTH_NUMBERS: Final = _numbered(_MONTHS, 1)
"""Month by its name or its abbreviation: «мар», «марта», "March" are 3."""
WEEKDAY_NUMBERS: Final = _numbered(_WEEKDAYS, 0)
"""Day of the week by its name or its abbreviation, Monday is 0."""
