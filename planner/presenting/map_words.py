"""What is said of a node of the dependency map."""

from __future__ import annotations

from planner.presenting.map_facts import MapFacts
from planner.presenting.view import View

__all__ = ["node_words", "wave_words"]


def wave_words(view: View, facts: MapFacts, name: str) -> str:
    """Say when a workload moves; that it stays, where it does.

    Parameters
    ----------
    facts
        The map.
    name
        Of the node.
    """
    wave = facts.waves.get(name)
    return (
        view.say("ui_map.map.stays") if wave is None else view.say("ui_window.card.wave", wave=wave)
    )


def node_words(view: View, facts: MapFacts, name: str) -> list[str]:
    """Return what is known of a node, a line a fact.

    Parameters
    ----------
    facts, name
        As in :func:`wave_words`.
    """
    say = view.say
    lines = [facts.names[name], name]
    target = facts.targets[name]
    where = view.target_name(target) if target else say("ui_map.map.unknown")
    if facts.planned:
        lines.append(f"{where} · {wave_words(view, facts, name)}")
    else:
        lines.append(where)
    needs, needed_by = facts.needs.get(name, ()), facts.needed_by.get(name, ())
    lines.append(say("ui_map.map.tip.links", needs=len(needs), needed_by=len(needed_by)))
    if name in facts.blast:
        lines.append(say("ui_map.map.tip.blast", count=facts.blast[name]))
    lines += [say(f"ui_map.map.mark.{mark}.tip") for mark in facts.marks.get(name, ())]
    if view.draft is not None and name in view.draft.assessment.workloads:
        sure = view.draft.assessment.workloads[name].confidence
        lines.append(say("ui_map.map.tip.confidence", percent=f"{sure * 100:.0f}"))
    return lines
