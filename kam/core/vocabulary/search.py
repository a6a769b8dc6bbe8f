"""What search finds."""

from __future__ import annotations

from kam.core.vocabulary.term import Term, label


class FoundKind(Term):
    """What a hit of a search is."""

    ACCOUNT = "account", label("found", "account")
    PERSON = "person", label("found", "person")
    STAKEHOLDER = "stakeholder", label("found", "place without a name")
    COMPETITOR = "competitor", label("found", "competitor")
    COLLEAGUE = "colleague", label("found", "colleague")
    PRODUCT_LINE = "product_line", label("found", "product line")
    INTERACTION = "interaction", label("found", "interaction")
    COMMITMENT = "commitment", label("found", "promise")
    COMPLAINT = "complaint", label("found", "complaint")
    OPPORTUNITY = "opportunity", label("found", "opportunity")
    PLAN = "plan", label("found", "plan")
    RISK = "risk", label("found", "risk")
    CONTRACT = "contract", label("found", "contract")
    DOCUMENT = "document", label("found", "document")
    RECEIVABLE = "receivable", label("found", "receivable")
    SURVEY_ROUND = "survey_round", label("found", "survey")
    SURVEY_ANSWER = "survey_answer", label("found", "survey answer")
