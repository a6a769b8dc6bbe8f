"""The reasons that calculations give, in words; they are said in the same way on paper."""

from kam.analysis.reason_words import ReasonTeller

__all__ = ["ReasonTeller"]
