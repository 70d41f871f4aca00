"""The straight line from a spreadsheet to a PDF, one call per step.

Window and command line walk the same steps; nothing here knows either of them.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import CancelledError, Message, message
from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.assessment import Assessment
from planner.model.inventory import Inventory
from planner.model.issue import Issue, Severity
from planner.model.programme import Programme
from planner.model.rules import RuleSet
from planner.model.scenario import Scenario
from planner.model.study import Draft, Stated, Study
from planner.optimising.plan import Plan

if TYPE_CHECKING:
    from planner.importing import Imported, Rollup
    from planner.importing.matching.mapping import MappingBook, SheetMapping
    from planner.optimising.child import ChildProcess
    from planner.optimising.outcome import Options
    from planner.project import Document
    from planner.questioning import Asked
    from planner.reporting import Exported, ReportOptions

__all__ = [
    "Sources",
    "ask_study",
    "assumed_frame",
    "draft_study",
    "export_study",
    "import_sources",
    "imported_sources",
    "keep_decisions",
    "kept_mappings",
    "load_rules",
    "new_document",
    "plan_study",
    "plan_study_here",
    "save_project",
    "sources_of",
    "studies_of",
    "walk",
    "with_missing",
]


@dataclass(frozen=True)
class Sources:
    """What a plan is made from, before anything is computed."""

    inventory: Inventory
    programme: Programme
    rules: RuleSet
    scenario: Scenario
    issues: tuple[Issue, ...] = ()


def import_sources(
    paths: Sequence[Path],
    today: date,
    *,
    rules: RuleSet | None = None,
    mapping: MappingBook | None = None,
    rollup: Rollup | None = None,
    noise_ports: frozenset[int] | None = None,
    field: str = "",
    stop: Stop | None = None,
) -> tuple[Sources, Imported]:
    """Read files into sources, in a child process; also return what was read and its mapping.

    Parameters
    ----------
    rules
        Win over those named in the workbook, which win over the default ones.
    mapping
        Mappings that are kept.
    rollup
        How servers are grouped into workloads.
    noise_ports
        Connections to leave out.
    field
        Key of a field profile; it wins over the workbook's.

    Raises
    ------
    BadInputError
        Where a file cannot be used at all.
    CancelledError
        Where somebody stopped it.
    """
    from planner.importing.apart import import_apart

    imported = import_apart(
        paths, today=today, mapping=mapping, rollup=rollup, noise_ports=noise_ports, stop=stop
    )
    return imported_sources(imported, rules, field), imported


def imported_sources(imported: Imported, rules: RuleSet | None = None, field: str = "") -> Sources:
    """Return what was read as sources; ``rules`` and ``field`` win over those that it names."""
    inventory, programme = imported.inventory, imported.programme
    if field:
        programme = replace(programme, field=field)
    named, unknown = _known_rules(imported.rule_set or "")
    chosen = rules or load_rules(named or _usual_rules(inventory, programme))
    inventory, told = _with_currency(inventory, programme, imported)
    scenario = Scenario("base", rule_set=chosen.id, decisions=imported.decisions)
    if imported.dials is not None:
        scenario = replace(scenario, dials=imported.dials)
    issues = with_missing((*told, *unknown), inventory, chosen, scenario, programme)
    return Sources(inventory, programme, chosen, scenario, issues)


def _with_currency(
    inventory: Inventory, programme: Programme, imported: Imported
) -> tuple[Inventory, tuple[Issue, ...]]:
    """Return the inventory in the currency of its country, where nothing names one, and say so."""
    from planner.assessing.countries import currency_of

    if imported.currency_named or not inventory.workloads:
        return inventory, imported.issues
    code = currency_of(inventory, programme)
    inventory = replace(inventory, currency=code or inventory.currency)
    issue = "currency_by_country" if code else "currency_assumed"
    told = Issue(issue, Severity.NOTE, params={"currency": inventory.currency})
    rest = (one for one in imported.issues if one.code != "currency_assumed")
    return inventory, (*rest, told)


def _usual_rules(inventory: Inventory, programme: Programme) -> str:
    """Return the rule set of what is, or looks like, a bank; the balanced one of all others."""
    from planner.assessing import load_rule_set
    from planner.assessing.field_choice import propose_field

    field = programme.field
    if not field:
        proposal = propose_field(inventory, programme, load_rule_set("balanced"))
        field = proposal.key if proposal else ""
    return "regulated-bank" if field.startswith("bank") else "balanced"


def _known_rules(name: str) -> tuple[str, tuple[Issue, ...]]:
    """Return the rule set that a workbook names, where there is one: a cell is never a path."""
    from planner.assessing import rule_set_names

    known = rule_set_names()
    if not name or name in known:
        return name, ()
    params = {"name": name, "names": "; ".join(known)}
    return "", (Issue("rule_set_unknown", Severity.WARNING, params=params),)


def with_missing(
    issues: Sequence[Issue],
    inventory: Inventory,
    rules: RuleSet,
    scenario: Scenario,
    programme: Programme,
) -> tuple[Issue, ...]:
    """Return the issues of an import, what is missing by what it weighs, and what is asked."""
    from planner.assessing.doubts import find_questions
    from planner.assessing.field_choice import lawful_rules
    from planner.importing.missing import find_missing

    lawful = lawful_rules(rules, inventory, programme)
    missing = find_missing(inventory, lawful, scenario.dials.weights)
    asked = find_questions(inventory, programme, rules)
    rank = list(Severity)
    return tuple(sorted((*issues, *missing, *asked), key=lambda issue: rank.index(issue.severity)))


def new_document(
    sources: Sources,
    name: str,
    scenario_name: str = "",
    mappings: Mapping[str, Mapping[str, str]] | None = None,
) -> Document:
    """Return a fresh project of what was read; ``name`` where the inventory has none.

    ``mappings`` are those that people set, as :func:`kept_mappings` reads them.
    """
    from planner.project import Document

    scenario = replace(sources.scenario, name=scenario_name or sources.scenario.name)
    return Document(
        name=sources.inventory.name or name,
        inventory=sources.inventory,
        programme=sources.programme,
        rule_sets={sources.rules.id: sources.rules},
        scenarios=(scenario,),
        active=scenario.name,
        issues=sources.issues,
        mappings=dict(mappings or {}),
        log=scenario.decisions,
    )


def sources_of(document: Document, scenario: Scenario | None = None) -> Sources:
    """Return what a scenario of a project is planned from; the active one's where none is said."""
    chosen = scenario or document.scenario
    rules = document.rule_sets.get(chosen.rule_set) or load_rules(chosen.rule_set)
    return Sources(document.inventory, document.programme, rules, chosen, document.issues)


def studies_of(
    document: Document,
    scenarios: Sequence[Scenario],
    today: date,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
) -> dict[str, Study]:
    """Return, by name, the study of each scenario whose plan is one of the inventory as it is."""
    stop = stop or Stop()
    found = {}
    for number, scenario in enumerate(scenarios):
        stop.raise_if_cancelled()
        if scenario.plan is None:
            continue
        draft = draft_study(sources_of(document, scenario), today, stop)
        if draft.is_answered_by(scenario.plan):
            kept = document.insights.get(scenario.name)
            found[scenario.name] = draft.planned(scenario.plan, kept)
        listen(Progress("common.phase.assess", (number + 1) / len(scenarios)))
    return found


def kept_mappings(mappings: Mapping[str, Mapping[str, str]]) -> MappingBook:
    """Return the mappings of columns that a project keeps, by signature of the headers."""
    from planner.errors import BadInputError
    from planner.importing import MappingBook

    sheets: list[SheetMapping] = []
    for entry in mappings.values():
        try:
            sheets.extend(MappingBook.from_json(entry.get("mapping", "")).sheets)
        except BadInputError:
            continue  # of a version to come: the proposal stands in
    return MappingBook(tuple(sheets))


def load_rules(name_or_path: str | Path = "") -> RuleSet:
    """Return a rule set by name or file; the regulated bank's where nothing is named."""
    from planner.assessing import load_rule_set

    return load_rule_set(name_or_path or "regulated-bank")


def draft_study(sources: Sources, today: date, stop: Stop | None = None) -> Draft:
    """Score and cost every workload and state the planning problem.

    Raises
    ------
    BadInputError
        There are more workloads than one plan takes.
    CancelledError
        Where somebody stopped it.
    """
    from planner.assessing.assumed import assumed_of, framed
    from planner.assessing.field_choice import lawful_rules
    from planner.assessing.part import part_said
    from planner.assessing.progress import locked
    from planner.assessing.published.audit import published_set
    from planner.assessing.published.impose import audited_only, paced
    from planner.assessing.stated import assessed_and_stated
    from planner.model.way_out import more_waves
    from planner.optimising.problem_file import refuse_too_large
    from planner.optimising.problem_json import problem_pieces

    inventory, scenario = sources.inventory, sources.scenario
    refuse_too_large(len(inventory.workloads))
    frame = framed(inventory, sources.programme, today, sources.rules)
    programme, rules = frame.programme, lawful_rules(sources.rules, inventory, sources.programme)
    if scenario.preset:
        programme = paced(programme, scenario.preset)
    calendar = programme.calendar(today, more_waves(scenario.decisions))
    found = assessed_and_stated(inventory, programme, rules, scenario, calendar, today, stop)
    said = [*frame.assumptions, *assumed_of(found.assessment)]
    said += part_said(found.assessment, scenario, locked(scenario))
    if scenario.preset:
        said.append(message("profiles.preset", name=published_set(scenario.preset).name))
        if left := audited_only(programme, scenario.preset):
            said.append(message("profiles.preset.audited", rules=left))
    digest = hashlib.sha256()
    for piece in (stop or Stop()).watch(problem_pieces(found.problem)):
        digest.update(piece.encode())
    return Draft(
        inventory=inventory,
        issues=_with_savings(sources.issues, inventory, found.assessment, (programme, rules)),
        programme=programme,
        calendar=calendar,
        rules=rules,
        scenario=scenario,
        assessment=found.assessment,
        problem=found.problem,
        made_on=today,
        input_hash=digest.hexdigest(),
        notes=found.notes,
        assumptions=tuple(said),
        stated=Stated(sources.programme, sources.rules),
    )


def assumed_frame(sources: Sources, today: date) -> tuple[Message, ...]:
    """Return what is taken for granted of the programme, the field first; a draft has it all."""
    from planner.assessing.assumed import framed

    return framed(sources.inventory, sources.programme, today, sources.rules).assumptions


def plan_study(
    draft: Draft,
    options: Options,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    *,
    child: ChildProcess | None = None,
) -> Study:
    """Optimise in a child process that can be stopped at any moment; the plan is checked.

    Where the scenario has a plan already, the search starts from it, and the least-change dial
    decides how near to it the new one stays. ``child`` is a warm one to use and to leave running.
    """
    from planner.optimising.solving import solve
    from planner.questioning.replan import replan

    before = draft.scenario.plan
    if before is not None and before.exists:
        return _doubted(replan(draft, before, options, stop, listen, child=child))
    return _kept(draft, solve(draft.problem, options, stop, listen, child=child))


def plan_study_here(draft: Draft, options: Options) -> Study:
    """Optimise in this process; for those who have a process of their own."""
    from planner.optimising.solving import solve_here

    return _kept(draft, solve_here(draft.problem, options))


def ask_study(
    study: Study,
    asked: Asked | None = None,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    *,
    child: ChildProcess | None = None,
    other: ChildProcess | None = None,
) -> Study:
    """Return the study with the answers to its questions: why, how sure, at what price.

    They are asked in a child process, ``child`` where one is given, and half of them at the same
    time in the ``other``.
    """
    from planner.questioning.apart import ask_apart

    return replace(study, insights=ask_apart(study, asked, stop, listen, child=child, other=other))


def walk(
    sources: Sources,
    today: date,
    options: Options,
    *,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
    ask: Callable[[Study], Asked] | None = None,
    told: Callable[[Study], None] = lambda _: None,
) -> Study:
    """Walk the whole line: score, cost, place, schedule, then ask the plan its questions.

    Plan and questions are worked out in processes, which are gone when it returns. A stop ends
    what is going on and keeps the plan.

    Parameters
    ----------
    ask
        Says what the plan is asked, once it is there; the usual where left out.
    told
        Gets the plan before it is asked anything.
    """
    from planner.optimising.child import ChildProcess
    from planner.questioning import Asked

    stop = stop or Stop(options.time_limit_s, options.work_limit)
    draft = draft_study(sources, today)
    child, other = ChildProcess(), ChildProcess()
    try:
        other.start()
        study = plan_study(draft, options, stop, listen, child=child)
        told(study)
        if study.plan.exists and not stop.cancelled:
            asked = ask(study) if ask is not None else None
            if asked is None:
                asked = Asked()
            part = asked.stop()
            part.cancel_event = stop.cancel_event
            with contextlib.suppress(CancelledError):
                study = ask_study(study, asked, part, listen, child=child, other=other)
    finally:
        child.close()
        other.close()
    return study


def export_study(
    study: Study,
    directory: Path,
    language: str,
    options: ReportOptions | None = None,
    *,
    force: bool = False,
    stop: Stop | None = None,
    listen: ProgressListener = ignore_progress,
) -> Exported:
    """Write every export into ``directory``; where no plan exists, its problem and answer alone.

    ``options`` choose the parts and the paper of the PDF; all parts on A4 where left out. With
    ``force`` files that the program did not make are written over.
    """
    from planner.reporting import ReportOptions, write_all

    options = options or ReportOptions()
    return write_all(study, directory, language, options, force=force, progress=listen, stop=stop)


def keep_decisions(sources: Sources, document: Document) -> Sources:
    """Return fresh sources under an earlier project's dials, decisions and progress.

    Decisions about workloads that are no longer in the inventory stay in the log alone.
    """
    known = sources.inventory.by_id
    before = document.scenario
    fresh = {decision.id for decision in sources.scenario.decisions}
    kept = tuple(
        decision
        for decision in before.decisions
        if decision.id not in fresh and all(name in known for name in decision.workloads)
    )
    scenario = replace(before, decisions=(*kept, *sources.scenario.decisions), plan=None)
    field = sources.programme.field or document.programme.field
    return replace(sources, scenario=scenario, programme=replace(sources.programme, field=field))


def save_project(path: Path, study: Study, document: Document | None = None) -> None:
    """Keep the study in a project file, beside what an earlier ``document`` holds."""
    from planner.project import Document, write_document

    kept = replace(
        document or Document(name=study.inventory.name or path.stem, scenarios=(study.scenario,)),
        inventory=study.inventory,
        programme=study.given.programme,
        issues=study.issues,
    )
    rule_sets = {**kept.rule_sets, study.rules.id: study.given.rules}
    write_document(replace(kept, rule_sets=rule_sets).with_scenario(study.scenario), path)


def _kept(draft: Draft, plan: Plan) -> Study:
    study = draft.planned(plan)
    return _doubted(replace(study, scenario=replace(study.scenario, plan=plan)))


def _doubted(study: Study) -> Study:
    """The study with the doubts that its own placement raises, and how it keeps the method."""
    from planner.assessing.method import principles_kept

    placement = study.plan.placement
    issues = _with_savings(
        study.issues, study.inventory, study.assessment, (study.programme, study.rules), placement
    )
    method = principles_kept(study, study.plan)
    return replace(study, issues=issues, method=method)


def _with_savings(
    issues: Sequence[Issue],
    inventory: Inventory,
    assessment: Assessment,
    prices: tuple[Programme, RuleSet],
    placement: Mapping[str, str] | None = None,
) -> tuple[Issue, ...]:
    from planner.assessing.savings import SAVING_CODES, doubtful_savings, scaled_traffic

    kept = [issue for issue in issues if issue.code not in SAVING_CODES]
    found = (
        *doubtful_savings(inventory, assessment, placement),
        *scaled_traffic(inventory, assessment, *prices),
    )
    rank = list(Severity)
    return tuple(sorted((*kept, *found), key=lambda issue: rank.index(issue.severity)))
