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

from planner.assessing import load_rule_set
from planner.errors import BadInputError, message
from planner.model.fields import FIELDS, Field, FieldKind, Value
from planner.model.insight import Insights, Why
from planner.model.inventory import Dependency, Inventory, Server, Workload
from planner.model.issue import CellRef, Issue, Severity
from planner.model.programme import Freeze, Programme, Target, Team
from planner.model.rules import LocalText, Money
from planner.model.scenario import Decision, DecisionKind, Dials, Scenario
from planner.optimising.plan import Conflict, Plan, PlanStatus, Repair, RuleRef, StoppedBy
from planner.optimising.problem import DependencyKind
from planner.project import Document, read_document, write_document
from planner.project.inventory_table import read_inventory, write_inventory
from planner.project.migrations import SCHEMA, migrate
from tests.support.refusals import refused, told

RULES = dataclasses.replace(load_rule_set("balanced"), id="own")


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
            targets=(Target("own", "legacy"), Target("cloud", "public")),
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
        insights={"base": Insights(why={"A": why()})},
    )


def why() -> Why:
    """Reasons filled with all that may fill a sentence."""
    inner = message("questioning.and", names=("x", message("y")), day=date(2026, 1, 2))
    law = LocalText("Law", "法", {"de": "Recht"})
    here = message("questioning.rule", inner=inner, law=law, money=Money(5, "CNY"), n=2.5)
    return Why("A", "private", here=(here,), second_interval=(1.0, 2.0))


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
    with refused("disk is not full"):
        write_document(Document(name="new"), path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["p.cmplan"]


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 broken", b"plain text", bytes(range(256)) * 10]
)
def test_what_is_no_project_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "p.cmplan"
    path.write_bytes(content)
    with refused(r"p\.cmplan"):
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
    with refused("newer version"):
        read_document(path)


@pytest.mark.parametrize("member", ["inventory.json", "document.json", "manifest.json"])
@pytest.mark.parametrize("text", ["", "[]", "3", '{"a": 1}', '{"schema": 1}', '{"name": 3}'])
def test_a_damaged_member_is_a_sentence(tmp_path: Path, member: str, text: str) -> None:
    path = tmp_path / "p.cmplan"
    write_document(full_document(), path)
    rewrite(path, member, text)
    with pytest.raises(BadInputError) as caught:
        read_document(path)
    assert told(caught.value)


def test_migrations_run_in_order() -> None:
    steps = {1: lambda m: {**m, "one": True}, 2: lambda m: {**m, "two": "one" in m}}
    assert migrate({}, 1, newest=3, steps=steps) == {"one": True, "two": True}
    assert migrate({}, 2, newest=3, steps=steps) == {"two": False}


def values() -> st.SearchStrategy[dict[str, Value]]:
    def of(field: Field) -> st.SearchStrategy[Value]:
        least = -(10**12) if field.minimum is None else field.minimum
        match field.kind:
            case FieldKind.DATE:
                return st.dates()
            case FieldKind.NUMBER | FieldKind.PERCENT:
                return st.floats(least, 1e15)
            case FieldKind.INTEGER | FieldKind.MONEY:
                return st.integers(int(least), 10**15)
            case FieldKind.FLAG:
                return st.booleans()
            case FieldKind.NAMES:
                return st.lists(st.text(), max_size=3).map(tuple)
            case FieldKind.CHOICE:
                return st.sampled_from(field.choices)
            case _:
                return st.text()

    pairs = st.sampled_from(FIELDS).flatmap(lambda field: st.tuples(st.just(field.key), of(field)))
    return st.lists(pairs, max_size=4).map(dict)


@given(st.lists(values(), max_size=3))
def test_any_inventory_survives(rows: list[dict[str, Value]]) -> None:
    workloads = tuple(
        Workload(str(n), f"n{n}", row, {key: CellRef("f", "s", n, "A") for key in row})
        for n, row in enumerate(rows)
    )
    inventory = Inventory("x", workloads=workloads)
    assert read_inventory(json.loads(json.dumps(write_inventory(inventory))), "p") == inventory


def test_putting_a_scenario_back_keeps_the_log() -> None:
    document = full_document()
    decision = Decision("d2", DecisionKind.BAN_TARGET, ("B",), "public", "law", "ciso")
    base = dataclasses.replace(document.scenarios[0], decisions=(decision,))
    after = document.with_scenario(base)
    assert [entry.id for entry in after.log] == ["d1", "d2"]
    assert after.active == "base"
    assert after.scenarios[1] == document.scenarios[1]


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in members.items():
            packed.writestr(name, raw)
    return path


def members_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (b'"name":"Bank"', b'"name":"Bank","name":"Other"', "twice in one object"),
        (b'"name":"Bank"', b'"name":"\\ud800"', "half of a character"),
        (b'"fit_price":1.5', b'"fit_price":NaN', "NaN, which is not a number"),
        (b'"fit_price":1.5', b'"fit_price":1e999', "a number that is too large"),
        (b'"fit_price":1.5', b'"fit_price":-1.5', "cannot be"),
        (b'"fit_price":1.5', b'"fit_price":"much"', r"scenarios.*fit_price"),
        (b'"fit_price":1.5', b'"fit_price":' + b"9" * 5000, "too long"),
        (b'"fit_price":1.5', b'"fit_price":' + b"[" * 400 + b"]" * 400, "nested too deeply"),
        (b'"fit_price":1.5', b'"fit_price":' + b"[" * 90_000 + b"]" * 90_000, "nested too deeply"),
        (b'"days_per_wave":40.0', b'"days_per_wave":-1', "cannot be"),
        (b'"2026-12-20"', b'"2027-12-20"', "cannot be"),
        (b'"2026-07-01"', b'"9999-07-01"', "cannot be"),
        (b'{"risk":2.0}', b'{"risk":[2.0]}', r"weights\.risk"),
        (b'"kind":"public"', b'"kind":"cloudy"', "programme.*cannot be"),
        (b'"private":{"legacy":0.6,', b'"private":{', "rule_sets.*cannot be"),
    ],
)
def test_a_changed_value_is_one_sentence(tmp_path, before, after, sentence) -> None:
    path = tmp_path / "p.cmplan"
    write_document(full_document(), path)
    members = members_of(path)
    assert before in members["document.json"]
    members["document.json"] = members["document.json"].replace(before, after, 1)
    with refused(sentence):
        read_document(archive(path, members))


def test_a_small_file_that_unpacks_to_much_is_not_unpacked(tmp_path) -> None:
    path = tmp_path / "p.cmplan"
    write_document(full_document(), path)
    members = members_of(path) | {"document.json": b"[" + b"[]," * 20_000_000 + b"[]]"}
    with refused("unpacks to far more"):
        read_document(archive(path, members))


def test_a_rule_set_is_a_name_and_never_a_path(tmp_path) -> None:
    path = tmp_path / "p.cmplan"
    rules = tmp_path / "mine.toml"
    rules.write_text("", encoding="utf-8")
    stranger = dataclasses.replace(full_document(), scenarios=(Scenario("base", str(rules)),))
    write_document(stranger, path)
    with refused("cannot be"):
        read_document(path)


def test_a_link_stays_a_link_and_a_mode_stays(tmp_path) -> None:
    real, link = tmp_path / "real.cmplan", tmp_path / "link.cmplan"
    write_document(full_document(), real)
    real.chmod(0o640)
    link.symlink_to(real)
    write_document(Document(name="new"), link)
    assert link.is_symlink()
    assert read_document(real).name == "new"
    assert real.stat().st_mode & 0o777 == 0o640
