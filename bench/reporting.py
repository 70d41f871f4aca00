"""How long the exports take, as user CPU time; run ``python -m bench.reporting``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMITS_S = {200: 3.0, 2_000: 15.0}


def main() -> None:
    from planner import reporting
    from tests.reporting.studies import make_study

    writers = {
        "roadmap.pdf": lambda study, path: reporting.write_pdf(study, path, "zh"),
        "plan.xlsx": lambda study, path: reporting.write_workbook(study, path, "zh"),
        "roadmap.pptx": lambda study, path: reporting.write_slides(study, path, "zh"),
        "plan.xml": lambda study, path: reporting.write_project_xml(study, path, "zh"),
        "plan.json": reporting.write_json,
    }
    with tempfile.TemporaryDirectory() as folder:
        for count in (12, 200, 2_000):
            study = make_study(count, names="zh")
            for name, write in writers.items():
                path = Path(folder) / name
                start = time.process_time()
                write(study, path)
                seconds = time.process_time() - start
                size_mb = path.stat().st_size / 1e6
                line = f"{count:>6} workloads  {name:<13} {seconds:6.2f} s  {size_mb:6.2f} MB"
                if name == "roadmap.pdf" and count in LIMITS_S:
                    line += f"  ({seconds / LIMITS_S[count]:.0%} of what is allowed)"
                print(line)


if __name__ == "__main__":
    main()
