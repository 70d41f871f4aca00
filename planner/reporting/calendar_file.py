"""roadmap.ics: cut-overs, freezes and milestones as a calendar (RFC 5545).

Whole days only, so that no time zone is needed; the stamp is the study's day, so that the same
study gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from planner.model.study import Study
from planner.reporting.compose import view_of
from planner.reporting.dates_owed import dates_owed
from planner.reporting.figures import WaveFigures
from planner.reporting.gates import criteria
from planner.reporting.milestones import milestones
from planner.reporting.typesetting import printable
from planner.reporting.view import View

__all__ = ["draw_calendar_file"]

_OCTETS: Final = 75
"""Octets of a line, its break left out."""
_NAMED: Final = 40


@dataclass(frozen=True, slots=True)
class _Event:
    """Both days included."""

    key: str
    first: date
    last: date
    summary: str
    description: str = ""


def draw_calendar_file(study: Study, language: str) -> bytes:
    """Return roadmap.ics; the same study gives the same bytes."""
    view = view_of(study, language)
    stamp = f"{study.made_on:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cloud migration planner//roadmap//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for event in sorted(_events(view), key=lambda one: (one.first, one.key)):
        digest = hashlib.sha256(f"{study.programme.organisation}/{event.key}".encode()).hexdigest()
        after = event.last + timedelta(days=1)  # the end is the first day that is not in it
        lines += [
            "BEGIN:VEVENT",
            f"UID:{digest[:32]}@roadmap.invalid",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}",
            f"DTEND;VALUE=DATE:{after:%Y%m%d}",
            f"SUMMARY:{_escaped(event.summary)}",
            *([f"DESCRIPTION:{_escaped(event.description)}"] if event.description else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(folded + "\r\n" for line in lines for folded in _folded(line)).encode()


def _events(view: View) -> Iterator[_Event]:
    words, study, figures = view.words, view.study, view.figures
    days = view.schedule.moves
    for wave in figures.waves:
        by_day: dict[date, list[str]] = {}
        for move in wave.moves:
            by_day.setdefault(days[move.id].cut_over, []).append(move.id)
        name = words.say("wave.name", number=wave.number)
        for day, ids in sorted(by_day.items()):
            summary = words.plural("calendar_file.cut_over", len(ids), wave=name)
            key = f"cut-over-{wave.number}-{day.isoformat()}"
            yield _Event(key, day, day, summary, view.some_names(tuple(ids), _NAMED))
        yield from _of_wave(view, wave)
    for number, freeze in enumerate(study.programme.freezes, start=1):
        summary = words.say("calendar_file.freeze", name=words.freeze(freeze.name))
        yield _Event(f"freeze-{number}", freeze.first_day, freeze.last_day, summary)
    for one in milestones(figures):
        if one.key in ("decision", "ready"):
            target = view.words.target(one.target) if one.target else ""
            summary = words.say(f"calendar_file.{one.key}", target=target)
            yield _Event(f"{one.key}-{one.target}", one.day, one.day, summary)
    yield from _owed(view)


def _of_wave(view: View, wave: WaveFigures) -> Iterator[_Event]:
    """Gates with their criteria, the rehearsal, and days on which old environments end."""
    words, schedule, number = view.words, view.schedule, wave.number
    for gate in schedule.gates[number]:
        named = words.say(f"gate.{gate.key}")
        summary = words.say("calendar_file.gate", gate=named, number=number)
        text = "\n".join(criteria(view, wave, gate))
        yield _Event(f"gate-{number}-{gate.key}", gate.day, gate.day, summary, text)
    rehearsal = schedule.phase_span(wave, "rehearse")
    if rehearsal is not None:
        summary = words.say("calendar_file.phase", phase=words.say("phase.rehearse"), number=number)
        yield _Event(f"rehearse-{number}", rehearsal.first, rehearsal.last, summary)
    off: dict[date, list[str]] = {}
    for move in wave.moves:
        day = schedule.moves[move.id].switched_off
        if day is not None:
            off.setdefault(day, []).append(move.id)
    for day, ids in sorted(off.items()):
        summary = words.plural("calendar_file.off", len(ids), number=number)
        key = f"off-{number}-{day.isoformat()}"
        yield _Event(key, day, day, summary, view.some_names(tuple(ids), _NAMED))


def _owed(view: View) -> Iterator[_Event]:
    words = view.words
    for one in dates_owed(view.figures, view.schedule):
        name = one.subject if one.kind == "vacancy" else view.workload_name(one.subject)
        what = words.say(f"dates.kind.{one.kind}")
        summary = words.say("calendar_file.owed", what=what, name=name)
        yield _Event(f"{one.kind}-{one.subject}", one.day, one.day, summary)
    for key, day in view.schedule.retirements.items():
        if day is not None:
            summary = words.say("calendar_file.retired", name=view.workload_name(key))
            yield _Event(f"retire-{key}", day, day, summary)


def _escaped(text: str) -> str:
    flat = printable(text).replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return flat.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets that never break a character; what goes on starts with a space."""
    text, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            yield text
            text, octets = " ", 1
        text += character
        octets += size
    yield text
