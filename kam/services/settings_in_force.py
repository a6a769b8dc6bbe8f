"""The settings in force, group by group, for calculations that have a session at hand.

Groups are stored under the names that briefs and the portfolio read, so that one change holds everywhere.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.concentration import ConcentrationSettings
from kam.analysis.contracts import ContractSettings
from kam.analysis.freshness import FreshnessSettings
from kam.analysis.key_groups import KeyGroupSettings
from kam.analysis.map_checks import CadenceSettings
from kam.analysis.segments import SegmentSettings
from kam.analysis.variation import VariationSettings
from kam.services.stored_settings import read_group, read_setting
from kam.services.working_calendar import NORMS_SETTING, norms_from


def segment_settings(session: Session) -> SegmentSettings:
    """The limits of ABC and the potentials of the segments."""
    return read_group(session, "segments", SegmentSettings())


def variation_settings(session: Session) -> VariationSettings:
    """The limits of XYZ."""
    return read_group(session, "variation", VariationSettings())


def key_group_settings(session: Session) -> KeyGroupSettings:
    """What makes a breadwinner and a prospective account."""
    return read_group(session, "key_groups", KeyGroupSettings())


def concentration_settings(session: Session) -> ConcentrationSettings:
    """From which share on one account is a warning."""
    return read_group(session, "concentration", ConcentrationSettings())


def freshness_settings(session: Session) -> FreshnessSettings:
    """When ratings fade and sections of the dossier go stale."""
    return read_group(session, "freshness", FreshnessSettings())


def cadence_settings(session: Session) -> CadenceSettings:
    """How often each circle is to be touched."""
    return read_group(session, "cadence", CadenceSettings())


def contract_settings(session: Session) -> ContractSettings:
    """How early the window of a contract opens."""
    return read_group(session, "contracts", ContractSettings())


def complaint_norms(session: Session) -> ComplaintNorms:
    """The norms of answering complaints."""
    return norms_from({NORMS_SETTING: read_setting(session, NORMS_SETTING)})
