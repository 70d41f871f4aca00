"""What each sample is planned as at a small work limit; kept in ``samples/expected``."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from planner.importing import import_files
from planner.optimising.outcome import Options
from planner.pipeline import draft_study, imported_sources, plan_study_here, sources_of
from planner.project import read_document
from samples import mid_programme

__all__ = ["EXPECTED", "LIMITS", "expected_of", "write_expected"]

HERE: Final = Path(__file__).resolve().parent
EXPECTED: Final = HERE / "expected"
TODAY: Final = date(2026, 11, 30)
LIMITS: Final[Mapping[str, int]] = {
    "workshop.xlsx": 4,
    "conflict.xlsx": 4,
    "regional-bank.xlsx": 3000,
    "insurer.xlsx": 4,
    "manufacturer.xlsx": 4,
    "public-sector-de.csv": 4,
    "messy.xlsx": 4,
    "ugly-list.csv": 4,
    "mid-programme.cmplan": 4,
    "large.xlsx": 4,
}
"""The samples, and the steps that their plans are searched with; the tiny one is planned whole."""
LISTED: Final = 200
"""Workloads up to which a record names every one; of a longer plan it keeps the digest."""


def expected_of(name: str) -> dict[str, Any]:
    """Plan a sample and return what is kept of its plan."""
    path, today = HERE / name, TODAY
    if path.suffix == ".cmplan":
        today = mid_programme.TODAY
        sources = sources_of(read_document(path))
    else:
        sources = imported_sources(import_files([path], today=today))
    plan = plan_study_here(draft_study(sources, today), Options(None, LIMITS[name])).plan
    record: dict[str, Any] = {
        "today": today.isoformat(),
        "work_limit": LIMITS[name],
        "status": plan.status.value,
    }
    if plan.conflict is not None:
        rules = sorted(" ".join((rule.kind, *rule.names)) for rule in plan.conflict.rules)
        return {**record, "conflict": rules, "ways_out": len(plan.conflict.repairs)}
    waves = plan.wave or {}
    places = {one: f"{target} {waves.get(one) or '-'}" for one, target in plan.placement.items()}
    last = max((wave for wave in waves.values() if wave is not None), default=0)
    record |= {"targets": dict(sorted(Counter(plan.placement.values()).items())), "last_wave": last}
    if len(places) <= LISTED:
        return {**record, "plan": places}
    text = json.dumps(places, sort_keys=True).encode()
    return {**record, "plan_sha256": hashlib.sha256(text).hexdigest()}


def write_expected() -> tuple[Path, ...]:
    """Write the record of every sample; return the files."""
    written = []
    for name in LIMITS:
        path = EXPECTED / f"{Path(name).stem}.json"
        text = json.dumps(expected_of(name), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
        written.append(path)
    return tuple(written)
