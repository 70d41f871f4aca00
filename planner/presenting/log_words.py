"""The decision log and the parking lot, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator

from planner.editing.decisions import open_questions
from planner.model.scenario import Decision, DecisionKind
from planner.model.sheet_decisions import CELLS, sheet_decisions
from planner.presenting.view import View

__all__ = ["log_entries", "parked_questions"]


def log_entries(view: View, search: str = "") -> Iterator[tuple[str, Decision]]:
    """Yield words and decision, newest first, of entries that hold every word of ``search``.

    Decisions of the workbook's own cells come last.
    """
    document = view.document
    active = {one.id: one.active for one in document.scenario.decisions}
    sheet = sheet_decisions(document.inventory, document.scenario)
    active |= {decision.id: decision.active for decision in sheet}
    wanted = search.strip().casefold().split()
    for decision in (*reversed(document.log), *sheet):
        if decision.kind.value == "parked":
            continue  # an open question: it stands in the parking lot
        text = _words(view, decision, active.get(decision.id, False))
        if all(part in _haystack(view, decision, text) for part in wanted):
            yield text, decision


def parked_questions(view: View) -> list[str]:
    """Return the open questions with who takes them, those of the log last."""
    document = view.document
    logged = (
        "\n".join((one.reason or one.value, one.who or view.say("ui_changes.park.nobody")))
        for one in open_questions(document)
    )
    return [*document.parked, *logged]


def _haystack(view: View, decision: Decision, text: str) -> str:
    """All that a decision can be found by: its words, every workload and its id."""
    names = (view.workload_name(name) for name in decision.workloads)
    return "\n".join((text, decision.id, *decision.workloads, *names)).casefold()


def _what(view: View, decision: Decision) -> str:
    value = decision.value
    match decision.kind.value:
        case "pin_target" | "ban_target":
            value = view.target_name(value)
        case "strategy":
            value = view.say(f"common.strategy.{value}") if value else value
        case "way_out" | "score":
            value = view.wording.decided(decision)
    if decision.kind is DecisionKind.NOTE and value:
        return value
    names = view.listed(map(view.workload_name, decision.workloads[:3]))
    if decision.kind is DecisionKind.NOTE and names:
        return view.say("ui_enter.card.noted", names=names)
    return view.say(f"ui.decision.{decision.kind.value}", value=value, names=names)


def _words(view: View, decision: Decision, active: bool) -> str:
    lines = [_what(view, decision)]
    if decision.reason:
        lines.append(f"“{decision.reason}”")
    elif active:
        lines.append(view.say("ui_ask.log.owed"))
    if decision.id.startswith(CELLS):
        lines.append(view.say("ui_ask.log.sheet"))
    about = [str(decision.day or ""), decision.who]
    if not active and decision.kind.value not in ("note", "parked"):
        about.append(view.say("ui.log.inactive"))
    lines.append(" · ".join(part for part in about if part))
    return "\n".join(line for line in lines if line)
