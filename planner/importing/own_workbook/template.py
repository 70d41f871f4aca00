"""The empty workbook people start from: guidance, drop-downs and one example row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

from planner.importing.own_workbook.form import block_of
from planner.importing.own_workbook.pages import Page, Table, write_pages
from planner.model.fields import Value
from planner.wording import LANGUAGES, say
from planner.wording.catalogue import preset_words

__all__ = ["EXAMPLE_IDS", "write_shipped_templates", "write_template"]

EXAMPLE_IDS: Final = ("EXAMPLE-1", "EXAMPLE-2")
"""Ids of the example rows."""

_LINES: Final = 9


def write_template(path: Path, language: str) -> None:
    """Write the empty workbook in ``"en"`` or ``"zh"``.

    Raises
    ------
    BadInputError
        The file cannot be written.
    """
    lines = tuple(say(f"importing.read_me.{number}", language) for number in range(1, _LINES + 1))
    pages = (
        Page("read_me", lines=lines),
        Page(
            "workloads",
            (Table(block_of("workloads"), _workloads(language), examples=True, banded=True),),
        ),
        Page("dependencies", (Table(block_of("dependencies"), [_dependency()], examples=True),)),
        Page(
            "targets",
            (
                Table(block_of("targets"), _targets(), spare=2),
                Table(block_of("prices"), [], spare=12),
                Table(block_of("extensions"), [], spare=4),
            ),
        ),
        Page(
            "teams",
            (
                Table(block_of("calendar"), [_calendar()]),
                Table(block_of("teams"), [], spare=6),
                Table(block_of("waves"), [], spare=8),
                Table(block_of("freezes"), [], spare=4),
            ),
        ),
        Page(
            "rules",
            (
                Table(block_of("settings"), [{"currency": "CNY", "rule_set": "balanced"}]),
                Table(block_of("limits"), [], spare=6),
                Table(block_of("budgets"), [], spare=5),
                Table(block_of("vacancies"), [], spare=4),
            ),
        ),
        Page(
            "people",
            (Table(block_of("people"), [], spare=6), Table(block_of("decision_day"), [{}])),
        ),
    )
    write_pages(path, pages, language, "CNY")


_KINDS: Final = ("Mobile bank", "Centralised core banking")
"""What kinds of system the examples are, as the rule sets call them."""
_EXAMPLES: Final[tuple[tuple[str, Value | None, Value | None], ...]] = (
    ("environment", "production", "production"),
    ("current_target", "legacy", "legacy"),
    ("lifecycle", "active", "active"),
    ("server_count", 12, 4),
    ("cpu_cores", 96.0, 128.0),
    ("memory_gib", 384.0, 1024.0),
    ("storage_gib", 4000.0, 20_000.0),
    ("channel", "channel", "back_office"),
    ("latency_ms", 200.0, 50.0),
    ("releases_year", 12.0, 2.0),
    ("releases_wanted", 26.0, 4.0),
    ("change_lead_days", 20.0, 90.0),
    ("users", 1_200_000, 3_000),
    ("user_growth", 15.0, 2.0),
    ("peak_to_average", 4.0, 1.5),
    ("seasonality", "monthly", "yearly"),
    ("load_growth", 20.0, 5.0),
    ("scale_out", "stateless", "none"),
    ("peak_utilisation", 70.0, 60.0),
    ("architecture", "microservice", "monolith"),
    ("containers", "partly", "none"),
    ("api_coverage", 80.0, 20.0),
    ("test_automation", 50.0, 10.0),
    ("delivery", "integrated", "manual"),
    ("technology_support", "current", "extended"),
    ("documentation", "good", "partial"),
    ("cloud_skill", "practised", "basic"),
    ("residency", "country", "country"),
    ("rpo_minutes", 5.0, 0.0),
    ("licence_limits", "none", "hardware_bound"),
    ("third_party_access", "limited", "none"),
    ("lock_in", "low", "high"),
    ("data_class", "confidential", "core"),
    ("personal_data", "basic", "sensitive"),
    ("protection_level", 3, 3),
    ("criticality", "high", "critical"),
    ("rto_hours", 1.0, 0.5),
    ("run_cost_year", 180_000_000, 650_000_000),
    ("support_end_date", None, date(2030, 12, 31)),
)
"""By field: what a channel and what a core system says; every indicator has one."""


def _workloads(language: str) -> list[dict[str, Value]]:
    names = (say(f"importing.example.{key}", language) for key in ("mobile", "core"))
    return [
        {"id": key, "name": name, "archetype": preset_words(kind, language) or kind}
        | {row[0]: value for row in _EXAMPLES if (value := row[at]) is not None}
        for at, (key, name, kind) in enumerate(zip(EXAMPLE_IDS, names, _KINDS, strict=True), 1)
    ]


def _dependency() -> dict[str, Value]:
    return {
        "source": EXAMPLE_IDS[0],
        "needed": EXAMPLE_IDS[1],
        "interface": "synchronous",
        "latency_class": "normal",
    }


def _targets() -> list[dict[str, Value]]:
    return [{"id": key, "kind": key} for key in ("legacy", "private", "public", "hybrid")]


def _calendar() -> dict[str, Value]:
    return {
        "wave_count": 8,
        "wave_weeks": 8,
        "buffer": 0.2,
        "pilot": True,
        "pilot_max_workloads": 8,
        "pilot_max_risk": 40.0,
        "pilot_excluded_criticality": ("critical", "high"),
    }


def write_shipped_templates(folder: Path) -> None:
    """Write the templates that are shipped, one for each language."""
    for language in LANGUAGES:
        write_template(folder / f"inventory-{language}.xlsx", language)


if __name__ == "__main__":
    write_shipped_templates(Path(__file__).resolve().parents[3] / "templates")
