"""Reading files of strangers in a process of its own, with limits of memory and processor time.

Parsers, ours and other people's, meet bytes that somebody made to harm them or that a failing disk
made by chance. In a child, whatever they do (an endless loop, memory without end, an abort of the
whole process) ends in one sentence about the file, and a cancel is obeyed at once.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from planner.child_process import OUT_OF_MEMORY, Outcome, Tell, WorkerProcess
from planner.errors import BadInputError, CancelledError, message
from planner.jobs import ProgressListener, Stop, ignore_progress

if TYPE_CHECKING:
    from planner.importing.imported import Imported
    from planner.importing.joining.rollup import Rollup
    from planner.importing.matching.mapping import MappingBook

__all__ = ["Budget", "import_apart", "read_apart"]

_MIB: Final = 1 << 20
GRACE_S: Final = 0.5
_OVER_BUDGET: Final = (OUT_OF_MEMORY, -getattr(signal, "SIGXCPU", 24), -signal.SIGABRT)
"""Exit statuses of a child that wanted more than its budget; a parser without memory aborts."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What a file of a given size may cost.

    An honest workbook costs some 50 bytes of memory and a microsecond for each of its packed bytes,
    on top of what the libraries themselves take; the limits are several times that.

    Attributes
    ----------
    memory_bytes
        Memory on top of what the process has when it begins.
    processor_s
        Seconds of processor time, which other programs on the machine do not change.
    """

    memory_bytes: int
    processor_s: int

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Budget:
        """Return the budget of these files together; what is no file costs nothing."""
        size = 0
        for path in paths:
            with contextlib.suppress(OSError, ValueError):
                size += path.stat().st_size
        return cls(
            memory_bytes=min(384 * _MIB + 48 * size, 3072 * _MIB),
            processor_s=min(6 + size // (128 * 1024), 240),
        )


@dataclass(frozen=True, slots=True)
class _Refused:
    """An error of the reading itself, handed over as a value: it is an answer, not a failure."""

    error: BadInputError


@dataclass(frozen=True, slots=True)
class _Outgrown:
    """The memory of the budget did not suffice."""


def import_apart(
    paths: Sequence[Path],
    *,
    today: date,
    mapping: MappingBook | None = None,
    rollup: Rollup | None = None,
    noise_ports: frozenset[int] | None = None,
    stop: Stop | None = None,
    child: WorkerProcess | None = None,
) -> Imported:
    """Read files into one inventory, as :func:`planner.importing.import_files`, in a child.

    Parameters
    ----------
    paths
        Files, in the order in which they were named.
    today
        From which ages and relative days are counted.
    mapping
        Mappings that are kept; None: none are.
    rollup
        How servers are gathered into workloads; None: as usual.
    noise_ports
        Ports whose connections count for nothing; None: the usual ones.
    stop
        For a cancel.
    child
        A process that is there already; None: one is started.

    Raises
    ------
    BadInputError
        A file cannot be read, or costs more than a file of its size may.
    CancelledError
        Somebody stopped it.
    """
    arguments = (tuple(paths), today, mapping, rollup, noise_ports)
    imported: Imported = read_apart(_import, arguments, paths, stop, child=child)
    return imported


def read_apart(
    work: Callable[..., Any],
    arguments: tuple[object, ...],
    paths: Sequence[Path],
    stop: Stop | None = None,
    *,
    child: WorkerProcess | None = None,
) -> Any:
    """Have ``work(*arguments)``, which reads ``paths``, done in a child within their budget.

    Parameters
    ----------
    work
        A function of a module; it may raise BadInputError, which is raised again here.
    child
        A warm process to use and to leave running.

    Raises
    ------
    BadInputError
        As the work says, or where the budget did not suffice or the process was lost, twice.
    CancelledError
        Somebody stopped it.
    """
    stop = stop or Stop()
    worker = child or WorkerProcess(GRACE_S)
    budget = Budget.of(paths)
    asked = (work, arguments, budget)
    said = (_within_budget, asked, _clock(stop, budget), ignore_progress, _ignore)
    try:
        outcome = worker.run(*said)
        if outcome.ended == "died" and outcome.status not in _OVER_BUDGET:
            outcome = worker.run(*said)
    finally:
        if child is None:
            worker.close()
    return _answer(outcome, paths)


def _clock(stop: Stop, budget: Budget) -> Stop:
    """Return the stop of the child: the wall clock is a net where processor time is not limited."""
    if stop.time_limit_s is not None or sys.platform != "win32":
        return stop
    return stop.within(10.0 * budget.processor_s)


def _answer(outcome: Outcome, paths: Sequence[Path]) -> Any:
    if outcome.ended == "cancelled":
        raise CancelledError
    if isinstance(outcome.result, _Refused):
        raise outcome.result.error
    names = tuple(message("errors.quoted", name=path.name) for path in paths[:3])
    if outcome.ended == "died" and outcome.status not in _OVER_BUDGET:
        raise BadInputError(
            "errors.file.reading_ended_unexpectedly",
            "errors.file.open_it_in_a_spreadsheet_program_copy",
            f"status {outcome.status}",
            names=names,
        )
    if outcome.ended or isinstance(outcome.result, _Outgrown):
        raise BadInputError(
            "errors.file.reading_takes_far_more_time_or_memory",
            "errors.file.open_it_in_a_spreadsheet_program_copy",
            outcome.ended or "memory",
            names=names,
        )
    return outcome.result


def _ignore(found: object) -> None:
    """Nothing is handed over on the way."""


# In the child ----------------------------------------------------------------------------------


def _within_budget(
    work: Callable[..., Any],
    arguments: tuple[object, ...],
    budget: Budget,
    *,
    stop: Stop,
    listen: ProgressListener,
    tell: Tell,
) -> object:
    _silence_standard_error()
    _load()
    gc.disable()  # what is read stays until it is handed over: nothing is to be collected
    try:
        with _limited(budget):
            return work(*arguments)
    except BadInputError as error:
        return _Refused(error)
    except (MemoryError, RecursionError):
        return _Outgrown()
    finally:
        gc.enable()


def _load() -> None:
    """Import the room, words of all languages included: no file is to pay for it."""
    import planner.importing.imported  # noqa: F401


def _silence_standard_error() -> None:
    """Send what a dying parser prints to nowhere; people get a sentence."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 2)
        os.close(nowhere)


@contextlib.contextmanager
def _limited(budget: Budget) -> Iterator[None]:
    """Hold this process to the budget where the system can; an overrun of time ends it."""
    if sys.platform == "win32":
        yield
        return
    import resource

    kinds = (resource.RLIMIT_DATA, resource.RLIMIT_CPU, resource.RLIMIT_CORE)
    before = {kind: resource.getrlimit(kind) for kind in kinds}
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + 1 + budget.processor_s
    _set(resource, resource.RLIMIT_DATA, _data_bytes() + budget.memory_bytes)
    _set(resource, resource.RLIMIT_CPU, seconds)
    _set(resource, resource.RLIMIT_CORE, 0)
    try:
        yield
    finally:
        for kind, (soft, _) in before.items():
            _set(resource, kind, soft)


def _set(resource: Any, kind: int, soft: int) -> None:
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY and (soft == resource.RLIM_INFINITY or soft > hard):
        soft = hard
    with contextlib.suppress(OSError, ValueError):  # a system that has no such limit
        resource.setrlimit(kind, (soft, hard))


def _data_bytes() -> int:
    """Return the private memory of this process as the system counts it for its limit."""
    try:
        text = Path("/proc/self/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 256 * _MIB
    sizes = (row.split()[1] for row in text.splitlines() if row.startswith("VmData:"))
    return int(next(sizes, "262144")) * 1024


def _import(
    paths: tuple[Path, ...],
    today: date,
    mapping: MappingBook | None,
    rollup: Rollup | None,
    noise_ports: frozenset[int] | None,
) -> Imported:
    from planner.importing.imported import import_files
    from planner.importing.joining.noise import NOISE_PORTS
    from planner.importing.joining.rollup import DEFAULT_ROLLUP

    return import_files(
        paths,
        today=today,
        mapping=mapping,
        rollup=rollup or DEFAULT_ROLLUP,
        noise_ports=NOISE_PORTS if noise_ports is None else noise_ports,
    )
