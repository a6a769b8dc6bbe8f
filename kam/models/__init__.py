"""Entities and their rules, one file per part of the domain (SQLAlchemy declarative).

Their files do without ``from __future__ import annotations``: SQLAlchemy would read the text of each of them
a second time, a sixth of what loading the entities takes.
"""

from __future__ import annotations

from kam.models.account import (
    Account,
    AccountTeamMember,
    Address,
    BusinessUnit,
    CompetitorPresence,
    Contract,
    Override,
    SectionCheck,
    SpecialTerm,
)
from kam.models.attention import BriefLayout, Phrase, PrintedDocument, SignalState
from kam.models.base import Base, Record, metadata
from kam.models.commitment import Commitment, CommitmentReminder, CommitmentShift
from kam.models.complaint import (
    ClockPause,
    Compensation,
    Complaint,
    IsIsNot,
    Reclassification,
    StageChange,
    Why,
)
from kam.models.document import BlobPiece, Document
from kam.models.draft import Draft
from kam.models.health import HealthSnapshot, RetentionCase
from kam.models.interaction import Interaction, InteractionAccount, Participant
from kam.models.journal import Change, Step
from kam.models.opportunity import Opportunity, OpportunityMove, OpportunityPerson
from kam.models.people import ContactPoint, Person, PersonLine, Rating, Stakeholder, StakeholderRole
from kam.models.plan import (
    Approval,
    BudgetLine,
    CommunicationLine,
    Dependency,
    GrowthSource,
    Initiative,
    Measurement,
    Milestone,
    Objective,
    Plan,
    PlanDecision,
    PlanVersion,
    Review,
    Risk,
    SwotItem,
)
from kam.models.preparation import AgendaItem, AskOrOffer, ChecklistItem, Objection, Question
from kam.models.sales import MonthlySales, OrderLine, Receivable, SalesFact, Target
from kam.models.scenario import ScenarioRun, ScenarioStep, TouchScenario
from kam.models.spend import ClientSpend, SupplierShare, WhitespaceCell
from kam.models.survey import SurveyAnswer, SurveyRound
from kam.models.workspace import (
    Calendar,
    CalendarException,
    Colleague,
    Competitor,
    CurrencyRate,
    ProductLine,
    Setting,
    WorkspaceProfile,
)

__all__ = [
    "Account",
    "AccountTeamMember",
    "Address",
    "AgendaItem",
    "Approval",
    "AskOrOffer",
    "Base",
    "BlobPiece",
    "BriefLayout",
    "BudgetLine",
    "BusinessUnit",
    "Calendar",
    "CalendarException",
    "Change",
    "ChecklistItem",
    "ClientSpend",
    "ClockPause",
    "Colleague",
    "Commitment",
    "CommitmentReminder",
    "CommitmentShift",
    "CommunicationLine",
    "Compensation",
    "Competitor",
    "CompetitorPresence",
    "Complaint",
    "ContactPoint",
    "Contract",
    "CurrencyRate",
    "Dependency",
    "Document",
    "Draft",
    "GrowthSource",
    "HealthSnapshot",
    "Initiative",
    "Interaction",
    "InteractionAccount",
    "IsIsNot",
    "Measurement",
    "Milestone",
    "MonthlySales",
    "Objection",
    "Objective",
    "Opportunity",
    "OpportunityMove",
    "OpportunityPerson",
    "OrderLine",
    "Override",
    "Participant",
    "Person",
    "PersonLine",
    "Phrase",
    "Plan",
    "PlanDecision",
    "PlanVersion",
    "PrintedDocument",
    "ProductLine",
    "Question",
    "Rating",
    "Receivable",
    "Reclassification",
    "Record",
    "RetentionCase",
    "Review",
    "Risk",
    "SalesFact",
    "ScenarioRun",
    "ScenarioStep",
    "SectionCheck",
    "Setting",
    "SignalState",
    "SpecialTerm",
    "StageChange",
    "Stakeholder",
    "StakeholderRole",
    "Step",
    "SupplierShare",
    "SurveyAnswer",
    "SurveyRound",
    "SwotItem",
    "Target",
    "TouchScenario",
    "WhitespaceCell",
    "Why",
    "WorkspaceProfile",
    "metadata",
]
