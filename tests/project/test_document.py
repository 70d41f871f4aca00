"""The project file keeps everything, is written whole or not at all, and refuses what it is not."""

from __future__ import annotations

import dataclasses
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import BadInputError
from planner.model.fields import FIELDS, FieldKind, Value
from planner.model.inventory import Dependency, Inventory, Server, Workload
from planner.model.issue import CellRef, Issue, Severity
from planner.model.programme import Freeze, Programme, Team
from planner.model.rules import Curve, Indicator, LocalText, RuleSet, TargetProfile
from planner.model.scenario import Decision, DecisionKind, Dials, Scenario
from planner.optimising.plan import Conflict, Plan, PlanStatus, Repair, RuleRef, StoppedBy
from planner.optimising.problem import DependencyKind
from planner.project import Document, read_document, write_document
from planner.project.inventory_table import read_inventory, write_inventory
from planner.project.migrations import SCHEMA, migrate

RULES = RuleSet(
    "own",
    LocalText("Own", "自定"),
    {"risk": 1.0},
    (
        Indicator("a", "risk", "users", 1.0, LocalText("A", "甲"), Curve(((0, 0), (1, 100)))),
        Indicator("b", "risk", "channel", 2.0, LocalText("B", "乙"), points={"batch": 10.0}),
    ),
    (TargetProfile("public", {"risk": Curve(((0.0, 100.0), (100.0, 0.0)))}),),
)


def full_document() -> Document:
    workload = Workload(
        "A",
        '核心 <b>&"',
        {"users": 12, "support_end_date": date(2027, 1, 31), "tags": ("x", "2027-01-31")},
        {"users": CellRef("f.xlsx", "S", 3, "C"), "name": CellRef("f.xlsx", "S", 3, "A")},
        frozenset({"users"}),
        {"Mystery": "=1+1"},
    )
    mixed = Workload(
        "B", "B", {"users": 1}, {"users": CellRef("g", "T", 1, "B"), "name": CellRef("f", "S", 2)}
    )
    plan = Plan(
        PlanStatus.INFEASIBLE,
        StoppedBy.PROOF,
        conflict=Conflict(
            (RuleRef("limit", "cpu"),), (Repair((RuleRef("limit", "cpu"),), "raise", 2.5, True),)
        ),
        wave={"A": 1, "B": None},
    )
    decision = Decision(
        "d1", DecisionKind.PIN_TARGET, ("A",), "private", "why", "who", date(2026, 1, 2)
    )
    return Document(
        name="Bank",
        inventory=Inventory(
            "Bank",
            workloads=(workload, mixed),
            dependencies=(Dependency("A", "B", DependencyKind.TOGETHER, port=1521),),
            servers=(Server("s", "A", {"support_end_date": date(2026, 1, 1), "cpu_cores": 2.0}),),
        ),
        programme=Programme(
            start=date(2026, 7, 1),
            freezes=(Freeze("year end", date(2026, 12, 20), date(2027, 1, 10)),),
            teams=(Team("db", "Database", 40.0, 100_00),),
        ),
        rule_sets={"own": RULES},
        issues=(Issue("odd", Severity.NOTE, CellRef("f", "S", 1, "A"), params={"a": "b"}),),
        scenarios=(
            Scenario("base", decisions=(decision,), plan=plan),
            Scenario("two", dials=Dials({"risk": 2.0}, fit_price=1.5)),
        ),
        active="two",
        mappings={"sig": {"Name": "name"}},
        log=(decision,),
        parked=("who pays?",),
        view={"page": "waves", "columns": ("a", "b")},
    )


def test_everything_survives_a_save(tmp_path: Path) -> None:
    document = full_document()
    write_document(document, tmp_path / "p.cmplan")
    assert read_document(tmp_path / "p.cmplan") == document


def test_same_document_same_bytes(tmp_path: Path) -> None:
    write_document(full_document(), tmp_path / "a.cmplan")
    write_document(full_document(), tmp_path / "b.cmplan")
    assert (tmp_path / "a.cmplan").read_bytes() == (tmp_path / "b.cmplan").read_bytes()


def test_a_failed_save_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.cmplan"
    write_document(full_document(), path)
    before = path.read_bytes()

    def fail(self: Path, target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_document(Document(name="new"), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.cmplan"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"plain text", bytes(range(256)) * 10]
)
def test_what_is_no_project_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.cmplan"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=r"p\.cmplan"):
        read_document(path)


def rewrite(path: Path, member: str, text: str) -> None:
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = text.encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def test_a_newer_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.cmplan"
    write_document(full_document(), path)
    manifest = {"format": "cloud-migration-project", "schema": SCHEMA + 1}
    rewrite(path, "manifest.json", json.dumps(manifest))
    with pytest.raises(BadInputError, match="newer version"):
        read_document(path)


@pytest.mark.parametrize("member", ["inventory.json", "document.json", "manifest.json"])
@pytest.mark.parametrize("text", ["", "[]", "3", '{"a": 1}', '{"schema": 1}', '{"name": 3}'])
def test_a_damaged_member_is_a_sentence(tmp_path: Path, member: str, text: str) -> None:
    path = tmp_path / "p.cmplan"
    write_document(full_document(), path)
    rewrite(path, member, text)
    with pytest.raises(BadInputError) as caught:
        read_document(path)
    assert str(caught.value)


def test_migrations_run_in_order() -> None:
    steps = {1: lambda m: {**m, "one": True}, 2: lambda m: {**m, "two": "one" in m}}
    assert migrate({}, 1, newest=3, steps=steps) == {"one": True, "two": True}
    assert migrate({}, 2, newest=3, steps=steps) == {"two": False}


def values() -> st.SearchStrategy[dict[str, Value]]:
    def of(kind: FieldKind) -> st.SearchStrategy[Value]:
        match kind:
            case FieldKind.DATE:
                return st.dates()
            case FieldKind.NUMBER | FieldKind.PERCENT:
                return st.floats(allow_nan=False, allow_infinity=False)
            case FieldKind.INTEGER | FieldKind.MONEY:
                return st.integers(-(10**15), 10**15)
            case FieldKind.FLAG:
                return st.booleans()
            case FieldKind.NAMES:
                return st.lists(st.text(), max_size=3).map(tuple)
            case _:
                return st.text()

    pairs = st.sampled_from(FIELDS).flatmap(
        lambda field: st.tuples(st.just(field.key), of(field.kind))
    )
    return st.lists(pairs, max_size=4).map(dict)


@given(st.lists(values(), max_size=3))
def test_any_inventory_survives(rows: list[dict[str, Value]]) -> None:
    workloads = tuple(
        Workload(str(n), f"n{n}", row, {key: CellRef("f", "s", n, "A") for key in row})
        for n, row in enumerate(rows)
    )
    inventory = Inventory("x", workloads=workloads)
    assert read_inventory(json.loads(json.dumps(write_inventory(inventory)))) == inventory


def test_putting_a_scenario_back_keeps_the_log() -> None:
    document = full_document()
    decision = Decision("d2", DecisionKind.BAN_TARGET, ("B",), "public", "law", "ciso")
    base = dataclasses.replace(document.scenarios[0], decisions=(decision,))
    after = document.with_scenario(base)
    assert [entry.id for entry in after.log] == ["d1", "d2"]
    assert after.active == "base"
    assert after.scenarios[1] == document.scenarios[1]
