"""The rules by subject: where each place of a rule set is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from planner.assessing.rules_table import Path
from planner.editing.rule_names import factor_name
from planner.model.rules import FACTORS, RuleSet
from planner.wording import say

__all__ = ["Entry", "RuleEntry", "entry_of", "rule_entries"]


type Entry = tuple[str, ...]
"""A section, and what of it is shown: an indicator, a factor, a kind of system."""

SECTIONS = (
    "weights", "values", "profiles", "money", "compliance", "strategies", "kinds", "needs", "audit",
)  # fmt: skip


def entry_of(path: Path) -> Entry:
    """Return where in the tree a place of the rule set is shown."""
    match path[0]:
        case "weights":
            return ("weights",)
        case "indicators":
            return ("weights",) if path[-1] == "weight" else ("values", path[1])
        case "profiles":
            return ("profiles", path[2]) if len(path) > 2 else ("profiles", FACTORS[0])
        case "archetypes":
            return ("kinds", path[1])
        case "compliance":
            return ("compliance",)
        case "strategies" | "effort_days":
            return ("strategies",)
        case "interfaces" | "distance":
            return ("needs",)
        case "numbers" if path[1].startswith(("complexity_", "move_risk_", "double_run_months_")):
            return ("strategies",)
        case "numbers" if path[1] in (
            "latency_step_ms",
            "exposure_price",
            "hub_needed_by",
            "distance_same_kind",
        ):
            return ("needs",)
        case _:
            return ("money",)


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """An entry of the tree under the entry ``above`` (empty: at the top)."""

    key: Entry
    name: str
    above: Entry = ()
    opened: bool = False


def rule_entries(rules: RuleSet, language: str) -> Iterator[RuleEntry]:
    """Yield the entries of a rule set, each after the one above it."""
    for section in SECTIONS:
        top = (section,)
        yield RuleEntry(top, say(f"ui_rules.section.{section}", language))
        match section:
            case "values":
                yield from _indicators(rules, top, language)
            case "profiles":
                for factor in FACTORS:
                    yield RuleEntry((section, factor), factor_name(factor).say(language), top)
            case "kinds":
                for kind in rules.archetypes:
                    yield RuleEntry((section, kind.key), kind.name.say(language), top)


def _indicators(rules: RuleSet, top: Entry, language: str) -> Iterator[RuleEntry]:
    for factor in FACTORS:
        inner = [one for one in rules.indicators if one.factor == factor]
        if not inner:
            continue
        group = (*top, inner[0].key, "group")
        yield RuleEntry(group, factor_name(factor).say(language), top, opened=True)
        for one in inner:
            yield RuleEntry((*top, one.key), one.name.say(language), group)
