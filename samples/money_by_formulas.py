"""The money of a plan rebuilt in a spreadsheet of formulas: ``... plan.json money.xlsx``.

``python -m samples.money_by_formulas`` takes from ``plan.json`` what people entered (cells, prices,
rates), where the plan puts each workload and when, and nothing that the program worked out. All
else are formulas, in minor units: the price sheets, the run factors that follow from them, one-off
cost, years. It shares no code with the program, so that one can be held against the other.

It knows inventories whose run cost and sizes are all given and whose moves each have at most two
teams, such as ``samples/tiny.xlsx`` and ``samples/regional-bank.xlsx``; growth, trends, refresh and
support dates are not in it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Final

__all__ = ["write_formulas"]

RULES: Final = Path(__file__).resolve().parents[1] / "templates" / "rules"
SIZES: Final = (
    ("cpu_cores", "cpu_core_year", 1),
    ("memory_gib", "memory_gib_year", 1),
    ("storage_gib", "storage_gib_year", 1),
    ("traffic_gib_month", "traffic_gib", 12),
)
GIVEN: Final = (
    "id", "target", "cut-over", "cores", "memory", "storage", "traffic", "run", "licence", "staff",
    "benefit", "days", "day rate", "double months", "exit cost", "contract end", "peak", "scales",
)  # fmt: skip
WORKED: Final = (
    "size", "here", "there", "run after", "licence after", "staff after", "benefit brought",
    "work", "double running", "exit", "one-off",
)  # fmt: skip
YEARS: Final = 5


def _numbers() -> dict[str, float]:
    """The numbers of the rules file, and of the files it stands on."""
    found: dict[str, float] = {}
    for path in (*sorted((RULES / "common").glob("*.toml")), RULES / "balanced.toml"):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= table.get("numbers", {})
    return found


def write_formulas(plan: dict[str, Any], path: Path) -> None:
    """Write the workbook of a plan: sheets ``prices``, ``workloads`` and ``years``."""
    from openpyxl import Workbook

    book, numbers = Workbook(), _numbers()
    prices = book.active
    assert prices is not None
    prices.title = "prices"
    lines = [(p["target"], p["item"], p["factor"] or p["price_minor"])
             for p in plan["programme"]["prices"] if p["item"] != "person_day"]  # fmt: skip
    for kind in ("legacy", "private", "public", "hybrid"):
        lines.append((kind, "size", 1.0 if kind == "legacy" else numbers.get(f"size_{kind}", 1.0)))
        lines.append((kind, "benefit", numbers.get(f"benefit_share_{kind}", 0.0)))
    lines.append(("", "elastic_floor", numbers["elastic_floor"]))
    prices.append(("target", "item", "minor units, or factor"))
    for line in lines:
        prices.append(line)
    sheet = book.create_sheet("workloads")
    shares = [f"share {year}" for year in range(1, YEARS + 1)]
    sheet.append((*GIVEN, *WORKED, *shares, "other team's days", "their day rate"))
    rows = plan["workloads"]
    for row, one in enumerate(rows, 2):
        first, second, *_ = (*_teams(plan, one), (0.0, 0), (0.0, 0))
        given = _given(plan, one, numbers, first)
        sheet.append((*given, *_worked(row), *_shares(row), *second))
    _years(book.create_sheet("years"), plan, len(rows) + 1)
    book.save(path)


def _teams(plan: dict[str, Any], one: dict[str, Any]) -> list[tuple[float, int]]:
    """Days and day rate of each team that moves it."""
    case = one["assessment"]["cases"].get(one["target"], {})
    rates = {team["id"]: team["day_rate_minor"] for team in plan["programme"]["teams"]}
    return [(days, rates[team]) for team, days in case.get("effort_days", {}).items()]


def _given(
    plan: dict[str, Any], one: dict[str, Any], numbers: dict[str, float], team: tuple[float, int]
) -> list[Any]:
    values = one["values"]
    days = {wave["number"]: wave["cut_over"] for wave in plan["waves"]}
    end, leaves = values.get("contract_end_date"), one["moves"] or one["target"] == "retire"
    day = days[one["wave"]] if one["moves"] else values.get("retire_date")
    return [
        one["id"],
        one["target"] if leaves else "",
        date.fromisoformat(day) if leaves else None,
        *(values[field] for field, _, _ in SIZES),
        *(values.get(f"{key}_year", 0) for key in ("run_cost", "licence_cost", "staff_cost")),
        values.get("benefit_year", 0),
        *team,
        numbers.get(f"double_run_months_{one['strategy']}", 0.0),
        values.get("exit_cost", 0),
        date.fromisoformat(end) if end else None,
        values.get("peak_to_average", 1.0),
        int(values.get("scale_out") in ("stateless", "sharded")),
    ]


def _price(target: str, item: str) -> str:
    return f'SUMIFS(prices!$C:$C,prices!$A:$A,{target},prices!$B:$B,"{item}")'


def _worked(row: int) -> list[str]:
    """Formulas of one workload; one that stays costs what it costs, and nothing once."""
    target, moves = f"B{row}", f'B{row}<>""'
    elastic = f"MIN(1,MAX({_price('""', 'elastic_floor')},1.3/MAX(Q{row},1)))"
    scaled = f'IF({target}="public",{elastic},IF({target}="hybrid",(1+{elastic})/2,1))'
    size = f"{_price(target, 'size')}*IF(R{row}=1,{scaled},1)"
    columns = "DEFG"
    here = "+".join(
        f"ROUND({yearly}*{column}{row}*{_price(chr(34) + 'legacy' + chr(34), item)},0)"
        for column, (_, item, yearly) in zip(columns, SIZES, strict=True)
    )
    sized = (f"S{row}", f"(1+S{row})/2", "1", "1")
    there = "+".join(
        f"ROUND({yearly}*{column}{row}*{factor}*{_price(target, item)},0)"
        for column, factor, (_, item, yearly) in zip(columns, sized, SIZES, strict=True)
    )
    brings = f"{_price(target, 'benefit')}-{_price(chr(34) + 'legacy' + chr(34), 'benefit')}"
    return [
        f"={size}",
        f"={here}",
        f"={there}",
        f"=IF({moves},ROUND(U{row}/T{row}*H{row},0),H{row})",
        f"=IF({moves},ROUND(I{row}*{_price(target, 'licence_factor')},0),I{row})",
        f"=IF({moves},ROUND(J{row}*{_price(target, 'staff_factor')},0),J{row})",
        f"=IF({moves},ROUND(K{row}*({brings}),0),0)",
        f"=IF({moves},ROUND(L{row}*M{row},0)+ROUND(AI{row}*AJ{row},0),0)",
        f"=IF({moves},ROUND(N{row}/12*(H{row}+I{row}+J{row}),0),0)",
        f"=IF(AND({moves},O{row}>0,P{row}>C{row}),O{row},0)",
        f"=SUM(Z{row}:AB{row})",
    ]


def _shares(row: int) -> list[str]:
    """The part of each year in which a workload runs on its target."""
    return [
        f'=IF(B{row}="",0,MAX(0,years!$B{y + 2}-MAX(C{row}+1,years!$A{y + 2}))'
        f"/(years!$B{y + 2}-years!$A{y + 2}))"
        for y in range(YEARS)
    ]


def _years(sheet: Any, plan: dict[str, Any], last: int) -> None:
    sheet.append(("first day", "next year", "stay", "run and people", "one-off", "benefit"))
    start = date.fromisoformat(plan["calendar"][0]["first_day"])

    def area(column: str) -> str:
        return f"workloads!${column}$2:${column}${last}"

    used = {one["current"] for one in plan["workloads"]}
    targets = sorted({one["target"] for one in plan["workloads"] if one["moves"]} - used)
    for year in range(YEARS):
        row, share = year + 2, ("AD", "AE", "AF", "AG", "AH")[year]
        now, after = ("+".join(area(column) for column in columns) for columns in ("HIJ", "VWX"))
        fixed = "+".join(
            f"{_price(chr(34) + target + chr(34), 'fixed_year')}*MAX(0,B{row}-MAX("
            f'_xlfn.MINIFS({area("C")},{area("B")},"{target}")+1,A{row}))/(B{row}-A{row})'
            for target in targets
        )
        fixed = fixed or "0"
        sheet.append(
            (
                date(start.year + year, start.month, start.day),
                date(start.year + year + 1, start.month, start.day),
                f"=SUM(workloads!$H$2:$J${last})",
                f"=C{row}-ROUND(SUMPRODUCT({area(share)}*(({now})-({after})))-({fixed}),0)",
                f'=SUMIFS({area("AC")},{area("C")},">="&A{row},{area("C")},"<"&B{row})',
                f"=ROUND(SUMPRODUCT({area(share)}*{area('Y')}),0)",
            )
        )


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    write_formulas(json.loads(source.read_text(encoding="utf-8")), target)
