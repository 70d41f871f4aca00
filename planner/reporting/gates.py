"""What must be true at each gate of a wave, said once for wave pages, runbooks and calendars."""

from __future__ import annotations

from typing import Final

from planner.reporting.dates_owed import evidence_owed
from planner.reporting.drafts import is_draft
from planner.reporting.figures import WaveFigures
from planner.reporting.labour import labour_before
from planner.reporting.schedule import Gate
from planner.reporting.view import View
from planner.reporting.wave_reasons import before_start

__all__ = ["approvers", "criteria"]

_NAMED: Final = 3


def criteria(view: View, wave: WaveFigures, gate: Gate) -> tuple[str, ...]:
    """Return the criteria of a gate as sentences.

    Parameters
    ----------
    wave
        Whose gate it is.
    gate
        Of the wave.
    """
    words = view.words
    if gate.key == "start":
        return (_released(view, wave),)
    if gate.key == "accept":
        days = (view.schedule.moves[move.id].switched_off for move in wave.moves)
        last = max((day for day in days if day is not None), default=None)
        if last is None:
            return (words.say("gate.accepted.new"),)
        return (words.say("gate.accepted", day=words.day(last)),)
    return (
        words.say("gate.rehearsed"),
        *(item.text for item in before_start(view, wave)),
        _approved(view, wave),
        *_evidence(view, wave),
        words.say("gate.called"),
    )


def approvers(view: View, wave: WaveFigures) -> tuple[str, ...]:
    """Return who answers for the risks of a wave, each once, in the order of its moves."""
    return tuple(dict.fromkeys(name for move in wave.moves if (name := view.figures.owner(move))))


def _released(view: View, wave: WaveFigures) -> str:
    """What is released as the work begins, and what not before the wave itself."""
    words, before = view.words, labour_before(view.figures, wave)
    first = words.say("gate.confirmed") if view.blind or is_draft(view) else ""
    if not before or not wave.one_off_known:
        return words.sentences(first, words.say("gate.released"))
    whole, rest = words.money(wave.one_off_minor), words.money(wave.one_off_minor - before)
    released = words.say(
        "gate.released.rest",
        whole=whole,
        before=words.money(before),
        rest=rest,
        day=words.day(wave.slot.first_day),
    )
    return words.sentences(first, released)


def _approved(view: View, wave: WaveFigures) -> str:
    names, words = approvers(view, wave), view.words
    if not names:
        return words.say("gate.approved.nobody")
    shown = words.first_of(names, _NAMED, "and_more.people")
    return words.say("gate.approved.many" if len(names) > 1 else "gate.approved", names=shown)


def _evidence(view: View, wave: WaveFigures) -> tuple[str, ...]:
    owed = [one for one in evidence_owed(view.figures, view.schedule) if one.wave == wave.number]
    if not owed:
        return ()
    rules = view.words.joined(one.rule.name.say(view.words.language) for one in owed)
    return (view.words.say("gate.evidence", rules=rules),)
