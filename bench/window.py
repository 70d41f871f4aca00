"""How long the window ever stands still while a large plan is scored and solved.

    python bench/window.py [COUNT] [SECONDS]

A timer of 5 ms ticks in the window's own loop; what is printed is the longest time between two
ticks while each thing is done, and the time of the inventory table's filter and sort in CPU
milliseconds. Another busy program on the machine makes the gaps longer.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main(count: int, seconds: float) -> int:
    """Measure and print."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = home
        measure(count, seconds)
    return 0


def measure(count: int, seconds: float) -> None:
    """Open a large bank, plan it, visit every page; print the gaps."""
    from PySide6.QtCore import QTimer

    from planner.project import Document
    from planner.settings import Settings
    from planner.ui.application import Windows, make_application
    from planner.ui.pages import PAGES
    from planner.ui.screenshots import settle
    from samples.large import large_inventory, large_programme

    windows = Windows(make_application(), Settings(language="en", time_limit_s=seconds))
    window = windows.open()
    gaps: dict[str, list[float]] = {}
    doing, last = ["start"], [time.perf_counter()]

    def tick() -> None:
        now = time.perf_counter()
        gaps.setdefault(doing[0], []).append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(tick)
    inventory, programme = large_inventory(count, "en"), large_programme(count, "en")
    timer.start()
    for name, act in (
        ("score", lambda: _begin(window, Document(inventory=inventory, programme=programme))),
        ("plan", window.planning.plan),
        *((f"page {key}", lambda key=key: window.go(key)) for key in PAGES[1:-1]),
    ):
        doing[0], last[0] = name, time.perf_counter()
        act()
        settle(window, 4 * seconds)
    print(f"{count} workloads; a plan: {window.session.study is not None}")
    if not window.banner.isHidden():
        print(window.banner.sentence.text(), window.banner.sentence.toolTip())
    for name, found in gaps.items():
        longest = sorted(found, reverse=True)[:3]
        print(f"{name:<20} longest gaps: " + ", ".join(f"{gap * 1000:.0f} ms" for gap in longest))
    model = window.pages["inventory"].model
    for name, act in (
        ("filter", lambda: model.search("bank 1")),
        ("sort", lambda: model.sort(1)),
    ):
        began = time.process_time()
        act()
        print(f"{name:<20} {(time.process_time() - began) * 1000:.1f} ms")
    window.close_without_asking()


def _begin(window: object, document: object) -> None:
    window.session.open_document(document, None, saved=False)
    window.planning.score()


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(
        main(
            int(arguments[0]) if arguments else 1000,
            float(arguments[1]) if len(arguments) > 1 else 15.0,
        )
    )
