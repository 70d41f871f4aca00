"""Errors and findings in Chinese, as a Chinese reader meets them on the command line."""

from __future__ import annotations

import errno
import json
import re
from pathlib import Path

import pytest

from planner import cli
from planner.cli.arguments import parse
from planner.errors import BadInputError, message
from planner.wording import say, say_error

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LATIN_WORDS = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,}")


def run(capsys, *arguments):
    status = cli.run([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return status, printed.out + printed.err


def test_a_missing_file_is_said_in_chinese(capsys, tmp_path):
    status, printed = run(capsys, "check", tmp_path / "缺.xlsx", "--lang", "zh")
    assert status == 2
    assert "找不到文件" in printed
    assert not LATIN_WORDS.search(printed)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"version": 3}, "只支持版本 1"),
        ({"targets": []}, "至少需要一个目标"),
        ({"colour": 1}, "不认识键"),
        ({"workloads": [{"id": "A", "cost": {"cloud": "x"}}]}, "应为数字，而不是文本"),
        ({"workloads": [{"id": "A", "cost": {"clod": 1}}]}, "您是否想写"),
    ],
)
def test_a_bad_problem_is_said_in_chinese(capsys, tmp_path, change, said):
    problem = {"format": "planning-problem", "version": 1, "targets": [{"id": "cloud"}]}
    problem["workloads"] = [{"id": "A", "cost": {"cloud": 1}}]
    (tmp_path / "p.json").write_text(json.dumps(problem | change), encoding="utf-8")
    plan = tmp_path / "o.json"
    status, printed = run(capsys, "solve", tmp_path / "p.json", "-o", plan, "--lang", "zh")
    assert status == 2
    assert said in printed
    assert not plan.exists()


def test_what_the_checker_finds_is_said_in_chinese(capsys, tmp_path):
    problem = {"format": "planning-problem", "version": 1, "targets": [{"id": "cloud"}]}
    problem["workloads"] = [{"id": "甲", "cost": {"cloud": 1}}]
    plan = {"format": "plan", "version": 1, "status": "feasible", "stopped_by": "time"}
    plan |= {"placement": {"乙": "cloud"}, "placement_status": "feasible", "placement_value": 1}
    (tmp_path / "p.json").write_text(json.dumps(problem), encoding="utf-8")
    (tmp_path / "s.json").write_text(json.dumps(plan), encoding="utf-8")
    status, printed = run(capsys, "verify", tmp_path / "p.json", tmp_path / "s.json", "--lang=zh")
    assert status == 1
    assert "“甲”没有部署去向。" in printed
    assert "方案中出现了未知的系统“乙”。" in printed


def test_the_help_is_in_the_language_asked_for(capsys):
    with pytest.raises(SystemExit):
        cli.run(["plan", "--lang", "zh", "--help"])
    assert "导入、评分" in capsys.readouterr().out


def test_names_with_braces_are_only_words():
    error = BadInputError("errors.file.there_is_no_file_path", path="{secret} {0}")
    assert say_error(error, "en")[0] == "There is no file {secret} {0}."
    assert say_error(error, "zh")[0] == "找不到文件 {secret} {0}。"
    assert say(message("a {b} that stands as it is"), "zh") == "a {b} that stands as it is"


@pytest.mark.parametrize("command", ["scenarios", "ask", "status"])
def test_an_inventory_that_is_no_project_is_told_apart_from_a_damaged_one(
    capsys, tmp_path, command
):
    (tmp_path / "a.xlsx").write_bytes((SAMPLES / "tiny.xlsx").read_bytes())
    more = [tmp_path / "a.xlsx"] if command == "status" else []
    status, printed = run(capsys, command, tmp_path / "a.xlsx", *more, "--lang", "zh")
    assert status == 2
    assert "不是本程序的项目。项目是 .cmplan 文件" in printed  # nothing between two sentences
    assert "副本" not in printed


def test_what_the_system_refuses_is_said_in_our_words(capsys, tmp_path, monkeypatch):
    def refuse(parsed):
        raise OSError(errno.EMFILE, "Too many open files", str(tmp_path / "甲.xlsx"))

    parsed = parse(["check", "x", "--lang", "zh"])
    parsed.command = refuse
    monkeypatch.setattr("planner.cli.parse", lambda arguments: parsed)
    status, printed = run(capsys, "check", "x")
    assert status == 2
    assert "甲.xlsx 无法读取或写入。" in printed
    assert not LATIN_WORDS.search(printed)
