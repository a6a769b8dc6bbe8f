"""What is printed, and phrases worth saying again (domain.md §4, §11)."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class PaperKind(Term):
    """Which paper was printed or saved."""

    BRIEF = "brief", label("paper kind", "meeting brief")
    CUSTOMER_BRIEF = "customer_brief", label("paper kind", "brief for the client")
    DAY = "day", label("paper kind", "sheet of the day")
    MAP = "map", label("paper kind", "map of people")


class PhraseKind(Term):
    """What a phrase of the phrase book is."""

    QUESTION = "question", label("phrase kind", "question")
    OBJECTION = "objection", label("phrase kind", "objection")
