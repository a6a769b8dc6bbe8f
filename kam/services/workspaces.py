"""Making a workspace and saying whose it is."""

from __future__ import annotations

from contextlib import nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from kam.core.clock import Clock
from kam.core.errors import RuleError
from kam.core.money import is_currency
from kam.core.words import LANGUAGES
from kam.core.zones import is_zone
from kam.models import Colleague, WorkspaceProfile
from kam.services.documents.logos import keep_logo, picture
from kam.services.working_calendar import office_calendar
from kam.store.journal import StepKind
from kam.store.workspace import Workspace

COUNTRY_OF = {"ru": "RU", "en": "US"}
CURRENCY_OF = {"ru": "RUB", "en": "USD"}


@dataclass(frozen=True, slots=True)
class NewWorkspace:
    """What a new workspace begins with; what is None follows from the language and this computer."""

    company: str
    me: str
    language: str = "ru"
    currency: str | None = None
    zone: str | None = None
    country: str | None = None
    logo: Path | None = None
    """A picture that stands on papers."""


def local_zone(language: str) -> str:
    """The IANA name of this computer's time zone; where it has none, Moscow for Russian, else UTC."""
    from babel.localtime import get_localzone

    with suppress(LookupError, OSError, ValueError):
        name = getattr(get_localzone(), "key", None)
        if isinstance(name, str) and "/" in name and not name.startswith("Etc/") and is_zone(name):
            return name
    return "Europe/Moscow" if language == "ru" else "UTC"


def create_workspace(path: Path, begin: NewWorkspace, clock: Clock) -> Workspace:
    """Make a workspace file with its profile, a working calendar and me, and open it.

    Raises:
        UserError: as ``Workspace.create``, and ``workspace.unknown_language``, ``domain.not_a_currency``,
            ``meeting.unknown_zone``, and of a logo what ``set_workspace_logo`` raises; then no file was made.

    """
    if not begin.company.strip() or not begin.me.strip():
        raise RuleError("workspace.without_name")
    zone = begin.zone or local_zone(begin.language)
    currency = begin.currency or CURRENCY_OF.get(begin.language, "EUR")
    if begin.language not in LANGUAGES:
        raise RuleError("workspace.unknown_language", language=begin.language, known=", ".join(LANGUAGES))
    if not is_currency(currency):
        raise RuleError("domain.not_a_currency", value=currency)
    if not is_zone(zone):
        raise RuleError("meeting.unknown_zone", zone=zone)
    country = (begin.country or COUNTRY_OF.get(begin.language, "US")).upper()
    profile = WorkspaceProfile(
        company=begin.company,
        currency=currency,
        language=begin.language,
        country=country,
        zone=zone,
    )
    records = [
        profile,
        office_calendar(zone, country, clock.now().date()),
        Colleague(name=begin.me, is_me=True),
    ]

    def write(workspace: Workspace) -> None:
        with workspace.writing("workspace.created", kind=StepKind.AUTOMATIC) as unit:
            if logo is not None:
                keep_logo(unit, profile, logo)
            unit.add_all(records)

    with nullcontext() if begin.logo is None else picture(begin.logo) as logo:
        return Workspace.create(path, clock, write)
