"""Shows a plan on wave board and map, in both languages, until a part of each was chosen."""

from __future__ import annotations

import sys
import time
from itertools import product

from PySide6.QtCore import QCoreApplication, QEventLoop

from planner.settings import Settings
from planner.ui.application import Windows, make_application
from tests.reporting.studies import make_study

LONGEST_S = 300.0


def main() -> int:
    """Show them; say which were chosen from outside."""
    windows = Windows(make_application(), Settings(language="en", scheme="light"))
    window = windows.open()
    window.planning.live = False
    window.session.show_study(make_study(20))
    end = time.monotonic() + LONGEST_S
    for language, page in product(("en", "zh"), ("waves", "dependencies")):
        window.session.select(())
        window.session.set_language(language)
        window.go(page)
        while not window.session.selection and time.monotonic() < end:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
            time.sleep(0.01)
        if window.session.selection:
            sys.stdout.write(f"shown: {page} in {language}: chosen by the reader\n")
    window.close_without_asking()
    QCoreApplication.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
