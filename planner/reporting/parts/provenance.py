"""Where the report comes from: versions, seed, input hash, proof."""

from __future__ import annotations

from typing import Final

from planner import VERSION
from planner.optimising.plan import Plan
from planner.optimising.vouching import vouched
from planner.reporting.content import (
    Block,
    Cell,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
)
from planner.reporting.origins import origins_of
from planner.reporting.view import View
from planner.wording import say
from planner.wording.names import status_key

__all__ = ["WITHOUT_PLAN", "build"]

WITHOUT_PLAN = True
_ORIGINS: Final = ("stated", "derived", "usual", "assumed")
OWN: Final = ("step search", "list and step search")
"""What the optimiser calls its own ways of finding waves."""


def build(view: View) -> tuple[Section, ...]:
    """Return what somebody needs to make the same plan again."""
    words = view.words
    rows = [
        (Cell(words.say(f"provenance.{key}"), bold=True), Cell(value)) for key, value in _run(view)
    ]
    columns = (
        Column(words.say("provenance.what"), 2.6),
        Column(words.say("provenance.value"), 3.4),
    )
    both = Columns(
        (Table(columns, tuple(rows)), Prose(words.say("provenance.note"), style="small")),
        (*_origins(view), *_sources(view)),
        0.42,
    )
    title = words.say("provenance.title")
    return (Section("provenance", title, (both,), one_page=True, loose=True),)


def _run(view: View) -> list[tuple[str, str]]:
    """What was run, on what, and how it ended: key of the row and its words."""
    words, study = view.words, view.study
    plan, bounds = study.plan, _Bounds(view)
    assumed = study.assessment.has_provisional
    status = say(status_key(plan.status.value, assumed=assumed), words.language)
    stopped = say(f"common.stopped.{plan.stopped_by.value}", words.language)
    lines = [
        ("made_on", words.day(study.made_on)),
        ("program", f"{VERSION}"),
        ("scenario", words.scenario(study.scenario.name)),
        ("rule_set", study.rules.name.say(words.language)),
        ("status", status),
        ("stopped", stopped),
        (
            "placement_aside" if plan.calendar_aside else "placement",
            bounds.three("placement", *_figures(plan, "placement")),
        ),
        ("waves", bounds.three("waves", *_figures(plan, "wave"))),
        ("solver", _seeded(view)),
    ]
    dated = study.insights.dated
    if dated is not None:
        bound = bounds.figure(dated.bound) + words.say("provenance.vouched.certificate")
        shown = f"{bounds.figure(dated.value)} / {bound} / {bounds.share(dated.gap)}"
        lines.insert(7, ("dated", shown))
    if plan.joint:
        shown = f"{bounds.proven('joint', plan.bound)} / {bounds.share(plan.gap)}"
        lines.insert(8, ("joint", shown))
    return lines


class _Bounds:
    """Says values, bounds with who vouches for them, and gaps."""

    def __init__(self, view: View) -> None:
        self._words = view.words
        self._vouchers = vouched(view.study.plan.solver)[1]

    def figure(self, value: float | None) -> str:
        return self._words.say("none") if value is None else self._words.number(value, 2)

    def share(self, value: float | None) -> str:
        return self._words.say("none") if value is None else self._words.gap(value)

    def proven(self, stage: str, bound: float | None) -> str:
        """Say a bound, and who vouches for it."""
        voucher = self._vouchers.get(stage)
        if voucher is None or bound is None:
            return self.figure(bound)
        return self.figure(bound) + self._words.say(f"provenance.vouched.{voucher}")

    def three(self, stage: str, value: float | None, bound: float | None, gap: float | None) -> str:
        """Say what a stage came to."""
        return f"{self.figure(value)} / {self.proven(stage, bound)} / {self.share(gap)}"


def _figures(plan: Plan, stage: str) -> tuple[float | None, ...]:
    return tuple(getattr(plan, f"{stage}_{figure}") for figure in ("value", "bound", "gap"))


def _origins(view: View) -> tuple[Block, ...]:
    """Say of every class of figures what was stated, derived and assumed."""
    words = view.words
    columns = (
        Column(words.say("origin.of"), 4.0),
        *(Column(words.say(f"origin.{key}"), 1.4, "right") for key in _ORIGINS),
    )
    rows = tuple(
        (
            Cell(words.say(f"origin.{one.key}"), bold=True),
            *(Cell(share) for share in words.shares([getattr(one, key) for key in _ORIGINS])),
        )
        for one in origins_of(view.figures)
    )
    if not rows:
        return ()
    note = Prose(words.say("origin.note"), style="small")
    return (Heading(words.say("origin.title")), Table(columns, rows), note)


def _sources(view: View) -> tuple[Table, ...]:
    """Return the input with its hash, and the files it was read from with theirs."""
    words, study = view.words, view.study
    rows = [(Cell(words.say("provenance.input_hash")), Cell(study.input_hash or words.say("none")))]
    rows.extend(
        (Cell(words.title_of(source.name, _format(view, source.format))), Cell(source.sha256))
        for source in study.inventory.sources
    )
    columns = (
        Column(words.say("provenance.file"), 1.5),
        Column(words.say("provenance.sha"), 5.0),
    )
    return (Table(columns, tuple(rows)),)


def _format(view: View, key: str) -> str:
    """What a file was read as; the program's own form by words, others by what they are called."""
    return view.words.say("provenance.form") if key == "own" else key


def _seeded(view: View) -> str:
    """The solver with its seed."""
    words = view.words
    return words.say(
        "provenance.seeded",
        solver=_solver(view) or words.say("none"),
        seed=view.study.plan.seed,
    )


def _solver(view: View) -> str:
    """The solver and its version; whose search found the waves, where it was our own."""
    plan = view.study.plan
    name, _ = vouched(plan.solver)
    solver = f"HiGHS {plan.solver_version}".strip()
    if name in OWN:
        return view.words.say("provenance.own", solver=solver)
    return name if plan.solver_version in name else f"{name} {plan.solver_version}".strip()
