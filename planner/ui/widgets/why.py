"""Why a workload is here and now, what came second, and what forbids the rest."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout

from planner.model.study import Study
from planner.text import has
from planner.ui.look import Look, money_words
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, label, set_role

__all__ = ["WhyPanel", "why_html"]


class WhyPanel(QFrame):
    """Shows the selected workload; text from the inventory is never read as markup."""

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        set_role(self, "card")
        self._session, self._look = session, look
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        layout.addWidget(label(words, "ui.why", "heading"))
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("role", "plain")
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setOpenLinks(False)
        words.put(self.text.setAccessibleName, "ui.why")
        layout.addWidget(self.text, 1)
        self.setMinimumWidth(250)

    def refresh(self) -> None:
        """Show the selected workload."""
        study, chosen = self._session.study, self._session.selection
        if study is None or not chosen or chosen[0] not in study.plan.placement:
            self.text.setHtml(f"<p>{escape(self._session.say('ui.why.choose'))}</p>")
            return
        self.text.setHtml(why_html(self._session, study, chosen[0]))


def why_html(session: Session, study: Study, workload_id: str) -> str:
    """Return the reasons as rich text; everything from outside is escaped."""
    say, language = session.say, session.language
    found = study.assessment.workloads[workload_id]
    target = study.plan.placement[workload_id]
    wave = (study.plan.wave or {}).get(workload_id)
    parts = [f"<h3>{escape(session.workload_name(workload_id))}</h3>"]
    place = escape(session.target_name(target))
    if wave:
        day = study.calendar[wave - 1].last_day.isoformat() if wave <= len(study.calendar) else ""
        parts.append(f"<p><b>{place}</b> · {say('ui.card.wave', wave=wave)} · {day}</p>")
    else:
        parts.append(f"<p><b>{place}</b> · {escape(say('ui.why.stays'))}</p>")
    case = found.cases.get(target)
    if case is not None:
        parts.append(f"<p>{escape(case.strategy_reason.say(language))}</p>")
    parts.append(_targets_table(session, study, workload_id, target))
    why = study.insights.why.get(workload_id)
    reasons = (*why.here, *why.now) if why else ()
    parts += [f"<p>{escape(say(s.key, **s.params))}</p>" for s in reasons if has(s.key)]
    if why and why.second and why.second_by is not None:
        second = escape(session.target_name(why.second))
        parts.append(f"<p>{say('ui.why.second', target=second, by=f'{why.second_by:,.1f}')}</p>")
    for other in found.cases.values():
        for rule in other.forbidden:
            name = escape(session.target_name(other.target))
            reason = escape(rule.reason.say(language))
            parts.append(f"<p>✖ <b>{name}</b>: {reason}</p>")
    parts += [
        f"<p>{say('ui.why.decided')} “{escape(decision.reason)}”</p>"
        for decision in study.scenario.decisions
        if decision.active and workload_id in decision.workloads and decision.reason
    ]
    return "".join(parts)


def _targets_table(session: Session, study: Study, workload_id: str, chosen: str) -> str:
    say, currency = session.say, study.inventory.currency
    heads = "".join(
        f"<th align='{side}'>{escape(say(key))}</th>"
        for key, side in (
            ("ui.why.target", "left"),
            ("ui.why.fit", "right"),
            ("ui.why.money", "right"),
            ("ui.why.cost", "right"),
        )
    )
    rows = []
    cases = study.assessment.workloads[workload_id].cases
    for case in sorted(cases.values(), key=lambda one: one.cost):
        name = escape(session.target_name(case.target))
        sign = "▶ " if case.target == chosen else ("✖ " if case.forbidden else "")
        bold = ("<b>", "</b>") if case.target == chosen else ("", "")
        money = escape(money_words(case.net_present_minor, currency, session.language))
        cells = (f"{case.fit:.0f}", money, f"{case.cost:,.0f}")
        rows.append(
            f"<tr><td>{bold[0]}{sign}{name}{bold[1]}</td>"
            + "".join(f"<td align='right'>&nbsp;{cell}</td>" for cell in cells)
            + "</tr>"
        )
    return f"<table width='98%' cellpadding='2'><tr>{heads}</tr>{''.join(rows)}</table>"
