"""Walk the window as people do, on a real X server, and leave a picture of every step.

    python -m bench.journeys_on_screen OUTDIR [--lang en|zh] [--rows 2000] [--only A B ...]
        [--size 1024x768] [--dark]

A screen (Xvfb) and a window manager (openbox) of their own are started; keys and the mouse come
from outside, by xdotool. Journeys: A first plan and the defence of one placement, B an ugly list to
a plan, C the workshop, D a conflict and the way out, E mid-programme, F round trip, G many rows,
H keyboard alone, I kill and recovery. Printed are the longest time between two ticks of the
window's own thread in each (see bench/window.py), and the memory at the end.
"""

from __future__ import annotations

import argparse
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.window import ROOT, Ticks, settle, turn

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from planner.ui.main_window import MainWindow

PATIENCE_S: Final = 240.0


class Walk:
    """A window, somebody at its keyboard and mouse, and a camera."""

    def __init__(self, out: Path, language: str, scheme: str) -> None:
        from PySide6.QtCore import Qt, QTimer

        from planner.settings import Settings
        from planner.ui.application import Windows, make_application

        self.application = make_application()
        self.windows = Windows(
            self.application, Settings(language=language, scheme=scheme, toured=True)
        )
        self.out, self.language, self.step, self.name = out, language, 0, ""
        self.ticks, self.timer = Ticks(), QTimer()
        self.timer.setTimerType(Qt.TimerType.PreciseTimer)
        self.timer.setInterval(5)
        self.timer.timeout.connect(self.ticks.tick)
        self.window = self.fresh()

    def fresh(self) -> MainWindow:
        """Open a window with nothing in it."""
        window = self.windows.open()
        window.showMaximized()
        turn(window, 0.5)
        return window

    def begin(self, name: str) -> None:
        """Begin a journey in a window of its own."""
        self.window.close_without_asking()
        self.name, self.step = name, 0
        self.window = self.fresh()
        self.ticks.begin(name)
        self.timer.start()

    def see(self, what: str) -> None:
        """Take a picture of the screen; looking is not work."""
        turn(self.window, 0.2)
        self.timer.stop()
        self.step += 1
        place = self.out / f"{self.name}{self.step}-{what}-{self.language}.png"
        self.window.screen().grabWindow(0).save(str(place))
        self.ticks.last = None
        self.timer.start()

    def settle(self) -> None:
        """Wait until nothing is worked out any more."""
        settle(self.window, PATIENCE_S)

    def outside(self, *arguments: str) -> None:
        """Let xdotool act while the window goes on."""
        acting = subprocess.Popen(["xdotool", *arguments])
        while acting.poll() is None:
            turn(self.window, 0.02)
        turn(self.window, 0.15)

    def keys(self, *names: str) -> None:
        """Press keys one after the other."""
        for name in names:
            self.outside("key", "--clearmodifiers", name)

    def write(self, text: str) -> None:
        """Type words."""
        self.outside("type", "--delay", "8", text)

    def click(self, widget: QWidget) -> None:
        """Click the middle of a widget."""
        at = widget.mapToGlobal(widget.rect().center())
        self.outside("mousemove", str(at.x()), str(at.y()), "click", "1")

    def dialog(self) -> QDialog | None:
        """Return the dialog on top."""
        from PySide6.QtWidgets import QDialog

        shown = [one for one in self.window.findChildren(QDialog) if one.isVisible()]
        return shown[-1] if shown else None

    def open(self, name: str) -> None:
        """Open a sample, agreeing to the preview where there is one."""
        from planner.ui.dialogs.import_preview import ImportPreview

        self.window.commands.open_paths([ROOT / "samples" / name])
        self.settle()
        preview = self.dialog()
        if isinstance(preview, ImportPreview):
            self.see("preview")
            preview.accept()
        self.settle()

    def sample(self, name: str) -> str:
        """Name of a sample in the language of the window."""
        chinese = ROOT / "samples" / f"{name}-zh.xlsx"
        return chinese.name if self.language == "zh" and chinese.exists() else f"{name}.xlsx"

    def plan(self) -> bool:
        """Plan by F5; whether there is a plan."""
        self.keys("F5")
        self.settle()
        return self.window.session.study is not None

    def decide(self, why: str = "asked for in the workshop", who: str = "Li Wei") -> None:
        """Answer the question for a reason with the keyboard."""
        self.write(why)
        self.keys("Tab")
        self.keys("ctrl+a")
        self.write(who)
        self.keys("Tab", "Return")
        self.settle()


def first_plan(walk: Walk) -> None:
    """A: a plan of the sample bank, and why one workload is where it is."""
    walk.open(walk.sample("regional-bank"))
    walk.see("inventory")
    walk.plan()
    walk.keys("ctrl+7")
    study = walk.window.session.study
    if study is not None:
        walk.window.session.select([next(n for n, w in (study.plan.wave or {}).items() if w)])
    walk.settle()
    walk.see("why-here")


def ugly_list(walk: Walk) -> None:
    """B: somebody's list to a plan, without leaving the window."""
    walk.open("ugly-list.csv")
    walk.see("doubts")
    walk.plan()
    walk.keys("ctrl+7")
    walk.see("plan")


def workshop(walk: Walk) -> None:
    """C: large type, a weight, a card dragged to another wave, what that did, taken back."""
    from planner.ui.pages.scores_page import ScoresPage
    from planner.ui.pages.waves_page import WavesPage

    walk.open(walk.sample("workshop"))
    walk.plan()
    walk.keys("F11", "ctrl+5")
    slider = walk.window.page_of(ScoresPage).weights.sliders["elasticity"]
    walk.click(slider)
    walk.keys(*(["Right"] * 6))
    walk.see("weight")
    walk.settle()
    walk.keys("ctrl+8")
    page = walk.window.page_of(WavesPage)
    walk.settle()
    board = page.board
    box = next((b for b in board.lanes.boxes if b.card.wave == 1), None)
    if box is not None:
        from PySide6.QtCore import QPoint

        start = board.mapToGlobal(QPoint(int(box.x + box.width / 2), int(box.y + box.height / 2)))
        end = start.x() + int(board.lanes.column_width)
        walk.outside("mousemove", str(start.x()), str(start.y()), "mousedown", "1")
        for part in (0.3, 0.6, 1.0):
            walk.outside(
                "mousemove", str(int(start.x() + part * (end - start.x()))), str(start.y())
            )
        walk.see("dragged")
        walk.outside("mouseup", "1")
        walk.decide()
    walk.keys("ctrl+m")
    walk.settle()
    walk.see("what-it-did")
    walk.click(walk.window.changes.refuse)
    walk.settle()
    walk.see("taken-back")
    walk.keys("F11")


def conflict(walk: Walk) -> None:
    """D: a plan that cannot be, the rules that a way out lifts, a signed reason, a plan."""
    walk.open("conflict.xlsx")
    walk.plan()
    walk.see("no-plan")
    ways = walk.window.messages.ways
    walk.click(walk.window.banner.opener)
    walk.see("ways-out")
    if ways.isVisible():
        walk.click(ways.fields.text)
        walk.write("the board has agreed")
        walk.keys("Tab")
        walk.write("Li Wei")
        walk.see("signed")
        button = next((one for one in ways.buttons if one.isEnabled()), None)
        if button is not None:
            walk.click(button)
            walk.settle()
        walk.see("way-out-taken")


def under_way(walk: Walk) -> None:
    """E: the first wave is done; the rest is planned again from there."""
    from planner.editing.progress import record_progress
    from planner.model.scenario import WaveProgress

    walk.open("tiny.xlsx")
    walk.plan()
    session = walk.window.session
    done = WaveProgress(1, "done")
    session.perform(record_progress(session.document, done, replan=True, who="Li Wei"))
    walk.settle()
    walk.plan()
    walk.keys("ctrl+8")
    walk.see("waves")
    walk.keys("ctrl+shift+u")
    walk.see("under-way")


def round_trip(walk: Walk) -> None:
    """F: the inventory out to a workbook, a cell changed there, and back with every difference."""
    from openpyxl import load_workbook
    from PySide6.QtWidgets import QFileDialog

    walk.open("tiny.xlsx")
    walk.window.commands.run("export_inventory")
    turn(walk.window, 0.5)
    ask = walk.dialog()
    assert isinstance(ask, QFileDialog)
    ask.setDirectory(str(walk.out.resolve()))
    place = Path(ask.selectedFiles()[0])
    ask.accept()
    walk.settle()
    book = load_workbook(place)
    sheet = next(s for s in book.worksheets if any("PORTAL" in map(str, r) for r in s.values))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "Public Web Site":  # values of lists are in the reader's language
                cell.value = "Web Site"
    book.save(place)
    walk.window.imports.again(place)
    walk.settle()
    walk.see("differences")
    place.unlink()


def many_rows(walk: Walk, rows: int) -> None:
    """G: a group of banks: scored, filtered, walked through; not planned to the end."""
    from planner.project import Document
    from samples.large import large_inventory, large_programme

    session = walk.window.session
    document = Document(
        inventory=large_inventory(rows, walk.language),
        programme=large_programme(rows, walk.language),
    )
    session.open_document(document, None, saved=False)
    walk.window.planning.score()
    walk.settle()
    walk.keys("ctrl+2", "ctrl+f")
    walk.write("core 12")
    walk.see("filtered")
    walk.keys("ctrl+5")
    walk.see("scores")
    walk.keys("ctrl+3")
    walk.settle()
    walk.see("map")


def keyboard(walk: Walk) -> None:
    """H: no mouse: a card found, moved by Alt and an arrow, a reason, undo, the palette."""
    from planner.ui.pages.waves_page import WavesPage

    walk.open("tiny.xlsx")
    walk.plan()
    walk.keys("ctrl+8", "Tab", "Tab", "Tab", "Tab")
    board = walk.window.page_of(WavesPage).board
    for _ in range(6):
        if not board.hasFocus():
            walk.keys("Tab")
    walk.keys("Down", "Right")
    walk.see("card-chosen")
    walk.keys("alt+Right")
    walk.see("reason-asked")
    if walk.dialog() is not None:
        walk.decide()
    walk.see("moved")
    walk.keys("ctrl+z")
    walk.settle()
    walk.keys("ctrl+k")
    walk.write("programme")
    walk.see("palette")
    walk.keys("Escape", "F1")
    walk.see("guide")
    walk.keys("Escape")


def killed(walk: Walk) -> None:
    """I: another window is ended by force in the midst of work; a new one offers what it kept."""
    code = (
        "from pathlib import Path\n"
        "from planner.settings import Settings\n"
        "from planner.editing.operations import park_question\n"
        "from planner.ui.application import Windows, make_application\n"
        "app = make_application()\n"
        "window = Windows(app, Settings(language='en', toured=True)).open()\n"
        "window.planning.live = False\n"
        f"window.commands.open_paths([Path({str(ROOT / 'samples' / 'tiny.xlsx')!r})])\n"
        "def work():\n"
        "    session = window.session\n"
        "    if session.is_empty or window.runner.jobs:\n"
        "        return\n"
        "    timer.stop()\n"
        "    session.perform(park_question(session.document, 'Who pays?'))\n"
        "    window.documents.autosave().ended.connect(lambda: print('kept', flush=True))\n"
        "from PySide6.QtCore import QTimer\n"
        "timer = QTimer()\n"
        "timer.timeout.connect(work)\n"
        "timer.start(200)\n"
        "app.exec()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) as victim:
        kept = victim.stdout
        assert kept is not None
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until and not select.select([kept], [], [], 0)[0]:
            turn(walk.window, 0.1)
        victim.send_signal(signal.SIGKILL)
    walk.windows.offer_recovery(walk.window)
    walk.see("offered")
    walk.keys("Return")
    walk.settle()
    walk.see("recovered")


def journeys(rows: int) -> dict[str, Callable[[Walk], None]]:
    """Return the journeys by their letters."""
    return {
        "A": first_plan, "B": ugly_list, "C": workshop, "D": conflict, "E": under_way,
        "F": round_trip, "G": lambda walk: many_rows(walk, rows), "H": keyboard, "I": killed,
    }  # fmt: skip


def walk_all(asked: argparse.Namespace) -> int:
    """Walk on the screen that is there; return how many journeys ended in an error."""
    asked.outdir.mkdir(parents=True, exist_ok=True)
    walk, failed = Walk(asked.outdir, asked.lang, "dark" if asked.dark else "light"), 0
    for letter, journey in journeys(asked.rows).items():
        if asked.only and letter not in asked.only:
            continue
        walk.begin(letter)
        try:
            journey(walk)
        except Exception as error:  # the other journeys are walked all the same
            failed += 1
            print(f"{letter}: {type(error).__name__}: {error}")
            walk.see("failed")
        print(journey.__doc__ or f"{letter}: many rows", flush=True)
    walk.timer.stop()
    walk.ticks.show()
    print(f"\nmost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    walk.window.close_without_asking()
    return failed


def on_a_screen(arguments: Sequence[str], size: str) -> int:
    """Start a screen and a window manager, and this program again upon them."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{size}x24"],
        pass_fds=[writing], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    with os.fdopen(reading) as told:
        display = f":{told.readline().strip()}"
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        environment |= {f"XDG_{one}_HOME": home for one in ("CONFIG", "STATE", "DATA", "CACHE")}
        manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
        try:
            command = [sys.executable, "-m", "bench.journeys_on_screen", *arguments, "--here"]
            return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode
        finally:
            manager.terminate()
            screen.terminate()
            manager.wait()
            screen.wait()


def main(arguments: Sequence[str]) -> int:
    """Walk; return how many journeys failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("outdir", type=Path)
    parser.add_argument("--lang", default="en", choices=("en", "zh"))
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--size", default="1600x1000", help="of the screen, in pixels")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--here", action="store_true", help="use the screen that is there")
    asked = parser.parse_args(list(arguments))
    return walk_all(asked) if asked.here else on_a_screen(arguments, asked.size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
