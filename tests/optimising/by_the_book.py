"""The contract of the files read a second time: rules, values and best plans by trying everything.

Works on the files' own form (dictionaries) and shares nothing with the program, so that a rule the
program reads wrongly everywhere, checker included, still shows.
"""

from __future__ import annotations

import itertools
import math
import random
from typing import Any

SLACK = 1e-6


def random_file(seed: int) -> dict:
    """Make a small problem file with some of every feature, odd values included."""
    rng = random.Random(seed)
    targets = ["legacy", "private", "public", "hybrid"][: rng.choice((2, 3, 3, 4))]
    count = rng.choice((2, 3, 3, 4, 4, 5 if len(targets) < 4 else 4))
    waves = rng.choice((0, 1, 2, 3, 3, 4)) if count < 5 else rng.choice((0, 2, 3))
    names = [f"w{n}" for n in range(count)]
    fewest = rng.random() < 0.3
    problem: dict = {
        "format": "planning-problem",
        "version": 1,
        "targets": [_target(rng, t, waves) for t in targets],
        "workloads": [_workload(rng, name, targets, waves) for name in names],
        "dependencies": [_dependency(rng, names) for _ in range(rng.randint(0, 2 * count))],
    }
    weights = any(d.get("weight") for d in problem["dependencies"])
    if weights or rng.random() < 0.5:
        problem["distance"] = _distance(rng, targets)
    if rng.random() < 0.3:
        problem["same_target"] = [rng.sample(names, 2) for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.3:
        problem["apart"] = [rng.sample(names, rng.randint(2, min(3, count)))]
    if rng.random() < 0.7:
        problem["limits"] = [_limit(rng, f"L{n}", targets, count) for n in range(rng.randint(1, 3))]
    if waves or rng.random() < 0.3:
        problem["waves"] = _waves(rng, waves, fewest=fewest)
    if rng.random() < 0.7 and (waves or rng.random() < 0.3):
        problem["wave_limits"] = [
            _wave_limit(rng, f"V{n}", waves) for n in range(rng.randint(1, 3))
        ]
    if fewest or rng.random() < 0.5:
        problem["objective"] = {"waves": "fewest" if fewest else "early"}
    return problem


def _target(rng: random.Random, name: str, waves: int) -> dict:
    made: dict[str, Any] = {"id": name}
    if rng.random() < 0.3:
        made["ready_wave"] = rng.randint(1, waves + 1)
    return made


def _figure(rng: random.Random, targets: list[str], low: float, high: float) -> object:
    if rng.random() < 0.4:
        chosen = rng.sample(targets, rng.randint(1, len(targets)))
        return {t: round(rng.uniform(low, high), rng.choice((0, 2))) for t in chosen}
    return round(rng.uniform(low, high), rng.choice((0, 2)))


def _workload(rng: random.Random, name: str, targets: list[str], waves: int) -> dict:
    priced = rng.sample(targets, rng.randint(1, len(targets)))
    if rng.random() < 0.6:
        priced = targets
    spread = rng.choice((0, 50, 50, 1000))
    made: dict = {"id": name, "cost": {t: round(rng.uniform(-0.3, 1) * spread, 2) for t in priced}}
    if rng.random() < 0.85:
        made["current"] = rng.choice((*targets, targets[0], targets[0], None))
    if rng.random() < 0.25:
        made["allowed"] = rng.sample(priced, rng.randint(1, len(priced)))
    amounts = {}
    for amount in ("cpu", "days", "one_off"):
        if rng.random() < 0.7:
            amounts[amount] = _figure(rng, targets, 0, 10)
    if rng.random() < 0.7:
        amounts["count"] = 1
    if amounts:
        made["amounts"] = amounts
    if rng.random() < 0.6:
        made["delay_value"] = _figure(rng, targets, -0.3, 1)
    if rng.random() < 0.2:
        made["earliest_wave"] = rng.randint(1, waves + 1)
    if rng.random() < 0.2:
        made["latest_wave"] = rng.randint(1, waves + 1)
    return made


def _dependency(rng: random.Random, names: list[str]) -> dict:
    one, other = rng.sample(names, 2)
    made: dict = {"from": one, "to": other}
    if rng.random() < 0.7:
        made["kind"] = rng.choice(("together", "before", "before", "earlier", "free"))
    if rng.random() < 0.6:
        made["weight"] = round(rng.uniform(0, 5), 2)
    if rng.random() < 0.4:
        made["exposure"] = round(rng.uniform(0, 0.5), 2)
    return made


def _distance(rng: random.Random, targets: list[str]) -> dict:
    """Points on a line or in a plane of city blocks, some of them in one place."""
    at = {t: (rng.randint(0, 3), rng.randint(0, 3)) for t in targets}
    made: dict = {}
    for one, other in itertools.combinations(targets, 2):
        length = abs(at[one][0] - at[other][0]) + abs(at[one][1] - at[other][1])
        a, b = rng.choice(((one, other), (other, one)))
        made.setdefault(a, {})[b] = length
        if rng.random() < 0.3:
            made.setdefault(b, {})[a] = length
    return made


def _limit(rng: random.Random, name: str, targets: list[str], count: int) -> dict:
    amount = rng.choice(("cpu", "days", "one_off", "count", "nothing"))
    made: dict = {
        "id": name, "amount": amount, "targets": rng.sample(targets, rng.randint(1, len(targets))),
    }  # fmt: skip
    scale = count if amount == "count" else 6 * count
    if rng.random() < 0.7:
        made["at_most"] = round(rng.uniform(0, 1) * scale, 1)
    if "at_most" not in made or rng.random() < 0.2:
        made["at_least"] = round(rng.uniform(-0.1, 0.4) * scale, 1)
    return made


def _waves(rng: random.Random, count: int, *, fewest: bool) -> list[dict]:
    day, made = rng.choice((0, 0, -20, 10)), []
    for number in range(count):
        day += rng.randint(1, 60)
        wave: dict = {"id": f"W{number + 1}"}
        if not fewest or rng.random() < 0.4:
            wave["day"] = day
        made.append(wave)
    return made


def _wave_limit(rng: random.Random, name: str, waves: int) -> dict:
    amount = rng.choice(("days", "days", "count", "count", "one_off", "nothing"))
    made: dict = {"id": name, "amount": amount}
    high = 3 if amount == "count" else 15

    def figures(low: float, top: float, holes: float) -> object:
        if rng.random() < 0.4 or not waves:
            return float(round(rng.uniform(low, top)))
        return [
            None if rng.random() < holes else float(round(rng.uniform(low, top)))
            for _ in range(waves)
        ]

    if rng.random() < 0.8:
        made["at_most"] = figures(0, high, 0.3)
    if "at_most" not in made or rng.random() < 0.15:
        made["at_least"] = figures(0, high / 4, 0.7)
    return made


def amount_of(workload: dict, amount: str, target: str) -> float:
    """Return the amount at a target; what is left out is 0."""
    figure = workload.get("amounts", {}).get(amount, 0)
    return figure.get(target, 0) if isinstance(figure, dict) else figure


def moves(workload: dict, target: str) -> bool:
    """A workload moves when its target is not its current one."""
    return workload.get("current") != target


def choices(workload: dict) -> list[str]:
    """Targets with a cost, narrowed by ``allowed``."""
    return [t for t in workload["cost"] if t in workload.get("allowed", workload["cost"])]


def between(problem: dict, one: str, other: str) -> float:
    """Distance of two targets, given either way."""
    if one == other:
        return 0.0
    table = problem.get("distance", {})
    return table.get(one, {}).get(other, table.get(other, {}).get(one, 0.0))


def within(total: float, least: float | None, most: float | None) -> bool:
    """Rules hold to 1e-6 of max(1, |limit|)."""
    if most is not None and total > most + SLACK * max(1, abs(most)):
        return False
    return least is None or total >= least - SLACK * max(1, abs(least))


def placement_holds(problem: dict, placement: dict[str, str]) -> bool:
    """Whether a placement keeps every rule of placement."""
    for workload in problem["workloads"]:
        if placement[workload["id"]] not in choices(workload):
            return False
    for group in problem.get("same_target", ()):
        if len({placement[name] for name in group}) > 1:
            return False
    for group in problem.get("apart", ()):
        if len({placement[name] for name in group}) < len(group):
            return False
    for limit in problem.get("limits", ()):
        total = sum(
            amount_of(w, limit["amount"], placement[w["id"]])
            for w in problem["workloads"]
            if placement[w["id"]] in limit["targets"]
        )
        if not within(total, limit.get("at_least"), limit.get("at_most")):
            return False
    return True


def value_of_placement(problem: dict, placement: dict[str, str]) -> float:
    """Costs, and weight times distance."""
    total = sum(w["cost"][placement[w["id"]]] for w in problem["workloads"])
    for d in problem["dependencies"]:
        total += d.get("weight", 0) * between(problem, placement[d["from"]], placement[d["to"]])
    return total


def waves_hold(problem: dict, placement: dict[str, str], wave: dict[str, int | None]) -> bool:
    """Whether a schedule keeps every rule of waves."""
    ready = {t["id"]: t.get("ready_wave", 1) for t in problem["targets"]}
    for workload in problem["workloads"]:
        name = workload["id"]
        number = wave[name]
        if moves(workload, placement[name]) != (number is not None):
            return False
        if number is None:
            continue
        if number < max(ready[placement[name]], workload.get("earliest_wave", 1)):
            return False
        if number > workload.get("latest_wave", number):
            return False
    for d in problem["dependencies"]:
        one, other = wave[d["from"]], wave[d["to"]]
        if one is None or other is None:
            continue
        kind = d.get("kind", "before")
        if (
            (kind == "together" and one != other)
            or (kind == "before" and other > one)
            or (kind == "earlier" and other >= one)
        ):
            return False
    for limit in problem.get("wave_limits", ()):
        for number in range(1, len(problem["waves"]) + 1):
            total = sum(
                amount_of(w, limit["amount"], placement[w["id"]])
                for w in problem["workloads"]
                if wave[w["id"]] == number
            )
            least, most = (
                end[number - 1] if isinstance(end, list) else end
                for end in (limit.get("at_least"), limit.get("at_most"))
            )
            if not within(total, least, most):
                return False
    return True


def is_fewest(problem: dict) -> bool:
    """Whether the objective counts waves."""
    return problem.get("objective", {}).get("waves") == "fewest"


def value_of_waves(problem: dict, placement: dict[str, str], wave: dict[str, int | None]) -> float:
    """Delay and exposure, or the number of the last wave used."""
    if is_fewest(problem):
        return max((n for n in wave.values() if n is not None), default=0)
    days = [w["day"] for w in problem["waves"]]
    total = 0.0
    for workload in problem["workloads"]:
        number = wave[workload["id"]]
        if number is not None:
            delay = workload.get("delay_value", 0)
            if isinstance(delay, dict):
                delay = delay.get(placement[workload["id"]], 0)
            total += delay * days[number - 1]
    for d in problem["dependencies"]:
        one, other = wave[d["from"]], wave[d["to"]]
        if one is not None and other is not None:
            total += d.get("exposure", 0) * abs(days[one - 1] - days[other - 1])
    return total


def every_placement(problem: dict):
    """Yield every placement that keeps its rules."""
    names = [w["id"] for w in problem["workloads"]]
    for chosen in itertools.product(*[choices(w) for w in problem["workloads"]]):
        placement = dict(zip(names, chosen, strict=True))
        if placement_holds(problem, placement):
            yield placement


def every_schedule(problem: dict, placement: dict[str, str]):
    """Yield every schedule that keeps its rules."""
    numbers = range(1, len(problem["waves"]) + 1)
    options = [numbers if moves(w, placement[w["id"]]) else (None,) for w in problem["workloads"]]
    names = [w["id"] for w in problem["workloads"]]
    for chosen in itertools.product(*options):
        wave = dict(zip(names, chosen, strict=True))
        if waves_hold(problem, placement, wave):
            yield wave


def best_schedule(problem: dict, placement: dict[str, str]) -> float:
    """Return the least wave value of a placement; infinite where it leaves no room."""
    return min(
        (value_of_waves(problem, placement, w) for w in every_schedule(problem, placement)),
        default=math.inf,
    )


def near(stated: float | None, true: float) -> bool:
    """Stated values hold to 1e-6 of max(1, |value|)."""
    return stated is not None and abs(stated - true) <= 1.01 * SLACK * max(1, abs(true))


def gap_of(value: float, bound: float) -> float:
    """The contract's gap."""
    return max(0.0, value - bound) / max(1, abs(value))


def faults(problem: dict, plan: dict, gap: float, *, must_settle: bool = True) -> list[str]:
    """Compare a plan file with the best there is; an empty list where all of it is true.

    ``must_settle``: problems of this size must end with a plan or the proof that there is none.
    """
    placements = list(every_placement(problem))
    has_waves = bool(problem.get("waves"))
    if has_waves:
        exists = any(next(every_schedule(problem, p), None) is not None for p in placements)
    else:
        exists = bool(placements)
    found = []
    if not plan["placement"] and problem["workloads"]:
        if exists and (must_settle or plan["status"] == "infeasible"):
            found.append(f"there is a plan, but the status is {plan['status']}")
        if not exists and must_settle and plan["status"] != "infeasible":
            found.append(f"there is no plan, but the status is {plan['status']}")
        if plan["status"] == "infeasible" and not (plan["conflict"] or {}).get("rules"):
            found.append("infeasible without a conflict")
        if plan["placement_value"] is not None or plan["wave_value"] is not None:
            found.append("a value without a plan")
        return found
    if not exists:
        return ["a plan where there is none"]
    return found + _faults_of_plan(problem, plan, gap, placements, has_waves=has_waves)


def _faults_of_plan(
    problem: dict, plan: dict, gap: float, placements: list, *, has_waves: bool
) -> list[str]:
    found = []
    placement, wave = plan["placement"], plan["wave"]
    if plan["status"] not in ("optimal", "feasible"):
        found.append(f"a plan with the status {plan['status']}")
    if plan["violations"] != [] or plan["conflict"] is not None:
        found.append("violations or conflict beside a plan")
    if not placement_holds(problem, placement):
        found.append("a rule of placement is broken")
    value = value_of_placement(problem, placement)
    if not near(plan["placement_value"], value):
        found.append(f"placement value {plan['placement_value']}, not {value}")
    least = min(value_of_placement(problem, p) for p in placements)
    found += _stage(plan, "placement", value, least, gap)
    alone = all(len(choices(w)) == 1 for w in problem["workloads"])
    if not has_waves:
        if wave is not None or any(plan[f"wave_{k}"] is not None for k in FIGURES):
            found.append("waves without waves")
        if plan["joint"]:
            found.append("joint without waves")
        expected = plan["placement_status"]
    else:
        if not waves_hold(problem, placement, wave):
            found.append("a rule of waves is broken")
        later = value_of_waves(problem, placement, wave)
        if not near(plan["wave_value"], later):
            found.append(f"wave value {plan['wave_value']}, not {later}")
        if plan["joint"]:
            found += _joint(problem, plan, value + later, placements, gap)
            expected = "optimal" if plan["gap"] <= gap else "feasible"
        else:
            found += _stage(plan, "wave", later, best_schedule(problem, placement), gap)
            proven = {plan["placement_status"], plan["wave_status"]} == {"optimal"}
            expected = "optimal" if proven and alone else "feasible"
    if plan["status"] != expected:
        found.append(f"status {plan['status']}, not {expected}")
    if plan["status"] == "optimal" and plan["stopped_by"] not in ("proof", "gap"):
        found.append(f"optimal, but stopped by {plan['stopped_by']}")
    if not plan["joint"] and (plan["bound"] is not None or plan["gap"] is not None):
        found.append("a bound of the worth without joint")
    return found


FIGURES = ("status", "value", "bound", "gap")


def _stage(plan: dict, stage: str, value: float, least: float, gap: float) -> list[str]:
    found = []
    bound, stated = plan[f"{stage}_bound"], plan[f"{stage}_gap"]
    if bound is not None:
        if bound > least + 1e-6 * max(1, abs(least)):
            found.append(f"{stage} bound {bound} above the best {least}")
        if stated is None or abs(stated - gap_of(value, bound)) > 1e-9 + 2e-6:
            found.append(f"{stage} gap {stated}, not {gap_of(value, bound)}")
    elif stated is not None:
        found.append(f"{stage} gap without a bound")
    proven = stated is not None and stated <= max(gap, 1e-6)
    if (plan[f"{stage}_status"] == "optimal") != proven and not (plan["joint"] and stage == "wave"):
        found.append(f"{stage} status {plan[f'{stage}_status']} at a gap of {stated}")
    if plan[f"{stage}_status"] == "optimal" and value > least + 1.01 * max(gap, 1e-6) * max(
        1, abs(value)
    ):
        found.append(f"{stage} called optimal at {value}, best {least}")
    return found


def _joint(problem: dict, plan: dict, worth: float, placements: list, gap: float) -> list[str]:
    found = []
    if is_fewest(problem):
        found.append("joint with fewest")
    if plan["wave_bound"] is not None:
        found.append("joint with a wave bound")
    best = min(value_of_placement(problem, p) + best_schedule(problem, p) for p in placements)
    if plan["bound"] is None or plan["bound"] > best + 1e-6 * max(1, abs(best)):
        found.append(f"bound {plan['bound']} above the best {best}")
    elif abs(plan["gap"] - gap_of(worth, plan["bound"])) > 2e-6:
        found.append(f"gap {plan['gap']}, not {gap_of(worth, plan['bound'])}")
    if plan["status"] == "optimal" and worth > best + 1.01 * gap * max(1, abs(worth)):
        found.append(f"called optimal at {worth}, best {best}")
    return found


def best_of_all(problem: dict) -> float:
    """Return the best worth there is (``early``), for problems that have a plan."""
    return min(
        value_of_placement(problem, p) + best_schedule(problem, p) for p in every_placement(problem)
    )
