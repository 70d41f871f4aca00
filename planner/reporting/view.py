"""What every part of the report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Final

from planner.model.insight import Flip, RulePrice
from planner.model.scenario import Decision
from planner.model.sheet_decisions import sheet_decisions
from planner.model.study import Study
from planner.reporting.content import Cell, KeyFigure
from planner.reporting.figures import Figures, counted_out
from planner.reporting.moves import Move
from planner.reporting.origins import ruled_money, scores_rest_on
from planner.reporting.schedule import Schedule, schedule_of
from planner.reporting.wording import ReportWording
from planner.wording import has, say, worded

__all__ = ["View"]


_NAMED: Final = 3
RULED_SAID: Final = 0.05
"""A share of the money that the program's own rules give is said from here on."""
_RESTS: Final = ("stated", "derived", "usual", "assumed")


@dataclass(frozen=True)
class View:
    """Figures and words of one report; ``width`` is that of the text area in points."""

    figures: Figures
    words: ReportWording
    width: float

    @property
    def study(self) -> Study:
        """The study the report is about."""
        return self.figures.study

    @cached_property
    def schedule(self) -> Schedule:
        """The calendar of the plan: phases, gates and days of leaving."""
        return schedule_of(self.figures)

    @cached_property
    def _needed(self) -> dict[str, list[str]]:
        needed: dict[str, list[str]] = {}
        moving = self.schedule.moves
        for link in self.study.problem.dependencies:
            if link.source in moving and link.needed in moving and link.kind.value != "free":
                needed.setdefault(link.source, []).append(link.needed)
        return needed

    def callers_of(self, key: str) -> tuple[str, ...]:
        """Workloads that need a workload, staying ones too; each once."""
        links = self.study.problem.dependencies
        return tuple(dict.fromkeys(link.source for link in links if link.needed == key))

    def needed_by(self, key: str) -> tuple[str, ...]:
        """Moves that a move needs to have been cut over before it, or with it; each once."""
        return tuple(dict.fromkeys(self._needed.get(key, ())))

    def workload_name(self, key: str) -> str:
        """Name of a workload by its id."""
        return self.words.workload(key)

    @property
    def total(self) -> str:
        """Label of a total of the moves: counts and days are of all, its money leaves out some."""
        blind = len(counted_out(self.figures))
        return self.words.plural("total.blind", blind) if blind else self.words.say("total")

    @cached_property
    def rest_on(self) -> str:
        """What the scores rest on, in shares: stated, derived, usual, not known; none of 0 %."""
        found, words = scores_rest_on(self.figures), self.words
        said = words.shares([getattr(found, key) for key in _RESTS])
        shares = dict(zip(_RESTS, said, strict=True))
        nothing = words.percent(0.0)
        return words.joined(
            words.say(f"rests.{key}", share=share)
            for key, share in shares.items()
            if share != nothing
        )

    @cached_property
    def ruled(self) -> str:
        """How much of the money the program's own rules give; empty where it is hardly any."""
        words, shares = self.words, ruled_money(self.figures)
        more = ".more" if self.figures.saving_year_minor < 0 else ""
        said = [
            words.say(f"ruled.{key}{more if key == 'saving' else ''}", share=words.percent(share))
            for key, share in shares.items()
            if share >= RULED_SAID
        ]
        return words.say("brings.ruled", shares=words.joined(said)) if said else ""

    def with_people(self, key: str) -> str:
        """Key of words on running and people; those without people where nobody stated any."""
        return key if self.figures.staff_known else f"{key}.run"

    @property
    def counts_part(self) -> bool:
        """Whether the run cost of some workloads is in no sum: not known, or not assessed."""
        return self.figures.saving_of < len(self.figures.moves)

    @property
    def blind(self) -> bool:
        """Whether too little is known of most of what is planned: a decision comes too early."""
        return 2 * len(self.figures.provisional) > len(self.figures.moves)

    def one_off(self) -> str:
        """One-off cost of all moves; "not known" where too little is known of every one."""
        known = self.figures.one_off_known
        return self.words.maybe_money(self.figures.one_off_minor if known else None)

    def one_off_note(self) -> str:
        """What stands under the one-off cost: its work, and what is not in it."""
        figures, words = self.figures, self.words
        note = words.say("key.one_off.note", days=words.number(figures.effort_days))
        blind = len(counted_out(figures))
        if not figures.one_off_known:
            return words.say("key.one_off.blind", note=note)
        return words.plural("key.one_off.without", blind, note=note) if blind else note

    def saved(self, minor: int | None, note: str = "") -> KeyFigure:
        """What is saved a year as a key figure; where it costs more, it says that."""
        key = "key.saving.more" if minor is not None and minor < 0 else "key.saving"
        amount = minor if minor is None else abs(minor)
        return KeyFigure(self.words.say(key), self.words.maybe_money(amount), note)

    def workload_cell(self, key: str) -> Cell:
        """Name of a workload that leads to its line in the appendix."""
        return Cell(self.workload_name(key), link=f"workload-{key}")

    def some_names(self, keys: tuple[str, ...], most: int = 4) -> str:
        """First names of a list of workload ids, and how many more there are."""
        return self.words.first_of([self.workload_name(key) for key in keys], most)

    def choice(self, field: str, key: str) -> str:
        """Word of a choice field's value; "not stated" where it is missing."""
        if not key:
            return self.words.say("unstated")
        name = f"fields.{field}.{key}"
        return say(name, self.words.language) if has(name) else key

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decision log of the scenario, after what the cells of the inventory decide."""
        study = self.study
        return (*sheet_decisions(study.inventory, study.scenario), *study.scenario.decisions)

    def flip(self, flip: Flip) -> str:
        """What would send a workload elsewhere, and whether that is proven."""
        said = self.words.flip(flip)
        sure = flip.proven or (flip.what == "cost" and flip.cost_form == "toss")
        return said if sure else self.words.say("flip.about", flip=said)

    def price_known(self, price: RulePrice) -> str:
        """Key of the words for how a price is known: rules about time are searched, not proven."""
        if price.proven:
            return "yes"
        return "price.searched" if price.about_time else "price.found"

    def reasons(self, move: Move, brief: Mapping[str, str] = MappingProxyType({})) -> str:
        """Why a workload goes where it goes: the plan's own reasons, else the assessment's.

        ``brief`` gives shorter words by the key of a reason, none where it is left out.
        """
        why = self.study.insights.why.get(move.id)
        here = [
            replace(one, key=brief.get(one.key, one.key))
            for one in (why.here if why else ())
            if brief.get(one.key, one.key)
        ]
        said = [self.words.said(item) for item in here]
        found = [item for item in said if item]
        if not found and move.retires:
            found = [self.words.say("reason.retire")]
        if not found and move.case is not None:
            found = [self._fit_reason(move)]
            reason = worded(move.case.strategy_reason, self.words.language)
            if reason and move.moves:
                found.append(reason)
        decided = [
            self.words.say("reason.decided", who=self.words.named(item.who))
            for item in self.study.scenario.decisions
            if item.active and move.id in item.workloads and item.kind.value.startswith("pin")
        ]
        return self.words.sentences(*decided, *found)

    def _fit_reason(self, move: Move) -> str:
        case = move.case
        assert case is not None
        parts = sorted(case.fit_parts.items(), key=lambda item: -item[1])[:2]
        names = [self.words.factor(key) for key, _ in parts if has(f"common.factor.{key}")]
        barred = [other for other in move.assessed.cases.values() if other.forbidden]
        text = self.words.say(
            "reason.fit", fit=self.words.number(case.fit), factors=self.words.joined(names)
        )
        if barred:
            text += self.words.say(
                "reason.barred",
                targets=self.words.joined(self.words.target(other.target) for other in barred),
            )
        return text
