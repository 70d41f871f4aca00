"""The rules of the house that no linter knows (docs/architecture.md)."""

from __future__ import annotations

import ast
import json
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLANNER = ROOT / "planner"
SOURCES = sorted(PLANNER.rglob("*.py"))
HEAVY = {
    "PySide6",
    "highspy",
    "networkx",
    "openpyxl",
    "pandas",
    "pptx",
    "pulp",
    "python_calamine",
    "rapidfuzz",
    "reportlab",
}
LATE_IN = {"numpy": {"optimising", "questioning", "assessing"}}
LONGEST_FILE = 500  # about 400 is the aim; past this it says more than one thing
START_MODULES = 230  # of which the standard library's own are most


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _imported(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
        yield node.module


def _at_module_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that run on import; what stands under TYPE_CHECKING does not."""
    for statement in body:
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            continue
        yield statement
        for part in ("body", "orelse", "finalbody"):
            if not isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
                yield from _at_module_level(getattr(statement, part, []) or [])


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_qt_stands_in_the_window_alone() -> None:
    strangers = [
        _name(path)
        for path in SOURCES
        if PLANNER / "ui" not in path.parents
        for node in ast.walk(_tree(path))
        for module in _imported(node)
        if module.split(".")[0] in {"PySide6", "shiboken6"}
    ]
    assert strangers == []


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    found = []
    for path in SOURCES:
        room = path.relative_to(PLANNER).parts[0]
        late = {library for library, rooms in LATE_IN.items() if room not in rooms}
        forbidden = (HEAVY - ({"PySide6"} if room == "ui" else set())) | late
        for statement in _at_module_level(_tree(path).body):
            found += [
                f"{_name(path)}:{statement.lineno} {module}"
                for module in _imported(statement)
                if module.split(".")[0] in forbidden
            ]
    assert found == []


def test_start_brings_in_few_modules_and_no_heavy_one() -> None:
    """Counts modules, not milliseconds, so that a busy machine cannot fail it."""
    code = (
        "import sys, json\nimport planner.app, planner.cli\nprint(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    modules = json.loads(done.stdout)
    assert sorted({name.split(".")[0] for name in modules} & (HEAVY | {"numpy"})) == []
    assert len(modules) <= START_MODULES, f"{len(modules)} modules: {modules}"


def test_every_word_asked_for_exists() -> None:
    from planner.wording import has

    missing = []
    for path in SOURCES:
        for node in ast.walk(_tree(path)):
            if not (isinstance(node, ast.Call) and node.args):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            first = node.args[0]
            if called not in {"say", "plural"} or not isinstance(first, ast.Constant):
                continue
            if not has(str(first.value)):
                missing.append(f"{_name(path)}:{node.lineno} {first.value}")
    assert missing == []


def test_every_field_and_choice_has_a_name() -> None:
    from planner.model.fields import FIELDS
    from planner.wording import has

    wanted = [f"fields.{field.key}" for field in FIELDS]
    wanted += [f"fields.{field.key}.{choice}" for field in FIELDS for choice in field.choices]
    assert [key for key in wanted if not has(key)] == []


def test_files_say_one_thing() -> None:
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in SOURCES}
    long = {name: n for name, n in lengths.items() if n > LONGEST_FILE}
    assert long == {}


def test_every_module_says_what_it_offers() -> None:
    silent = [
        _name(path)
        for path in SOURCES
        if path.name != "__init__.py" and "__all__" not in path.read_text("utf-8")
    ]
    assert silent == []


def test_every_package_has_a_docstring() -> None:
    bare = [
        _name(p) for p in SOURCES if p.name == "__init__.py" and not ast.get_docstring(_tree(p))
    ]
    assert bare == []


def test_every_sentence_of_an_error_has_chinese_words():
    """Errors and findings are templates; the catalogue has the Chinese of each."""
    from planner.wording.errors import CHINESE

    silent, filled_too_early = [], []
    for path in SOURCES:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for words in _sentences(call):
                if isinstance(words, ast.JoinedStr) and not _known_whole(words, CHINESE):
                    filled_too_early.append(f"{path}:{words.lineno}")
                elif isinstance(words, ast.Constant) and words.value not in CHINESE:
                    silent.append(f"{path}:{words.lineno}: {words.value}")
    assert not filled_too_early, "pass facts by name, not in an f-string: " + str(filled_too_early)
    assert not silent, "planner/wording/errors.py lacks: " + "\n".join(silent)


def _sentences(call):
    """Yield the words that a call gives to a reader."""
    if not isinstance(call, ast.Call):
        return
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    taken = {"BadInputError": 2, "PlannerError": 2, "fail": 2, "phrase": 1}.get(name, 0)
    for words in call.args[:taken]:
        options = [words.body, words.orelse] if isinstance(words, ast.IfExp) else [words]
        yield from (one for one in options if isinstance(one, ast.JoinedStr | ast.Constant))


def _known_whole(words, chinese):
    """Whether an f-string only chooses among templates that are all known, such as figures."""
    pattern = "".join(
        re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in words.values
    )
    return any(re.fullmatch(pattern, template) for template in chinese)


def test_translations_use_the_facts_of_their_templates():
    from planner.wording.errors import CHINESE

    for english, chinese in CHINESE.items():
        assert _facts(chinese) == _facts(english), english


def _facts(template):
    return sorted(
        f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(template) if name
    )
