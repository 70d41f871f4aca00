"""What a saved plan is asked: scenarios side by side, what if, why, at what price, how sure."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from planner.cli import values
from planner.cli.as_json import print_json
from planner.cli.asked_json import Answers, insights_as_json, scenarios_as_json, what_if_as_json
from planner.cli.columns import in_columns
from planner.cli.exporting import try_place
from planner.cli.named import (
    factor_named,
    rule_named,
    scenario_named,
    target_named,
    workload_named,
)
from planner.cli.saying import end_progress, progress_line, say_study, say_too_little, tell, warn
from planner.cli.search_options import asked_of, options_of, refuse_unknown, today_of
from planner.cli.stopping import STOPPED, stoppable
from planner.errors import BadInputError
from planner.jobs import Stop
from planner.presenting.table import Cell
from planner.presenting.view import PlainView
from planner.wording import plural, say, worded

if TYPE_CHECKING:
    from datetime import date

    from planner.editing.operations import Operation
    from planner.model.insight import Insights
    from planner.model.scenario import Scenario
    from planner.model.study import Study
    from planner.project import Document
    from planner.questioning.compare import Comparison

__all__ = ["ask", "scenarios", "unplanned", "what_if"]

SHOWN: Final = 40
"""Lines of one list that are printed; ``--json`` has them all."""


def scenarios(parsed: argparse.Namespace) -> int:
    """Set the scenarios of a project side by side, the first named against each other one."""
    from planner import pipeline
    from planner.presenting.comparison import compared_figures
    from planner.questioning.compare import compare

    document, language = _opened(parsed), parsed.lang
    named = parsed.scenario or [one.name for one in document.scenarios]
    chosen = list({one.name: one for one in (scenario_named(document, n) for n in named)}.values())
    studies = pipeline.studies_of(document, chosen, today_of(parsed))
    if not studies:
        raise unplanned(chosen[0])
    view = PlainView(document, language)
    first, *others = studies
    compared = {name: compare(studies[first], studies[name]) for name in others}
    if parsed.json:
        missing = [one.name for one in chosen if one.name not in studies]
        print_json(scenarios_as_json(studies, compared, missing, view), parsed)
        return 0
    for one in chosen:
        if one.name not in studies:
            tell(say("cli.ask.no_plan_of", language, name=one.name))
    heads = [view.say("ui_scenarios.compare.figure"), view.say("ui_scenarios.compare.nothing")]
    _table([*heads, *studies], compared_figures(view, list(studies.values())), view)
    for name, found in compared.items():
        tell("")
        tell(say("cli.ask.against", language, first=first, other=name))
        _differences(view, found)
    return 0


def what_if(parsed: argparse.Namespace) -> int:
    """Change decisions and dials of a plan, plan again, and say what became of it."""
    from planner import pipeline
    from planner.questioning.compare import compare

    refuse_unknown(parsed)
    document, language, today = _opened(parsed), parsed.lang, today_of(parsed)
    scenario = scenario_named(document, parsed.scenario)
    before = _study(document, scenario, today)
    changed = replace(document, active=scenario.name)
    if parsed.keep:
        from planner.editing.scenarios import add_scenario

        try_place(parsed.project)

        changed = add_scenario(changed, parsed.keep).document
    changed = _changed(changed, parsed, today, len(before.calendar))
    draft = pipeline.draft_study(pipeline.sources_of(changed), today)
    options = options_of(parsed, len(draft.problem.workloads))
    stop = Stop(options.time_limit_s, options.work_limit)
    with stoppable(stop):
        after = pipeline.plan_study(draft, options, stop, progress_line(language))
    end_progress()
    view = PlainView(changed, language, after, after)
    found = compare(before, after) if after.plan.exists else None
    kept = parsed.project if parsed.keep and found is not None and not stop.cancelled else None
    noted = _newly_noted(before, after, view)
    if parsed.json:
        print_json(what_if_as_json(after, found, noted, view), parsed)
    else:
        for line in noted:
            tell(line)
        _say_what_if(view, after, found)
    if kept is not None:
        pipeline.save_project(kept, after, changed)
        tell(say("cli.ask.kept_as", language, name=after.scenario.name, path=kept))
    if stop.cancelled:
        warn(say("cli.cancelled", language))
        return STOPPED
    return 0 if after.plan.exists else 1


def ask(parsed: argparse.Namespace) -> int:
    """Ask a plan why workloads are where they are, or about the whole of it."""
    document, language = _opened(parsed), parsed.lang
    scenario = scenario_named(document, parsed.scenario)
    names = [workload_named(document.inventory, text) for text in parsed.workload]
    study = _study(document, scenario, today_of(parsed))
    view = PlainView(document, language, study, study)
    answers = _answered(study, names, parsed)
    if parsed.json:
        print_json(insights_as_json(answers, names, parsed.about, view), parsed)
        return 0
    if len(document.scenarios) > 1:
        tell(say("cli.ask.scenario", language, name=scenario.name))
    if names:
        for name in names:
            _say_why(view, study, answers, name)
        return 0
    for about in parsed.about:
        tell(view.say(f"ui_questions.{about}"))
        _ANSWERS[about](view, study, answers.insights)
        tell("")
    return 0


def _opened(parsed: argparse.Namespace) -> Document:
    from planner.project import read_document

    return read_document(parsed.project)


def unplanned(scenario: Scenario) -> BadInputError:
    """Return the error of a scenario without a plan of the inventory as it is."""
    return BadInputError("cli.ask.no_plan_of", "cli.ask.plan_first", name=scenario.name)


def _study(document: Document, scenario: Scenario, today: date) -> Study:
    from planner import pipeline

    found = pipeline.studies_of(document, [scenario], today)
    if scenario.name not in found:
        raise unplanned(scenario)
    return found[scenario.name]


# What if ---------------------------------------------------------------------------------------


def _changed(document: Document, parsed: argparse.Namespace, today: date, waves: int) -> Document:
    """Return the document after everything that was asked to be otherwise."""
    steps = list(_steps(document, parsed, today, waves))
    if not steps:
        raise BadInputError("cli.ask.nothing_changed", "cli.ask.change_something")
    for step in steps:
        document = step(document).document
    return document


def _steps(
    document: Document, parsed: argparse.Namespace, today: date, waves: int
) -> Iterator[Callable[[Document], Operation]]:
    """One function of :mod:`planner.editing` an option, in the order of the help."""
    from planner import pipeline
    from planner.editing import decisions as decide
    from planner.editing.operations import turn_dials

    said: dict[str, Any] = {"reason": parsed.reason, "day": today, "who": parsed.who}
    workload = partial(workload_named, document.inventory)
    target = partial(target_named, document)
    pins = _each_once("--pin", parsed.pin, workload, target)
    for one, place in pins.items():
        yield partial(decide.pin_target, workloads=[one], target=place, **said)
    for text, words in parsed.ban:
        one, place = workload(text), target(words)
        if pins.get(one) == place:
            raise BadInputError(
                "cli.ask.pin_and_ban", "cli.ask.one_of_them", text=text, place=words
            )
        yield partial(decide.ban_target, workloads=[one], target=place, **said)
    waves_of = _each_once("--wave", parsed.wave, workload, partial(_wave, waves=waves))
    for one, wave in waves_of.items():
        yield partial(decide.pin_wave, workloads=[one], wave=wave, **said)
    rules = pipeline.sources_of(document).rules
    for text in parsed.without:
        key, name = rule_named(rules, text)
        yield partial(decide.drop_rule, rule=key, name=name, **said)
    dials = _dials(document, parsed)
    if dials is not None:
        yield partial(turn_dials, dials=dials, what="command")


def _each_once[Value](
    option: str,
    given: Sequence[tuple[str, str]],
    named: Callable[[str], str],
    read: Callable[[str], Value],
) -> dict[str, Value]:
    """Return what an option gives each name; two different things for one name are a slip."""
    found: dict[str, Value] = {}
    for text, words in given:
        name, value = named(text), read(words)
        if found.setdefault(name, value) != value:
            raise BadInputError("cli.ask.twice", "cli.ask.one_of_them", option=option, text=text)
    return found


def _dials(document: Document, parsed: argparse.Namespace) -> Any:
    """Return the dials as they were asked for; None where none was turned."""
    from planner import pipeline

    before = document.scenario.dials
    turned = replace(before)
    if parsed.weight:
        weights = dict(before.weights or pipeline.sources_of(document).rules.weights)
        weights |= _each_once("--weight", parsed.weight, factor_named, _number)
        turned = replace(turned, weights=weights)
    for name in ("fit_price", "money_price", "least_change"):
        value = getattr(parsed, name)
        if value is not None:
            turned = replace(turned, **{name: value})
    return turned if turned != before else None


def _wave(text: str, waves: int) -> int:
    with contextlib.suppress(argparse.ArgumentTypeError):
        if (wave := values.wave(text)) <= waves:
            return wave
    raise BadInputError("cli.ask.no_wave", "cli.ask.wave_like", text=text, waves=waves)


def _number(text: str) -> float:
    try:
        value = float(text.strip().removesuffix("%"))
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1e6:
        raise BadInputError("cli.ask.no_weight", "cli.ask.weight_like", text=text)
    return value


def _newly_noted(before: Study, after: Study, view: PlainView) -> list[str]:
    """Say what the assessment notes on workloads now and did not before, a pin it cannot follow."""
    known = before.assessment.workloads
    return [
        view.named(view.workload_name(name), worded(note, view.language))
        for name, assessed in after.assessment.workloads.items()
        for note in assessed.notes
        if name not in known or note not in known[name].notes
    ]


def _say_what_if(view: PlainView, after: Study, found: Comparison | None) -> None:
    from planner.presenting.comparison import totals_rows

    say_study(after, view.language)
    if found is None:
        return
    tell("")
    heads = [view.say(f"cli.ask.column.{key}") for key in ("figure", "before", "after")]
    _table(heads, totals_rows(view, found.before, found.after), view)
    tell("")
    _differences(view, found)


def _differences(view: PlainView, found: Comparison) -> None:
    from planner.presenting.comparison import difference_row

    count = len(found.differences)
    tell(plural("cli.ask.differences", view.language, count))
    keys = ("workload", "before", "after", "why", "money", "risk")
    heads = [view.say(f"ui_scenarios.compare.column.{key}") for key in keys]
    known = found.money_known
    rows = [difference_row(view, item, money_known=known) for item in found.differences]
    last_why = [*range(3), 4, 5, 3]  # the reasons are long: they stand last
    _table([heads[n] for n in last_why], [[row[n] for n in last_why] for row in rows], view)
    for key, names in (("added", found.added), ("removed", found.removed)):
        if names:
            listed = view.listed(view.workload_name(name) for name in names[:SHOWN])
            tell(view.say(f"ui_scenarios.compare.{key}", names=listed))


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], view: PlainView) -> None:
    for line in in_columns(heads, rows[:SHOWN]):
        tell(line)
    if len(rows) > SHOWN:
        tell(view.say("cli.ask.more", count=len(rows) - SHOWN))


# Questions -------------------------------------------------------------------------------------


def _answered(study: Study, names: Sequence[str], parsed: argparse.Namespace) -> Answers:
    """Ask what was asked about and nothing else."""
    from planner import pipeline

    asked = asked_of(study, parsed.time_limit)
    about = () if names else parsed.about
    wanted = replace(
        asked,
        draws=asked.draws if "stability" in about else 0,
        second=False,
        prices="prices" in about,
        frontier="frontier" in about,
        worth_asking="questions" in about,
    )
    stop = wanted.stop()
    with stoppable(stop):
        insights = pipeline.ask_study(study, wanted, stop, progress_line(parsed.lang)).insights
    end_progress()
    if not names:
        return Answers(insights, {})
    return _closely(study, names, insights, stop.within(None))


def _closely(study: Study, names: Sequence[str], insights: Insights, stop: Stop) -> Answers:
    """Look for what came second, and for what would flip it, for each of the workloads alone."""
    from planner.questioning.closer import look_for_second
    from planner.questioning.second import Seconds
    from planner.questioning.timing import first_proof

    study, proof = replace(study, insights=insights), first_proof(study, stop)
    found = {
        name: look_for_second(study, name, Seconds(study, proof.again()), stop) for name in names
    }
    why = {name: one.why for name, one in found.items()}
    flips = {
        name: tuple(flip for flip in (one.flip, *one.others) if flip is not None)
        for name, one in found.items()
    }
    return Answers(replace(insights, why={**insights.why, **why}), flips)


def _say_why(view: PlainView, study: Study, answers: Answers, name: str) -> None:
    from planner.presenting.plan_changes import place_words
    from planner.presenting.said import flip_words, said_words
    from planner.presenting.why_words import second_words

    plan, why = study.plan, answers.insights.why[name]
    place = place_words(view, plan.placement[name], (plan.wave or {}).get(name))
    tell(view.named(view.workload_name(name), place))
    notes = [worded(note, view.language) for note in study.assessment.workloads[name].notes]
    sections = (
        ("cli.ask.noted", notes),
        ("ui_why.why.here", [said_words(view, one) for one in why.here]),
        ("ui_why.why.now", [said_words(view, one) for one in why.now]),
        ("ui_ask.why.rules", [said_words(view, one) for one in why.rules]),
        ("ui_why.why.second", [second_words(view, why)]),
        ("ui_why.why.flips", [flip_words(view, one) for one in answers.flips.get(name, ())]),
    )
    for heading, lines in sections:
        said = [line for line in lines if line]
        if said:
            tell(f"  {view.say(heading)}")
            for line in said:
                tell(f"    - {line}")
    tell("")


def _say_prices(view: PlainView, _: Study, insights: Insights) -> None:
    from planner.presenting.answer_rows import heads, price_rows, price_summary

    tell(price_summary(view, insights.prices))
    named = heads(
        view, "rule", "points", "most", "money_saved", "weeks", "moves_earlier", "risk", "sure"
    )
    dearest = sorted(insights.prices, key=lambda one: -one.points)
    _table(named, price_rows(view, dearest), view)


def _say_stability(view: PlainView, study: Study, insights: Insights) -> None:
    from planner.presenting.answer_rows import heads, stability_rows, stability_summary

    if insights.stability is None:
        return
    tell(stability_summary(view, insights.stability))
    named = heads(view, "workload", "target", "keeps", "instead")
    rows = [cells for _, cells in stability_rows(view, study, insights.stability)]
    _table(named, rows, view)


def _say_frontier(view: PlainView, _: Study, insights: Insights) -> None:
    from planner.presenting.answer_rows import frontier_rows

    heads = [view.say("cli.ask.column.plan")]
    heads += [view.say(f"ui_questions.frontier.{key}") for key in ("fit", "money")]
    heads += [view.say(f"cli.ask.column.{key}") for key in ("otherwise", "known")]
    _table(heads, frontier_rows(view, insights.frontier, view.study), view)


def _say_questions(view: PlainView, study: Study, insights: Insights) -> None:
    from planner.presenting.answer_rows import heads, question_rows

    say_too_little(study, view.language)
    if not insights.questions and not study.assessment.has_provisional:
        tell(view.say("ui_ask.questions.none"))
    named = heads(view, "workload", "missing", "worth", "owner")
    _table(named, question_rows(view, insights.questions), view)


def _say_pilots(view: PlainView, study: Study, _: Insights) -> None:
    from planner.presenting.answer_rows import pilot_heads, pilot_rows

    tell(view.say("ui_questions.pilots.about"))
    _table(pilot_heads(view), pilot_rows(view, study), view)


_ANSWERS: Final = {
    "prices": _say_prices,
    "stability": _say_stability,
    "frontier": _say_frontier,
    "questions": _say_questions,
    "pilots": _say_pilots,
}
