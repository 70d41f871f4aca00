"""Change bytes of sound files at random and open them: every fault is a sentence, or it is counted.

    python -m bench.mutants DOOR[,DOOR...] COUNT [SEED]

A door is one of workbook, table, project, rules, mapping, problem and plan. What opens is used:
scored, checked or saved again. A mutant that ends in anything but a value or a sentence, or that
takes more than ten seconds of processor time, is printed with its seed.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from planner.errors import BadInputError

SAMPLES: Final = Path(__file__).resolve().parents[1] / "samples"
TODAY: Final = date(2026, 3, 2)
FLIPS: Final = (1, 4, 16)
VALUES: Final = 0.6
"""Share of mutants of which a value is exchanged for another."""
SLOW_S: Final = 10.0
TELL_EVERY: Final = 500
MOST_MEMORY: Final = 4 << 30
_VALUE: Final = re.compile(rb'"[^"<>&]*"|(?<=>)[^<>]+(?=<)|-?\d+(?:\.\d+)?')
_ODD: Final = (
    *b'-1 0 1 1e308 1e-320 -1e308 NaN Infinity 1e999 null true [] {} "" "x" "-1" [1] x'.split(),
    *(b"9" * 400, b"[" * 400, b'"' + b"x" * 40_000 + b'"', b'"\\ud800"', b'"\\u0000"', b"=1+1"),
    *('"\u202eabc"'.encode(), '"\U0001f600"'.encode(), b"2026-13-45", b"9999-12-31", b""),
)  # fmt: skip


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Return ``data`` with some bytes changed, cut out or doubled."""
    made = bytearray(data)
    for _ in range(chance.choice(FLIPS)):
        at = chance.randrange(len(made))
        match chance.randrange(3):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : at + chance.randrange(1, 9)]
            case _:
                made[at:at] = made[at : at + chance.randrange(1, 9)]
    return bytes(made)


def mutate_members(path: Path, chance: random.Random) -> bytes:
    """Return a packed file of which one member was changed and packed again, so that it opens."""
    with tempfile.SpooledTemporaryFile() as stream:
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
            chosen = chance.choice([name for name in old.namelist() if old.getinfo(name).file_size])
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, changed(data, chance) if name == chosen else data)
        stream.seek(0)
        return stream.read()


def exchange_value(data: bytes, chance: random.Random) -> bytes:
    """Return a text of which one value is another: the form stays sound, the meaning does not."""
    places = list(_VALUE.finditer(data))
    if not places:
        return mutate(data, chance)
    place = chance.choice(places)
    return data[: place.start()] + chance.choice(_ODD) + data[place.end() :]


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return the bytes changed at random, or one value of them."""
    return exchange_value(data, chance) if chance.random() < VALUES else mutate(data, chance)


def use_inventory(path: Path) -> None:
    """Import, score and state the problem, as ``plan`` does before its search."""
    from planner.importing.imported import import_files
    from planner.pipeline import draft_study, imported_sources

    draft_study(imported_sources(import_files([path], today=TODAY)), TODAY)


def use_project(path: Path) -> None:
    """Open, score, and save again what was opened; it must open the same."""
    from planner.pipeline import draft_study, sources_of
    from planner.project import read_document, write_document

    document = read_document(path)
    again = path.with_name("again.cmplan")
    write_document(document, again)
    assert read_document(again) == document, "saved, it is another"
    draft_study(sources_of(document), TODAY)


def use_rules(path: Path) -> None:
    """Read, and write out again."""
    from planner.assessing.rules_save import rules_text
    from planner.pipeline import load_rules

    rules_text(load_rules(path))


def use_mapping(path: Path) -> None:
    """Read as ``plan --mapping`` does."""
    from planner.importing import MappingBook

    MappingBook.read(path)


def use_problem(path: Path) -> None:
    """Read as ``solve`` does, and check a plan against it."""
    from planner.optimising.check import check_plan
    from planner.optimising.plan_file import read_plan
    from planner.optimising.problem_file import read_problem

    problem = read_problem(path)
    plan = path.with_name("solution.json")
    if plan.exists():
        check_plan(problem, read_plan(plan))


def use_plan(path: Path) -> None:
    """Read as ``verify`` does, and check it."""
    from planner.optimising.check import check_plan
    from planner.optimising.plan_file import read_plan
    from planner.optimising.problem_file import read_problem

    check_plan(read_problem(path.with_name("problem.json")), read_plan(path))


USES: Final[dict[str, tuple[str, Callable[[Path], None]]]] = {
    "workbook": ("sound.xlsx", use_inventory),
    "table": ("sound.csv", use_inventory),
    "project": ("sound.cmplan", use_project),
    "rules": ("sound.toml", use_rules),
    "mapping": ("mapping.json", use_mapping),
    "problem": ("problem.json", use_problem),
    "plan": ("solution.json", use_plan),
}


def sound_files(folder: Path) -> None:
    """Write a sound file of each kind: those of a plan of the small sample."""
    from planner.assessing.rules_save import save_rule_set
    from planner.importing.imported import import_files
    from planner.pipeline import load_rules

    inventory = folder / "sound.xlsx"
    inventory.write_bytes((SAMPLES / "tiny.xlsx").read_bytes())
    made = folder / "made"
    command = [sys.executable, str(SAMPLES.parent / "main.py"), "plan", str(inventory), "-q"]
    keep = ["-o", str(made), "--project", str(folder / "sound.cmplan")]
    short = ["--work-limit", "5", "--parts", "summary"]
    subprocess.run([*command, *keep, *short], check=True)
    for name in ("problem.json", "solution.json"):
        (folder / name).write_bytes((made / name).read_bytes())
    (folder / "sound.csv").write_text(
        "Application,Cores,Users,Cost per year,Criticality,Depends on\n"
        'Payroll,4,10,"12,000.50 €",high,Ledger\nLedger,8,20,9000,low,\nWeb,2,1e3,7k,3,Ledger\n',
        encoding="utf-8",
    )
    save_rule_set(load_rules("regulated-bank"), folder / "sound.toml")
    mapping = import_files([inventory], today=TODAY).mapping
    (folder / "mapping.json").write_text(mapping.to_json(), encoding="utf-8")


def open_mutant(door: str, folder: Path, number: int) -> str:
    """Return how the opening of one mutant ended."""
    name, use = USES[door]
    sound = folder / name
    chance = random.Random(number)
    packed = zipfile.is_zipfile(sound) and chance.random() < 0.9
    made = mutate_members(sound, chance) if packed else changed(sound.read_bytes(), chance)
    target = folder / f"{door}-mutant{sound.suffix}"
    target.write_bytes(made)
    begun = time.process_time()
    try:
        use(target)
        end = "opened"
    except BadInputError:
        end = "a sentence"
    except Exception as error:  # what this looks for
        at = traceback.extract_tb(error.__traceback__)[-1]
        sys.stdout.write(f"{door} {number}: {error!r} in {at.filename}:{at.lineno}\n")
        end = "FAILED"
    seconds = time.process_time() - begun
    if seconds > SLOW_S:
        sys.stdout.write(f"{door} {number}: {seconds:.0f} s\n")
        end = "FAILED"
    sys.stdout.flush()
    return end


def open_mutants(door: str, folder: Path, numbers: range) -> bool:
    """Open the mutants of one door and say how they ended; return whether none failed."""
    USES[door][1](folder / USES[door][0])
    ends: Counter[str] = Counter()
    for done, number in enumerate(numbers, 1):
        ends[open_mutant(door, folder, number)] += 1
        if done % TELL_EVERY == 0 or done == len(numbers):
            sys.stdout.write(f"{door}: {done} mutants, {dict(ends)}\n")
            sys.stdout.flush()
    return not ends["FAILED"]


def main(arguments: Sequence[str]) -> int:
    """Open the mutants; return 1 where one ended in an exception that is no sentence."""
    if len(arguments) < 2 or not arguments[1].isdigit():
        sys.stdout.write(__doc__)
        return 2
    count = int(arguments[1])
    seed = int(arguments[2]) if len(arguments) > 2 else 1
    if sys.platform != "win32":  # a mutant that would fill the memory is a failure, not an end
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.RLIM_INFINITY))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sound_files(folder)
        numbers = range(seed, seed + count)
        sound = [open_mutants(door, folder, numbers) for door in arguments[0].split(",")]
    return int(not all(sound))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
