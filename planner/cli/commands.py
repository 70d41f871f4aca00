"""The commands: each calls the pipeline and says what came of it; no logic of their own."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner.cli.as_json import plan_summary, print_json, verification
from planner.cli.checking import check, import_as_asked
from planner.cli.comparing import read_foreign, say_compared
from planner.cli.exporting import (
    is_plan_file,
    keep_project,
    prepare_exports,
    refuse_overwriting,
    write_exports,
)
from planner.cli.saying import (
    end_progress,
    progress_line,
    say_dated,
    say_plan,
    say_study,
    say_too_little,
    tell,
    tell_end,
    warn,
)
from planner.cli.search_options import asked_of, options_of, refuse_unknown, today_of
from planner.cli.standard_input import STANDARD
from planner.cli.stopping import STOPPED, stoppable
from planner.errors import BadInputError, Message
from planner.jobs import Stop
from planner.wording import plural, say
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.optimising.outcome import Options
    from planner.pipeline import Sources
    from planner.project.document import Document
    from planner.reporting import ReportOptions

__all__ = [
    "answers",
    "ask",
    "check",
    "plan",
    "question_sheets",
    "runbook",
    "scenarios",
    "solve",
    "status",
    "template",
    "verify",
    "what_if",
]

LATE: Final = (
    "profiles.assumption.kinds",
    "profiles.assumption.provisional",
    "profiles.preset",
    "profiles.preset.audited",
    "profiles.part.stays",
    "profiles.part.planned",
)
"""Assumptions that only the assessment knows."""


def plan(parsed: argparse.Namespace) -> int:
    """Import, score, place, schedule; write every export. 1 where no plan exists."""
    from planner import pipeline

    refuse_unknown(parsed)
    today, language = today_of(parsed), parsed.lang
    rules = pipeline.load_rules(parsed.rules) if parsed.rules else None
    options_of_report = _report_options(parsed)
    document = _open_project(parsed.project)
    prepare_exports(parsed)
    sources, _ = import_as_asked(parsed, today, rules, document)
    foreign = read_foreign(parsed.compare, today)
    if not sources.inventory.workloads:
        raise BadInputError(
            "errors.file.files_list_no_application_so_that_there",
            "errors.file.fill_in_at_least_one_row_below",
        )
    sources = _as_decided(sources, document, parsed, today)
    frame = pipeline.assumed_frame(sources, today)
    _say_assumed(frame, language)
    _say_what_was_read(sources, language)
    _say_how_fast(language)
    options = options_of(parsed, len(sources.inventory.workloads))
    stop = Stop(options.time_limit_s, options.work_limit)
    study = _walked(sources, today, options, stop, language)
    unkept = None
    if parsed.project is not None and study.plan.exists:
        unkept = keep_project(parsed, study, document)
    exported = write_exports(study, parsed, options_of_report)
    if foreign is not None and study.plan.exists:
        say_compared(study, foreign, parsed.compare, language)
    if parsed.json:
        print_json(plan_summary(study, exported, language), parsed)
    if stop.cancelled:
        return STOPPED
    return 1 if exported.failed or unkept or not study.plan.exists else 0


def _held_against(document: Document, sources: Sources, parsed: argparse.Namespace) -> Sources:
    """Return fresh sources with what people decided and typed in the project; say what is gone.

    Raises
    ------
    BadInputError
        The files list another estate than the project, and nobody said ``--force``.
    """
    from planner import pipeline
    from planner.editing.reimport import is_another, keep_typed

    before, after = document.inventory, sources.inventory
    if is_another(before, after) and not parsed.force:
        raise BadInputError(
            "errors.file.project_is_of_another_inventory",
            "errors.file.name_another_project_or_add_force_to",
            project=parsed.project.name,
            before=len(before.workloads),
            after=len(after.workloads),
        )
    inventory, issues = keep_typed(document, after, sources.issues)
    gone = [one.name for one in before.workloads if one.id not in inventory.by_id]
    if gone:
        tell(plural("cli.gone", parsed.lang, len(gone), name=gone[0]))
    sources = replace(sources, inventory=inventory, issues=issues)
    return pipeline.keep_decisions(sources, document)


def _as_decided(
    sources: Sources, document: Document | None, parsed: argparse.Namespace, today: date
) -> Sources:
    """Put the sources under the decisions of the project, the preset and the part asked for."""
    if document is not None:
        sources = _held_against(document, sources, parsed)
    else:
        first = replace(sources.scenario, name=say("ui_window.scenario.base", parsed.lang))
        sources = replace(sources, scenario=first)
    if parsed.preset:
        sources = replace(sources, scenario=replace(sources.scenario, preset=parsed.preset))
    if parsed.only:
        from planner.assessing.part import plan_part
        from planner.cli.named import part_named

        scenario = plan_part(
            sources.scenario,
            sources.inventory,
            part_named(sources.inventory, parsed.only),
            asked=", ".join(parsed.only),
            reason=say("cli.part.reason", parsed.lang),
            day=today,
            before=document.scenario.plan if document is not None else None,
        )
        sources = replace(sources, scenario=scenario)
    return sources


def _walked(sources: Sources, today: date, options: Options, stop: Stop, language: str) -> Study:
    """Plan and say so, then ask the plan its questions.

    An interrupt ends what is going on and all that would follow, and keeps the plan.
    """
    from planner import pipeline

    def told(study: Study) -> None:
        end_progress()
        say_study(study, language)
        for one in study.assumptions:
            if one.key in LATE:
                tell(say(one, language))
        say_too_little(study, language)

    with stoppable(stop):
        study = pipeline.walk(
            sources,
            today,
            options,
            stop=stop,
            listen=progress_line(language),
            ask=lambda found: asked_of(found, options.time_limit_s),
            told=told,
        )
        end_progress()
    say_dated(study, language)
    if study.insights.cut_short:
        warn(say("cli.questions_cut_short", language))
    if stop.cancelled:
        warn(say("cli.kept" if study.plan.exists else "cli.cancelled", language))
    return study


def _say_what_was_read(sources: Sources, language: str) -> None:
    counts = Counter(f"{issue.severity.value}s" for issue in sources.issues)
    counts["workloads"] = len(sources.inventory.workloads)
    counts["dependencies"] = len(sources.inventory.dependencies)
    names = ("workloads", "dependencies", "errors", "warnings", "notes")
    parts = {name: plural(f"cli.count.{name}", language, counts[name]) for name in names}
    tell(say("cli.imported", language, **parts))


def _say_assumed(frame: Sequence[Message], language: str) -> None:
    """Say which field was assumed, in the first line, and what else was taken for granted."""
    field, *others = frame
    tell(say(field, language))
    if others:
        tell(say("profiles.assumed", language))
        for one in others:
            tell(f"  - {say(one, language)}")


def _say_how_fast(language: str) -> None:
    """Say so where the optimiser runs uncompiled, which makes nothing wrong and all slow."""
    from planner.optimising.kernels import uncompiled

    if uncompiled():
        warn(say("cli.uncompiled", language))


def _report_options(parsed: argparse.Namespace) -> ReportOptions:
    """Which parts of the report to print, on which paper."""
    from planner.reporting import NAMED_PARTS, ReportOptions

    named = [part.strip() for part in parsed.parts.split(",") if part.strip()]
    parts = tuple(part for name in named for part in NAMED_PARTS.get(name, (name,)))
    return ReportOptions(parts, parsed.paper)


def _open_project(path: Path | None) -> Document | None:
    if path is None or not path.exists():
        return None
    from planner.project import read_document

    return read_document(path)


def scenarios(parsed: argparse.Namespace) -> int:
    """Set the scenarios of a project side by side."""
    from planner.cli import asking

    return asking.scenarios(parsed)


def what_if(parsed: argparse.Namespace) -> int:
    """Change decisions and dials of a saved plan, plan again, and say what became of it."""
    from planner.cli import asking

    return asking.what_if(parsed)


def ask(parsed: argparse.Namespace) -> int:
    """Ask a saved plan why workloads are where they are, or about the whole of it."""
    from planner.cli import asking

    return asking.ask(parsed)


def status(parsed: argparse.Namespace) -> int:
    """Take what trackers and tickets say into a project."""
    from planner.cli import working

    return working.status(parsed)


def runbook(parsed: argparse.Namespace) -> int:
    """Write runbooks for waves of a saved plan."""
    from planner.cli import working

    return working.runbook(parsed)


def question_sheets(parsed: argparse.Namespace) -> int:
    """Write question sheets for the owners of workloads."""
    from planner.cli import working

    return working.question_sheets(parsed)


def answers(parsed: argparse.Namespace) -> int:
    """Take question sheets that were filled in into a project."""
    from planner.cli import working

    return working.answers(parsed)


def template(parsed: argparse.Namespace) -> int:
    """Write the empty workbook, or one filled with what other files hold."""
    from planner.importing import write_template, write_workbook

    if parsed.file.suffix.lower() != ".xlsx":
        raise BadInputError(
            "errors.file.does_not_end_in_xlsx", "errors.advice.name_a_xlsx_file", file=parsed.file
        )
    refuse_overwriting(parsed.file, parsed)
    if parsed.inventory:
        sources, imported = import_as_asked(parsed, today_of(parsed))
        write_workbook(
            parsed.file,
            sources.inventory,
            sources.programme,
            imported.decisions,
            parsed.lang,
            rule_set=imported.rule_set,
            dials=imported.dials,
        )
    else:
        write_template(parsed.file, parsed.lang)
    tell(say("cli.written", parsed.lang, path=parsed.file))
    return 0


def solve(parsed: argparse.Namespace) -> int:
    """Run the optimiser alone; 1 where no plan was found. An interrupt keeps the best one."""
    from planner.optimising.plan_file import plan_text, write_plan
    from planner.optimising.problem import WaveObjective
    from planner.optimising.problem_file import read_problem
    from planner.optimising.solving import solve as search

    refuse_unknown(parsed)
    stop = Stop(parsed.time_limit)  # reading a large problem counts too
    problem = read_problem(parsed.problem)
    options = options_of(parsed, len(problem.workloads))
    stop.work_limit = options.work_limit
    printed = parsed.output == STANDARD
    if not printed:
        _prepare_plan_file(parsed)
    with stoppable(stop):
        found = search(problem, options, stop, progress_line(parsed.lang))
    end_progress()
    if printed:
        parsed.out.write(plan_text(found))
    else:
        write_plan(found, parsed.output)
    say_plan(found, Wording(parsed.lang), fewest=problem.objective is WaveObjective.FEWEST)
    tell(say("cli.written", parsed.lang, path=parsed.output))
    if stop.cancelled:
        warn(say("cli.kept" if found.exists else "cli.cancelled", parsed.lang))
        return STOPPED
    return 0 if found.exists else 1


def _prepare_plan_file(parsed: argparse.Namespace) -> None:
    """Refuse a place that no plan can be written to, before the search."""
    if parsed.output.is_dir():
        raise BadInputError(
            "errors.file.is_a_folder",
            "errors.advice.name_a_file_for_the_plan",
            output=parsed.output,
        )
    if not parsed.output.resolve().parent.is_dir():
        raise BadInputError(
            "errors.file.there_is_no_folder",
            "errors.advice.make_it_first",
            parent=parsed.output.parent,
        )
    refuse_overwriting(parsed.output, parsed, own=is_plan_file)


def verify(parsed: argparse.Namespace) -> int:
    """Check a plan against its problem, without a solver; 1 where it has faults."""
    from planner.optimising.check import find_violations
    from planner.optimising.plan_file import read_plan
    from planner.optimising.problem_file import read_problem

    problem = read_problem(parsed.problem)
    found = read_plan(parsed.plan, problem)
    faults = find_violations(problem, found)
    if parsed.json:
        print_json(verification(faults, parsed.lang, found.exists), parsed)
    if not faults:
        tell(say("cli.verify.clean" if found.exists else "cli.verify.no_plan", parsed.lang))
        return 0
    sentences = (say(fault.sentence, parsed.lang) for fault in faults)
    tell_end(plural("cli.verify.broken", parsed.lang, len(faults)), *sentences)
    return 1
