"""How long the exports take, as user CPU time; run ``python -m bench.reporting``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = ("roadmap.pdf", "plan.xlsx", "roadmap.pptx", "plan.xml", "plan.json")
LIMITS_S = {200: 3.0, 2_000: 15.0}


def main() -> None:
    from planner.jobs import Stop
    from planner.reporting import ReportOptions
    from planner.reporting.files import export_writers
    from tests.reporting.studies import make_study

    with tempfile.TemporaryDirectory() as folder:
        for count in (12, 200, 2_000):
            study = make_study(count, names="zh")
            writers = export_writers(study, "zh", ReportOptions(), Stop())
            for name in NAMES:
                path = Path(folder) / name
                start = time.process_time()
                writers[name](path)
                seconds = time.process_time() - start
                size_mb = path.stat().st_size / 1e6
                line = f"{count:>6} workloads  {name:<13} {seconds:6.2f} s  {size_mb:6.2f} MB"
                if name == "roadmap.pdf" and count in LIMITS_S:
                    line += f"  ({seconds / LIMITS_S[count]:.0%} of what is allowed)"
                print(line)


if __name__ == "__main__":
    main()
