"""Which pages the settings have, in two groups: the workspace, and this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from kam.core.words import Label, label
from kam.ui.desk import Desk
from kam.ui.settings.section import Section


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A page of the settings: its name and icon, and how it is built when first seen."""

    code: str
    title: Label
    icon: str
    build: Callable[[Desk], Section]
    also: tuple[Label, ...] = ()
    """What is found there and is no setting of its own."""


def _profile(desk: Desk) -> Section:
    from kam.ui.settings.profile import ProfileSection

    return ProfileSection(desk)


def _calendar(desk: Desk) -> Section:
    from kam.ui.settings.calendar import CalendarSection

    return CalendarSection(desk)


def _lines(desk: Desk) -> Section:
    from kam.ui.settings.product_lines import ProductLinesSection

    return ProductLinesSection(desk)


def _norms(desk: Desk) -> Section:
    from kam.ui.settings.norms import NormsSection

    return NormsSection(desk)


def _thresholds(desk: Desk) -> Section:
    from kam.ui.settings.thresholds import ThresholdsSection

    return ThresholdsSection(desk)


def _health(desk: Desk) -> Section:
    from kam.ui.settings.health import HealthSection

    return HealthSection(desk)


def _lists(desk: Desk) -> Section:
    from kam.ui.settings.lists import ListsSection

    return ListsSection(desk)


def _preparation(desk: Desk) -> Section:
    from kam.ui.settings.preparation import PreparationSection

    return PreparationSection(desk)


def _money(desk: Desk) -> Section:
    from kam.ui.settings.money import MoneySection

    return MoneySection(desk)


def _language(desk: Desk) -> Section:
    from kam.ui.settings.language import LanguageSection

    return LanguageSection(desk)


def _appearance(desk: Desk) -> Section:
    from kam.ui.settings.appearance import AppearanceSection

    return AppearanceSection(desk)


def _reminders(desk: Desk) -> Section:
    from kam.ui.settings.reminders import RemindersSection

    return RemindersSection(desk)


def _printer(desk: Desk) -> Section:
    from kam.ui.settings.printer import PrinterSection

    return PrinterSection(desk)


def _backups(desk: Desk) -> Section:
    from kam.ui.settings.backups import BackupsSection

    return BackupsSection(desk)


def _protection(desk: Desk) -> Section:
    from kam.ui.settings.protection import ProtectionSection

    return ProtectionSection(desk)


WORKSPACE: Final = (
    SectionKind(
        "profile", label("settings", "Profile and logo"), "briefcase", _profile, (label("settings", "Logo"),)
    ),
    SectionKind(
        "calendar",
        label("settings", "Calendar and holidays"),
        "calendar",
        _calendar,
        (label("settings", "Days of their own"),),
    ),
    SectionKind("lines", label("settings", "Product lines"), "package", _lines),
    SectionKind("norms", label("settings", "Norms and deadlines"), "timer", _norms),
    SectionKind("thresholds", label("settings", "Segments and thresholds"), "scale", _thresholds),
    SectionKind(
        "health",
        label("settings", "Health"),
        "heart-pulse",
        _health,
        (label("settings", "Weights of health"), label("settings", "Risk of leaving")),
    ),
    SectionKind(
        "lists",
        label("settings", "Lists"),
        "list",
        _lists,
        (label("settings", "Colleagues"), label("settings", "Competitors")),
    ),
    SectionKind(
        "preparation",
        label("settings", "Preparing a meeting"),
        "clipboard-check",
        _preparation,
        (label("settings", "Checklist of a new meeting"),),
    ),
    SectionKind("money", label("settings", "Currency and year"), "wallet", _money),
)
COMPUTER: Final = (
    SectionKind("language", label("settings", "Language and format"), "globe", _language),
    SectionKind("appearance", label("settings", "Theme and scale"), "palette", _appearance),
    SectionKind("reminders", label("settings", "Reminders"), "bell", _reminders),
    SectionKind(
        "backups",
        label("settings", "Backups"),
        "database",
        _backups,
        (label("settings", "Restore a backup"),),
    ),
    SectionKind(
        "protection",
        label("settings", "Protection"),
        "lock",
        _protection,
        (label("settings", "Encryption and passphrase"), label("settings", "Automatic lock")),
    ),
    SectionKind("printer", label("settings", "Printing"), "printer", _printer),
)
EVERY: Final = {kind.code: kind for kind in (*WORKSPACE, *COMPUTER)}
FIRST: Final = WORKSPACE[0].code
