"""How long the window ever stands still, how soon it is there, and how fast its table is.

    python -m bench.window [COUNT] [SECONDS]

A timer of 5 ms ticks in the window's own loop. Printed is, for each thing done, the longest time
between two ticks; the most that the window's own thread worked in one; how long it stood ready in
the longest and had no processor (Linux only); the longest gap without that waiting; how many
gaps were over 50 ms, and in how many the thread itself worked that long, which no load changes.
What is neither work nor queue was spent waiting for the interpreter, which another thread held.
Other busy programs lengthen the queue, and nothing else.

The start is measured in processes of their own, from the call of Python to the first picture of
the window, beside a bare Qt window with one label. The table has 10,000 rows of the same inventory.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from planner.ui.main_window import MainWindow
    from planner.ui.pages.dependencies_page import DependenciesPage

ROOT = Path(__file__).resolve().parents[1]
BARE = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
window = QLabel("a window")
window.show()
window.grab()
"""
OURS = """
from planner.settings import Settings
from planner.ui.application import Windows, make_application
application = make_application()
windows = Windows(application, Settings())
window = windows.open()
application.processEvents()
window.grab()
"""
STARTS = 5
STILL_S = 0.05
"""How long a window may stand still before a hand feels it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Time between two ticks, in seconds: all of it, what the thread worked, what it queued."""

    wall: float
    own: float
    queued: float

    @property
    def here(self) -> float:
        """What the program itself is answerable for: all but the waiting for a processor."""
        return self.wall - self.queued


@dataclass
class Ticks:
    """Times between ticks by what was being done."""

    doing: str = "start"
    found: dict[str, list[Gap]] = field(default_factory=dict)
    last: tuple[float, float, float] | None = None

    def begin(self, doing: str) -> None:
        """From now on count for ``doing``."""
        self.tick()
        self.doing = doing

    def tick(self) -> None:
        """Note the time since the last tick."""
        now = (time.perf_counter(), time.thread_time(), _queued())
        if self.last is not None:
            gap = Gap(*(new - old for new, old in zip(now, self.last, strict=True)))
            self.found.setdefault(self.doing, []).append(gap)
        self.last = now

    def show(self) -> None:
        """Print the longest gaps."""
        heads = ("longest gap", "own work", "queued", "without queue", "over 50 ms", "own over 50")
        print(f"\n{'while':<36}" + "".join(f"{head:>14}" for head in heads))
        for doing, gaps in self.found.items():
            longest = max(gaps, key=lambda gap: gap.wall)
            cells = (
                longest.wall,
                max(gap.own for gap in gaps),
                longest.queued,
                max(gap.here for gap in gaps),
            )
            over = sum(gap.wall > STILL_S for gap in gaps)
            own = sum(gap.own > STILL_S for gap in gaps)
            texts = "".join(f"{1000 * s:11.0f} ms" for s in cells)
            print(f"{doing:<36}{texts}{over:14}{own:14}")


@dataclass
class Looks:
    """How long Python looked for garbage everywhere, which stands in the gaps above."""

    took: list[float] = field(default_factory=list)
    begun: float = 0.0

    def look(self, phase: str, about: dict[str, int]) -> None:
        """Note a look at the oldest objects."""
        if about["generation"] == 2 and phase == "start":
            self.begun = time.perf_counter()
        elif about["generation"] == 2:
            self.took.append(time.perf_counter() - self.begun)

    def show(self) -> None:
        """Print how often, and the longest."""
        longest = max(self.took, default=0.0)
        times, most = len(self.took), 1000 * longest
        print(f"garbage looked for everywhere: {times} times, at most {most:.0f} ms")


def _queued() -> float:
    """Seconds for which this thread was ready to run and had no processor; 0 where unknown."""
    try:
        return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e9
    except OSError:
        return 0.0


def main(count: int, seconds: float) -> int:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = home
        starts()
        measure(count, seconds)
    return 0


def starts() -> None:
    """Print how long it takes to the first window."""
    print(f"medians of {STARTS} starts")
    for name, code in (("first window", OURS), ("a bare Qt window", BARE)):
        runs = [_run(code) for _ in range(STARTS)]
        wall, own = (median(run[which] for run in runs) for which in (0, 1))
        print(f"{name:<20} {wall:.2f} s, of which its own work {own:.2f} s")


def _run(code: str) -> tuple[float, float]:
    began, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=120)
    after = os.times()
    own = after.children_user + after.children_system
    return time.perf_counter() - began, own - before.children_user - before.children_system


def measure(count: int, seconds: float) -> None:
    """Open a large bank, plan it, and work with it meanwhile; print the gaps."""
    from PySide6.QtCore import Qt, QTimer

    from planner.project import Document
    from planner.settings import Settings
    from planner.ui.application import Windows, make_application
    from planner.ui.pages import PAGES
    from samples.large import large_inventory, large_programme

    windows = Windows(make_application(), Settings(language="en", search_limit_s=seconds))
    window = windows.open()
    session = window.session
    ticks, timer = Ticks(), QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(5)
    timer.timeout.connect(ticks.tick)
    document = Document(
        inventory=large_inventory(count, "en"), programme=large_programme(count, "en")
    )
    looks = Looks()
    gc.callbacks.append(looks.look)
    timer.start()

    def do(name: str, act: Callable[[], object]) -> None:
        ticks.begin(name)
        QTimer.singleShot(0, act)  # as a key would: within the window's own loop
        turn(window, 0.02)
        settle(window, 4 * seconds)

    def score() -> None:
        session.open_document(document, None, saved=False)
        window.planning.score()

    do("it is scored, pages are made", score)
    do("it is planned", window.planning.plan)
    print(f"\n{count} workloads; a plan: {session.study is not None}")
    for key in PAGES[1:-1]:
        do(f"going to {key}", partial(window.go, key))

    def plan_on_board() -> None:
        window.go("waves")
        window.planning.plan()

    def undo_redo() -> None:
        session.undo()
        session.redo()

    do("a plan arrives, board in sight", plan_on_board)
    do("pages are walked while it plans", lambda: _walk(window, seconds))
    do("a slider is moved, then planned", lambda: _slide(window))
    do("cards are dragged over waves", lambda: _hover(window))
    do("undo, redo", undo_redo)
    for key in ("placement", "waves", "inventory"):
        do(f"going back to {key}", partial(window.go, key))
        do(f"language, at {key}", lambda: session.set_language("zh"))
        do(f"colours, at {key}", lambda: window.look.use("dark"))
        do(f"presenter mode, at {key}", lambda: window.present(True))
        do(f"its end, at {key}", lambda: window.present(False))
        do("colours again", lambda: window.look.use("light"))
        do("language again", lambda: session.set_language("en"))
    timer.stop()
    gc.callbacks.remove(looks.look)
    if not window.banner.isHidden():
        print(window.banner.sentence.text(), window.banner.sentence.toolTip())
    ticks.show()
    looks.show()
    table()
    window.close_without_asking()


def settle(window: MainWindow, patience_s: float) -> None:
    """Let the window's own loop run until nothing is worked out any more."""
    until, quiet = time.monotonic() + patience_s, 0
    while quiet < 5 and time.monotonic() < until:
        turn(window, 0.03)
        # Nothing is imported here: that counts as a gap.
        page = cast("DependenciesPage | None", window.pages.get("dependencies"))
        drawn = page is None or page.map.settled
        working = window.runner.jobs or window.planning.busy or window.preparing.busy
        busy = working or window.look.later.busy or not drawn
        quiet = 0 if busy else quiet + 1


def turn(window: MainWindow, seconds: float) -> None:
    """Let the window's loop run for a while."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop(window)
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def _walk(window: MainWindow, seconds: float) -> None:
    from planner.ui.pages import PAGES

    window.planning.plan()
    until = time.monotonic() + seconds / 2
    while time.monotonic() < until:
        for key in PAGES[1:-1]:
            window.go(key)
            turn(window, 0.15)


def _slide(window: MainWindow) -> None:
    from planner.ui.pages.scores_page import ScoresPage

    window.go("scores")
    slider = window.page_of(ScoresPage).weights.sliders["elasticity"]
    for _ in range(20):
        slider.setValue(slider.value() + 1)
        turn(window, 0.03)


def _hover(window: MainWindow) -> None:
    from planner.ui.pages.waves_page import WavesPage

    window.go("waves")
    turn(window, 0.2)
    page = window.page_of(WavesPage)
    first = next((box.card.id for box in page.board.lanes.boxes), "")
    for wave in range(1, page.board.lanes.columns + 1):
        page.board.hovered.emit((first,), wave)
        turn(window, 0.03)


def table() -> None:
    """Filter and sort 10,000 rows."""
    from planner.ui.models.inventory_model import InventoryModel
    from samples.large import large_inventory

    model = InventoryModel()
    model.show(large_inventory(10_000, "en"), (), "en")
    model.search("read every row once")
    model.search("")
    print(f"\n{model.rowCount():,} rows, CPU of a single run")
    for name, act in (
        ("filter", lambda: model.search("bank 1")),
        ("filter by two words", lambda: model.search("core 12")),
        ("filter by a column", lambda: model.search("[Criticality: High]")),
        ("by two of them", lambda: model.search("[Criticality: High] [Environment: Production]")),
        ("by a figure", lambda: model.search("[cpu_cores: 16]")),
        ("by an owner", lambda: model.search("[technical_owner: nobody]")),
        ("show all again", lambda: model.search("")),
        ("sort by name", lambda: model.sort(1)),
        ("sort by a figure", lambda: model.sort(model.column_of("cpu_cores"))),
    ):
        began = time.process_time()
        act()
        print(
            f"{name:<22} {(time.process_time() - began) * 1000:6.1f} ms  {model.rowCount():,} rows"
        )


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(
        main(
            int(arguments[0]) if arguments else 1000,
            float(arguments[1]) if len(arguments) > 1 else 15.0,
        )
    )
