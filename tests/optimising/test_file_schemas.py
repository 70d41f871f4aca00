"""Schemas in docs say what the readers take; generated ones are those of the classes."""

from __future__ import annotations

import copy
import dataclasses
import json
import os
import random
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner.codec import encode
from planner.codec.json_schema import json_schema
from planner.errors import BadInputError
from planner.importing.matching.mapping import MappingFile
from planner.jobs import Stop
from planner.optimising import solve
from planner.optimising.plan import Conflict, Plan, Repair, RuleRef
from planner.optimising.plan_file import parse_plan, plan_to_json
from planner.optimising.problem import (
    AttributeGroup,
    Exit,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    SharedCost,
    WaveLimit,
)
from planner.optimising.problem_file import parse_problem, read_problem
from planner.optimising.problem_json import problem_text
from planner.project import read_document
from planner.project.document import Document
from tests.optimising.problems_version_2 import random_version_2
from tests.optimising.small_problems import random_problem

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schemas"
GENERATED = {
    "project": (Document, "Document of a project (document.json in a .cmplan)"),
    "mapping": (MappingFile, "Mapping file (what the columns of an import mean)"),
}
JUNK: tuple[Any, ...] = (None, True, -1, 0, 1.5, "", "x", [], {}, [1], {"x": 1}, [[]], ["x"])


def schema_of(name: str) -> jsonschema.Draft202012Validator:
    """Return the validator of a schema in docs; the schema itself has to be one."""
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("name", GENERATED)
def test_generated_schemas_are_those_of_the_classes(name: str) -> None:
    place = SCHEMAS / f"{name}.schema.json"
    text = json.dumps(json_schema(*GENERATED[name]), indent=1) + "\n"
    if os.environ.get("REFRESH_GOLDEN"):
        place.write_text(text, encoding="utf-8")
    assert place.read_text(encoding="utf-8") == text, "REFRESH_GOLDEN=1 where a class changed"


def test_a_kept_project_is_of_the_schema() -> None:
    kept = ROOT / "tests" / "project" / "kept"
    document = encode(read_document(max(kept.glob("schema-*.cmplan"))))
    schema = schema_of("project")
    schema.validate(document)
    document["scenarios"][0]["nme"] = "x"
    assert not schema.is_valid(document)


def problems() -> list[dict[str, Any]]:
    """Problems of both versions in their file form."""
    small = [make(seed) for seed in range(12) for make in (random_problem, random_version_2)]
    return [
        json.loads(problem_text(one)) for one in (read_problem(ROOT / "samples/tiny.json"), *small)
    ]


def test_problems_that_are_written_are_of_the_schema() -> None:
    schema = schema_of("problem")
    for data in problems():
        schema.validate(data)
    assert {data["version"] for data in problems()} == {1, 2}


CLASSES: dict[str, tuple[tuple[str, type], ...]] = {
    "problem": (
        ("", PlanningProblem),
        ("target", ProblemTarget),
        ("workload", ProblemWorkload),
        ("dependency", ProblemDependency),
        ("attribute_group", AttributeGroup),
        ("limit", Limit),
        ("wave", ProblemWave),
        ("wave_limit", WaveLimit),
        ("shared_cost", SharedCost),
        ("exit", Exit),
    ),
    "solution": (("", Plan), ("conflict", Conflict), ("rule", RuleRef), ("repair", Repair)),
}
CALLED = {"source": "from", "needed": "to"}
"""Fields that the file calls otherwise."""


@pytest.mark.parametrize("name", CLASSES)
def test_schemas_written_by_hand_name_the_fields_of_the_classes_and_no_others(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    for part, kind in CLASSES[name]:
        told = set((schema["$defs"][part] if part else schema)["properties"])
        fields = {CALLED.get(field.name, field.name) for field in dataclasses.fields(kind)}
        fields |= set() if part else {"format", "version"}
        assert told == fields, part or name


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a value, as the keys that lead to it."""
    found = [way] if way else []
    if isinstance(value, dict | list):
        keys = value if isinstance(value, dict) else range(len(value))
        for key in keys:
            found += places(value[key], (*way, key))
    return found


def reader_takes(data: dict[str, Any]) -> bool:
    try:
        parse_problem(data)
    except BadInputError:
        return False
    return True


def test_what_the_schema_refuses_the_reader_refuses() -> None:
    schema, chance, refused = schema_of("problem"), random.Random(1), 0
    for whole in problems():
        ways = places(whole)
        for way in chance.sample(ways, min(40, len(ways))):
            data = copy.deepcopy(whole)
            inner = data
            for key in way[:-1]:
                inner = inner[key]
            inner[way[-1]] = chance.choice(JUNK)
            if not schema.is_valid(data):
                refused += 1
                assert not reader_takes(data), way
    assert refused > 500


def test_plans_that_are_written_are_of_the_schema() -> None:
    schema = schema_of("solution")
    for seed in range(6):
        problem = random_problem(seed)
        data = plan_to_json(solve(problem, Stop(time_limit_s=60.0, work_limit=200), seed=1))
        schema.validate(data)
        assert parse_plan(data) is not None
        assert not schema.is_valid(data | {"status": "best"})
