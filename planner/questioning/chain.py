"""The critical chain: what holds the end of the programme where it is, link by link.

Where moves wait for each other only within waves, the order alone would let all of them end in one
wave; what drives the end is order and scarce teams together (E. M. Goldratt, *Critical Chain*,
1997, says the same of projects). So each link asks of one workload: could it, with all that must
come along, have moved in an earlier wave? The first thing that forbids it is the link's reason:

- a workload that it needs strictly earlier stands right before it;
- its target is not ready before, or it may not move before;
- a limit has no room left in the wave before, and a workload that moves there takes up the room;
- nothing: it could, and the plan is better as it is (the chain ends).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from planner.model.study import Study
from planner.optimising.check.violation import TOLERANCE
from planner.optimising.problem import DependencyKind, ProblemWorkload, WaveLimit

__all__ = ["ChainLink", "critical_chains"]

DATED: Final = ("ready", "window")
TRIED: Final = 3
"""Workloads that take up most of the lacking room, of which the one held longest is followed."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One workload of the chain, and why it does not move earlier.

    Attributes
    ----------
    workload, wave
        Who moves when (waves from 1).
    reason
        ``"earlier"`` (``by`` must be moved in an earlier wave), ``"limit"`` (``limit`` has no room
        in the wave before; ``by`` moves there), ``"ready"`` (the target is not ready before),
        ``"window"`` (it may not move before), ``"start"`` (wave 1), ``"choice"`` (it could).
    by
        The next workload of the chain; empty at its end.
    along
        Needed workloads that would have to come along and are what the reason is about.
    """

    workload: str
    wave: int
    reason: str
    by: str = ""
    limit: str = ""
    along: tuple[str, ...] = ()


def critical_chains(study: Study) -> tuple[tuple[ChainLink, ...], ...]:
    """Return what holds the end; where that is only a date, also what holds the end before it.

    The first chain ends in the last wave used. Of all that do, it is the one that reaches back
    furthest for a reason; where several do, the one with the most links, then with the fewest that
    come along, then the first by id. While a chain is a single workload held by a date, the next
    one tells what would hold the end without it. Empty without waves.
    """
    waves = {name: wave for name, wave in (study.plan.wave or {}).items() if wave is not None}
    index = _Index(study, waves)
    found: list[tuple[ChainLink, ...]] = []
    for wave in sorted(set(waves.values()), reverse=True):
        ends = sorted(name for name, one in waves.items() if one == wave)
        chain = min((index.chain(name) for name in ends), key=_rank)
        found.append(chain)
        if len(chain) > 1 or chain[0].reason not in DATED:
            break
    return tuple(found)


def _rank(chain: Sequence[ChainLink]) -> tuple[bool, int, int, int]:
    end = chain[-1]
    return (end.reason == "choice", end.wave, -len(chain), len(end.along))


class _Index:
    """Look-ups over one plan, and the chain of every workload asked for."""

    def __init__(self, study: Study, waves: Mapping[str, int]) -> None:
        problem = study.problem
        self.wave = waves
        self.placement = study.plan.placement
        self.workloads: dict[str, ProblemWorkload] = {one.id: one for one in problem.workloads}
        self.ready = {target.id: target.ready_wave for target in problem.targets}
        self.limits = [one for one in problem.wave_limits if one.at_most is not None]
        self.along: dict[str, list[str]] = {name: [] for name in waves}
        self.after: dict[str, list[str]] = {name: [] for name in waves}
        for item in problem.dependencies:
            if item.source not in waves or item.needed not in waves:
                continue
            if item.kind is DependencyKind.EARLIER:
                self.after[item.source].append(item.needed)
            elif item.kind is not DependencyKind.FREE:
                self.along[item.source].append(item.needed)
                if item.kind is DependencyKind.TOGETHER:
                    self.along[item.needed].append(item.source)
        self.members: dict[int, list[str]] = {}
        for name, wave in waves.items():
            self.members.setdefault(wave, []).append(name)
        self.used = {
            (limit.id, wave): sum(self.amount(limit, name) for name in members)
            for limit in self.limits
            for wave, members in self.members.items()
        }
        self._chains: dict[str, tuple[ChainLink, ...]] = {}

    def amount(self, limit: WaveLimit, name: str) -> float:
        """What a workload takes of a wave limit."""
        return self.workloads[name].amount(limit.amount, self.placement[name])

    def chain(self, name: str) -> tuple[ChainLink, ...]:
        """Return the chain that ends with ``name``."""
        found = self._chains.get(name)
        if found is None:
            link, candidates = self._held(name)
            tails = [self.chain(other) for other in candidates]
            if tails:
                tail = min(tails, key=_rank)
                by = tail[0].workload
                found = (
                    ChainLink(name, link.wave, link.reason, by, link.limit, link.along),
                    *tail,
                )
            else:
                found = (link,)
            self._chains[name] = found
        return found

    def _held(self, name: str) -> tuple[ChainLink, tuple[str, ...]]:
        """Say what holds ``name`` in its wave, and with whom the chain may go on."""
        wave = self.wave[name]
        full = ""
        for before in range(wave - 1, 0, -1):
            together = self._along(name, before)
            barred = self._barred(name, before, together)
            if barred is not None:
                return barred
            lacking = [limit for limit in self.limits if self._lacks(limit, before, together)]
            if not lacking:
                return ChainLink(name, wave, "choice"), ()
            full = lacking[0].id
            for limit in lacking:
                held = ((-self.amount(limit, one), one) for one in self.members.get(before, ()))
                takers = [one for amount, one in sorted(held) if amount]
                if takers:
                    along = tuple(one for one in together[1:] if self.amount(limit, one))
                    link = ChainLink(name, wave, "limit", limit=limit.id, along=along)
                    return link, tuple(takers[:TRIED])
        return ChainLink(name, wave, "limit" if full else "start", limit=full), ()

    def _barred(
        self, name: str, before: int, together: Sequence[str]
    ) -> tuple[ChainLink, tuple[str, ...]] | None:
        """Say which order or date keeps ``together`` from wave ``before``; None where none does."""
        wave = self.wave[name]
        for member in together:
            along = () if member == name else (member,)
            needed = [one for one in self.after[member] if before <= self.wave[one] < wave]
            if needed:
                return ChainLink(name, wave, "earlier", along=along), tuple(needed[:TRIED])
            if self.ready[self.placement[member]] > before:
                return ChainLink(name, wave, "ready", along=along), ()
            if (self.workloads[member].earliest_wave or 1) > before:
                return ChainLink(name, wave, "window", along=along), ()
        return None

    def _lacks(self, limit: WaveLimit, wave: int, together: Sequence[str]) -> bool:
        span, most = limit.most_with(wave)
        coming = (member for member in together if self.wave[member] not in span)
        wanted = sum(self.amount(limit, member) for member in coming)
        if most is None or not wanted:
            return False
        total = sum(self.used.get((limit.id, number), 0.0) for number in span) + wanted
        return total > most + TOLERANCE * max(1.0, abs(most))

    def _along(self, name: str, before: int) -> list[str]:
        """Return ``name`` and all that would have to move with it into wave ``before``."""
        found, seen = [name], {name}
        for member in found:
            for other in self.along[member]:
                if other not in seen and self.wave[other] > before:
                    seen.add(other)
                    found.append(other)
        return found
