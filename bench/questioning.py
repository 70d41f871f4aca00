"""What the questions about a plan cost: how stable, what came second, what each rule is worth.

Run: ``python3 make.py bench questioning [--workloads 200] [--draws 1000]``. The study is the sample
bank, continued by subsidiaries to the size asked for, planned like any other. The comparator of the
draws is the exact program placing them again one by one; it does so for a few, and the time for all
is extrapolated from those. Seconds are user CPU time.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date

from bench.measuring import user_seconds
from planner import pipeline
from planner.model.scenario import Scenario
from planner.model.study import Study

TODAY = date(2026, 11, 2)
PLAN_S = 20.0
LANGUAGE = "en"


def bank_study(count: int) -> Study:
    """Plan the sample bank with ``count`` workloads."""
    from planner.optimising.outcome import Options
    from samples.large import large_inventory, large_programme

    rules = pipeline.load_rules()
    sources = pipeline.Sources(
        large_inventory(count, LANGUAGE),
        large_programme(count, LANGUAGE),
        rules,
        Scenario("base", rule_set=rules.id),
    )
    draft = pipeline.draft_study(sources, TODAY)
    return pipeline.plan_study_here(draft, Options(time_limit_s=PLAN_S))


def timed[T](work: Callable[[], T]) -> tuple[T, float]:
    """What a call returns, and its user CPU seconds."""
    began = user_seconds()
    found = work()
    return found, user_seconds() - began


def measure_draws(study: Study, draws: int, again: int) -> None:
    """Print the draws beside the exact program placing them one by one."""
    from planner.questioning.stability import stability

    stability(study, 10, resolve=1)  # nothing is compiled or read for the first time afterwards
    found, quick = timed(lambda: stability(study, draws, resolve=0))
    checked, slow = timed(lambda: stability(study, draws, resolve=again))
    each = max(0.0, slow - quick) / max(1, again)
    print(f"{draws:,} draws                    {quick:8.2f} s, {found.draws:,} of them made")
    print(f"a draw placed to the proof     {each:8.3f} s, mean of {again}")
    print(f"all of them, extrapolated      {each * draws:8.1f} s")
    print(f"ratio, extrapolated            {each * draws / quick:8.1f}")
    if checked.sampled_error is not None:
        print(f"workloads placed otherwise     {checked.sampled_error:8.2%} of the "
              f"{checked.resolved} draws that were proven")  # fmt: skip


def measure_second(study: Study, one_by_one: int) -> None:
    """Print what came second: intervals for everyone, the exact answer for every nth."""
    from planner.jobs import Stop
    from planner.questioning.second import Seconds

    names = [w.id for w in study.problem.workloads if len(w.candidates()) > 1]
    asked = Seconds(study)
    found, all_s = timed(lambda: asked.intervals(names, Stop()))
    width = sorted(answer.most - answer.least for answer in found.values())[len(found) // 2]
    print(f"second best, {len(names)} intervals    {all_s:8.2f} s, median width {width:.2f} points")
    few = names[:: max(1, len(names) // one_by_one)]
    answers, few_s = timed(lambda: [asked.best(name) for name in few])
    exact = sum(answer.exact for answer in answers)
    print(f"second best, proven            {few_s / len(few):8.2f} s each, mean of {len(few)}; "
          f"{exact} exact")  # fmt: skip


def measure_prices(study: Study) -> None:
    """Print how long the price of every rule takes, and the frontier."""
    from planner.jobs import Stop
    from planner.questioning.frontier import frontier
    from planner.questioning.prices import priced_rules, rule_prices

    rules = len(priced_rules(study))
    prices, seconds = timed(lambda: rule_prices(study, Stop(300.0)))
    places = [price for price in prices if price.most is not None]
    proven = sum(price.proven for price in places)
    print(f"prices of {len(prices)} of {rules} rules       {seconds:8.2f} s; about places: "
          f"{proven} of {len(places)} proven")  # fmt: skip
    plans, seconds = timed(lambda: frontier(study))
    print(f"frontier, {len(plans)} plans            {seconds:8.2f} s, "
          f"{sum(plan.proven for plan in plans)} proven")  # fmt: skip


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workloads", type=int, default=200)
    parser.add_argument("--draws", type=int, default=1_000)
    parser.add_argument("--again", type=int, default=40, help="draws placed to the proof")
    parser.add_argument("--one-by-one", type=int, default=50)
    asked = parser.parse_args()
    study, seconds = timed(lambda: bank_study(asked.workloads))
    plan = study.plan
    print(f"{len(study.problem.workloads)} workloads of the sample bank and its subsidiaries")
    gap = "none" if plan.gap is None else f"{plan.gap:.2%}"
    print(f"the plan                       {seconds:8.2f} s, gap {gap}")
    measure_draws(study, asked.draws, asked.again)
    measure_second(study, asked.one_by_one)
    measure_prices(study)


if __name__ == "__main__":
    main()
