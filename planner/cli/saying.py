"""What the commands print: lines in the reader's language, progress, and what came of a plan."""

from __future__ import annotations

import io
import os
import sys
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TextIO

from planner.codec.plain_text import for_terminal
from planner.errors import BadInputError, PlannerError
from planner.jobs import Progress, ProgressListener, ignore_progress
from planner.optimising.plan import StoppedBy
from planner.optimising.vouching import Voucher, vouched
from planner.wording import error_line, say
from planner.wording.names import phase_key, status_key
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.model.study import Study
    from planner.optimising.plan import Plan

__all__ = [
    "Heard",
    "Quiet",
    "end_progress",
    "progress_line",
    "say_dated",
    "say_plan",
    "say_study",
    "say_too_little",
    "tell",
    "tell_end",
    "warn",
    "words_of",
]


SHOWN: Final = 30
"""Names that are listed at most."""


def tell(line: str) -> None:
    """Print a line on standard output."""
    sys.stdout.write(f"{for_terminal(line)}\n")


def warn(line: str) -> None:
    """Print a line on standard error."""
    try:
        sys.stderr.write(f"{for_terminal(line)}\n")
    except OSError:
        _end(sys.stderr)


def _end(stream: TextIO) -> None:
    """Send what is still to be written to a stream nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


class Heard(io.TextIOBase):
    """Standard output that may end before the work does: ``| head``, a full disk under ``> file``.

    The work goes on, since a plan is still to be written.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._error: OSError | None = None

    def write(self, text: str) -> int:
        """Take a text."""
        try:
            return self._stream.write(text)
        except OSError as error:
            self._error = error
            _end(self._stream)
            return len(text)

    def settled(self, status: int) -> int:
        """Return the status of the work, unless what it said was lost.

        Raises
        ------
        OSError
            What was written could not be; that a reader left is no such thing.
        """
        if self._error is None or isinstance(self._error, BrokenPipeError):
            return status
        raise self._error


class Quiet(io.TextIOBase):
    """Standard output while no lines are wanted (``-q``, ``--json``): it shows none."""

    def write(self, text: str) -> int:
        """Take a text."""
        return len(text)


def tell_end(line: str, *items: str) -> None:
    """Print why a command ends with another status than 0, and the items of a list that it opens.

    Where no lines are wanted it is one on standard error, so that no such end is silent.
    """
    if isinstance(sys.stdout, Quiet):
        warn(" ".join((line, *items[:1], *["…"][: len(items) - 1])))
        return
    tell(line)
    for item in items:
        tell(f"  - {item}")


def words_of(error: PlannerError | OSError, language: str) -> str:
    """Say an error in one line; of what the system refused, in our words and not in its own."""
    if isinstance(error, PlannerError):
        return " ".join(error_line(error, language).splitlines())
    place = error.filename
    key = "errors.file.could_not_be_used" if place else "errors.file.one_could_not_be_used"
    advice = "errors.file.check_that_the_folder_exists_that_you"
    return words_of(BadInputError(key, advice, str(error), path=place), language)


def progress_line(language: str) -> ProgressListener:
    """Return a one-line progress display on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return ignore_progress

    def show(progress: Progress) -> None:
        parts = [say(phase_key(progress.phase), language), f"{progress.seconds:.0f} s"]
        if progress.fraction is not None:
            parts.insert(1, f"{progress.fraction:.0%}")
        if progress.value is not None:
            parts.append(f"{progress.value:,.6g}")
        if progress.gap is not None:
            parts.append(f"{progress.gap:.3%}")
        sys.stderr.write("\r\x1b[K" + " · ".join(parts))
        sys.stderr.flush()

    return show


def end_progress() -> None:
    """Take the progress line away."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def say_study(study: Study, language: str) -> None:
    """Say what came of the search for a study's plan, and claim no more than its data bear."""
    from planner.optimising.problem import WaveObjective

    say_plan(
        study.plan,
        Wording.of(study, language),
        assumed=study.assessment.has_provisional,
        fewest=study.problem.objective is WaveObjective.FEWEST,
    )


def say_dated(study: Study, language: str) -> None:
    """Say what is proven of the placement at the plan's own dates, where that was asked."""
    dated = study.insights.dated
    if dated is not None and not study.assessment.has_provisional:
        figures = {"value": f"{dated.value:,.6g}", "bound": f"{dated.bound:,.6g}"}
        tell(say("cli.dated", language, gap=f"{dated.gap:.4%}", **figures))


def say_too_little(study: Study, language: str) -> None:
    """Name the workloads that too little is known of, and the questions that would help most."""
    assessed = study.assessment.workloads
    names = [one.name for one in study.inventory.workloads if assessed[one.id].provisional]
    if names:
        words = Wording(language)
        shown = words.joined(names[:SHOWN]) + ("…" if len(names) > SHOWN else "")
        tell(say("profiles.too_little", language, count=len(names), names=shown))
        fields = (words.field(one.field) for one in study.assessment.questions)
        tell(say("profiles.ask", language, fields=words.joined(fields)))


def say_plan(
    plan: Plan,
    words: Wording,
    *,
    assumed: bool = False,
    fewest: bool = False,
) -> None:
    """Say what came of a search: its figures, or the conflict and its ways out.

    Parameters
    ----------
    plan
        The answer.
    words
        In whose language and currency.
    assumed
        It places workloads of which too little is known, so that nothing counts as proven.
    fewest
        The waves' value is the number of the last one used, and is said as that.
    """
    language = words.language
    reason = say(f"common.stopped.{plan.stopped_by.value}", language)
    if plan.exists:
        _say_stages(plan, language, assumed=assumed, fewest=fewest)
        counts = Counter(plan.placement.values())
        parts = words.joined(f"{words.target(key)} {n}" for key, n in sorted(counts.items()))
        tell(say("cli.targets", language, parts=parts))
        tell(say("cli.checked", language))
    elif plan.conflict is not None:
        _say_conflict(plan, words)
    elif plan.stopped_by is StoppedBy.CANCELLED:
        tell(say("cli.stopped_early", language))
    else:
        tell_end(say("cli.unknown", language, reason=reason))
    tell(say("cli.stopped", language, reason=reason, seconds=f"{plan.seconds:.1f}"))


def _say_stages(plan: Plan, language: str, *, assumed: bool, fewest: bool) -> None:
    """Say what placement and waves came to, and both as one where they were one program."""
    _, vouchers = vouched(plan.solver)
    _say_stage(
        "placement",
        "placement_aside" if plan.calendar_aside else "placement",
        status_key(plan.placement_status.value, assumed=assumed),
        language,
        plan.placement_value,
        plan.placement_bound,
        plan.placement_gap,
        vouchers,
    )
    if plan.wave_status is not None:
        _say_stage(
            "waves",
            "fewest" if fewest else "waves",
            status_key(plan.wave_status.value, assumed=assumed),
            language,
            plan.wave_value,
            plan.wave_bound,
            plan.wave_gap,
            vouchers,
        )
    if plan.joint and plan.bound is not None and plan.placement_value is not None:
        worth = plan.placement_value + (plan.wave_value or 0.0)
        status = status_key(plan.status.value, assumed=assumed)
        _say_stage("joint", "joint", status, language, worth, plan.bound, plan.gap, vouchers)


def _say_stage(
    stage: str,
    key: str,
    status: str,
    language: str,
    value: float | None,
    bound: float | None,
    gap: float | None,
    vouchers: Mapping[str, Voucher],
) -> None:
    def figure(number: float | None) -> str:
        return "–" if number is None else f"{number:,.6g}"

    voucher = vouchers.get(stage)
    proof = "" if voucher is None or bound is None else say(f"cli.vouched.{voucher}", language)
    tell(
        say(
            f"cli.{key}",
            language,
            status=say(status, language),
            value=figure(value),
            bound=figure(bound) + proof,
            gap="–" if gap is None else f"{gap:.4%}",
        )
    )


def _say_conflict(plan: Plan, words: Wording) -> None:
    assert plan.conflict is not None
    rules, repairs = words.conflict(plan.conflict)
    tell_end(words.say("cli.no_plan"), *rules)
    if repairs:
        tell(words.say("cli.ways_out"))
        for number, line in enumerate(repairs, start=1):
            tell(f"  {number}. {line}")
