"""Recording what happened: a capture of three promises saved, 2,000 letters read at each key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from itertools import count
from uuid import UUID

from benchmarks.measuring import Line, Times, timed_each
from kam.analysis.capture.recognition import Captured, Recogniser
from kam.core.vocabulary import InteractionKind, Side
from kam.services.capturing.context import read_context
from kam.services.capturing.rows import Capture, NewPromise, NewStep, Saved
from kam.services.capturing.saving import save_capture
from kam.store.workspace import Workspace

RUNS = 30
LETTERS = 2_000
_STORY = (
    "Подтвердили объём 96 млн ₽ на год, но просят отсрочку 60 дней вместо 45 и скидку 7 % на ленту P80.\n"
    "! прислать акт испытаний круга до пятницы\n"
    "? вернут протокол цен до 1 декабря\n"
    "→ созвон в среду на следующей неделе в 15:00\n"
)


def lines(workspace: Workspace, accounts: Sequence[UUID], floor: Times) -> list[Line]:
    """The lines of the table; ``floor`` is a step of one row by plain SQL."""
    return [
        Line("capture with 3 promises saved", _saves(workspace, accounts), floor, "<= 50 ms"),
        Line("capture: 2,000 letters read, per key", _keys(workspace, accounts[0]), floor, "<= 5 ms"),
        Line("capture: what is known beforehand", _contexts(workspace, accounts), floor, "<= 100 ms"),
    ]


def _saves(workspace: Workspace, accounts: Sequence[UUID]) -> Times:
    numbers = count()

    def save() -> Saved:
        number = next(numbers)
        now = workspace.clock.now().replace(tzinfo=None) - timedelta(days=1)
        due = now.date() + timedelta(days=7)
        capture = Capture(
            account_id=accounts[number % len(accounts)],
            kind=InteractionKind.MEETING,
            starts_local=now,
            subject=f"Годовой контракт {number}",
            notes=_STORY,
            promises=[
                NewPromise(Side.OURS, f"Прислать акт {number}", due_on=due),
                NewPromise(Side.OURS, f"Расчёт экономии {number}", due_on=due),
                NewPromise(Side.THEIRS, f"Протокол цен {number}", due_on=due),
            ],
            steps=[NewStep("Созвон", InteractionKind.CALL, due_on=due)],
        )
        return save_capture(workspace, capture).value

    return timed_each([save] * RUNS)


def _keys(workspace: Workspace, account_id: UUID) -> Times:
    """The last line grows letter by letter; the rest stands."""
    now = workspace.clock.now()
    context = read_context(workspace, account_id, as_of=now)
    text = (_STORY * (LETTERS // len(_STORY) + 1))[:LETTERS]
    recogniser = Recogniser(context.names, context.promises, context.today)

    def key(number: int) -> Captured:
        return recogniser.read(text + "\n" + "! прислать прайс до конца месяца Иванову"[:number])

    return timed_each([partial(key, number) for number in range(1, 40)])


def _contexts(workspace: Workspace, accounts: Sequence[UUID]) -> Times:
    now = workspace.clock.now()
    return timed_each([partial(read_context, workspace, each, as_of=now) for each in accounts[:RUNS]])
