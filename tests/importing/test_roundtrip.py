"""Whatever is written is read back the same."""

from __future__ import annotations

import dataclasses
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from planner.importing import import_files, write_template, write_workbook
from planner.importing.roundtrip import apply_diff, diff_inventories
from planner.model.fields import FIELD_BY_KEY, FIELDS, Field, FieldKind
from planner.model.inventory import Dependency, Inventory, Server, SetAside, Workload
from planner.model.issue import CellRef, Severity
from planner.model.programme import (
    Budget,
    CapacityStep,
    Freeze,
    Person,
    Pilot,
    PolicyLimit,
    PriceLine,
    Programme,
    Standing,
    Target,
    Team,
    Vacancy,
    WaveSlot,
)
from planner.model.scenario import Decision, DecisionKind, Dials
from planner.optimising.problem import DependencyKind
from tests.support.effort import EFFORT

TODAY = date(2026, 11, 24)
WORD = st.text(
    st.characters(
        codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=";；,，、|"
    ),
    min_size=1,
    max_size=20,
).map(lambda text: "".join(text.split()) or "x")
ASIDE_KEYS = ("name", "users", "source", "needed", "port", "My column", "ip", "Name")
"""Cells of rows set aside: fields, ends, other columns, and a key that looks like a label."""
TARGETS = ("legacy", "private", "public", "hybrid")


def numbers(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers of at most 12 digits; workbooks store no more than 15."""
    exact = st.floats(low, high, allow_subnormal=False).map(lambda x: float(f"{x:.12g}"))
    return exact.filter(lambda x: low <= x <= high)


def value_of(field: Field) -> st.SearchStrategy[Any]:
    if field.key in ("current_target", "pin_target"):
        return st.sampled_from(TARGETS)
    if field.key == "banned_targets":
        return st.lists(st.sampled_from(TARGETS), min_size=1, unique=True).map(tuple)
    low = field.minimum if field.minimum is not None else 0
    high = field.maximum if field.maximum is not None else 1e9
    return {
        FieldKind.TEXT: WORD,
        FieldKind.NUMBER: numbers(low, high),
        FieldKind.PERCENT: numbers(low, high),
        FieldKind.INTEGER: st.integers(int(low), int(high)),
        FieldKind.MONEY: st.integers(int(low), 10**14),
        FieldKind.DATE: st.dates(date(1900, 3, 1), date(2200, 1, 1)),
        FieldKind.CHOICE: st.sampled_from(field.choices or ("",)),
        FieldKind.FLAG: st.booleans(),
        FieldKind.NAMES: st.lists(WORD, min_size=1, max_size=3, unique=True).map(tuple),
    }[field.kind]


VALUES = st.fixed_dictionaries({}, optional={field.key: value_of(field) for field in FIELDS})

SERVER_VALUES = st.fixed_dictionaries(
    {},
    optional={
        key: value_of(FIELD_BY_KEY[key])
        for key in ("cpu_cores", "memory_gib", "operating_system", "environment", "technologies")
    },
)


@st.composite
def inventories(draw: st.DrawFn) -> Inventory:
    ids = draw(st.lists(WORD, min_size=1, max_size=4, unique_by=str.casefold))
    names = {key: f"{draw(WORD)}-{number}-n" for number, key in enumerate(ids)}
    workloads = tuple(
        Workload(
            key, names[key], draw(VALUES), extra=draw(st.sampled_from(({}, {"My column": "x"})))
        )
        for key in ids
    )
    links: tuple[Dependency, ...] = ()
    if len(ids) > 1:
        link = Dependency(
            ids[0],
            ids[1],
            draw(st.sampled_from((None, *DependencyKind))),
            draw(st.sampled_from(("", "file", "synchronous"))),
            draw(st.none() | numbers(0, 1e6)),
            draw(st.none() | numbers(0, 1e6)),
            draw(st.sampled_from(("", "chatty", "tolerant"))),
            draw(st.booleans()),
            draw(st.none() | st.integers(0, 65535)),
            draw(st.just("") | WORD),
        )
        links = (link,)
    servers = tuple(
        Server(
            f"{draw(WORD)}-{number}-s",
            draw(st.sampled_from(ids)),
            draw(SERVER_VALUES),
            draw(st.sampled_from(("column:application", "server", "by_hand"))),
            extra=draw(st.sampled_from(({}, {"ip": "10.0.0.1", "My host": "y"}))),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    aside = tuple(
        SetAside(
            CellRef("f.csv", draw(st.sampled_from(("", "s"))), number + 2),
            draw(st.dictionaries(st.sampled_from(ASIDE_KEYS), WORD, max_size=3)),
            draw(st.sampled_from(("no_name", "noise_port", "not_an_application"))),
            draw(st.sampled_from(("", "workloads", "servers", "dependencies", "details"))),
        )
        for number in range(draw(st.integers(0, 2)))
    )
    aside = tuple(sorted(aside, key=lambda row: (row.cell.sheet, row.cell.row or 0)))
    currency = draw(st.sampled_from(("CNY", "USD")))
    return Inventory("Bank", currency, workloads, links, servers, aside)


def bare(inventory: Inventory) -> Inventory:
    """The inventory without where its values were read."""
    return dataclasses.replace(
        inventory,
        workloads=tuple(
            dataclasses.replace(w, values=dict(w.values), cells={}) for w in inventory.workloads
        ),
        dependencies=tuple(dataclasses.replace(d, cell=CellRef()) for d in inventory.dependencies),
        servers=tuple(dataclasses.replace(s, cell=CellRef()) for s in inventory.servers),
        sources=(),
    )


@settings(
    max_examples=round(12 * EFFORT),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
@given(inventories(), st.sampled_from(("en", "zh")))
def test_any_inventory_written_and_read_back_is_the_same(
    inventory: Inventory, language: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        write_workbook(path, inventory, Programme(), (), language)
        read = import_files([path], today=TODAY)
    assert bare(read.inventory) == bare(inventory)
    assert read.programme == Programme()
    assert diff_inventories(inventory, read.inventory).empty


PROGRAMME = Programme(
    organisation="First Bank",
    start=date(2027, 1, 4),
    wave_count=5,
    wave_weeks=6,
    waves=(WaveSlot("W1", date(2027, 1, 4), date(2027, 2, 1)),),
    freezes=(Freeze("Year end", date(2027, 12, 20), date(2028, 1, 10)),),
    targets=(
        Target("legacy", "legacy", "Old site"),
        Target("AWS", "public", "Cloud", date(2027, 3, 1), {"cpu_cores": 100.0}, "north", "P"),
    ),
    prices=(
        PriceLine("AWS", "cpu_core_year", 12_345.5, None, "", "list"),
        PriceLine("AWS", "licence_factor", 0.0, 0.8),
        PriceLine("AWS", "person_day", 150_000.0, None, "db"),
    ),
    teams=(Team("db", "Databases", 40.0, 150_000),),
    limits=(
        PolicyLimit("budget", "one_off", (), 1e9),
        PolicyLimit("share", "production_share", ("AWS",), 0.5, 0.1),
    ),
    pilot=Pilot(3, 25.0, ()),
    buffer=0.25,
    ramp=(0.3, 0.6),
    max_workloads_per_wave=20,
    max_critical_per_wave=2,
    people=(Person("sponsor", "Li"),),
    decision_date=date(2026, 12, 15),
    standing=Standing("small", "starting", {"data_foundation": "piloted"}),
)
DECISIONS = (
    Decision("D1", DecisionKind.PIN_TARGET, ("A",), "AWS", "why", "Li", date(2026, 11, 1)),
    Decision("D2", DecisionKind.APART, ("A", "B"), active=False),
)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_programme_decisions_and_dials_come_back(tmp_path: Path, language: str) -> None:
    inventory = Inventory(
        "n",
        "EUR",
        (Workload("A", "a app", {"pin_target": "AWS"}), Workload("B", "b app")),
        servers=(Server("s1", "A", {"cpu_cores": 4.0}, "column:application"),),
        set_aside=(SetAside(CellRef("f.csv", "s", 3), {"x": "y"}, "no_name"),),
    )
    dials = Dials({"risk": 2.0, "elasticity": 1.5}, 3.0, 0.5, 7, 0.05, 0.02, "fewest", 0.25)
    path = tmp_path / "book.xlsx"
    write_workbook(path, inventory, PROGRAMME, DECISIONS, language, rule_set="aws", dials=dials)
    read = import_files([path], today=TODAY)
    assert read.programme == PROGRAMME
    assert read.decisions == DECISIONS
    assert read.dials == dials
    assert read.rule_set == "aws"
    assert bare(read.inventory).workloads[0].values["pin_target"] == "AWS"
    assert bare(read.inventory).servers == bare(inventory).servers
    assert read.inventory.set_aside == inventory.set_aside


def test_same_input_same_bytes(tmp_path: Path) -> None:
    inventory = Inventory("n", "CNY", (Workload("A", "=HYPERLINK(1)", {"notes": "+1"}),))
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    write_workbook(first, inventory, Programme())
    write_workbook(second, inventory, Programme())
    assert first.read_bytes() == second.read_bytes()


def test_text_like_a_formula_stays_text(tmp_path: Path) -> None:
    import openpyxl

    path = tmp_path / "book.xlsx"
    write_workbook(path, Inventory("", "CNY", (Workload("A", "=1+1"),)), Programme())
    cell = openpyxl.load_workbook(path)["Workloads"]["B2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", "=1+1", True)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_template_reads_back_without_an_issue(tmp_path: Path, language: str) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, language)
    read = import_files([path], today=TODAY)
    assert [w.id for w in read.inventory.workloads] == ["EXAMPLE-1", "EXAMPLE-2"]
    assert len(read.inventory.dependencies) == 1
    assert [i for i in read.issues if i.severity is not Severity.NOTE] == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_template_that_is_shipped_is_the_one_that_is_written(
    tmp_path: Path, language: str
) -> None:
    """Run ``python -m planner.importing.own_workbook.template`` where this fails."""
    shipped = Path(__file__).resolve().parents[2] / "templates" / f"inventory-{language}.xlsx"
    write_template(tmp_path / "t.xlsx", language)
    assert contents(shipped) == contents(tmp_path / "t.xlsx")


def contents(path: Path) -> dict[str, bytes]:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_diff_names_what_was_added_changed_and_removed() -> None:
    before = Inventory("", "CNY", (Workload("A", "a", {"users": 1}), Workload("B", "b")))
    after = Inventory("", "CNY", (Workload("A", "a", {"users": 2}), Workload("C", "c")))
    diff = diff_inventories(before, after)
    assert [w.id for w in diff.added] == ["C"]
    assert [w.id for w in diff.removed] == ["B"]
    assert [(c.workload_id, c.field, c.before, c.after) for c in diff.changed] == [
        ("A", "users", 1, 2)
    ]
    applied = apply_diff(before, after, diff, keep_removed=("B",))
    assert [w.id for w in applied.workloads] == ["A", "C", "B"]


def test_a_targets_technology_and_site_survive_the_workbook(tmp_path):
    targets = (
        Target("a", "private", provider="own", technology="x86 cloud", site="Hall 1"),
        Target("b", "private", technology="x86 cloud", site="Hall 2"),
    )
    path = tmp_path / "own.xlsx"
    write_workbook(path, Inventory(), Programme(targets=targets), (), "zh")
    assert import_files([path], today=TODAY).programme.targets == targets


@pytest.mark.parametrize("language", ["en", "zh"])
def test_places_to_be_empty_survive_the_workbook(tmp_path, language):
    programme = Programme(vacancies=(Vacancy("lease", "Hall 2", date(2028, 6, 30)),))
    path = tmp_path / "own.xlsx"
    write_workbook(path, Inventory(), programme, (), language)
    assert import_files([path], today=TODAY).programme.vacancies == programme.vacancies


@pytest.mark.parametrize("language", ["en", "zh"])
def test_budgets_more_capacity_and_trends_survive_the_workbook(tmp_path, language):
    programme = Programme(
        budgets=(Budget("FY 2027/28", date(2027, 4, 1), date(2028, 3, 31), 1_234_567_89),),
        extensions=(CapacityStep("private", "cpu_cores", 200.0, 90_000_050, 3),),
        load_growth=0.05,
        cloud_price_trend=-0.03,
    )
    path = tmp_path / "own.xlsx"
    write_workbook(path, Inventory(), programme, (), language)
    found = import_files([path], today=TODAY).programme
    assert found.budgets == programme.budgets
    assert found.extensions == programme.extensions
    assert (found.load_growth, found.cloud_price_trend) == (0.05, -0.03)


@pytest.mark.parametrize("money", [1e308, 1e306, 1e200])
def test_money_beyond_all_numbers_in_the_own_workbook_is_a_doubt(tmp_path, money):
    steps = (CapacityStep("private", "cpu_cores", 200.0, 90_000_050, 3),)
    path = tmp_path / "own.xlsx"
    write_workbook(path, Inventory(), Programme(extensions=steps), (), "en")
    book = load_workbook(path)
    (place,) = (c for sheet in book for row in sheet for c in row if c.value == 900_000.5)
    place.value = money
    book.save(path)
    imported = import_files([path], today=TODAY)
    assert "out_of_range" in {issue.code for issue in imported.issues}
    assert [step.cost_minor for step in imported.programme.extensions] in ([], [None])
