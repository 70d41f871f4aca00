"""Doubts about the inventory as a whole: what is probably not what was meant."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Final

from planner.importing.headers.header_words import is_of_amounts
from planner.importing.own_workbook.template import EXAMPLE_IDS
from planner.model.inventory import Inventory, Workload
from planner.model.issue import CellRef, Fix, Issue, Severity
from planner.model.programme import Programme
from planner.model.support_ends import published_end
from planner.optimising.problem import DependencyKind

__all__ = ["find_doubts"]

_LOOSE: Final = re.compile(r"[\W_]+|(?:application|system|platform|应用|系统|平台)$")
_MONEY: Final = ("run_cost_year", "staff_cost_year", "licence_cost_year")
_PARTS: Final = frozenset(("staff_cost_year", "licence_cost_year"))
_LEAST_TWICE: Final = 3
_SHORTEST_TYPO: Final = 6
_MOST_COMPARED: Final = 20_000
"""Up to this many names are compared letter by letter."""


def find_doubts(inventory: Inventory, programme: Programme, today: date) -> list[Issue]:
    """Return what is doubtful about the inventory as it stands, in no particular order."""
    return [
        *_near_names(inventory),
        *_cycles(inventory),
        *_contradictions(inventory, programme, today),
        *_missing_money(inventory),
        *_costs_within_costs(inventory),
        *_examples(inventory),
    ]


def _place(workload: Workload, key: str = "name") -> CellRef:
    return workload.cells.get(key) or workload.cells.get("name") or CellRef()


def _near_names(inventory: Inventory) -> Iterator[Issue]:
    """Names that differ in marks, case or one letter; numbers that differ are different names.

    Names that were made from names of servers (``SQLHAVM``, ``SQLAGVM``) are codes: one letter is
    a difference.
    """
    codes = {s.workload_id for s in inventory.servers if not s.grouped_by.startswith("column:")}
    few = len(inventory.workloads) <= _MOST_COMPARED
    loose: dict[str, Workload] = {}
    shortened: dict[str, list[Workload]] = defaultdict(list)
    for workload in inventory.workloads:
        name = workload.name
        plain = (
            name.casefold() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
        )
        key = _LOOSE.sub("", plain) or plain
        other = loose.setdefault(key, workload)
        if other is not workload:
            if other.name.strip().casefold() != name.strip().casefold():
                yield _near(workload, other)
            continue
        if few and _SHORTEST_TYPO <= len(key) <= 40 and workload.id not in codes:
            for cut in {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}:
                shortened[cut].append(workload)
    told: set[tuple[str, str]] = set()
    for group in shortened.values():
        if 2 <= len(group) <= 4:
            first = group[0]
            for second in group[1:]:
                pair = (first.id, second.id)
                if pair not in told and _is_typo(first.name.casefold(), second.name.casefold()):
                    told.add(pair)
                    yield _near(second, first)


def _is_typo(first: str, second: str) -> bool:
    """Whether the difference is letters alone: App1 and App2, Plan A and Plan B are two things."""
    if re.sub(r"\D", "", first) != re.sub(r"\D", "", second):
        return False
    last_words = first.split()[-1], second.split()[-1]
    return not (len(last_words[0]) <= 2 or len(last_words[1]) <= 2) and first.isascii()


def _near(workload: Workload, other: Workload) -> Issue:
    params = {"text": workload.name, "near": other.name}
    fix = Fix("merge_workloads", workload.id, "name", other.id)
    return Issue(
        "near_duplicate", Severity.WARNING, _place(workload), workload.id, "name", params, fix
    )


def _cycles(inventory: Inventory) -> Iterator[Issue]:
    """Workloads that need each other in a ring move in one wave; that is worth knowing."""
    import networkx as nx

    ordered = (DependencyKind.BEFORE, DependencyKind.EARLIER, None)
    arcs = [(link.source, link.needed) for link in inventory.dependencies if link.kind in ordered]
    between = {source for source, _ in arcs} & {needed for _, needed in arcs}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(arc for arc in arcs if between.issuperset(arc))
    strict = {
        (link.source, link.needed)
        for link in inventory.dependencies
        if link.kind is DependencyKind.EARLIER
    }
    for ring in sorted(map(sorted, nx.strongly_connected_components(graph))):
        if len(ring) < 2:
            continue
        inside = set(ring)
        known = (inventory.by_id.get(one) for one in ring[:6])
        shown = [(one.name if one else "") or key for key, one in zip(ring, known, strict=False)]
        names = "; ".join(shown) + ("…" if len(ring) > 6 else "")
        params = {"names": names, "count": str(len(ring))}
        impossible = any(a in inside and b in inside for a, b in strict)
        code = "strict_cycle" if impossible else "cycle"
        severity = Severity.ERROR if impossible else Severity.NOTE
        yield Issue(code, severity, CellRef(), ring[0], params=params)


def _contradictions(inventory: Inventory, programme: Programme, today: date) -> Iterator[Issue]:
    targets = {target.id for target in programme.targets}
    for workload in inventory.workloads:
        values = workload.values
        if values.get("data_class") == "public" and values.get("residency") == "on_premises":
            yield _clash(workload, "public_data_strict_residency", "residency")
        if values.get("data_class") == "public" and values.get("personal_data") == "sensitive":
            yield _clash(workload, "public_data_personal", "data_class")
        pin, banned = values.get("pin_target"), workload.names("banned_targets")
        if pin is not None and pin in banned:
            fix = Fix("clear_field", workload.id, "banned_targets")
            yield _clash(workload, "pinned_and_banned", "pin_target", Severity.ERROR, fix=fix)
        pinned = workload.text("pin_target")
        if pinned and pinned not in targets:
            yield _clash(workload, "unknown_target", "pin_target", text=pinned)
        earliest, latest = workload.day("earliest_date"), workload.day("latest_date")
        if earliest and latest and earliest > latest:
            fix = Fix("swap_dates", workload.id)
            yield _clash(workload, "window_reversed", "earliest_date", Severity.ERROR, fix=fix)
        if latest and latest < today:
            fix = Fix("clear_field", workload.id, "latest_date")
            yield _clash(workload, "latest_in_past", "latest_date", fix=fix)
        wave, last = values.get("pin_wave"), len(programme.waves) or programme.wave_count
        if isinstance(wave, int) and wave > last:
            fix = Fix("clear_field", workload.id, "pin_wave")
            text = f"{wave} > {last}"
            yield _clash(workload, "wave_beyond", "pin_wave", Severity.ERROR, text, fix)
        ends = workload.day("support_end_date")
        if ends and ends < today and values.get("technology_support") == "current":
            fix = Fix("set_field", workload.id, "technology_support", "ended")
            yield _clash(workload, "support_has_ended", "support_end_date", fix=fix)
        yield from _past_published_end(workload, today)
        strategy = values.get("strategy")
        if values.get("lifecycle") == "retired" and strategy not in (None, "retire"):
            fix = Fix("set_field", workload.id, "strategy", "retire")
            code = "retired_but_kept" if strategy == "retain" else "retired_but_moves"
            yield _clash(workload, code, "strategy", fix=fix)
        recovery = workload.text("recovery_of")
        if recovery and recovery not in inventory.by_id:
            yield _clash(workload, "recovery_of_nobody", "recovery_of", text=recovery)


def _past_published_end(workload: Workload, today: date) -> Iterator[Issue]:
    """Doubt support that is stated for an operating system whose maker has ended it."""
    system = workload.text("operating_system") or ""
    ended = published_end(system)
    until, state = workload.day("support_end_date"), workload.text("technology_support")
    said = state == "current" or (state is None and until is not None and until >= today)
    if ended is not None and ended < today and said:
        told = f"{system}: {ended.isoformat()}"
        fix = Fix("set_field", workload.id, "technology_support", "ended")
        yield _clash(workload, "support_end_published", "technology_support", text=told, fix=fix)


def _clash(
    workload: Workload,
    code: str,
    key: str,
    severity: Severity = Severity.WARNING,
    text: str = "",
    fix: Fix | None = None,
) -> Issue:
    params = {"name": workload.name, "text": text}
    return Issue(code, severity, _place(workload, key), workload.id, key, params, fix)


def _examples(inventory: Inventory) -> Iterator[Issue]:
    """The template's example rows, left in beside the user's own."""
    examples = [w for w in inventory.workloads if w.id in EXAMPLE_IDS]
    if len(examples) < len(inventory.workloads):
        for workload in examples:
            fix = Fix("remove_workload", workload.id)
            yield _clash(workload, "example_left", "name", fix=fix)


def _missing_money(inventory: Inventory) -> Iterator[Issue]:
    """Costs nobody filled in; indicators are ranked by the rule set that weighs them."""
    total = len(inventory.workloads)
    if not total:
        return
    known = {key: sum(key in w.values for w in inventory.workloads) for key in _MONEY}
    run = known["run_cost_year"]
    if 0 < run < total:
        params = {"count": str(total - run), "total": str(total)}
        yield Issue(
            "run_cost_missing", Severity.NOTE, CellRef(), field="run_cost_year", params=params
        )
    if not any(known.values()):
        yield Issue("money_absent", Severity.WARNING)


def _costs_within_costs(inventory: Inventory) -> Iterator[Issue]:
    """Say where a run cost is the sum of all parts, so that licences or staff count twice."""
    both = [w for w in inventory.workloads if _MONEY[0] in w.values and w.values.keys() & _PARTS]
    twice = [w for w in both if _is_whole(w)]
    if len(twice) >= _LEAST_TWICE and len(twice) * 5 >= len(both) * 4:
        params = {"count": str(len(twice))}
        where = _place(twice[0], "run_cost_year")
        yield Issue("costs_within_costs", Severity.WARNING, where, "", "run_cost_year", params)


def _is_whole(workload: Workload) -> bool:
    run = workload.values["run_cost_year"]
    parts = sum(part for key in _PARTS if isinstance(part := workload.values.get(key), int))
    others = 0.0
    for header, text in workload.extra.items():
        if is_of_amounts(header) and re.fullmatch(r"[\d,]+(?:\.\d+)?", text):
            others += 100 * float(text.replace(",", ""))
    return isinstance(run, int) and others > 0 and abs(run - parts - others) <= run / 100
