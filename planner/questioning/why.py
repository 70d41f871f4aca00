"""Why here and why now, for one workload: facts of the plan turned into sentences.

Nothing is guessed: a rule is said to bind only where breaking it alone was tried, and an earlier
wave is said to be barred only by a rule that bars it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.limit_words import limit_words, target_words
from planner.model.assessment import TargetCase
from planner.model.insight import Said, Why
from planner.model.plan import RuleRef
from planner.model.problem import DependencyKind, PlanningProblem, ProblemWorkload
from planner.model.rules import LocalText
from planner.model.study import Study
from planner.text import say

__all__ = ["explain", "explain_all"]

type Words = dict[str, str | LocalText]

PARTS_SAID = 2
PULLS_SAID = 4
NOTICED = 0.5
"""Points of fit from which on a factor is worth a word."""


def explain_all(study: Study) -> dict[str, Why]:
    """Explain every workload, without what came second (see :mod:`planner.questioning.second`)."""
    index = _Index(study)
    return {name: _explain(index, name) for name in study.plan.placement}


def explain(study: Study, workload_id: str) -> Why:
    """Explain one workload."""
    return _explain(_Index(study), workload_id)


class _Index:
    """Look-ups over one study, made once for all workloads."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.problem: PlanningProblem = study.problem
        self.workloads: dict[str, ProblemWorkload] = {w.id: w for w in self.problem.workloads}
        self.placement = study.plan.placement
        self.wave = study.plan.wave or {}
        self.ready = {t.id: t.ready_wave for t in self.problem.targets}
        self.touching: dict[str, list[tuple[str, float]]] = {name: [] for name in self.workloads}
        self.needs: dict[str, list[tuple[str, DependencyKind]]] = {n: [] for n in self.workloads}
        for item in self.problem.dependencies:
            if item.source != item.needed:
                self.touching[item.source].append((item.needed, item.weight))
                self.touching[item.needed].append((item.source, item.weight))
                self.needs[item.source].append((item.needed, item.kind))
                if item.kind is DependencyKind.TOGETHER:
                    self.needs[item.needed].append((item.source, item.kind))
        self.used = {
            limit.id: sum(
                self.workloads[name].amount(limit.amount, target)
                for name, target in self.placement.items()
                if target in limit.targets
            )
            for limit in self.problem.limits
        }
        self.load = self._loads()

    def place(self, target: str) -> LocalText:
        """Return the words for a target."""
        return target_words(target, self.study.programme)

    def limit(self, key: str) -> LocalText:
        """Return the words for a limit."""
        return limit_words(key, self.study.programme)

    def _loads(self) -> dict[tuple[str, int], float]:
        load: dict[tuple[str, int], float] = {}
        for limit in self.problem.wave_limits:
            for name, wave in self.wave.items():
                if wave is not None:
                    amount = self.workloads[name].amount(limit.amount, self.placement[name])
                    load[limit.id, wave] = load.get((limit.id, wave), 0.0) + amount
        return load


def _explain(index: _Index, name: str) -> Why:
    target = index.placement[name]
    pulls = _pulls(index, name, target)
    binding = tuple(_binding(index, name, target))
    waits = tuple(_waits(index, name))
    return Why(
        workload_id=name,
        target=target,
        here=tuple(_here(index, name, target, pulls, binding)),
        now=tuple(_now(index, name, target, waits)),
        binding=binding,
        pulled_by=tuple(other for other, _ in pulls),
        waits_for=waits,
    )


def _here(
    index: _Index,
    name: str,
    target: str,
    pulls: list[tuple[str, float]],
    binding: tuple[RuleRef, ...],
) -> Iterator[Said]:
    item = index.study.assessment.workloads[name]
    candidates = index.workloads[name].candidates()
    if len(candidates) == 1:
        yield Said("questioning.here.only", {"target": index.place(target)})
        for other, case in item.cases.items():
            for entry in case.forbidden[:1]:
                ruled_out: Words = {"target": index.place(other), "reason": entry.reason}
                yield Said("questioning.here.forbidden", ruled_out)
        return
    case = item.cases[target]
    best_fit = max(candidates, key=lambda t: item.cases[t].fit)
    if best_fit == target:
        yield Said(
            "questioning.here.best_fit", {"target": index.place(target), "fit": f"{case.fit:.0f}"}
        )
    else:
        params: Words = {
            "target": index.place(target),
            "fit": f"{case.fit:.0f}",
            "other": index.place(best_fit),
            "other_fit": f"{item.cases[best_fit].fit:.0f}",
        }
        yield Said("questioning.here.fit", params)
    rival = min((t for t in candidates if t != target), key=lambda t: index.workloads[name].cost[t])
    gains = {
        factor: part - item.cases[rival].fit_parts.get(factor, 0.0)
        for factor, part in case.fit_parts.items()
    }
    yield from _factors(index, rival, gains)
    yield from _money(index, item.cases[rival], case, rival, gains)
    if pulls:
        names = ", ".join(other for other, _ in pulls[:PULLS_SAID])
        yield Said("questioning.here.pulled", {"names": names})
    for rule in binding:
        yield Said("questioning.here.limit", {"rule": index.limit(rule.id or rule.kind)})


def _factors(index: _Index, rival: str, gains: dict[str, float]) -> Iterator[Said]:
    """The factors that speak most for this place against the rival, in points of fit."""
    best = [f for f in sorted(gains, key=lambda f: -gains[f])[:PARTS_SAID] if gains[f] > NOTICED]
    if best:
        parts = [
            LocalText(
                *(
                    say(
                        "questioning.here.factor.part",
                        language,
                        factor=say(f"common.factor.{factor}", language),
                        points=f"{gains[factor]:.1f}",
                    )
                    for language in ("en", "zh")
                )
            )
            for factor in best
        ]
        together = LocalText(
            " and ".join(part.en for part in parts), "、".join(part.zh for part in parts)
        )
        yield Said("questioning.here.factors", {"factors": together, "other": index.place(rival)})


def _money(
    index: _Index, other: TargetCase, case: TargetCase, rival: str, gains: dict[str, float]
) -> Iterator[Said]:
    """What it costs against the rival, in money of the net present."""
    saving = other.net_present_minor - case.net_present_minor
    key = "cheaper" if saving > 0 else "dearer"
    if saving == 0 or (saving < 0 and sum(gains.values()) <= 0):
        return
    amount = _amount(abs(saving), index.study.inventory.currency)
    yield Said(f"questioning.here.{key}", {"other": index.place(rival), "amount": amount})


def _amount(minor: int, currency: str) -> LocalText:
    """Money in its usual large unit in either language."""
    whole = minor / 100.0
    if whole >= 1e6:
        english = f"{currency} {whole / 1e6:,.1f} m"
    else:
        english = f"{currency} {whole / 1e3:,.0f} k"
    return LocalText(english, f"{whole / 1e4:,.0f} 万 {currency}")


def _pulls(index: _Index, name: str, target: str) -> list[tuple[str, float]]:
    """Neighbours that would be farther away anywhere else it could go, strongest first."""
    elsewhere = [t for t in index.workloads[name].candidates() if t != target]
    found: dict[str, float] = {}
    for other, weight in index.touching[name]:
        place = index.placement[other]
        here = index.problem.between(target, place)
        if elsewhere and weight > 0:
            saved = min(index.problem.between(t, place) for t in elsewhere) - here
            if saved > 0:
                found[other] = found.get(other, 0.0) + weight * saved
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _binding(index: _Index, name: str, target: str) -> Iterator[RuleRef]:
    """Limits that a move to a cheaper target of its own would break."""
    workload = index.workloads[name]
    for limit in index.problem.limits:
        for other in workload.candidates():
            if other == target or workload.cost[other] >= workload.cost[target]:
                continue
            change = (workload.amount(limit.amount, other) if other in limit.targets else 0.0) - (
                workload.amount(limit.amount, target) if target in limit.targets else 0.0
            )
            after = index.used[limit.id] + change
            over = limit.at_most is not None and after > limit.at_most + 1e-9
            under = limit.at_least is not None and after < limit.at_least - 1e-9
            if over or under:
                yield RuleRef("limit", limit.id, (name,))
                break


def _waits(index: _Index, name: str) -> Iterator[str]:
    """What it needs that moves in the same or an earlier wave, and so holds it back."""
    wave = index.wave.get(name)
    for needed, kind in index.needs[name]:
        other = index.wave.get(needed)
        if wave is None or other is None or kind is DependencyKind.FREE:
            continue
        at = wave - 1 if kind is DependencyKind.EARLIER else wave
        if other >= at:
            yield needed


def _now(index: _Index, name: str, target: str, waits: tuple[str, ...]) -> Iterator[Said]:
    wave = index.wave.get(name)
    if wave is None:
        yield Said("questioning.now.stays", {"target": index.place(target)})
        return
    workload = index.workloads[name]
    if wave == 1:
        yield Said("questioning.now.first")
        return
    if index.ready.get(target, 1) == wave:
        yield Said("questioning.now.ready", {"target": index.place(target), "wave": str(wave)})
    if workload.earliest_wave == wave:
        yield Said("questioning.now.earliest", {"wave": str(wave)})
    if waits:
        yield Said("questioning.now.waits", {"names": ", ".join(dict.fromkeys(waits))})
    full = list(_full(index, workload, target, wave))
    if full:
        names = [index.limit(rule) for rule in dict.fromkeys(rule for rule, _ in full)]
        rules = LocalText(", ".join(n.en for n in names), "、".join(n.zh for n in names))
        numbers = [str(number) for number in sorted({number for _, number in full})]
        waves = LocalText(", ".join(numbers), "、".join(numbers))
        yield Said("questioning.now.full", {"rules": rules, "waves": waves})
    reasons = index.ready.get(target, 1) == wave or workload.earliest_wave == wave
    if not (reasons or waits or full):
        yield Said("questioning.now.others", {"wave": str(wave)})


def _full(
    index: _Index, workload: ProblemWorkload, target: str, wave: int
) -> Iterator[tuple[str, int]]:
    """Limits that an earlier wave would break if the workload moved in it as things stand."""
    for limit in index.problem.wave_limits:
        amount = workload.amount(limit.amount, target)
        if amount <= 0 or limit.at_most is None:
            continue
        for number in range(index.ready.get(target, 1), wave):
            most = limit.at_most[number - 1]
            if most is not None and index.load.get((limit.id, number), 0.0) + amount > most + 1e-9:
                yield limit.id, number
