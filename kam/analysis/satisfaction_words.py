"""The questions we put to clients, in one place for letter, form and window; nothing internal is in them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure
from kam.core.words import Label, label

QUESTIONS: Final[Mapping[SurveyMeasure, Label]] = MappingProxyType(
    {
        SurveyMeasure.NPS: label(
            "survey question", "How likely is it that you would recommend us to a colleague or a partner?"
        ),
        SurveyMeasure.CSAT: label("survey question", "How satisfied are you with working with us?"),
        SurveyMeasure.CES: label("survey question", "How easy is it to get things done with us?"),
    }
)
LOWEST: Final[Mapping[SurveyMeasure, Label]] = MappingProxyType(
    {
        SurveyMeasure.NPS: label("survey scale", "not at all likely"),
        SurveyMeasure.CSAT: label("survey scale", "not satisfied at all"),
        SurveyMeasure.CES: label("survey scale", "very hard"),
    }
)
HIGHEST: Final[Mapping[SurveyMeasure, Label]] = MappingProxyType(
    {
        SurveyMeasure.NPS: label("survey scale", "certainly"),
        SurveyMeasure.CSAT: label("survey scale", "entirely satisfied"),
        SurveyMeasure.CES: label("survey scale", "very easy"),
    }
)
DRIVER_QUESTION: Final = label("survey question", "What decided your answer most?")
DRIVERS: Final[Mapping[SatisfactionDriver, Label]] = MappingProxyType(
    {
        SatisfactionDriver.QUALITY: label("survey choice", "quality of goods, deliveries and service"),
        SatisfactionDriver.PERCEIVED_VALUE: label("survey choice", "what you get for what you pay"),
        SatisfactionDriver.REPUTATION: label("survey choice", "our name and what others say of us"),
        SatisfactionDriver.TRUST: label("survey choice", "whether we keep our word"),
    }
)
COMMENT_QUESTION: Final = label("survey question", "What should we do better first?")
