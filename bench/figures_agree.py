"""Figures of an export held against each other and against the inventory, sharing no code.

``python -m bench.figures_agree INVENTORY.xlsx FOLDER...`` adds up what the cells of the inventory
say, works out what follows from the plan, and holds both against ``plan.json``; then it looks for
every figure of the tables of ``roadmap.pdf`` that ``plan.json`` has. Says how many agree; ends with
status 1 where one does not.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

Pair = tuple[str, float, float]
_TWO_TEAMS = ("refactor", "repurchase")
"""Ways to move that the data team works on, too."""


def inventory_figures(plan: dict[str, Any], book: Path) -> Iterator[Pair]:
    """Yield (what, in the inventory, in plan.json): money is in minor units."""
    import openpyxl

    digest = hashlib.sha256(book.read_bytes()).hexdigest()
    assert digest in {one["sha256"] for one in plan["sources"]}, f"{book} is not what was planned"
    sheets = openpyxl.load_workbook(book, data_only=True)
    moved = {one["id"]: one["moves"] for one in plan["workloads"]}
    sums = dict.fromkeys(("run", "staff", "effort"), 0.0)
    whole = True
    rates = {one["id"]: one["day_rate_minor"] for one in plan["programme"]["teams"]}
    for one in plan["workloads"]:
        ((sheet, place),) = list(one["cells"].items())[:1]
        letters = plan["columns"][sheet]

        def cell(field: str, sheet: str = sheet, row: int = place["row"]) -> float:
            letter = plan["columns"][sheet].get(field)
            value = sheets[sheet][f"{letter}{row}"].value if letter else None
            return float(value) if isinstance(value, int | float) else 0.0

        assert str(sheets[sheet][f"{letters['id']}{place['row']}"].value) == one["id"]
        run = cell("run_cost_year") + cell("licence_cost_year")
        if cell("run_cost_year"):  # else a price sheet estimates it
            yield f"{one['id']} run cost today", run * 100, one["run_now_minor"]
        whole = whole and bool(cell("run_cost_year"))
        yield f"{one['id']} people today", cell("staff_cost_year") * 100, one["staff_now_minor"]
        sums["run"] += run * 100
        sums["staff"] += cell("staff_cost_year") * 100
        days, team = cell("effort_days"), one["values"].get("team")
        if moved[one["id"]]:
            sums["effort"] += days
        if moved[one["id"]] and days and team and one["strategy"] not in _TWO_TEAMS:
            yield f"{one['id']} work", days * rates[team], _work(one)
    summary = plan["summary"]
    if whole:
        yield "run cost today", sums["run"], summary["run_now_minor"]
        yield "people today", sums["staff"], summary["staff_now_minor"]
    if all(one["values"].get("effort_days") for one in plan["workloads"] if one["moves"]):
        yield "effort", sums["effort"], summary["effort_days"]


def _work(one: dict[str, Any]) -> float:
    """What the lines of work of a move come to."""
    lines = one["assessment"]["cases"][one["target"]]["lines"]
    return sum(
        line.get("amount_minor", line.get("quantity", 1) * line.get("unit_price_minor", 0))
        for line in lines
        if line["item"].startswith("person_day")
    )


def plan_figures(plan: dict[str, Any]) -> Iterator[Pair]:
    """Yield (what, worked out here, in plan.json) of all that follows from other figures."""
    summary, workloads = plan["summary"], plan["workloads"]
    opened = sum(summary["platforms_year_minor"].values())
    bought = sum(one["cost_minor"] for one in summary["bought"])

    def whole(key: str) -> int:
        provisional = (one["assessment"].get("provisional") for one in workloads)
        known = (one for one, doubt in zip(workloads, provisional, strict=True) if not doubt)
        return sum(one[key] or 0 for one in known)

    yield "workloads that move", sum(one["moves"] for one in workloads), summary["moving"]
    yield "run cost after", whole("run_after_minor") + opened, summary["run_after_minor"]
    saving = summary["run_now_minor"] - summary["run_after_minor"]
    yield "saving", saving, summary["saving_year_minor"]
    yield "people after", whole("staff_after_minor"), summary["staff_after_minor"] or 0
    yield "one-off cost", whole("one_off_minor") + bought, summary["one_off_minor"]
    kinds = sum(summary["one_off_kinds"].values())
    yield "one-off cost by kind", kinds, summary["one_off_minor"]
    bridge = plan["bridge"]
    end = bridge["today"] - bridge["infrastructure"] - bridge["licences"]
    yield "bridge", end - (bridge["staff"] or 0) + bridge["platforms"], bridge["after"]
    for year in plan["years"]:
        four = [one for one in plan["quarters"] if one["year"] == year["number"]]
        for key in ("stay", "run", "one_off", "benefit"):
            yield f"year {year['number']} {key}", sum(one[key] or 0 for one in four), year[key] or 0
    stay, mine, *_ = plan["options"]
    yield "gain", stay["cost_minor"] - mine["cost_minor"], summary["net_present_gain_minor"]
    for option in plan["options"]:
        gain = stay["cost_minor"] - option["cost_minor"]
        yield f"gain of {option['key']}", gain, option["gain_minor"]
    yield from _payback(plan)
    for number, wave in enumerate(plan["half_moved"]["waves"]):
        here = [
            one
            for one in plan["half_moved"]["pairs"]
            if one["first"] <= wave["number"] < (one.get("last") or 10**6)
        ]
        yield f"connections {number}", len(here), wave["pairs"]
        yield f"calls {number}", sum(one.get("calls") or 0 for one in here), wave["calls"]


def _payback(plan: dict[str, Any]) -> Iterator[Pair]:
    """The quarter in which the sum of the quarters turns positive holds the month of payback."""
    net, last = 0, None
    for place, one in enumerate(plan["quarters"]):
        net += one["stay"] - one["run"] - one["one_off"]
        if net < 0:
            last = place
    months = plan["summary"]["payback_months"]
    if months is not None and last is not None and last + 2 < len(plan["quarters"]):
        yield "quarter of the payback", last + 1, (months - 1) // 3


def printed_figures(plan: dict[str, Any], pdf: Path) -> Iterator[tuple[str, str]]:
    """Yield (what, how it is printed) of the tables of the report."""
    chinese = bool(re.search("万.{0,2}元", pdf_text(pdf)))
    size, places = (1e6, 1) if chinese else (1e8, 2)

    def money(minor: float) -> str:
        text = f"{abs(minor) / size:,.{places}f}" if minor else "0"
        if 0 < abs(minor) / size < 10**-places:  # so little has one digit, wherever it stands
            text = f"{abs(minor) / size:.1g}"
        return f"\N{MINUS SIGN}{text}" if minor < 0 and float(text.replace(",", "")) else text

    for key, value in plan["bridge"].items():
        if value:
            signed = -value if key in ("infrastructure", "licences", "staff") else value
            yield f"bridge {key}", money(signed)
    for year in plan["years"]:
        for key in ("stay", "run"):
            staff = year["stay_staff" if key == "stay" else "staff"] or 0
            yield f"year {year['number']} {key}", money(year[key] - staff)
        yield f"year {year['number']} gain", money(year["stay"] - year["run"] - year["one_off"])
    for option in plan["options"]:
        yield f"option {option['key']}", money(option["cost_minor"]) + money(option["gain_minor"])
    for wave in plan["waves"]:
        effort = money(wave["one_off_minor"]) + money(wave["saving_year_minor"] or 0)
        days = date.fromisoformat(wave["first_day"]), date.fromisoformat(wave["cut_over"])
        yield f"wave {wave['number']}", f"{days[0]}{days[1]}{len(wave['workloads'])}"
        yield f"wave {wave['number']} money", effort
    for one in plan["workloads"]:
        if one["moves"] and one["run_after_minor"] is not None:
            pair = money(one["run_after_minor"]) + money(one["one_off_minor"])
            yield f"appendix {one['id']}", pair


def pdf_text(path: Path) -> str:
    """Return the text of a PDF without any white space."""
    from pypdf import PdfReader

    pages = (page.extract_text() for page in PdfReader(path).pages)
    return re.sub(r"\s+", "", "".join(pages))


def main(arguments: list[str]) -> int:
    """Check every folder; return the exit status."""
    book, *folders = (Path(name) for name in arguments)
    wrong = 0
    for folder in folders:
        plan = json.loads((folder / "plan.json").read_text("utf-8"))
        pairs = [*inventory_figures(plan, book), *plan_figures(plan)]
        bad = [(what, a, b) for what, a, b in pairs if abs(a - (b or 0)) > max(2.0, 1e-9 * a)]
        text = pdf_text(folder / "roadmap.pdf")
        shown = list(printed_figures(plan, folder / "roadmap.pdf"))
        missing = [one for one in shown if one[1] not in text]
        for one in (*bad, *missing):
            print(*one)
        print(f"{folder}: {len(pairs) - len(bad)} of {len(pairs)} figures agree, "
              f"{len(shown) - len(missing)} of {len(shown)} are printed so")  # fmt: skip
        wrong += len(bad) + len(missing)
    return int(wrong > 0)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
