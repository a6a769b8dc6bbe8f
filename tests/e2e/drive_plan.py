"""Makes a plan in kam's own window, in a process of its own; prints what it saw as JSON.

``python drive_plan.py live WORKSPACE``, as ``drive_window.py``: whatever goes wrong, any warning of Qt among
it, ends it with a trace.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from kam.core.vocabulary import ApprovalAnswer, PlanStatus
from kam.services.plans.comparing import compare_versions
from kam.services.plans.exporting import PlanFormat
from kam.services.plans.reading import PlanReading
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.ui.account.plan.agreeing.answer_sheet import AnswerSheet
from kam.ui.account.plan.agreeing.compare_sheet import CompareSheet
from kam.ui.account.plan.agreeing.export_sheet import ExportSheet
from kam.ui.account.plan.agreeing.people import candidates
from kam.ui.account.plan.agreeing.submit_sheet import SubmitSheet
from kam.ui.account.plan.editing import LineSheet, PartSheet
from kam.ui.account.plan.new_plan import NewPlanSheet
from kam.ui.account.plan.tab import PlanTab
from kam.ui.places import account_place
from tests.e2e.drive_window import MORNING, Day, fill, sheet_of, tell, wait_for

CLIENT = "Янтарьевский пивоваренный завод"
AMBITION = "Снова первый поставщик гигиены к осени"
INTERNAL = "Конкурент обещает им минус девять"
OBJECTIVE = "Потери пива на мойке ниже 0,8 %"


class PlanDay(Day):
    """A sitting at the plan of one client."""

    @property
    def tab(self) -> PlanTab:
        """The tab that is shown."""
        tab = self.page.tab("plan")
        assert isinstance(tab, PlanTab)
        return tab

    @property
    def plan(self) -> PlanReading:
        """The plan as the tab has read it."""
        found = self.tab.editing.plan
        assert found is not None
        return found

    def open_client(self) -> UUID:
        """Go to the plan of the client."""
        rows = read_portfolio(self.window.desk.workspace, PortfolioQuery(), as_of=MORNING).rows
        account = next(row.id for row in rows if row.name == CLIENT)
        self.window.go(account_place(account, "plan"))
        self.calm()
        return account


def live(path: Path) -> dict[str, object]:
    """From a template to the approved version, changed again, compared and handed out."""
    day = PlanDay(path)
    day.open_client()
    told: dict[str, object] = {"nothing at first": day.tab.nothing.isVisible()}
    told |= begin(day)
    told |= write(day)
    told |= agree(day)
    told |= compare(day)
    told["files"] = hand_out(day, path.parent)
    day.end()
    return told


def begin(day: PlanDay) -> dict[str, object]:
    """From the template of recovery."""
    day.tab.begin.click()
    sheet = sheet_of(day.window, NewPlanSheet)
    fill(sheet, "origin", "recovery")
    sheet.primary.click()
    wait_for("the plan", lambda: day.tab.editing.plan)
    day.calm()
    return {"objectives of the template": len(day.plan.content.objectives)}


def write(day: PlanDay) -> dict[str, object]:
    """An objective, the ambition, and a line of SWOT that no client may read."""
    tab = day.tab
    tab.overview.objectives.add.click()
    objective = sheet_of(day.window, LineSheet)
    fill(objective, "title", OBJECTIVE)
    fill(objective, "client_wording", OBJECTIVE)
    objective.primary.click()
    day.calm()
    tab.overview.objectives.ambition_wished.emit()
    text = sheet_of(day.window, PartSheet)
    fill(text, "ambition", AMBITION)
    text.primary.click()
    day.calm()
    threat = next(iter(tab.overview.swot.quadrants.values()))
    threat.add.click()
    line = sheet_of(day.window, LineSheet)
    fill(line, "text", INTERNAL)
    line.primary.click()
    day.calm()
    titles = [each.title for each in day.plan.content.objectives]
    return {"written": OBJECTIVE in titles, "ambition": day.plan.content.text.ambition == AMBITION}


def agree(day: PlanDay) -> dict[str, object]:
    """Submitted to two, answered by both."""
    deeds = day.tab.agreeing.deeds
    deeds.submit()
    sheet = sheet_of(day.window, SubmitSheet)
    asked = candidates(day.plan.ours[:2], day.plan.colleagues)
    fill(sheet, "approvers", asked)
    sheet.primary.click()
    day.calm()
    told: dict[str, object] = {"submitted": day.plan.status is PlanStatus.SUBMITTED}
    for number in range(len(asked)):
        deeds.answer()
        answer = sheet_of(day.window, AnswerSheet)
        fill(answer, "answer", ApprovalAnswer.YES)
        answer.primary.click()
        day.calm()
        told[f"after answer {number + 1}"] = day.plan.status.value
    return told


def compare(day: PlanDay) -> dict[str, object]:
    """Opened again and changed: the comparison names what is new."""
    tab = day.tab
    tab.agreeing.deeds.reopen()
    day.calm()
    tab.overview.risks.add_wished.emit()
    sheet = sheet_of(day.window, LineSheet)
    fill(sheet, "title", "Пивовар уходит летом")
    sheet.primary.click()
    day.calm()
    tab.agreeing.deeds.compare()
    shown = sheet_of(day.window, CompareSheet)
    day.calm()
    found = compare_versions(day.window.desk.workspace, day.plan.content.id, 1, None, as_of=day.clock.now())
    shown.reject()
    lines = [str(each) for section in found.changes.sections for each in section.lines]
    return {"added since": any("Пивовар уходит летом" in each for each in lines)}


def hand_out(day: PlanDay, folder: Path) -> dict[str, Any]:
    """Four formats, ours in Russian and the client's in English, through the sheet of exporting."""
    export = day.tab.agreeing.export
    made: dict[str, Any] = {}
    for form in PlanFormat:
        for clients in (False, True):
            export.ask(form, version=1)
            sheet = sheet_of(day.window, ExportSheet)
            sheet.choose_readers(clients=clients)
            sheet.form["language"].set_value("en" if clients else "ru")
            day.calm()
            if not sheet.primary.isEnabled():
                sheet.agreed.setChecked(True)
            path = folder / f"{'client' if clients else 'ours'}.{form.value}"
            export.write(sheet.plan, sheet.wish(), path)
            sheet.reject()
            day.calm()
            made[path.name] = path.stat().st_size
    return made


if __name__ == "__main__":
    tell({"live": live}[sys.argv[1]](Path(sys.argv[2])))
