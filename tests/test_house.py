"""The rules of the house that no linter knows (docs/architecture.md)."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
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
START_MODULES = 212  # of which the standard library's own are most


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _naming(words: Iterable[str], paths: Iterable[Path]) -> Iterator[Path]:
    """Files in which one of the words stands at all: the others need not be parsed."""
    stands = re.compile(rf"\b(?:{'|'.join(sorted(words))})\b")
    return (path for path in paths if stands.search(path.read_text("utf-8")))


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
        for path in _naming(("PySide6", "shiboken6"), SOURCES)
        if PLANNER / "ui" not in path.parents
        for node in ast.walk(_tree(path))
        for module in _imported(node)
        if module.split(".")[0] in {"PySide6", "shiboken6"}
    ]
    assert strangers == []


def test_heavy_libraries_are_imported_where_they_are_used() -> None:
    found = []
    for path in _naming(HEAVY | set(LATE_IN), SOURCES):
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


def test_no_modules_of_the_window_import_each_other_in_a_circle():
    """Imports for types alone count too: what has to know of each other is one thing."""
    import grimp
    import networkx as nx

    found = grimp.build_graph("planner", exclude_type_checking_imports=False, cache_dir=None)
    rooms = ("planner.ui", "planner.presenting", "planner.editing")
    inside = [one for one in found.modules if one.startswith(rooms)]
    imports = nx.DiGraph(
        (one, other) for one in inside for other in found.find_modules_directly_imported_by(one)
    )
    circles = [one for one in nx.strongly_connected_components(imports) if len(one) > 1]
    assert circles == []


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Calls with the name of what is called, without what it is a method of."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            named = node.func
            yield getattr(named, "attr", getattr(named, "id", "")), node


def test_the_window_shows_words_and_never_markup() -> None:
    """Qt guesses what looks like markup, and opens what it names; planner/ui/plain.py does not."""
    found = []
    plain = PLANNER / "ui" / "plain.py"
    watched = ("QLabel", "QMessageBox", "QErrorMessage", "showText", "setToolTip", "addRow")
    for path in _naming(watched, SOURCES):
        if PLANNER / "ui" not in path.parents or path == plain:
            continue
        for name, call in _calls(path):
            where = f"{_name(path)}:{call.lineno}"
            if name == "QLabel":
                found.append(f"{where}: PlainLabel instead of QLabel")
            elif name in {"QMessageBox", "QErrorMessage"}:
                found.append(f"{where}: message_box instead of {name}")
            elif name == "showText":
                found.append(f"{where}: show_tip instead of QToolTip.showText")
            elif name == "setToolTip" and not ast.unparse(call.args[-1]).startswith(
                ("plain_tip(", "''")
            ):
                found.append(f"{where}: plain_tip around the words of a tool tip")
            elif name == "addRow" and isinstance(call.args[0], ast.JoinedStr):
                found.append(f"{where}: PlainLabel around the name of a row")
    assert found == []


def test_colours_are_named_once():
    """Window, PDF, page and slides take their colours from one theme."""
    theme = PLANNER / "reporting" / "theme.py"
    found = [
        f"{_name(path)}:{node.lineno} {node.value!r}"
        for path in SOURCES
        if path != theme and "#" in path.read_text("utf-8")
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Constant) and re.fullmatch(r"#[0-9a-fA-F]{6}", str(node.value))
    ]
    assert found == []


SPEAK_TO_HIGHS = {"solvers.py", "solver_arrays.py", "banner.py", "child.py"}
"""The door, its entrance for arrays, what keeps the banner off, and what warms the child up."""


def test_one_door_leads_to_solvers() -> None:
    optimising = ROOT / "planner" / "optimising"
    found = {
        path.name
        for path in optimising.rglob("*.py")
        if re.search(r"\bimport (highspy|pulp)\b", path.read_text(encoding="utf-8"))
    }
    assert found == SPEAK_TO_HIGHS


def test_tests_and_benches_are_packages_that_name_each_other_whole():
    """No folder is put on the path, so a name means one file wherever it is asked from."""
    places = [path for folder in ("tests", "bench") for path in (ROOT / folder).rglob("*.py")]
    own = {path.stem for path in places} - {"__init__"}
    paths = [_name(path) for path in places if "sys" + ".path" in path.read_text("utf-8")]
    assert paths == []
    begins = re.compile(rf"^\s*(?:import|from) .*\b(?:{'|'.join(sorted(own))})\b", re.MULTILINE)
    wrong = [
        f"{_name(path)}:{node.lineno}"
        for path in places
        if begins.search(path.read_text("utf-8"))
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in _imported(node)
        if name in own
    ]
    assert not wrong, "say tests.ROOM.NAME"
    assert not [path for path in {p.parent for p in places} if not (path / "__init__.py").exists()]


ASKED_BY_OTHERS = {
    *("actionNames", "doAction", "keyBindingsForAction", "childAt", "indexOfChild", "focusChild"),
    *("interface_cast", "hasHeightForWidth", "mimeTypes", "minimumSizeHint", "reducer_override"),
    "_split_lines",  # argparse
    "compile_changed",  # make.py, which imports nothing of the program
    "json_schema",  # docs/schemas, which a test writes anew
    "waves_program",  # what searches are held against
}
"""Names that Qt, pickle and what stands beside the program ask for."""


def _asked(tree: ast.Module) -> Iterator[str]:
    """Names that are read, also by ``getattr``; definitions, imports, ``__all__`` do not count."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.id if isinstance(node, ast.Name) else node.attr
        elif isinstance(node, ast.Call):
            yield from (
                one.value
                for one in node.args
                if isinstance(one, ast.Constant) and isinstance(one.value, str)
            )


def test_nothing_stands_in_the_program_for_tests_alone():
    """What a linter of dead names passes over, since tests and ``__all__`` name it too."""
    program = {path: _tree(path) for path in (*SOURCES, *sorted((ROOT / "samples").glob("*.py")))}
    asked = {name for tree in program.values() for name in _asked(tree)} | ASKED_BY_OTHERS
    unasked = [
        f"{_name(path)}:{node.lineno} {node.name}"
        for path, tree in program.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and node.name not in asked
        and not node.name.startswith(("__", "do_", "handle_"))
        and not node.name.endswith("Event")
    ]
    assert unasked == []


def test_the_map_shows_every_room_in_its_place():
    """The page's drawing and table, and the contract that keeps them."""
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawn = re.search(r"flowchart TD\n(.*?)```", page, re.DOTALL)
    assert drawn is not None
    rooms = {path.stem for path in PLANNER.iterdir() if path.suffix == ".py" or path.is_dir()}
    rooms -= {"__init__", "__pycache__", "py", "shipped_files"}
    table = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\|([^|]*)\|", page, re.MULTILINE))))
    assert rooms - table == set()
    below = [set(re.findall(r"\w+", row)) for row in re.split(r"-->|\n", drawn[1]) if row.strip()]
    floors = [floor for at, floor in enumerate(below) if floor not in below[:at]]
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = [
        {name.strip().removeprefix("planner.") for name in row.split("|")} - {"__main__"}
        for row in settings["contracts"][0]["layers"]
    ]
    assert floors == [layer for layer in layers if layer]
