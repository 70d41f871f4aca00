"""Every key the program asks for is in the catalogues, and every one there is asked for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from planner.wording import has
from planner.wording.catalogue import FOLDER, read

PLANNER = Path(__file__).resolve().parents[2] / "planner"
SOURCES = sorted(PLANNER.rglob("*.py"))
SAYS = {"say": 1, "plural": 1, "form": 1, "Message": 1, "message": 1}
RAISES = {"BadInputError": 2, "PlannerError": 2, "fail": 2}
TAKE_KEYS = frozenset({*SAYS, *RAISES})
TELLING = 4
"""Letters of an f-string's own that tell which keys it can make."""


@cache
def keys() -> set[str]:
    return {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in read(FOLDER / "en")
        if message.id
    }


def options(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from options(node.body)
        yield from options(node.orelse)
    else:
        yield node


@cache
def spoken() -> tuple[list[tuple[str, ast.Call]], set[str], set[str]]:
    """Calls of what takes keys with where they are; texts; patterns of f-strings. Read once."""
    calls: list[tuple[str, ast.Call]] = []
    literals: set[str] = set()
    patterns: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and called(node) in TAKE_KEYS:
                calls.append((str(path.relative_to(PLANNER)), node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                own = "".join(str(p.value) for p in node.values if isinstance(p, ast.Constant))
                if "." in own and len(own) >= TELLING and " " not in own:
                    patterns.add(pattern(node))
    return calls, literals, patterns


def called(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def asked() -> Iterator[tuple[str, ast.expr]]:
    """Yield where a function that takes keys is called, and with what."""
    for place, call in spoken()[0]:
        name, plain = called(call), isinstance(call.func, ast.Name)
        taken = RAISES.get(name, SAYS.get(name, 0) if plain else 0)
        for given in call.args[:taken]:
            for one in options(given):
                yield f"{place}:{one.lineno}", one


def pattern(node: ast.JoinedStr) -> str:
    return "".join(
        re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
        for part in node.values
    )


def test_every_key_asked_for_has_words() -> None:
    missing = [
        f"{where} {one.value}"
        for where, one in asked()
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value
        if "." in one.value
        and not has(one.value)
        and not any(has(f"{room}.{one.value}") for room in ("reporting",))
    ]
    assert missing == []


def test_what_an_error_says_is_a_key() -> None:
    known = keys()
    listed = "\n".join(sorted(known))
    strangers = []
    for place, call in spoken()[0]:
        for given in call.args[: {**RAISES, "message": 1, "Message": 1}.get(called(call), 0)]:
            for one in options(given):
                where = f"{place}:{one.lineno}"
                if isinstance(one, ast.JoinedStr):
                    if not re.search(f"^{pattern(one)}$", listed, re.MULTILINE):
                        strangers.append(f"{where} {ast.unparse(one)}")
                elif isinstance(one, ast.Constant) and one.value and one.value not in known:
                    strangers.append(f"{where} {one.value!r}")
    assert strangers == []


def test_every_key_is_asked_for() -> None:
    """A key counts as used where the program has it, or an f-string that can make it."""
    _, literals, patterns = spoken()
    makes = re.compile("|".join(f"(?:{one})" for one in sorted(patterns)))
    unused = []
    for key in sorted(keys()):
        names = {key, key.removesuffix(".one")}
        names |= {name.removeprefix("reporting.") for name in names}
        names.add(key.rpartition(".")[0])  # f"{key}.{choice}" with the key from a list
        if not names & literals and not any(makes.fullmatch(name) for name in names):
            unused.append(key)
    assert not unused, "\n".join(unused)
