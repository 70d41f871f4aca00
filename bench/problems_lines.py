"""Assembly lines to measure with: read from files, or drawn in the manner of the literature.

Otto, Otto and Scholl (EJOR 2013) draw task times around a tenth of a station (*bottom*), around a
half (*middle*) or around both (*bimodal*), and order of strength 0.2, 0.6 and 0.9: the share of all
pairs of tasks that are in order, directly or not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from planner.optimising.problem import (
    DependencyKind,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
    WaveObjective,
)

__all__ = ["TIMES", "GivenLine", "draw_line", "problem_of", "read_lines"]

SIZE = 1_000
TIMES = ("bottom", "bimodal", "middle")
STRENGTHS = (0.2, 0.6, 0.9)
CYCLES = "cycles.txt"


@dataclass(frozen=True, slots=True)
class GivenLine:
    """Task times, arcs ``(first, then)`` from 0, station size; the least stations where known."""

    name: str
    times: tuple[int, ...]
    arcs: tuple[tuple[int, int], ...]
    size: int
    best: int | None = None


def draw_line(tasks: int, times: str, strength: float, seed: int) -> GivenLine:
    """Draw a line of one kind of times and one order strength."""
    rng = random.Random(f"{tasks} {times} {strength} {seed}")
    drawn = []
    while len(drawn) < tasks:
        low = times == "bottom" or (times == "bimodal" and rng.random() < 0.6)
        time = round(rng.gauss(0.1, 0.05) * SIZE if low else rng.gauss(0.5, 0.1) * SIZE)
        if 1 <= time <= SIZE:
            drawn.append(time)
    pairs = [(a, b) for a in range(tasks) for b in range(a + 1, min(tasks, a + 1 + tasks // 4))]
    rng.shuffle(pairs)
    after = [0] * tasks
    before = [0] * tasks
    wanted = strength * tasks * (tasks - 1) / 2
    arcs, ordered = [], 0
    for a, b in pairs:
        if ordered >= wanted:
            break
        if after[a] >> b & 1:
            continue
        arcs.append((a, b))
        late = after[b] | 1 << b
        for first in [a, *(k for k in range(tasks) if before[a] >> k & 1)]:
            new = late & ~after[first]
            ordered += new.bit_count()
            after[first] |= late
            for k in range(tasks):
                if new >> k & 1:
                    before[k] |= 1 << first
    name = f"{times}, order {strength:g}"
    return GivenLine(name, tuple(drawn), tuple(arcs), SIZE)


def read_lines(folder: Path) -> Iterator[GivenLine]:
    """Read every ``.alb`` and ``.IN2`` file of a folder.

    An ``.IN2`` file gives no station size: they stand in ``cycles.txt`` beside it, a line each
    with the file's name, the size and the least stations if known.
    """
    for path in sorted(folder.rglob("*.alb")):
        yield _read_alb(path)
    sizes: dict[str, list[tuple[int, int | None]]] = {}
    if (folder / CYCLES).exists():
        for line in (folder / CYCLES).read_text().splitlines():
            name, size, *best = line.split()
            sizes.setdefault(name, []).append((int(size), int(best[0]) if best else None))
    for path in sorted([*folder.glob("*.IN2"), *folder.glob("*.in2")]):
        words = path.read_text(encoding="latin-1").split()
        count = int(words[0])
        times = tuple(int(word) for word in words[1 : count + 1])
        arcs = _arcs(words[count + 1 :])
        for size, known in sizes.get(path.stem, []):
            yield GivenLine(path.stem, times, arcs, size, known)


def _read_alb(path: Path) -> GivenLine:
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in path.read_text(encoding="latin-1").splitlines():
        if line.startswith("<"):
            current = parts.setdefault(line.strip(" <>\r"), [])
        elif line.strip():
            current.append(line.strip())
    times = tuple(int(line.split()[1]) for line in parts["task times"])
    arcs = _arcs(parts["precedence relations"])
    family = path.stem.rsplit("_", 1)[0]
    return GivenLine(family, times, arcs, int(parts["cycle time"][0]))


def _arcs(words: list[str]) -> tuple[tuple[int, int], ...]:
    found = []
    for word in words:
        first, then = (int(part) for part in word.split(","))
        if first < 0:
            break
        found.append((first - 1, then - 1))
    return tuple(found)


def problem_of(line: GivenLine) -> PlanningProblem:
    """Return a line as a problem of waves: a task moves, a station is a wave."""
    waves = len(line.times)
    return PlanningProblem(
        targets=(ProblemTarget("old"), ProblemTarget("new")),
        workloads=tuple(
            ProblemWorkload(f"T{n}", {"new": 1.0}, "old", None, {"days": float(time)})
            for n, time in enumerate(line.times)
        ),
        dependencies=tuple(
            ProblemDependency(f"T{then}", f"T{first}", DependencyKind.BEFORE)
            for first, then in line.arcs
        ),
        waves=tuple(ProblemWave(f"W{n}") for n in range(1, waves + 1)),
        wave_limits=(WaveLimit("team", "days", (float(line.size),) * waves),),
        objective=WaveObjective.FEWEST,
    )
