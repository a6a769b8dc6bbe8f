"""What a retention case says, alike in the window, on paper and in the command line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kam.analysis.health.retention import Assumption, RetentionCase, RetentionVerdict
from kam.core.formats import Formats
from kam.core.words import Words

_TENTHS = 1000


@dataclass(frozen=True, slots=True)
class RetentionTeller:
    """Says a case and its verdict in one language; sums are minor units of ``currency``."""

    words: Words
    formats: Formats
    currency: str
    case: RetentionCase
    verdict: RetentionVerdict

    def money(self, minor: int) -> str:
        """A sum as short as it can be said."""
        return self.formats.money(minor, self.currency)

    def chance(self, ratio: Decimal) -> str:
        """A chance or share as per cent, with a tenth where there is one."""
        tenths = (ratio * _TENTHS).to_integral_value()
        return self.formats.percent(ratio, 1 if tenths % 10 else 0)

    @property
    def answer(self) -> str:
        """Worth it or not, as soon as something is conceded."""
        if not self.verdict.cost:
            return self.words.say_in("retention", "Nothing is conceded yet")
        if self.verdict.gain == 0:
            return self.words.say_in("retention", "It makes no difference")
        if self.verdict.is_worth_it:
            return self.words.say_in("retention", "Worth it")
        return self.words.say_in("retention", "Not worth it")

    @property
    def result(self) -> str:
        """What it brings or loses, as a sentence; of nothing, how much it may be."""
        if not self.verdict.cost:
            return self._room
        gain = self.verdict.gain
        if gain == 0:
            return self.words.say("Over twelve months the concession neither gains nor loses.")
        if gain > 0:
            return self.words.say(
                "Over twelve months the concession probably brings {sum} more than it costs.",
                sum=self.money(gain),
            )
        return self.words.say(
            "Over twelve months the concession probably costs {sum} more than it saves.",
            sum=self.money(-gain),
        )

    @property
    def _room(self) -> str:
        most = self.case.may_cost
        if not most:
            return self.words.say("With these chances no concession would be worth its cost.")
        return self.words.say(
            "A concession is worth it as long as it costs less than {sum} over twelve months.",
            sum=self.money(most),
        )

    @property
    def worth_from(self) -> str:
        """From which chance of leaving on it is worth it; empty while nothing is conceded."""
        if not self.verdict.cost:
            return ""
        found, assumed = self.verdict.worth_from, self.chance(self.case.leaving)
        if found is None:
            return self.words.say("It would not be worth it even if they were sure to leave.")
        return self.words.say(
            "It is worth it when without it the chance of leaving is above {chance}; assumed: {assumed}.",
            chance=self.chance(found),
            assumed=assumed,
        )

    @property
    def worth_while(self) -> str:
        """Up to which chance of leaving in spite of it; empty where there is none such."""
        found = self.verdict.break_even
        if not self.verdict.cost or found is None or self.verdict.worth_from is None:
            return ""
        return self.words.say(
            "And as long as with it the chance of leaving stays below {chance}; assumed: {assumed}.",
            chance=self.chance(found),
            assumed=self.chance(self.case.leaving_then),
        )

    @property
    def decides(self) -> str:
        """The assumption on which the answer hangs, and how wrong it may be; empty while there is none."""
        if not self.verdict.cost:
            return ""
        which, by = self.verdict.decides, self.verdict.by
        if which is None or by is None:
            return self.words.say("No assumption alone turns the answer, however wrong it is.")
        if by == 0:
            return self.words.say("It hangs on {assumption}.", assumption=self.words.of(which.label))
        return self.words.say(
            "It hangs on {assumption}: the answer turns at {turning} instead of {assumed},"
            " that is when it is wrong by {by}.",
            assumption=self.words.of(which.label),
            turning=self._turning(which, by),
            assumed=self._assumed(which),
            by=self.chance(by.quantize(Decimal("0.01"))),
        )

    @property
    def without(self) -> str:
        """What is left without a concession: the reckoning in one line."""
        stays = 1 - self.case.leaving
        return self.words.say(
            "Without a concession: {stays} of {margin} = {kept}",
            stays=self.chance(stays),
            margin=self.money(self.case.margin),
            kept=self.money(round(stays * self.case.margin)),
        )

    @property
    def with_it(self) -> str:
        """What is left with one."""
        stays = 1 - self.case.leaving_then
        return self.words.say(
            "With it: {stays} of ({margin} − {cost}) = {kept}",
            stays=self.chance(stays),
            margin=self.money(self.case.margin),
            cost=self.money(self.verdict.cost),
            kept=self.money(round((1 - self.case.leaving) * self.case.margin) + self.verdict.gain),
        )

    def _assumed(self, which: Assumption) -> str:
        match which:
            case Assumption.MARGIN:
                return self.money(self.case.margin)
            case Assumption.COST:
                return self.money(self.verdict.cost)
            case Assumption.LEAVING:
                return self.chance(self.case.leaving)
            case Assumption.LEAVING_THEN:
                return self.chance(self.case.leaving_then)

    def _turning(self, which: Assumption, by: Decimal) -> str:
        """Where it turns: a smaller margin or dearer concession makes what is worth it not worth it."""
        worse = 1 if self.verdict.is_worth_it else -1
        match which:
            case Assumption.MARGIN:
                return self.money(round(self.case.margin * (1 - worse * by)))
            case Assumption.COST:
                return self.money(round(self.verdict.cost * (1 + worse * by)))
            case Assumption.LEAVING:
                return self.chance(self.case.leaving * (1 - worse * by))
            case Assumption.LEAVING_THEN:
                return self.chance(self.case.leaving_then * (1 + worse * by))
