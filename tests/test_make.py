"""The helper script: its words, what it installs for whom, and what it says when it cannot."""

from __future__ import annotations

import ast
import errno
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from setuptools._distutils.util import split_quoted

ROOT = Path(__file__).resolve().parents[1]
PROGRAMS = {"placement": "", "conflict": "", "waves": "", "window": ""}


@pytest.fixture(scope="module")
def make():
    spec = importlib.util.spec_from_file_location("make", ROOT / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("words", "names", "options"),
    [
        ([], None, []),
        (["--quick"], None, ["--quick"]),
        (["window", "1000", "5"], ["window"], ["1000", "5"]),
        (["conflict", "folder", "--theirs", "1"], ["conflict"], ["folder", "--theirs", "1"]),
        (["placement", "waves", "--quick"], ["placement", "waves"], ["--quick"]),
    ],
)
def test_words_after_the_names_go_to_the_benches(make, words, names, options):
    assert make.split_names(words, PROGRAMS) == (names or list(make.BENCHES), options)


def test_an_unknown_bench_is_named_with_those_there_are(make):
    with pytest.raises(make.SetupError, match=r"No such bench: tides.*placement"):
        make.split_names(["tides"], PROGRAMS)


def test_it_reads_as_the_python_of_old_systems_does():
    """Of Python 3.8, and nothing but its standard library: it runs before anything is installed."""
    tree = ast.parse((ROOT / "make.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {
        "__future__", "difflib", "errno", "hashlib", "json", "os", "platform", "pwd", "shlex",
        "shutil", "subprocess", "sys", "pathlib", "time",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "words"),
    [
        ("ERROR: Could not install: [Errno 28] No space left on device", "disk is full"),
        ("OSError: [Errno 30] Read-only file system: '/x'", "cannot be written to"),
        ("Failed to establish: Temporary failure in name resolution", "HTTPS_PROXY"),
        ("ssl.SSLError: CERTIFICATE_VERIFY_FAILED", "PIP_CERT"),
        ("    cause: dns error\n    cause: error resolving DNS", "HTTPS_PROXY"),
        ("error: something new", ""),
    ],
)
def test_what_stops_a_set_up_is_one_sentence(make, printed, words):
    said = make.known_trouble(printed)
    assert words in said
    assert bool(words) == bool(said)
    assert "\n" not in said


def test_a_read_only_checkout_and_a_full_disk_are_told_before_anything_is_begun(
    make, tmp_path, monkeypatch
):
    monkeypatch.setattr(make, "HERE", tmp_path / "nowhere")
    with pytest.raises(make.SetupError, match="cannot be written to; copy"):
        make.check_place()
    monkeypatch.setattr(make, "HERE", tmp_path)
    monkeypatch.setattr(make, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(
        make.shutil, "disk_usage", lambda _: make.shutil._ntuple_diskusage(9, 9, 7 * 10**6)
    )
    with pytest.raises(make.SetupError, match="Only 7 MB are free"):
        make.check_place()
    assert list(tmp_path.iterdir()) == []


def test_an_error_of_the_disk_in_the_midst_is_one_line(make, monkeypatch, capsys):
    def full(_extras):
        raise OSError(errno.ENOSPC, "No space left on device", "x")

    monkeypatch.setattr(make, "ensure_environment", full)
    assert make.main(["setup"]) == 2
    assert capsys.readouterr().out.splitlines() == ["error: " + make.FULL_DISK]


def test_the_demo_installs_no_tools_of_ours(make):
    assert make.EXTRAS.get("demo", ()) == ()
    assert make.EXTRAS["test"] == ("dev",)
    assert set(make.EXTRAS) <= set(make.COMMANDS)


def test_an_environment_is_known_by_what_it_was_made_from(make, tmp_path, monkeypatch):
    monkeypatch.setattr(make, "VENV", tmp_path)
    monkeypatch.setattr(make, "probe", lambda command: str(command[0]))
    assert make.installed_extras() is None
    (tmp_path / "ready").write_text(make.stamp_text() + "\ndev\ndocs", encoding="utf-8")
    assert make.installed_extras() == {"dev", "docs"}
    (tmp_path / "ready").write_text("something older", encoding="utf-8")
    assert make.installed_extras() is None


def test_every_package_that_is_asked_for_is_pinned_once():
    """What pyproject.toml names is pinned, nothing twice, and nothing that was left behind."""
    pinned = [
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    ]
    assert len(pinned) == len(set(pinned))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *chain(*project["optional-dependencies"].values())]
    names = {re.split(r"[<>=\[ ]", one)[0].lower().replace("_", "-") for one in asked}
    assert names - set(pinned) == set()
    assert {"numba", "llvmlite"} & set(pinned) == set()


def test_a_set_up_without_extras_brings_what_compiles_the_kernels(make, monkeypatch):
    monkeypatch.setattr(make, "venv_python", lambda: sys.executable)
    asked = make.requirements()
    whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(whole["build-system"]["requires"]) <= set(asked)
    assert set(whole["project"]["dependencies"]) <= set(asked)


AUDITED = {
    "one": {"name": "one", "version": "1.0", "vulns": []},
    "two": {"name": "two", "version": "2.0", "vulns": [{"id": "X-1", "fix_versions": ["2.1"]}]},
    "own": {"name": "own", "skip_reason": "not found"},
}


@pytest.mark.parametrize(
    ("names", "status", "said"),
    [
        (["one"], 0, "No known fault in 1 versions."),
        (
            ["one", "two", "own"],
            1,
            "two 2.0: X-1, mended in 2.1\nNot audited, as the list does not know them: own",
        ),
        (["own"], 2, "nothing was audited"),
        (None, 2, "nothing was audited"),
    ],
)
def test_an_audit_says_what_it_found_or_that_it_could_not(
    make, monkeypatch, tmp_path, capsys, names, status, said
):
    auditor = tmp_path / "pip-audit"
    (auditor / "pip_audit").mkdir(parents=True)
    printed = "no list" if names is None else json.dumps(
        {"dependencies": [AUDITED[name] for name in names]}
    )  # fmt: skip
    (auditor / "pip_audit" / "__main__.py").write_text(f"print({printed!r})")
    monkeypatch.setattr(make, "TOOLS", tmp_path)
    monkeypatch.setattr(make, "ensure_environment", lambda extras: None)
    monkeypatch.setattr(make, "venv_python", lambda: sys.executable)
    assert make.main(["audit"]) == status
    assert said in capsys.readouterr().out


def test_an_audit_without_an_auditor_says_so(make, monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(make, "TOOLS", tmp_path)
    monkeypatch.setattr(make, "ensure_environment", lambda extras: None)
    monkeypatch.setattr(make, "install_aside", lambda package, python, timeout: False)
    assert make.main(["audit"]) == 2
    assert "nothing was audited" in capsys.readouterr().out


@pytest.mark.parametrize("is_fetched", [False, True])
def test_an_audit_that_nobody_answers_ends_by_itself(
    make, monkeypatch, tmp_path, capsys, is_fetched
):
    """Whether it is the auditor or its list that never comes; nothing half fetched stays."""
    auditor = tmp_path / "pip-audit"

    def run_late(command, **options):
        assert 0 < options["timeout"] <= make.AUDIT_SECONDS
        auditor.mkdir(exist_ok=True)
        raise subprocess.TimeoutExpired(command, options["timeout"])

    if is_fetched:
        auditor.mkdir()
    monkeypatch.setattr(make, "TOOLS", tmp_path)
    monkeypatch.setattr(make, "ensure_environment", lambda extras: None)
    monkeypatch.setattr(make, "answer", lambda command: "pip")
    monkeypatch.setattr(make.subprocess, "run", run_late)
    assert make.main(["audit"]) == 2
    assert "answered within" in capsys.readouterr().out
    assert auditor.exists() == is_fetched


@pytest.mark.parametrize(
    ("pythons", "package"), [([], "python3-pip"), ([["/usr/bin/python3"]], "python3.13-venv")]
)
def test_all_that_debian_lacks_is_named_in_one_sentence(make, monkeypatch, pythons, package):
    def told(command, **options):
        return "" if "ensurepip" in command[-1] else "3.13"

    monkeypatch.setattr(make.sys, "platform", "linux")
    monkeypatch.setattr(make, "candidates", lambda: pythons)
    monkeypatch.setattr(make, "probe", lambda command: command[0] if command in pythons else None)
    monkeypatch.setattr(make, "answer", told)
    for name, answer in (("is_debian", True), ("is_root", False), ("can_fetch", False)):
        monkeypatch.setattr(make, name, lambda answer=answer: answer)
    monkeypatch.setattr(make, "has_debian_package", lambda name: name != "libgl1")
    with pytest.raises(make.SetupError, match=f"apt-get install {package} libgl1"):
        make.check_system()


def test_root_installs_nothing_for_a_program_that_no_python_here_can_run(make, monkeypatch):
    installed: list[str] = []
    monkeypatch.setattr(make.sys, "platform", "linux")
    monkeypatch.setattr(make, "install_debian", installed.extend)
    monkeypatch.setattr(make, "has_debian_package", lambda name: False)
    for name, answer in (("is_debian", True), ("is_root", True), ("can_fetch", True)):
        monkeypatch.setattr(make, name, lambda answer=answer: answer)
    for name in ("present_python", "fetched_uv"):
        monkeypatch.setattr(make, name, lambda: None)
    monkeypatch.setattr(make, "probe", lambda command: None)
    with pytest.raises(make.SetupError, match="and fetching one failed"):
        make.check_system()
    assert installed == []


def test_a_compiler_that_was_fetched_is_called_in_a_path_with_spaces(make, monkeypatch, tmp_path):
    place = tmp_path / "my 程序"
    monkeypatch.setattr(make, "WINDOWS", False)
    monkeypatch.setattr(make, "VENV", place)
    monkeypatch.setattr(make, "TOOLS", place)
    monkeypatch.setattr(make.shutil, "which", lambda name: None)
    monkeypatch.setattr(make, "install_debian", lambda names: False)
    monkeypatch.setattr(make, "install_aside", lambda package, python: True)
    environment = make.compiler_environment()
    assert Path(environment["ZIG_GLOBAL_CACHE_DIR"]).is_relative_to(place / "ziglang")
    called = split_quoted(environment["CC"])
    assert called == [str(place / "bin" / "python"), "-m", "ziglang", "cc"]


def test_a_compiler_that_was_fetched_is_not_kept(make, monkeypatch, tmp_path):
    (tmp_path / "ziglang").mkdir()
    monkeypatch.setattr(make, "TOOLS", tmp_path)
    monkeypatch.setattr(make, "answer", lambda command, **options: str(tmp_path))
    monkeypatch.setattr(make, "compiler_environment", dict)
    monkeypatch.setattr(make, "succeeds", lambda command, **options: False)
    make.build_kernels()
    assert list(tmp_path.iterdir()) == []


def test_headers_and_compiler_are_asked_for_in_the_same_sentence(make, monkeypatch):
    """Of the system's own Python; without its headers a compiler would be fetched in vain."""
    told = {"ensurepip": "", make.HEADER: "/usr/include/python3.13/Python.h"}
    monkeypatch.setattr(make.sys, "platform", "linux")
    monkeypatch.setattr(make, "candidates", lambda: [["/usr/bin/python3"]])
    monkeypatch.setattr(
        make, "probe", lambda command: {"/usr/bin/python3": command[0]}.get(command[0])
    )
    monkeypatch.setattr(
        make, "answer",
        lambda command, **_: next((a for sign, a in told.items() if sign in command[-1]), "3.13"),
    )  # fmt: skip
    for name, answer in (("is_debian", True), ("is_root", False), ("can_fetch", False)):
        monkeypatch.setattr(make, name, lambda answer=answer: answer)
    monkeypatch.setattr(make, "has_debian_package", lambda name: "python" in name or "gcc" in name)
    monkeypatch.setattr(make, "has_compiler", lambda: False)
    monkeypatch.setattr(make, "OFFSCREEN_PACKAGES", ())
    monkeypatch.setattr(make, "has_display", lambda: False)
    monkeypatch.setattr(make.Path, "exists", lambda path: False)
    assert make.needed_to_compile() == ["python3.13-dev", "gcc", "libc6-dev"]
    with pytest.raises(make.SetupError, match=r"apt-get install python3\.13-venv libc6-dev"):
        make.check_system()


def test_without_headers_nothing_is_compiled_or_fetched(make, monkeypatch, capsys):
    monkeypatch.setattr(make, "needed_to_compile", lambda: ["python3.13-dev"])
    monkeypatch.setattr(make, "is_root", lambda: False)
    monkeypatch.setattr(make, "install_aside", None)
    monkeypatch.setattr(make, "succeeds", None)
    make.build_kernels()
    said = capsys.readouterr().out
    assert make.UNCOMPILED in said
    assert "apt-get install python3.13-dev" in said


def test_a_known_trouble_is_one_sentence_and_an_unknown_one_is_shown(make, capsys):
    def failing(said: str) -> bool:
        return make.succeeds([sys.executable, "-c", f"import sys; print({said!r}); sys.exit(1)"])

    assert not failing("WARNING: retrying\nerror resolving DNS")
    assert capsys.readouterr().out.splitlines() == [make.worded(make.NO_NETWORK)]
    assert not failing("one\ntwo")
    assert capsys.readouterr().out.splitlines() == ["  one", "  two"]


@pytest.mark.parametrize("words", [["--help"], ["-h"], ["demo", "--help"]])
@pytest.mark.parametrize("system", ["C", "zh_CN.UTF-8"])
def test_help_is_said_in_the_systems_language_and_prepares_nothing(
    make, monkeypatch, capsys, words, system
):
    monkeypatch.setattr(make.sys, "argv", ["make.py", *words])
    monkeypatch.setattr(make, "ensure_environment", None)
    monkeypatch.setenv("LC_ALL", system)
    assert make.main(words) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines if line.startswith("  ")} == set(make.COMMANDS)
    chinese = [line for line in lines if re.search(r"[\u4e00-\u9fff]", line)]
    assert chinese == ([line for line in lines if line] if system != "C" else [])


@pytest.mark.parametrize(("words", "meant"), [(["dmeo"], "make.py demo"), ([], "demo | run")])
def test_a_mistyped_command_is_one_line_with_what_was_meant(
    make, monkeypatch, capsys, words, meant
):
    monkeypatch.setattr(make, "ensure_environment", None)
    assert make.main(words) == 2
    said = capsys.readouterr().out
    assert meant in said
    assert len(said.splitlines()) == 1


def sentences_told() -> set[str]:
    """Every sentence that make.py has in two languages, as it is written where it is told."""
    found: set[str] = set()
    for node in ast.walk(ast.parse((ROOT / "make.py").read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("tell", "worded"):
            text = node.args[0]
            found |= {str(text.value)} if isinstance(text, ast.Constant) else set()
    return found


def test_what_a_set_up_says_it_says_in_chinese_too(make):
    told = {*sentences_told(), *make.TROUBLES.values(), make.READ_ONLY, make.UNCOMPILED}
    told |= {make.summary(command) for command in make.COMMANDS.values()}
    assert told == set(make.CHINESE)
    for english, chinese in make.CHINESE.items():
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", chinese))


@pytest.mark.parametrize(
    ("words", "system", "sample"),
    [
        (["demo"], "C", "regional-bank.xlsx"),
        (["demo"], "zh_CN.UTF-8", "regional-bank-zh.xlsx"),
        (["demo", "--lang", "zh-CN"], "C", "regional-bank-zh.xlsx"),
        (["demo", "--lang=en"], "zh_CN.UTF-8", "regional-bank.xlsx"),
    ],
)
def test_the_demo_speaks_the_language_asked_for(make, monkeypatch, capsys, words, system, sample):
    commands: list[list[object]] = []

    def note(command, **_: object) -> int:
        commands.append(command)
        return 0

    monkeypatch.setattr(make.sys, "argv", ["make.py", *words])
    monkeypatch.setenv("LC_ALL", system)
    monkeypatch.setattr(make, "run", note)
    monkeypatch.setattr(make, "has_display", lambda: False)
    assert make.demo(words[1:]) == 0
    assert Path(str(commands[0][3])).name == sample
    said = capsys.readouterr().out
    assert ("路线图" in said) == sample.endswith("zh.xlsx")
    assert "roadmap.pdf" in said
