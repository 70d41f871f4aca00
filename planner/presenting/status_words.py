"""The foot of the window in words: progress of a search, then the plan's proof and its totals."""

from __future__ import annotations

from collections.abc import Iterator

from planner.jobs import Progress
from planner.model.study import Study
from planner.presenting.money import percent_words, signed
from planner.presenting.standing import Standing, waived_of
from planner.presenting.totals import Totals, totals_of
from planner.presenting.view import View
from planner.wording import has, worded
from planner.wording.names import phase_key, status_key

__all__ = [
    "DEEPEN",
    "best_of",
    "money_tip",
    "plan_tip",
    "plan_words",
    "progress_words",
    "total_words",
]

SEARCH = "ui.job.plan"
DEEPEN = "ui.job.deepen"
"""Titles of a search, and of the search that betters a plan which is shown already."""

LEAST_FIT = 0.05
"""A change of the fit that is said: in one digit a smaller one is none."""

JOIN = "   ·   "


def best_of(last: Progress | None, new: Progress | None) -> Progress | None:
    """Return the report to be shown: within a phase a search only ever gets better."""
    if last is None or new is None or last.phase != new.phase or last.value is None:
        return new
    return new if new.value is not None and new.value <= last.value else last


def progress_words(view: View, title: str, progress: Progress | None) -> str:
    """Say what a job does; of a search also what its plan is worth, and how sure that is.

    Parameters
    ----------
    title
        What the job is called.
    progress
        How far it is; None: nothing was told yet.
    """
    say = view.say
    parts = [say(title)]
    if progress is not None:
        key = phase_key(progress.phase)
        if has(key) and title != DEEPEN:
            parts = [say(title), say(key)] if title == SEARCH else [say(key)]
        if progress.value is not None:
            parts.append(say("ui.progress.worth", value=f"{progress.value:,.1f}"))
        if progress.gap is not None:
            parts.append(say("ui.progress.within", gap=percent_words(progress.gap)))
        elif progress.bound is not None:
            parts.append(say("ui.progress.least", bound=f"{progress.bound:,.1f}"))
    return JOIN.join(parts)


def plan_words(view: View, standing: Standing, *, stale: bool, working: bool = False) -> str:
    """Say how sure the plan that is shown is; what there is where there is none.

    Nothing is claimed of a plan that is not one of the document as it stands, where it breaks a
    rule, and where the last search ended without a plan.

    Parameters
    ----------
    standing
        What is known of the plan.
    stale
        The document has changed since the plan was made.
    working
        A search is going on.
    """
    say, study, workloads = view.say, view.study, view.document.inventory.workloads
    if not workloads:
        return say("ui.status.empty")
    refused = [say(f"ui.status.refused.{standing.refused}")] if standing.refused else []
    if study is None:
        return refused[0] if refused else say("ui.status.no_plan", count=len(workloads))
    if stale:
        parts = [say("ui.status.stale")]
        return JOIN.join([*parts, say("ui.status.stale.working")] if working else parts)
    if refused:
        return view.wording.sentences(*refused, say("ui.status.refused.before"))
    if standing.broken:
        return say("ui.status.broken", count=standing.broken)
    if standing.outdated:
        return say("ui.status.outdated")
    return JOIN.join((*_proven(view, study), *_reserved(view, study, standing)))


def _proven(view: View, study: Study) -> Iterator[str]:
    """Say of each stage how near it is to the best possible."""
    say, plan = view.say, study.plan
    name = "placement_aside" if plan.calendar_aside else "placement"
    shown = [(name, plan.placement_status, plan.placement_gap)]
    if plan.joint and plan.gap is not None:
        shown = [("joint", plan.status, plan.gap)]
    elif plan.wave_status is not None:
        shown.append(("waves", plan.wave_status, plan.wave_gap))
    for name, status, gap in shown:
        words = say(status_key(status.value, assumed=study.assessment.has_provisional))
        if gap is None:
            yield say(f"ui.status.{name.removesuffix('_aside')}.alone", status=words)
        else:
            yield say(f"ui.status.{name}", status=words, gap=percent_words(gap))


def _reserved(view: View, study: Study, standing: Standing) -> Iterator[str]:
    """Say under which reserves that holds: first guesses, rules lifted, evidence to be given."""
    counts = {
        "provisional": _provisional(study),
        "waived": waived_of(study),
        "owed": len(standing.owed),
    }
    for name, count in counts.items():
        if count:
            yield view.say(f"ui.status.{name}", count=count)


def _provisional(study: Study) -> int:
    found = study.assessment.workloads
    return sum(name in found and found[name].provisional for name in study.plan.placement)


def plan_tip(view: View, standing: Standing) -> str:
    """Say what the words of a proven plan and of its reserves mean, a line each."""
    say, study = view.say, view.study
    lines = [say("ui_window.status.tip")]
    if study is not None:
        lines += [say("ui.status.provisional.tip")] if _provisional(study) else []
        lines += [say("ui.status.waived.tip")] if waived_of(study) else []
    if standing.owed:
        laws = view.listed(worded(law, view.language) for law in standing.owed)
        lines.append(say("ui.status.owed.tip", laws=laws))
    return "\n".join(lines)


def total_words(view: View, before: Totals | None = None) -> str:
    """Say what the plan comes to, and how that differs from ``before``."""
    study = view.study
    if study is None:
        return ""
    now, say = totals_of(study), view.say

    def money(minor: float) -> str:
        return view.wording.money_in_short(minor)

    parts = [
        f"{say('ui.total.fit')} {now.fit:.1f}",
        f"{say('ui.total.money')} {money(now.net_present_minor) if now.money_known else '–'}",
    ]
    if before is not None and before != now:
        change = now.fit - before.fit
        parts[0] += f" ({signed(change)})" if abs(change) >= LEAST_FIT else ""
        change = now.net_present_minor - before.net_present_minor
        if change and now.money_known and before.money_known:
            parts[1] += f" ({'+' if change > 0 else ''}{money(change)})"
    parts.append(f"{say('ui.total.moves')} {now.moves}")
    return JOIN.join(parts)


def money_tip(view: View) -> str:
    """Say of how much of its money the program's own factors stand behind, as the report does."""
    from planner.reporting.compose import view_of

    study = view.study
    return view_of(study, view.language).ruled if study is not None and study.plan.exists else ""
