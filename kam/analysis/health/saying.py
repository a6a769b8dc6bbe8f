"""What is said of health, alike in the window, on paper and in the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.parts import Cause, Raise, heaviest_loss, main_cause, raises
from kam.analysis.health.people import PeopleReason
from kam.analysis.health.score import Health, HealthFactor, Moved, WeighedFactor, what_moved
from kam.analysis.health.trust import TrustReason, tells_ratings
from kam.analysis.reason_words import ReasonTeller
from kam.core.formats import Formats
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label
from kam.core.words import Label, Words

_TOLD: Final = 2
"""So many factors stand in a sentence that is said aloud."""

_SHORT: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        MoneyReason.YEAR: label("health in short", "revenue {change}"),
        MoneyReason.QUARTER: label("health in short", "{change} over the quarter"),
        MoneyReason.FROM_NOTHING: label("health in short", "purchases where there were none"),
        MoneyReason.MONTHLY: label("health in short", "last bought in {month}"),
        MoneyReason.MONTHS: label("health in short", "last bought in {month}"),
        MoneyReason.SHARE: label("health in short", "our share is {share}"),
        MoneyReason.SHARE_MOVED: label("health in short", "our share was {before} a year ago"),
        PeopleReason.DECIDER: label("health in short", "it is known who decides"),
        PeopleReason.NO_DECIDER: label("health in short", "nobody knows who decides"),
        PeopleReason.CHAMPION: label("health in short", "there is a champion"),
        PeopleReason.NO_CHAMPION: label("health in short", "no champion"),
        PeopleReason.ATTITUDE: label("health in short", "attitude {value}"),
        PeopleReason.IN_TOUCH: label("health in short", "in touch as agreed"),
        PeopleReason.NEGLECTED: label("health in short", "no contact: {names}"),
        TrustReason.NO_COMPLAINTS: label("health in short", "no complaints"),
        TrustReason.START: label("health in short", "complaints"),
        TrustReason.OPEN: label("health in short", "{number} is open"),
        TrustReason.BREACHED: label("health in short", "{number} is past its norm"),
        TrustReason.REPEATED: label("health in short", "again: {kind}"),
        TrustReason.REPEATED_OF_LINE: label("health in short", "again: {kind}, “{line}”"),
        TrustReason.ANSWERS: label("health in short", "{answers} answered, {silent} silent"),
        TrustReason.PROMISES: label("health in short", "kept {kept} of {counted}"),
    }
)
_ALL_ANSWERED: Final = label("health in short", "{answers} answered")
_ADVICE: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        MoneyReason.FROM_NOTHING: label("health advice", "Let revenue grow"),
        MoneyReason.ORDERS: label("health advice", "Get the next order"),
        MoneyReason.MONTHLY: label("health advice", "Get the next order"),
        MoneyReason.MONTHS: label("health advice", "Get the next order"),
        MoneyReason.SHARE: label("health advice", "Win more of what the client spends"),
        MoneyReason.SHARE_MOVED: label("health advice", "Let our share grow over the year"),
        PeopleReason.NO_DECIDER: label("health advice", "Find out who decides"),
        PeopleReason.NO_CHAMPION: label("health advice", "Find a champion"),
        PeopleReason.ATTITUDE: label("health advice", "Improve the attitude of those who have influence"),
        PeopleReason.NEGLECTED: label("health advice", "Get in touch: {names}"),
        TrustReason.OPEN: label("health advice", "Close complaint {number}"),
        TrustReason.BREACHED: label("health advice", "Close complaint {number}"),
        TrustReason.REPEATED: label("health advice", "Cure the cause that comes back: {kind}"),
        TrustReason.REPEATED_OF_LINE: label(
            "health advice", "Cure the cause that comes back: {kind}, “{line}”"
        ),
        TrustReason.PROMISES: label("health advice", "Keep promises in time"),
    }
)
_WITHOUT_PART: Final[Mapping[Cause, Label]] = MappingProxyType(
    {
        Cause.NOW_KNOWN: label("why health moved", "is known now"),
        Cause.NO_LONGER_KNOWN: label("why health moved", "is not known any more"),
        Cause.WEIGHT: label("why health moved", "other factors are known than before"),
    }
)
_FELL: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        PeopleReason.NO_CHAMPION: label("why health moved", "the champion is lost"),
        PeopleReason.ATTITUDE: label("why health moved", "attitude fell to {value}"),
    }
)
_ROSE: Final[Mapping[Term, Label]] = MappingProxyType(
    {
        PeopleReason.ATTITUDE: label("why health moved", "attitude rose to {value}"),
        MoneyReason.ORDERS: label("why health moved", "last order {days}"),
        PeopleReason.NEGLECTED: label(
            "why health moved", "better than before: as agreed with {kept} of {people}"
        ),
        TrustReason.OPEN: label("why health moved", "{number} weighs less than before"),
        TrustReason.BREACHED: label("why health moved", "{number} weighs less than before"),
        TrustReason.REPEATED: label("why health moved", "less often than before: {kind}"),
        TrustReason.REPEATED_OF_LINE: label("why health moved", "less often than before: {kind}, “{line}”"),
    }
)
_RATED: Final[Mapping[bool, Label]] = MappingProxyType(
    {True: label("why health moved", "rated higher"), False: label("why health moved", "rated lower")}
)
_GROWTH_SLOWS: Final = label("why health moved", "growth slows: {change}")
_FALL_SLOWS: Final = label("why health moved", "the fall slows: {change}")
"""Revenue that grows by less than it did costs points, and one that falls by less brings some."""
_HOW_KNOWN: Final[Mapping[HealthFactor, Label]] = MappingProxyType(
    {
        HealthFactor.REVENUE: label(
            "how to know",
            "Sales of the last two years are needed, of fifteen months at least,"
            " with rates for their currencies",
        ),
        HealthFactor.RHYTHM: label(
            "how to know", "Three orders with their dates, or three months with purchases, make a rhythm"
        ),
        HealthFactor.WALLET: label(
            "how to know", "Write down what the client spends in all and how much is ours"
        ),
        HealthFactor.PEOPLE: label("how to know", "Put the client's people on the map"),
        HealthFactor.CONTACT: label(
            "how to know", "Say to which circle each person belongs: contact follows from it"
        ),
        HealthFactor.COMPLAINTS: label("how to know", "Nothing was sold and nobody was met within a year"),
        HealthFactor.SATISFACTION: label("how to know", "Ask the client's people how satisfied they are"),
        HealthFactor.PROMISES: label(
            "how to know", "Give promises with a date: what has come due is counted"
        ),
    }
)
_DOWN: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "he": label("pulled down by him", "{score}: {factors} pulled it down"),
        "she": label("pulled down by her", "{score}: {factors} pulled it down"),
        "they": label("pulled down by them", "{score}: {factors} pulled it down"),
    }
)
_UP: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "he": label("pulled up by him", "{score}: {factors} pulled it up"),
        "she": label("pulled up by her", "{score}: {factors} pulled it up"),
        "they": label("pulled up by them", "{score}: {factors} pulled it up"),
    }
)
_LOST: Final[Mapping[str, Label]] = MappingProxyType(
    {
        "he": label("most is lost on one", "{score}: most is lost on {factors}"),
        "she": label("most is lost on one", "{score}: most is lost on {factors}"),
        "they": label("most is lost on several", "{score}: most is lost on {factors}"),
    }
)
_WHO: Final[Mapping[HealthFactor, str]] = MappingProxyType(
    {
        HealthFactor.REVENUE: "she",
        HealthFactor.RHYTHM: "he",
        HealthFactor.WALLET: "she",
        HealthFactor.PEOPLE: "they",
        HealthFactor.CONTACT: "he",
        HealthFactor.COMPLAINTS: "they",
        HealthFactor.SATISFACTION: "she",
        HealthFactor.PROMISES: "they",
    }
)
"""How languages with genders speak of a factor's name; several together are always «they»."""


class HealthTeller:
    """Says health in one language for one target."""

    def __init__(self, words: Words, formats: Formats) -> None:
        self.words = words
        self.formats = formats
        self.reasons = ReasonTeller(words, formats)

    def spoken(self, health: Health | None, month_ago: Health | None) -> str:
        """What one says aloud: the score and what moved it since a month ago, or what it lacks most."""
        if health is None:
            return self.words.say("Nothing is known of the health of this client yet")
        change = 0 if month_ago is None else health.score - month_ago.score
        if month_ago is None or not change:
            return self._lacking(health)
        sign = 1 if change > 0 else -1
        moved = [each for each in what_moved(month_ago, health) if each.points * sign > 0][:_TOLD]
        causes = [(each.factor, self.cause(each)) for each in moved]
        return self._spoken(_UP if sign > 0 else _DOWN, health, causes)

    def moved(self, moved: Moved) -> str:
        """«Люди −3: союзника нет»: by how much a factor moved within a month, and why."""
        return self.words.say(
            "{factor} {points}: {cause}",
            factor=self.words.of(moved.factor.label),
            points=self.formats.signed(moved.points),
            cause=self.cause(moved),
        )

    def cause(self, moved: Moved) -> str:
        """What moved a factor most, in a few words."""
        found = main_cause(moved)
        reason = found.reason
        if reason is None:
            return self.words.of(_WITHOUT_PART[found.cause])
        if found.cause is Cause.ENDED:
            return self._ended(reason)
        rose = moved.points > 0
        own = (
            _RATED[rose] if tells_ratings(reason, rose=rose) else (_ROSE if rose else _FELL).get(reason.code)
        )
        if not found.changed:
            own = None
        change = reason.places.get("change")
        if isinstance(change, Decimal) and change * moved.points < 0:
            own = _GROWTH_SLOWS if moved.points < 0 else _FALL_SLOWS
        if own is not None:
            return self.words.of(own, **self.reasons.places(reason))
        return self.short(reason)

    def _ended(self, reason: Reason) -> str:
        if "number" in reason.places:
            places = self.reasons.places(reason)
            return self.words.say_in("why health moved", "{number} is closed", **places)
        return self.words.say_in("why health moved", "no longer: {what}", what=self.short(reason))

    def short(self, reason: Reason) -> str:
        """A reason in a few words, to stand in brackets or under a name."""
        if reason.code is MoneyReason.ORDERS:
            days = int(Decimal(str(reason.places["days"])))
            return self.words.say_many("{count} day without an order", "{count} days without an order", days)
        if without := _months_without(reason):
            return self.words.say_many(
                "{count} month without purchases", "{count} months without purchases", without
            )
        if reason.code is TrustReason.ANSWERS and not reason.places["silent"]:
            return self.words.of(_ALL_ANSWERED, **self.reasons.places(reason))
        if reason.code in _SHORT:
            return self.words.of(_SHORT[reason.code], **self.reasons.places(reason))
        return self.reasons.sentence(reason)

    def weakness(self, factor: WeighedFactor) -> str:
        """What a factor lacks most, in a few words."""
        return self.short(heaviest_loss(factor.found).reason)

    def advice(self, what: Raise) -> str:
        """What to do about it."""
        reason = what.part.reason
        code = reason.code
        if code in {MoneyReason.YEAR, MoneyReason.QUARTER}:
            fell = Decimal(str(reason.places["change"])) < 0
            return (
                self.words.say("Win back the revenue of the year before")
                if fell
                else self.words.say("Let revenue grow by a quarter over the year before")
            )
        if code is TrustReason.ANSWERS:
            silent = int(str(reason.places["silent"]))
            return (
                self.words.say("Get an answer from those who are silent")
                if silent
                else self.words.say("Talk over the low marks")
            )
        if code in _ADVICE:
            return self.words.of(_ADVICE[code], **self.reasons.places(reason))
        return self.reasons.sentence(reason)

    def would_raise(self, health: Health, most: int = 3) -> list[tuple[str, int]]:
        """What would raise health most and by how many points; the same advice is given once."""
        found: dict[str, int] = {}
        for each in raises(health):
            advice = self.advice(each)
            found[advice] = found.get(advice, 0) + each.gain
        ranked = sorted(found.items(), key=lambda each: -each[1])
        return ranked[:most]

    def how_known(self, factor: HealthFactor) -> str:
        """What makes a factor known that is not."""
        return self.words.of(_HOW_KNOWN[factor])

    def _lacking(self, health: Health) -> str:
        losing = health.pulls_down[:_TOLD]
        if not losing:
            return self.words.say("{score}: nothing is missing", score=self.formats.number(health.score))
        return self._spoken(_LOST, health, [(each.factor, self.weakness(each)) for each in losing])

    def _spoken(
        self, ways: Mapping[str, Label], health: Health, causes: Sequence[tuple[HealthFactor, str]]
    ) -> str:
        score = self.formats.number(health.score)
        if not causes:
            return score
        told = [self._with_cause(factor, cause) for factor, cause in causes]
        who = _WHO[causes[0][0]] if len(told) == 1 else "they"
        factors = (
            told[0] if len(told) == 1 else self.words.say("{first} and {last}", first=told[0], last=told[1])
        )
        return self.words.of(ways[who], score=score, factors=factors)

    def _with_cause(self, factor: HealthFactor, cause: str) -> str:
        name = self.words.of(factor.label)
        name = name[:1].lower() + name[1:]
        if not cause:
            return name
        return self.words.say("{factor} ({cause})", factor=name, cause=cause)


def _months_without(reason: Reason) -> int:
    """How many months went by without purchases, where only months are known; else none."""
    if reason.code not in {MoneyReason.MONTHLY, MoneyReason.MONTHS}:
        return 0
    return int(str(reason.places["without"]))
