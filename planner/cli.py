"""The commands; each parses its words, calls the pipeline, and says what came of it.

Exit status: 0 done, 1 where a plan does not exist (or a check found faults), 2 on bad input,
130 where the user stopped it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from planner import VERSION
from planner.errors import BadInputError, CancelledError, PlannerError
from planner.jobs import Progress, ProgressListener, ignore_progress
from planner.text import say

if TYPE_CHECKING:
    from planner.model.issue import Issue
    from planner.model.plan import Plan
    from planner.model.programme import Programme
    from planner.model.study import Study
    from planner.optimising.outcome import Options
    from planner.project.document import Document
    from planner.questioning import Asked

__all__ = ["COMMANDS", "is_command_line", "run"]

COMMANDS: Final = ("plan", "check", "template", "solve", "verify")
PLAN_TIME_LIMIT_S: Final = 7.0
"""What ``plan`` gives the optimiser when nothing is asked for; most inventories need less."""
QUESTIONS_S: Final = 5.0
"""What ``plan`` gives the questions asked of the plan it found."""


def is_command_line(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a command (or its help) and not for the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0].startswith("-"))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; errors become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parsed = _parser().parse_args(list(arguments))
    language: str = getattr(parsed, "lang", "en")
    command: Callable[[argparse.Namespace], int] = parsed.command
    try:
        return command(parsed)
    except PlannerError as error:
        if isinstance(error, CancelledError):
            _complain(say("cli.cancelled", language))
            return 130
        _complain(say("cli.error", language, sentence=str(error)))
        return 2
    except KeyboardInterrupt:
        _complain(say("cli.cancelled", language))
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        sentence = f"{error.strerror or error}:{where}." if where else f"{error.strerror or error}."
        _complain(say("cli.error", language, sentence=sentence))
        return 2
    except Exception:  # the last line of defence: people get a sentence, the log the rest
        path = Path(tempfile.gettempdir()) / "cloud-migration-planner-error.log"
        path.write_text(traceback.format_exc(), encoding="utf-8")
        _complain(say("cli.internal", language, path=path))
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description="Turns an application inventory into a cloud migration plan. "
        "Without a command, opens the window.",
    )
    parser.add_argument("--version", action="version", version=VERSION)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    plan = commands.add_parser("plan", help="import, score, place, schedule; write all exports")
    plan.add_argument("inventory", nargs="+", type=Path, metavar="INVENTORY")
    plan.add_argument("-o", "--output", required=True, type=Path, metavar="DIR")
    _language(plan)
    plan.add_argument("--rules", metavar="FILE", help="rules file, or the name of a built-in set")
    plan.add_argument("--project", type=Path, metavar="FILE", help="project file to keep it in")
    plan.add_argument(
        "--today", type=_day, metavar="DATE", help="plan as on this day (ISO date; default: today)"
    )
    _search(plan, PLAN_TIME_LIMIT_S)
    plan.set_defaults(command=_plan)

    check = commands.add_parser("check", help="print the issue list of an inventory")
    check.add_argument("inventory", nargs="+", type=Path, metavar="INVENTORY")
    check.add_argument("--json", action="store_true", help="print it as JSON")
    _language(check)
    check.set_defaults(command=_check)

    template = commands.add_parser("template", help="write the empty workbook to fill in")
    template.add_argument("file", type=Path, metavar="FILE.xlsx")
    _language(template)
    template.set_defaults(command=_template)

    solve = commands.add_parser("solve", help="solve a planning problem file")
    solve.add_argument("problem", type=Path, metavar="PROBLEM.json")
    solve.add_argument("-o", "--output", required=True, type=Path, metavar="PLAN.json")
    _language(solve)
    _search(solve, 60.0)
    solve.set_defaults(command=_solve)

    verify = commands.add_parser("verify", help="check a plan against its problem")
    verify.add_argument("problem", type=Path, metavar="PROBLEM.json")
    verify.add_argument("plan", type=Path, metavar="PLAN.json")
    _language(verify)
    verify.set_defaults(command=_verify)
    return parser


def _language(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("en", "zh"), default="en", help="language (en)")


def _search(parser: argparse.ArgumentParser, time_limit_s: float) -> None:
    parser.add_argument(
        "--time-limit",
        type=_positive,
        metavar="S",
        help=f"wall seconds for the search ({time_limit_s:g}; none where a work limit is given)",
    )
    parser.add_argument(
        "--work-limit", type=_count, metavar="N", help="steps; same limit and seed, same plan"
    )
    parser.add_argument(
        "--gap", type=_gap, default=1e-4, metavar="G", help="relative gap that ends it (0.0001)"
    )
    parser.add_argument("--seed", type=_seed, default=0, metavar="N", help="random seed (0)")
    parser.set_defaults(default_time_limit_s=time_limit_s)


def _number(text: str, what: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return value


def _positive(text: str) -> float:
    return _number(text, "a number of seconds above 0", 1e-3, 1e7)


def _gap(text: str) -> float:
    return _number(text, "a relative gap between 0 and 1", 0.0, 1.0)


def _whole(text: str, what: str, low: int, high: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return value


def _count(text: str) -> int:
    return _whole(text, "a whole number of steps above 0", 1, 10**15)


def _seed(text: str) -> int:
    return _whole(text, "a whole number from 0 to 2147483647", 0, 2**31 - 1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-01-31") from None


def _options(parsed: argparse.Namespace) -> Options:
    from planner.optimising.outcome import Options

    limit: float | None = parsed.time_limit
    if limit is None and parsed.work_limit is None:
        limit = parsed.default_time_limit_s
    return Options(
        time_limit_s=limit, work_limit=parsed.work_limit, gap=parsed.gap, seed=parsed.seed
    )


def _today(parsed: argparse.Namespace) -> date:
    chosen: date | None = getattr(parsed, "today", None)
    return chosen or datetime.now(UTC).astimezone().date()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _progress(language: str) -> ProgressListener:
    """Return a one-line progress display on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return ignore_progress

    def show(progress: Progress) -> None:
        parts = [say(f"common.{progress.phase}", language), f"{progress.seconds:.0f} s"]
        if progress.value is not None:
            parts.append(f"{progress.value:,.6g}")
        if progress.gap is not None:
            parts.append(f"{progress.gap:.3%}")
        sys.stderr.write("\r\x1b[K" + " · ".join(parts))
        sys.stderr.flush()

    return show


def _end_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _plan(parsed: argparse.Namespace) -> int:
    from planner import pipeline

    today, language = _today(parsed), parsed.lang
    rules = pipeline.load_rules(parsed.rules) if parsed.rules else None
    if parsed.output.exists() and not parsed.output.is_dir():
        raise BadInputError(f"{parsed.output} is a file, not a folder.", "Name another folder.")
    document = _open_project(parsed.project)
    sources, _ = pipeline.import_sources(parsed.inventory, today, rules=rules)
    if document is not None:
        sources = pipeline.keep_decisions(sources, document)
    counts = Counter(issue.severity.value for issue in sources.issues)
    _say(
        say(
            "cli.imported",
            language,
            workloads=len(sources.inventory.workloads),
            dependencies=len(sources.inventory.dependencies),
            errors=counts["error"],
            warnings=counts["warning"],
            notes=counts["note"],
        )
    )
    draft = pipeline.draft_study(sources, today)
    study = pipeline.plan_study(draft, _options(parsed), listen=_progress(language))
    _end_progress()
    _say_plan(study.plan, language, study.programme)
    if not study.plan.exists:
        for path in pipeline.export_problem(study, parsed.output):
            _say(say("cli.written", language, path=path))
        return 1
    study = pipeline.ask_study(study, _asked(study, parsed.time_limit), listen=_progress(language))
    _end_progress()
    for path in pipeline.export_study(study, parsed.output, language):
        _say(say("cli.written", language, path=path))
    if parsed.project is not None:
        pipeline.save_project(parsed.project, study, document)
        _say(say("cli.written", language, path=parsed.project))
    return 0


def _asked(study: Study, time_limit_s: float | None) -> Asked:
    """Fewer draws for large inventories, so that the answers come in time.

    Who gives the search more time gives it to the questions too: the prices of the rules need it.
    """
    from planner.questioning import Asked

    count = max(1, len(study.problem.workloads))
    seconds = max(QUESTIONS_S, time_limit_s or 0.0)
    return Asked(seconds=seconds, draws=max(100, min(1000, 150_000 // count)))


def _open_project(path: Path | None) -> Document | None:
    if path is None or not path.exists():
        return None
    from planner.project import read_document

    return read_document(path)


def _say_plan(plan: Plan, language: str, programme: Programme | None = None) -> None:
    if plan.exists:
        _say_stage(
            "placement",
            plan.placement_status.value,
            language,
            plan.placement_value,
            plan.placement_bound,
            plan.placement_gap,
        )
        if plan.wave_status is not None:
            _say_stage(
                "waves",
                plan.wave_status.value,
                language,
                plan.wave_value,
                plan.wave_bound,
                plan.wave_gap,
            )
        if plan.joint and plan.bound is not None and plan.placement_value is not None:
            worth = plan.placement_value + (plan.wave_value or 0.0)
            _say_stage("joint", plan.status.value, language, worth, plan.bound, plan.gap)
        counts = Counter(plan.placement.values())
        parts = say("rules.list", language).join(
            f"{_target(target, programme, language)} {count}"
            for target, count in sorted(counts.items())
        )
        _say(say("cli.targets", language, parts=parts))
        _say(say("cli.checked", language))
    elif plan.conflict is not None:
        _say_conflict(plan, language, programme)
    else:
        _say(say("cli.unknown", language))
    reason = say(f"common.stopped.{plan.stopped_by.value}", language)
    _say(say("cli.stopped", language, reason=reason, seconds=f"{plan.seconds:.1f}"))


def _target(target: str, programme: Programme | None, language: str) -> str:
    from planner.limit_words import target_words

    return target if programme is None else target_words(target, programme).say(language)


def _say_stage(
    stage: str,
    status: str,
    language: str,
    value: float | None,
    bound: float | None,
    gap: float | None,
) -> None:
    def figure(number: float | None) -> str:
        return "–" if number is None else f"{number:,.6g}"

    _say(
        say(
            f"cli.{stage}",
            language,
            status=say(f"common.status.{status}", language),
            value=figure(value),
            bound=figure(bound),
            gap="–" if gap is None else f"{gap:.4%}",
        )
    )


def _say_conflict(plan: Plan, language: str, programme: Programme | None) -> None:
    from planner.rule_words import conflict_lines

    assert plan.conflict is not None
    rules, repairs = conflict_lines(plan.conflict, language, programme)
    _say(say("cli.no_plan", language))
    for line in rules:
        _say(f"  - {line}")
    if repairs:
        _say(say("cli.ways_out", language))
        for number, line in enumerate(repairs, start=1):
            _say(f"  {number}. {line}")


def _check(parsed: argparse.Namespace) -> int:
    from planner import pipeline

    sources, _ = pipeline.import_sources(parsed.inventory, _today(parsed))
    issues = sources.issues
    if parsed.json:
        entries = [_issue_entry(issue, parsed.lang) for issue in issues]
        _say(json.dumps({"issues": entries}, ensure_ascii=False, indent=2))
    else:
        for issue in issues:
            entry = _issue_entry(issue, parsed.lang)
            severity = say(f"common.severity.{issue.severity.value}", parsed.lang)
            where = " ".join(part for part in (entry["sheet"], entry["cell"]) if part)
            place = where or entry["file"]
            line = "cli.issue.line" if place else "cli.issue.nowhere"
            words = {"what": entry["what"], "advice": entry["advice"], "severity": severity}
            _say(say(line, parsed.lang, **words, **({"where": place} if place else {})))
        if not issues:
            _say(say("cli.issues.none", parsed.lang))
    return 1 if any(issue.severity.value == "error" for issue in issues) else 0


def _issue_entry(issue: Issue, language: str) -> dict[str, str]:
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "file": issue.where.file,
        "sheet": issue.where.sheet,
        "cell": issue.where.address,
        "workload": issue.workload_id,
        "what": say(f"importing.issue.{issue.code}", language, **issue.params),
        "advice": say(f"importing.advice.{issue.code}", language, **issue.params),
    }


def _template(parsed: argparse.Namespace) -> int:
    from planner.importing import write_template

    if parsed.file.suffix.lower() != ".xlsx":
        raise BadInputError(f"{parsed.file} does not end in .xlsx.", "Name a .xlsx file.")
    write_template(parsed.file, parsed.lang)
    _say(say("cli.written", parsed.lang, path=parsed.file))
    return 0


def _solve(parsed: argparse.Namespace) -> int:
    from planner.model.plan_file import write_plan
    from planner.model.problem_file import read_problem
    from planner.optimising.solve import solve

    problem = read_problem(parsed.problem)
    if parsed.output.is_dir():
        raise BadInputError(f"{parsed.output} is a folder.", "Name a file for the plan.")
    if not parsed.output.resolve().parent.is_dir():
        raise BadInputError(f"There is no folder {parsed.output.parent}.", "Make it first.")
    plan = solve(problem, _options(parsed), listen=_progress(parsed.lang))
    _end_progress()
    write_plan(plan, parsed.output)
    _say_plan(plan, parsed.lang)
    _say(say("cli.written", parsed.lang, path=parsed.output))
    return 0 if plan.exists else 1


def _verify(parsed: argparse.Namespace) -> int:
    from planner.model.check import check_plan
    from planner.model.plan_file import read_plan
    from planner.model.problem_file import read_problem

    faults = check_plan(read_problem(parsed.problem), read_plan(parsed.plan))
    if not faults:
        _say(say("cli.verify.clean", parsed.lang))
        return 0
    _say(say("cli.verify.broken", parsed.lang, count=len(faults)))
    for fault in faults:
        _say(f"  - {fault}")
    return 1
