"""What the command line understands, and its help in both languages."""

from __future__ import annotations

import argparse
import itertools
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from planner import VERSION
from planner.cli import commands, values
from planner.cli.parser import Parser
from planner.cli.saying import tell
from planner.codec.plain_text import without_marks
from planner.model.programme import FIELD_KEYS
from planner.shipped import called_as
from planner.wording import language_of, say

__all__ = ["COMMANDS", "language_asked", "parse", "parser", "system_language"]

COMMANDS: Final = (
    "plan", "check", "template", "scenarios", "what-if", "ask", "status", "runbook",
    "question-sheets", "answers", "solve", "verify",
)  # fmt: skip


LOUDNESS: Final = ("-q", "--quiet", "-v", "--verbose")
SYSTEM_LANGUAGE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return what the arguments say; ``--lang`` may stand anywhere, ``-q`` and ``-v`` also first.

    Ends the program where they cannot be understood, as :mod:`argparse` does.
    """
    asked, rest = language_asked(arguments)
    language = asked or system_language()
    top = _Commands(language).top
    top.refuse_empty(rest)
    if rest[:1] in (["--version"], ["--diagnose"]) and rest[1:] and rest[1][0] != "-":
        top.error(f"unrecognized arguments: {rest[1]}")  # argparse ends before it looks at it
    parsed = top.parse_args(_behind_the_command(rest))
    parsed.lang = language
    return parsed


def parser(language: str = "en") -> argparse.ArgumentParser:
    """Return the parser of the installed program, for what reads its options."""
    return _Commands(language, "cloud-migration-planner").top


def language_asked(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Return the language of ``--lang``, or nothing, and the arguments without it."""
    apart = Parser(prog=called_as(), add_help=False, language=system_language())
    apart.add_argument("--lang", type=values.language, metavar="LANG")
    words = list(arguments)
    end = words.index("--") if "--" in words else len(words)
    found, rest = apart.parse_known_args(words[:end])
    return found.lang or "", [*rest, *words[end:]]


def _behind_the_command(words: Sequence[str]) -> list[str]:
    """Return the words with ``-q`` and ``-v``, where they come first, behind the command's name."""
    loud = list(itertools.takewhile(lambda word: word in LOUDNESS, words))
    rest = list(words[len(loud) :])
    if rest[:1] == ["help"]:
        return [*rest[1:2], "--help"]
    if rest == ["version"]:
        return ["--version"]
    return [*rest[:1], *loud, *rest[1:]] if rest and not rest[0].startswith("-") else list(words)


def system_language() -> str:
    """Return the language of the environment, as a terminal has it."""
    codes = (os.environ.get(name, "") for name in SYSTEM_LANGUAGE)
    return language_of(next((code for code in codes if code), ""))


class _Diagnose(argparse.Action):
    """Prints the report that one can mail, and ends."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from planner.crash_net import diagnosis

        tell(diagnosis())
        parser.exit()


class _Completion(argparse.Action):
    """Prints what a shell reads to complete commands and options, and ends."""

    def __call__(self, own: argparse.ArgumentParser, _: object, shell: Any, *__: object) -> None:
        from planner.cli.completion import completion

        tell(completion(parser(), shell))
        own.exit()


class _Commands:
    """Builds the parsers of all commands."""

    def __init__(self, language: str, program: str = "") -> None:
        self._language = language
        self._program = program or called_as()
        self.top = Parser(
            prog=self._program,
            description=self._help("about"),
            epilog=self._examples("top"),
            language=language,
        )
        self.top.add_argument(
            "--version", action="version", version=VERSION, help=self._help("version")
        )
        self.top.add_argument(
            "--print-completion", action=_Completion, choices=("bash", "zsh", "fish"),
            metavar="SHELL", help=self._help("completion"),
        )  # fmt: skip
        self.top.add_argument("--diagnose", action=_Diagnose, help=self._help("diagnose"))
        self.top.add_argument("--lang", metavar="LANG", help=self._help("lang"))
        self._commands = self.top.add_subparsers(
            title=self._help("commands"), required=True, metavar="COMMAND", dest="name"
        )
        self._plan()
        self._check()
        self._template()
        self._scenarios()
        self._what_if()
        self._ask()
        self._status()
        self._runbook()
        self._question_sheets()
        self._solve()
        self._verify()

    def _help(self, key: str, **params: object) -> str:
        return say(f"cli.help.{key}", self._language, **params)

    def _examples(self, name: str) -> str:
        return self._help(f"{name}.examples").replace("main.py", self._program)

    def _command(self, name: str) -> Any:
        about = self._help(name)
        command = self._commands.add_parser(
            name,
            help=about,
            description=about,
            epilog=self._examples(name),
            language=self._language,
            whole=True,
        )
        command.set_defaults(command=getattr(commands, name.replace("-", "_")))
        command.add_argument("--lang", metavar="LANG", help=self._help("lang"))
        loudness = command.add_mutually_exclusive_group()
        loudness.add_argument("-q", "--quiet", action="store_true", help=self._help("quiet"))
        loudness.add_argument("-v", "--verbose", action="store_true", help=self._help("verbose"))
        return command

    def _plan(self) -> None:
        plan = self._command("plan")
        plan.add_argument(
            "inventory", nargs="+", type=Path, metavar="INVENTORY", help=self._help("inventory")
        )
        plan.add_argument(
            "-o", "--output", required=True, type=Path, metavar="DIR", help=self._help("folder")
        )
        plan.add_argument("--rules", metavar="FILE", help=self._help("rules"))
        plan.add_argument(
            "--field",
            choices=FIELD_KEYS,
            default="",
            metavar="NAME",
            help=self._help("field", choices=", ".join(FIELD_KEYS)),
        )
        plan.add_argument(
            "--only", action="append", default=[], type=values.name, metavar="PART",
            help=self._help("only"),
        )  # fmt: skip
        plan.add_argument("--preset", default="", metavar="NAME", help=self._help("preset"))
        plan.add_argument("--compare", type=Path, metavar="FILE", help=self._help("compare"))
        plan.add_argument("--project", type=Path, metavar="FILE", help=self._help("project"))
        self._reading(plan)
        plan.add_argument("--parts", default="all", metavar="PARTS", help=self._help("parts"))
        plan.add_argument(
            "--paper",
            type=values.word,
            default="a4",
            choices=("a4", "letter"),
            help=self._help("paper"),
        )
        plan.add_argument("--today", type=values.day, metavar="DATE", help=self._help("today"))
        plan.add_argument("--json", action="store_true", help=self._help("json"))
        self._writing(plan, "force.plan")
        self._search(plan, "plan")

    def _check(self) -> None:
        check = self._command("check")
        check.add_argument(
            "inventory", nargs="+", type=Path, metavar="INVENTORY", help=self._help("inventory")
        )
        check.add_argument("--json", action="store_true", help=self._help("json"))
        self._reading(check)
        check.add_argument(
            "--write-mapping", type=Path, metavar="FILE", help=self._help("write_mapping")
        )

    def _reading(self, command: argparse.ArgumentParser) -> None:
        command.add_argument("--mapping", type=Path, metavar="FILE", help=self._help("mapping"))
        command.add_argument(
            "--group", type=values.group, metavar="RULES", help=self._help("group")
        )
        command.add_argument(
            "--noise-ports", type=values.ports, metavar="PORTS", help=self._help("noise_ports")
        )

    def _template(self) -> None:
        template = self._command("template")
        template.add_argument(
            "file", type=Path, metavar="FILE.xlsx", help=self._help("template_file")
        )
        template.add_argument(
            "--from",
            dest="inventory",
            nargs="+",
            type=Path,
            default=(),
            metavar="INVENTORY",
            help=self._help("template_from"),
        )
        self._writing(template)
        self._reading(template)

    def _project(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "project", type=Path, metavar="PROJECT", help=self._help("project_read")
        )
        command.add_argument("--today", type=values.day, metavar="DATE", help=self._help("today"))
        command.add_argument("--json", action="store_true", help=self._help("json"))

    def _scenarios(self) -> None:
        scenarios = self._command("scenarios")
        self._project(scenarios)
        scenarios.add_argument(
            "scenario", nargs="*", metavar="SCENARIO", help=self._help("scenarios.names")
        )

    def _what_if(self) -> None:
        what_if = self._command("what-if")
        self._project(what_if)
        what_if.add_argument(
            "--scenario", default="", metavar="NAME", help=self._help("scenario_of")
        )
        for name, form in (
            ("pin", "WORKLOAD=TARGET"),
            ("ban", "WORKLOAD=TARGET"),
            ("wave", "WORKLOAD=N"),
            ("weight", "FACTOR=N"),
        ):
            what_if.add_argument(
                f"--{name}", action="append", default=[], type=values.pair,
                metavar=form, help=self._help(f"what-if.{name}"),
            )  # fmt: skip
        what_if.add_argument(
            "--without", action="append", default=[], metavar="RULE",
            help=self._help("what-if.without"),
        )  # fmt: skip
        for name in ("fit-price", "money-price"):
            what_if.add_argument(
                f"--{name}", type=values.price, metavar="X", help=self._help(f"what-if.{name}")
            )
        what_if.add_argument(
            "--near", dest="least_change", type=values.share, metavar="SHARE",
            help=self._help("what-if.near"),
        )  # fmt: skip
        what_if.add_argument(
            "--keep", type=values.name, metavar="NAME", help=self._help("what-if.keep")
        )
        for name in ("reason", "who"):
            what_if.add_argument(
                f"--{name}", default="", type=without_marks, metavar="TEXT",
                help=self._help(f"what-if.{name}"),
            )  # fmt: skip
        self._search(what_if, "plan")

    def _ask(self) -> None:
        ask = self._command("ask")
        self._project(ask)
        ask.add_argument("workload", nargs="*", metavar="WORKLOAD", help=self._help("ask.workload"))
        ask.add_argument("--scenario", default="", metavar="NAME", help=self._help("scenario_of"))
        ask.add_argument(
            "--about", type=values.about, default=values.ABOUT, metavar="QUESTIONS",
            help=self._help("ask.about", choices=", ".join(values.ABOUT)),
        )  # fmt: skip
        ask.add_argument(
            "--time-limit", type=values.seconds, metavar="S", help=self._help("ask.time_limit")
        )

    def _status(self) -> None:
        status = self._command("status")
        self._planned(status)
        self._filled_in(status, "status")

    def _runbook(self) -> None:
        runbook = self._command("runbook")
        self._planned(runbook)
        runbook.add_argument(
            "waves", nargs="*", type=values.wave, metavar="WAVE", help=self._help("runbook.waves")
        )
        self._folder(runbook)

    def _question_sheets(self) -> None:
        sheets = self._command("question-sheets")
        self._planned(sheets)
        self._folder(sheets)
        answers = self._command("answers")
        answers.add_argument(
            "project", type=Path, metavar="PROJECT", help=self._help("project_read")
        )
        self._filled_in(answers, "answers")

    def _filled_in(self, command: argparse.ArgumentParser, name: str) -> None:
        command.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help=self._help(f"{name}.files")
        )
        command.add_argument(
            "--files-win", action="store_true", help=self._help("status.files_win")
        )
        command.add_argument("--dry-run", action="store_true", help=self._help("dry_run"))
        command.add_argument("--json", action="store_true", help=self._help("json"))

    def _folder(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "-o", "--output", required=True, type=Path, metavar="DIR",
            help=self._help("folder_of_files"),
        )  # fmt: skip
        self._writing(command)

    def _planned(self, command: argparse.ArgumentParser) -> None:
        command.add_argument(
            "project", type=Path, metavar="PROJECT", help=self._help("project_read")
        )
        command.add_argument("--today", type=values.day, metavar="DATE", help=self._help("today"))
        command.add_argument(
            "--scenario", default="", metavar="NAME", help=self._help("scenario_of")
        )

    def _solve(self) -> None:
        solve = self._command("solve")
        solve.add_argument("problem", type=Path, metavar="PROBLEM.json", help=self._help("problem"))
        solve.add_argument(
            "-o", "--output", required=True, type=Path, metavar="PLAN.json",
            help=self._help("plan_out"),
        )  # fmt: skip
        solve.add_argument("--params", type=Path, metavar="FILE.toml", help=self._help("params"))
        self._writing(solve)
        self._search(solve, "solve")

    def _verify(self) -> None:
        verify = self._command("verify")
        verify.add_argument(
            "problem", type=Path, metavar="PROBLEM.json", help=self._help("problem")
        )
        verify.add_argument("plan", type=Path, metavar="PLAN.json", help=self._help("plan_file"))
        verify.add_argument("--json", action="store_true", help=self._help("json"))

    def _writing(self, command: argparse.ArgumentParser, about: str = "force") -> None:
        command.add_argument("--force", action="store_true", help=self._help(about))

    def _search(self, command: argparse.ArgumentParser, name: str) -> None:
        command.add_argument(
            "--time-limit",
            type=values.seconds,
            metavar="S",
            help=self._help(f"time_limit.{name}"),
        )
        command.add_argument(
            "--work-limit", type=values.count, metavar="N", help=self._help("work_limit")
        )
        command.add_argument(
            "--gap", type=values.gap, default=1e-4, metavar="G", help=self._help("gap")
        )
        command.add_argument(
            "--seed", type=values.seed, default=0, metavar="N", help=self._help("seed")
        )
        command.add_argument("--solver", default="HiGHS", metavar="NAME", help=self._help("solver"))
