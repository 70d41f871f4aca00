"""The command line as people know it: slips in one line, values as written, JSON, ``-``."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from planner import VERSION
from planner.cli import is_command_line, run
from planner.cli.arguments import COMMANDS, parse, parser
from planner.cli.columns import width
from planner.cli.completion import completion

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SOLVE = ["solve", "p.json", "-o", "q.json"]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")


def slip(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        run(arguments)
    assert ended.value.code == 2
    out = capsys.readouterr()
    assert out.out == ""
    assert len(out.err.splitlines()) == 1
    return out.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["plam", "x"], ["plam", "plan"]),
        (["plan", "x"], ["-o", "--help"]),
        (["--version", "3"], ["3", "known"]),
        ([*SOLVE, "--time-limt", "3"], ["--time-limt", "--time-limit"]),
        ([*SOLVE, "--time", "3"], ["--time"]),  # no shortened options
        ([*SOLVE, "--time-limit", "soon"], ["--time-limit", "soon"]),
        ([*SOLVE, "--time-limit"], ["--time-limit", "value"]),
        (["plan", "x", "-o", "y", "--paper", "A5"], ["a5", "a4", "letter"]),
        (["--lang", "fr", *SOLVE], ["fr", "en", "zh"]),
        ([*SOLVE, "-q", "-v"], ["-v", "-q", "exclude"]),
        ([*SOLVE, "--quiet=1"], ["--quiet", "no value"]),
        (["runbook", "a.cmplan", "9" * 5000, "-o", "rb"], ["WAVE", "such as 3"]),
        (["plan", "x", "--out", "y"], ["--out", "--output"]),
        (["--lagn", "zh", "plan", "x"], ["--lagn is not known", "--lang?"]),
        (["-x"], ["-x is not known", "--help"]),
        ([*SOLVE, "--tim", "3"], ["--tim is", "--time-limit?", "solve --help"]),
        (["check", "x", "--sheet", "y"], ["--sheet is not known here. See", "check --help"]),
        (["template", "x.xlsx", "y"], ["y is", "template --help"]),
        (["runbook", "a.cmplan", "-o", "rb", "soon"], ["WAVE", "soon", "such as 3"]),
        (["runbook", "a.cmplan", "soon", "-o", "rb"], ["WAVE", "soon", "such as 3"]),
        (["plan", "x", "-o", ""], ["-o", "empty"]),
        (["plan", "", "-o", "y"], ["plan", "empty"]),
        (["plan", "x", "-o", "y", "--rules="], ["--rules", "empty"]),
        (["--print-completion", "tsch"], ["tsch", "bash", "zsh"]),
    ],
)
def test_a_slip_is_one_line_with_what_was_meant(arguments, words, capsys) -> None:
    error = slip(arguments, capsys)
    assert [word for word in words if word not in error] == []


def test_a_name_of_two_lines_is_said_in_one(capsys) -> None:
    assert run(["check", "a\nb.xlsx"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_slip_is_said_in_chinese(capsys) -> None:
    assert "参数为空" in slip(["--lang", "zh-CN", "plan", "x", "-o", ""], capsys)
    assert "缺少" in slip(["--lang", "zh-CN", "plan"], capsys)
    assert "不是时长" in slip(["--lang", "zh-CN", *SOLVE, "--time-limit", "soon"], capsys)


def test_what_may_be_left_out_is_not_needed(capsys) -> None:
    said = slip(["scenarios"], capsys)
    assert "PROJECT" in said
    assert "SCENARIO" not in said


@pytest.mark.parametrize("text", ["3", "w3", "Wave 3", "wave3", "第 3 批"])
def test_a_wave_is_named_as_people_name_it(text) -> None:
    assert parse(["runbook", "a.cmplan", text, "-o", "rb"]).waves == [3]


@pytest.mark.parametrize("options", [["-o", "out"], ["--lang", "zh", "-o", "out", "-q"]])
def test_files_may_be_named_on_both_sides_of_the_options(options) -> None:
    assert parse(["plan", "a.xlsx", *options, "b.csv", "c.csv"]).inventory == [
        Path("a.xlsx"), Path("b.csv"), Path("c.csv"),
    ]  # fmt: skip
    assert parse(["runbook", "a.cmplan", *options, "w3", "4"]).waves == [3, 4]
    assert parse(["check", "a", "-q", "--", "-b"]).inventory == [Path("a"), Path("-b")]


@pytest.mark.parametrize("command", ["check", "scenarios", "verify"])
def test_a_file_that_is_not_there_is_named_with_its_neighbour(command, tmp_path, capsys) -> None:
    for name in ("bank-plan.csv", "bank-plan.xlsx", "other.xlsx"):
        (tmp_path / name).touch()
    missing = str(tmp_path / "bankplan.xlsx")
    assert run([command, *[missing] * (1 + (command == "verify"))]) == 2
    error = capsys.readouterr().err
    assert f"There is no file {missing}. Did you mean bank-plan.xlsx?" in error


@pytest.mark.parametrize(
    ("words", "said"),
    [(["help", "plan"], "INVENTORY"), (["help"], "what-if"), (["version"], VERSION)],
)
def test_help_and_version_are_commands_too(words, said, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(words)
    assert ended.value.code == 0
    assert said in capsys.readouterr().out


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_in_chinese_is_chinese_and_fits(command, monkeypatch, capsys) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        parse([*command.split(), "--help", "--lang", "zh"])
    lines = capsys.readouterr().out.splitlines()
    for words in ("usage", "options", "arguments", "show this help"):
        assert not [line for line in lines if words in line]
    indented = [line for line in lines[: lines.index("示例：")] if line.startswith("  ")]
    assert max(map(width, indented)) <= 80
    assert not [line for line in indented if line.strip()[0] in "，。；：！？、）"]


def test_help_names_the_program_as_it_is_typed(monkeypatch, capsys) -> None:
    for called, typed in (
        ("/home/anna/main.py", "python3 main.py" if os.name != "nt" else "py main.py"),
        ("/usr/bin/cloud-migration-planner", "cloud-migration-planner"),
        ("/lib/planner/__main__.py", "python -m planner"),
    ):
        monkeypatch.setattr(sys, "argv", [called])
        with pytest.raises(SystemExit):
            parse(["plan", "--help"])
        out = capsys.readouterr().out
        assert f"usage: {typed} plan" in out
        assert f"\n  {typed} plan inventory.xlsx -o out" in out


@pytest.mark.parametrize("command", ["status", "answers"])
def test_what_files_change_is_printed_as_json(command, tmp_path, capsys) -> None:
    project = tmp_path / "bank.cmplan"
    shutil.copy(SAMPLES / "mid-programme.cmplan", project)
    files = tmp_path / "from"
    if command == "answers":
        assert run(["question-sheets", str(project), "-o", str(files), "-q"]) == 0
        given = [str(path) for path in sorted(files.glob("*.xlsx"))]
    else:
        table = tmp_path / "export.csv"
        table.write_text("ID,Status\nnobody,done\n", encoding="utf-8")
        given = [str(table)]
    capsys.readouterr()
    ended = run([command, str(project), *given, "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["format"] == "taken"
    assert (printed["changes"], printed["written"]) == ([], [])
    assert bool(printed["conflicts"]) == (ended == 1) == (command == "status")


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash completes in bash")
def test_bash_completes_commands_and_options(tmp_path) -> None:
    script = tmp_path / "completion.sh"
    script.write_text(completion(parser(), "bash"), encoding="utf-8")
    find = "f=$(complete -p cloud-migration-planner | sed 's/.*-F \\([^ ]*\\).*/\\1/')"
    ask = (
        'COMP_WORDS=(cloud-migration-planner "$@"); COMP_CWORD=$#; '
        '"$f" cloud-migration-planner "${@: -1}" ""; printf "%s\\n" "${COMPREPLY[@]}"'
    )

    def completed(*words: str) -> set[str]:
        command = ["bash", "-c", f"source {script}; {find}; {ask}", "bash", *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        return set(done.stdout.split())

    assert completed("wha") == {"what-if"}
    assert completed("what-if", "--wi") == {"--without"}
    assert completed("plan", "--pap") == {"--paper"}


@pytest.mark.parametrize("place", [0, 1, 2, 4])
def test_the_language_may_stand_anywhere(place) -> None:
    arguments = list(SOLVE)
    arguments[place:place] = ["--lang", "zh_CN"]
    assert parse(arguments).lang == "zh"


@pytest.mark.parametrize(
    ("system", "language"), [("zh_CN.UTF-8", "zh"), ("de_DE.UTF-8", "en"), ("C", "en"), ("", "en")]
)
def test_the_systems_language_is_spoken(system, language, monkeypatch) -> None:
    monkeypatch.setenv("LC_ALL", system)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.delenv("LANG", raising=False)
    assert parse(SOLVE).lang == language


@pytest.mark.parametrize(
    ("option", "text", "name", "value"),
    [
        ("--time-limit", "90", "time_limit", 90.0),
        ("--time-limit", "1.5m", "time_limit", 90.0),
        ("--time-limit", "2 min", "time_limit", 120.0),
        ("--gap", "5%", "gap", 0.05),
        ("--gap", "0.01", "gap", 0.01),
        ("--work-limit", "20k", "work_limit", 20_000),
        ("--work-limit", "20,000", "work_limit", 20_000),
    ],
)
def test_values_are_taken_as_people_write_them(option, text, name, value) -> None:
    assert getattr(parse([*SOLVE, option, text]), name) == pytest.approx(value)


def test_paper_has_no_case() -> None:
    assert parse(["plan", "x", "-o", "y", "--paper", "A4"]).paper == "a4"


def test_a_file_is_opened_and_a_near_command_is_a_slip(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert is_command_line(["plam"])
    assert is_command_line(["help"])
    Path("plam").write_text("x")
    assert not is_command_line(["plam"])
    assert not is_command_line(["bank.cmplan"])
    assert is_command_line(["bank.xlsx", "-o", "out"]), "the window takes no options"


@pytest.mark.parametrize("word", ["-q", "--quiet", "-v", "--verbose"])
def test_loudness_may_be_said_before_the_command(word) -> None:
    assert parse([word, "check", "a.xlsx"]) == parse(["check", "a.xlsx", word])
    assert parse(["--lang", "zh-CN", word, "check", "a.xlsx"]).lang == "zh"


def test_a_problem_may_come_on_standard_input(tmp_path, monkeypatch, capsys) -> None:
    raw = io.TextIOWrapper(io.BytesIO((SAMPLES / "tiny.json").read_bytes()))
    monkeypatch.setattr("sys.stdin", raw)
    plan = tmp_path / "plan.json"
    assert run(["solve", "-", "-o", str(plan), "--work-limit", "20", "-q"]) == 0
    assert capsys.readouterr().out == ""
    assert run(["verify", str(SAMPLES / "tiny.json"), str(plan), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "format": "verification",
        "version": 1,
        "clean": True,
        "plan": True,
        "faults": [],
    }


def test_a_plan_is_printed_and_read_on(monkeypatch, capsys) -> None:
    assert run(["solve", str(SAMPLES / "tiny.json"), "-o", "-", "--work-limit", "20"]) == 0
    printed = capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(printed.encode())))
    assert run(["verify", str(SAMPLES / "tiny.json"), "-"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "x.xlsx", "-o", "-"],
        ["template", "-"],
        ["check", "x.xlsx", "--write-mapping", "-"],
        ["plan", "x.xlsx", "-o", "y", "--project", "-"],
        ["status", "-", "x.csv"],
        ["what-if", "-", "--near", "1", "--keep", "Other"],
    ],
)
def test_nothing_else_is_written_to_a_dash(arguments, capsys) -> None:
    assert run(arguments) == 2
    assert "“-” stands for standard input" in capsys.readouterr().err


def test_standard_input_is_read_once(capsys) -> None:
    assert run(["verify", "-", "-"]) == 2
    assert "twice" in capsys.readouterr().err


def test_faults_are_said_as_json(tmp_path, capsys) -> None:
    plan = tmp_path / "plan.json"
    assert run(["solve", str(SAMPLES / "tiny.json"), "-o", str(plan), "--work-limit", "20"]) == 0
    document = json.loads(plan.read_text())
    document["placement_value"] += 100
    plan.write_text(json.dumps(document))
    capsys.readouterr()
    assert run(["verify", str(SAMPLES / "tiny.json"), str(plan), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert not said["clean"]
    assert "placement_value" in {fault["kind"] for fault in said["faults"]}


def test_a_name_may_begin_with_a_minus() -> None:
    asked = parse(["what-if", "p.cmplan", "--pin", "-1+1=hybrid", "--ban", "-A 1=public"])
    assert (asked.pin, asked.ban) == ([("-1+1", "hybrid")], [("-A 1", "public")])
    assert parse(["ask", "p.cmplan", "-1+1", "X"]).workload == ["-1+1", "X"]
    assert parse(["ask", "p.cmplan", "--", "-A"]).workload == ["-A"]


def test_a_name_that_could_be_an_option_is_refused_in_a_sentence(capsys) -> None:
    assert "--" in slip(["ask", "p.cmplan", "-A"], capsys)


@pytest.mark.parametrize("words", [["--preset", "nobody"], ["--solver", "abacus"]])
def test_a_search_nobody_can_make_is_refused_before_a_file_is_read(words, capsys) -> None:
    assert run(["plan", "missing.xlsx", "-o", "out", *words]) == 2
    assert words[1] in capsys.readouterr().err
    if words[0] == "--solver":
        for command in (["solve", "missing.json", "-o", "q.json"], ["what-if", "missing.cmplan"]):
            assert run([*command, *words]) == 2
            assert words[1] in capsys.readouterr().err


def test_a_link_to_nothing_is_not_named_for_itself(tmp_path, capsys) -> None:
    (tmp_path / "bank.cmplan").symlink_to("gone.cmplan")
    assert run(["scenarios", str(tmp_path / "bank.cmplan")]) == 2
    assert "Did you mean" not in capsys.readouterr().err
