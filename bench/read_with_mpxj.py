"""Read plan.xml with MPXJ and compare counts, dates, links and people with what we meant.

    pip download --no-deps -d JARS mpxj && unzip -d JARS JARS/*.whl
    python -m bench.read_with_mpxj JARS/mpxj/lib PLAN.xml

MPXJ is the reader that ProjectLibre and others share. Needs Java 17. Ends with 1 where they differ.
"""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree as ET

READER = Path(__file__).parent / "mpxj" / "Read.java"
NAMESPACE = "{http://schemas.microsoft.com/project}"


def main(jars: Path, plan: Path) -> int:
    """Print what was compared and what differs."""
    said = subprocess.run(
        ["java", "-cp", f"{jars}/*", str(READER), str(plan)],
        capture_output=True, text=True, check=True, timeout=300,
    ).stdout  # fmt: skip
    theirs: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for line in said.splitlines():
        kind, *rest = line.split("\t")
        theirs[kind].add(tuple(rest))
    ours = _ours(ET.parse(plan).getroot())
    wrong = 0
    for kind, mine in ours.items():
        differ = mine ^ {row[: len(next(iter(mine), ()))] for row in theirs[kind]}
        print(f"{kind}: {len(mine)} ours, {len(theirs[kind])} theirs, {len(differ)} differ")
        for row in sorted(differ)[:5]:
            print("  ", row)
        wrong += len(differ)
    return 1 if wrong else 0


def _ours(root: ET.Element) -> dict[str, set[tuple[str, ...]]]:
    def texts(item: ET.Element, *names: str) -> list[str]:
        return [item.findtext(f"{NAMESPACE}{name}") or "" for name in names]

    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for task in root.iter(f"{NAMESPACE}Task"):
        uid, start, finish, milestone, summary = texts(
            task, "UID", "Start", "Finish", "Milestone", "Summary"
        )
        flags = ("true" if one == "1" else "false" for one in (milestone, summary))
        found["task"].add((uid, start[:16], finish[:16], *flags))
        for link in task.iter(f"{NAMESPACE}PredecessorLink"):
            found["link"].add((*texts(link, "PredecessorUID"), uid, "FS"))
    for one in root.iter(f"{NAMESPACE}Assignment"):
        uid, team, work = texts(one, "TaskUID", "ResourceUID", "Work")
        hours, minutes = work.removeprefix("PT").removesuffix("M0S").split("H")
        found["assignment"].add((uid, team, str(60 * int(hours) + int(minutes))))
    for calendar in root.iter(f"{NAMESPACE}Calendar"):
        count = len(list(calendar.iter(f"{NAMESPACE}Exception")))
        found["calendar"].add((*texts(calendar, "UID"), str(count)))
    return found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
