"""What is still to prepare for a meeting, in a word each: for lists of what is missing."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import ChecklistCode
from kam.core.words import Label, label

STILL_TO_DO: Final[dict[ChecklistCode, Label]] = {
    ChecklistCode.PURPOSE: label("still to do", "purpose"),
    ChecklistCode.ATTENDEES: label("still to do", "attendees"),
    ChecklistCode.PROMISES: label("still to do", "promises"),
    ChecklistCode.COMPLAINTS: label("still to do", "complaints"),
    ChecklistCode.NUMBERS: label("still to do", "numbers"),
    ChecklistCode.OFFER: label("still to do", "offer and limits"),
    ChecklistCode.QUESTIONS: label("still to do", "questions"),
    ChecklistCode.PRODUCT_FACTS: label("still to do", "product facts"),
    ChecklistCode.BRIEF_PRINTED: label("still to do", "the printed brief"),
    ChecklistCode.LOGISTICS: label("still to do", "the way there"),
}
