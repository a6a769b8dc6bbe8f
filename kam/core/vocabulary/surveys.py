"""Satisfaction (domain.md §9)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class SurveyMeasure(Term):
    """Which scale is asked."""

    NPS = "nps", label("satisfaction measure", "NPS")
    CSAT = "csat", label("satisfaction measure", "CSAT")
    CES = "ces", label("satisfaction measure", "CES")


class SatisfactionDriver(Term):
    """What drives the answer."""

    QUALITY = "quality", label("satisfaction driver", "quality")
    PERCEIVED_VALUE = "perceived_value", label("satisfaction driver", "perceived value")
    REPUTATION = "reputation", label("satisfaction driver", "reputation")
    TRUST = "trust", label("satisfaction driver", "trust")


class SurveyStatus(Term):
    """Whether it was answered."""

    ASKED = "asked", label("survey status", "asked")
    ANSWERED = "answered", label("survey status", "answered")
    SILENT = "silent", label("survey status", "no answer")
