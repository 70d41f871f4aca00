"""The room's door: a study goes in, whole files come out.

Every drawer returns bytes; only this file touches the disk, so nothing half-written stays. The
drawers are imported when first used: each brings a heavy library.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from planner.codec import write_whole
from planner.jobs import Progress, ProgressListener, Stop, ignore_progress
from planner.model.study import Study
from planner.reporting.aside import ASIDE, ASIDE_FROM, Aside
from planner.reporting.export_folder import Exported, ExportFolder
from planner.reporting.options import ReportOptions

__all__ = [
    "FILE_NAMES",
    "WrittenReport",
    "export_writers",
    "prepare_folder",
    "write_all",
    "write_pdf",
]

FILE_NAMES: Final = (
    "problem.json",
    "solution.json",
    "roadmap.pdf",
    "roadmap.html",
    "plan.xlsx",
    "plan.json",
    "roadmap.pptx",
    "plan.xml",
    "waves.csv",
    "jira.csv",
    "roadmap.ics",
    "azure-devops.csv",
)
"""What :func:`write_all` leaves in the folder, in this order; :func:`_more` may add to it."""
ROOM: Final = 8 << 20
"""Bytes that must be free before a search: what the exports of some hundred workloads take."""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A report that was written.

    ``replaced`` are the characters no font of the report has (printed as a box), in order.
    """

    path: Path
    pages: int
    replaced: tuple[str, ...] = ()


def write_pdf(
    study: Study,
    path: str | os.PathLike[str],
    language: str,
    options: ReportOptions = ReportOptions(),  # noqa: B008  # frozen
    *,
    stop: Stop | None = None,
) -> WrittenReport:
    """Write the roadmap PDF.

    Parameters
    ----------
    path
        Of the file.
    language
        ``"en"``, ``"zh"`` or another that there is a catalogue of.
    options
        Parts and paper.
    stop
        For a cancel.

    Raises
    ------
    BadInputError
        The file cannot be written.
    CancelledError
        ``stop`` was cancelled; nothing is written.
    """
    from planner.reporting.pdf import draw_pdf

    drawn = draw_pdf(study, language, options, stop or Stop())
    write_whole(path, drawn.data)
    return WrittenReport(Path(path), drawn.pages, drawn.replaced)


def export_writers(
    study: Study, language: str, options: ReportOptions, stop: Stop
) -> dict[str, Callable[[Path], object]]:
    """Return what writes each export, the most important first.

    Parameters
    ----------
    options
        Parts and paper of the report.
    stop
        For a cancel.
    """
    from planner.optimising.plan_file import write_plan
    from planner.optimising.problem_file import write_problem
    from planner.reporting.calendar_file import draw_calendar_file
    from planner.reporting.html import draw_html
    from planner.reporting.plan_json import draw_json
    from planner.reporting.project_xml import draw_project_xml
    from planner.reporting.slides import draw_slides
    from planner.reporting.tables_csv import draw_waves_csv
    from planner.reporting.tickets import draw_jira_csv
    from planner.reporting.workbook import draw_workbook

    def whole(draw: Callable[[Study, str], bytes]) -> Callable[[Path], object]:
        return lambda place: write_whole(place, draw(study, language))

    return {
        "problem.json": lambda place: write_problem(study.problem, place),
        "solution.json": lambda place: write_plan(study.plan, place),
        "roadmap.pdf": lambda place: write_pdf(study, place, language, options, stop=stop),
        "roadmap.html": whole(partial(draw_html, options=options, stop=stop)),
        "plan.xlsx": whole(draw_workbook),
        "plan.json": lambda place: write_whole(place, draw_json(study)),
        "roadmap.pptx": whole(draw_slides),
        "plan.xml": whole(draw_project_xml),
        "waves.csv": whole(draw_waves_csv),
        "jira.csv": whole(draw_jira_csv),
        "roadmap.ics": whole(draw_calendar_file),
    }


def write_all(
    study: Study,
    directory: str | os.PathLike[str],
    language: str,
    options: ReportOptions = ReportOptions(),  # noqa: B008  # frozen
    *,
    force: bool = False,
    progress: ProgressListener = ignore_progress,
    stop: Stop | None = None,
) -> Exported:
    """Write every export into a folder and return the files.

    Where no plan exists there are only the problem and the answer to it. Problem and plan come
    first, each of the others stands on its own: what cannot be made is named, and costs nothing
    else.

    Parameters
    ----------
    study
        The plan, or the answer that there is none.
    directory
        Made where missing.
    options
        Parts and paper of the report.
    force
        Files of these names that the program did not make are written over.
    progress
        Told of each file.
    stop
        For a cancel.

    Raises
    ------
    BadInputError
        The folder cannot be made, or holds files of these names that the program did not make
        (not with ``force``).
    CancelledError
        ``stop`` was cancelled; files that were whole by then are there.
    """
    from planner.reporting.compose import shared_views

    with shared_views():
        return _written(study, Path(directory), language, options, progress, stop or Stop(), force)


def _written(
    study: Study,
    directory: Path,
    language: str,
    options: ReportOptions,
    progress: ProgressListener,
    stopping: Stop,
    force: bool,
) -> Exported:
    writers = export_writers(study, language, options, stopping)
    if study.plan.exists:
        try:
            writers |= _more(study, language)
        except Exception as error:  # told as the others are, and costs none of them
            writers["azure-devops.csv"] = partial(_raise, error)

    def before_each(number: int) -> None:
        stopping.raise_if_cancelled()
        progress(Progress("reporting.phase", number / len(writers), seconds=stopping.seconds))

    if not study.plan.exists:
        writers = {name: writers[name] for name in ("problem.json", "solution.json")}
    folder = ExportFolder(directory)
    folder.prepare(tuple(dict.fromkeys((*FILE_NAMES, *writers))), force=force)
    if study.plan.exists and len(study.plan.placement) >= ASIDE_FROM:
        with Aside(study, language, options, stopping) as aside:
            writers |= {name: partial(aside.wait, name, writers[name]) for name in ASIDE}
            exported = folder.fill(writers, before_each, last=ASIDE, begin=aside.begin)
    else:
        exported = folder.fill(writers, before_each)
    progress(Progress("reporting.phase", 1.0, seconds=stopping.seconds))
    return exported


def _more(study: Study, language: str) -> dict[str, Callable[[Path], object]]:
    """Return what takes as many files as it needs, and what goes back to where it came from."""
    from planner.reporting.tickets import draw_devops_csv
    from planner.reporting.wave_lists import draw_wave_lists

    found: dict[str, bytes] = {}
    for number, data in enumerate(draw_devops_csv(study, language), start=1):
        found["azure-devops.csv" if number == 1 else f"azure-devops-{number}.csv"] = data
    found |= draw_wave_lists(study, language)
    return {name: partial(_write, data) for name, data in found.items()}


def _raise(error: Exception, _place: Path) -> None:
    raise error


def _write(data: bytes, place: Path) -> None:
    write_whole(place, data)


def prepare_folder(directory: str | os.PathLike[str], *, force: bool = False) -> None:
    """Make sure, before any work, that every export can be made and written there.

    Raises
    ------
    BadInputError
        The place cannot be written to or is full, or it holds files of these names that the
        program did not make (not with ``force``).
    """
    ExportFolder(Path(directory)).prepare(FILE_NAMES, force=force, room=ROOM)
