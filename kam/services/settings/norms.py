"""The page of norms and deadlines for complaints (domain.md §8, ⚙)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy.orm import Session

from kam.analysis.complaint_norms import ComplaintNorms, Norm
from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import Channel, NormRuns, NormUnit, Severity
from kam.services.complaints.changing_terms import before_change, keep_after_change
from kam.services.complaints.terms import norm_json
from kam.services.settings_in_force import complaint_norms
from kam.services.stored_settings import put_setting
from kam.services.working_calendar import NORMS_SETTING
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_USUAL: Final = ComplaintNorms()


@dataclass(frozen=True, slots=True)
class NormDraft:
    """A norm as typed: a number, a unit, and when it runs. Zero is "at once"."""

    amount: int
    unit: NormUnit
    runs: NormRuns = NormRuns.ALWAYS

    @classmethod
    def of(cls, norm: Norm) -> NormDraft:
        """A norm in force as the page shows it: working days run in working time, whatever is kept."""
        runs = NormRuns.WORKING if norm.runs_in_working_time else NormRuns.ALWAYS
        return cls(norm.amount, norm.unit, runs)


def _usual_response() -> Mapping[Channel, NormDraft]:
    return {channel: NormDraft.of(norm) for channel, norm in _USUAL.first_response.items()}


def _usual_resolution() -> Mapping[Severity, NormDraft]:
    return {severity: NormDraft.of(norm) for severity, norm in _USUAL.resolution.items()}


@dataclass(frozen=True, slots=True)
class NormsPage:
    """All norms; ``NormsPage()`` is those of domain.md §8. A clock is at risk from so many per cent on."""

    first_response: Mapping[Channel, NormDraft] = field(default_factory=_usual_response)
    acknowledgement: NormDraft = field(default_factory=lambda: NormDraft.of(_USUAL.acknowledgement))
    resolution: Mapping[Severity, NormDraft] = field(default_factory=_usual_resolution)
    at_risk_percent: int = _USUAL.at_risk_percent


def read_norms(workspace: Workspace) -> NormsPage:
    """The norms in force."""
    with workspace.reading() as session:
        return norms_page_of(session)


def norms_page_of(session: Session) -> NormsPage:
    """The norms in force, within a session."""
    norms = complaint_norms(session)
    return NormsPage(
        first_response={channel: NormDraft.of(norms.first_response[channel]) for channel in Channel},
        acknowledgement=NormDraft.of(norms.acknowledgement),
        resolution={severity: NormDraft.of(norms.resolution[severity]) for severity in Severity},
        at_risk_percent=norms.at_risk_percent,
    )


def save_norms(workspace: Workspace, new: NormsPage) -> Outcome[int]:
    """Set the norms as one step; how many complaints got them.

    Open clocks count by the new norms from now on; those that have stopped, and complaints that have ended,
    keep the norms they were answered by (records.md, "Norms and calendar").

    Raises:
        FieldErrors: by field ``first_response.phone``, ``acknowledgement``, ``resolution.high``,
            ``at_risk_percent``.

    """
    with workspace.writing("settings.norms_changed") as unit:
        return Outcome(put_norms(unit, new), Area.SETTINGS | Area.COMPLAINTS)


def put_norms(unit: UnitOfWork, new: NormsPage) -> int:
    """Set the norms within a step; what ``save_norms`` says and raises."""
    norms = norms_of_page(new)
    before = before_change(unit)
    put_setting(unit, NORMS_SETTING, _differing(norms))
    return keep_after_change(unit, before)


def norms_of_page(page: NormsPage) -> ComplaintNorms:
    """The norms that a page says; FieldErrors where they cannot be."""
    faults: list[FieldError] = []
    usual = NormsPage()
    response = {
        channel: _norm(f"first_response.{channel}", page.first_response.get(channel, draft), faults)
        for channel, draft in usual.first_response.items()
    }
    resolution = {
        severity: _norm(f"resolution.{severity}", page.resolution.get(severity, draft), faults)
        for severity, draft in usual.resolution.items()
    }
    acknowledgement = _norm("acknowledgement", page.acknowledgement, faults)
    faults += _fault_of_percent(page.at_risk_percent)
    refuse(faults)
    return ComplaintNorms(response, acknowledgement, resolution, page.at_risk_percent)


def _norm(name: str, draft: NormDraft, faults: list[FieldError]) -> Norm:
    try:
        return Norm(draft.amount, draft.unit, draft.runs)
    except RuleError as error:
        faults.append(FieldError.of(name, error))
        return _USUAL.acknowledgement


def _fault_of_percent(percent: int) -> Iterator[FieldError]:
    try:
        ComplaintNorms(at_risk_percent=percent)
    except RuleError as error:
        yield FieldError.of("at_risk_percent", error)


def _differing(norms: ComplaintNorms) -> dict[str, Any]:
    """What differs from the usual norms, as ``working_calendar`` reads it."""
    response = {
        channel.value: norm_json(norm)
        for channel, norm in norms.first_response.items()
        if NormDraft.of(norm) != NormDraft.of(_USUAL.first_response[channel])
    }
    resolution = {
        severity.value: norm_json(norm)
        for severity, norm in norms.resolution.items()
        if NormDraft.of(norm) != NormDraft.of(_USUAL.resolution[severity])
    }
    found: dict[str, Any] = {}
    if response:
        found["first_response"] = response
    if resolution:
        found["resolution"] = resolution
    if NormDraft.of(norms.acknowledgement) != NormDraft.of(_USUAL.acknowledgement):
        found["acknowledgement"] = norm_json(norms.acknowledgement)
    if norms.at_risk_percent != _USUAL.at_risk_percent:
        found["at_risk_percent"] = norms.at_risk_percent
    return found
