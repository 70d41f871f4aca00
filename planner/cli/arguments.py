"""What the command line understands, and its help in both languages."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from planner import VERSION
from planner.cli import commands
from planner.cli.checking import GROUPINGS
from planner.cli.saying import tell
from planner.wording import LANGUAGES, say

__all__ = ["COMMANDS", "parser"]

COMMANDS: Final = ("plan", "check", "template", "solve", "verify")


def parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of these arguments, whose help is in the language they ask for."""
    return _Commands(_language_of(arguments)).top


def _language_of(arguments: Sequence[str]) -> str:
    for place, word in enumerate(arguments):
        chosen = word.removeprefix("--lang=")
        if word == "--lang":
            chosen = arguments[place + 1] if place + 1 < len(arguments) else ""
        if word.startswith("--lang") and chosen in LANGUAGES:
            return chosen
    return LANGUAGES[0]


class _Diagnose(argparse.Action):
    """Prints the report that one can mail, and ends."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str) -> None:  # noqa: A002
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from planner.crash_net import diagnosis

        tell(diagnosis())
        parser.exit()


class _Commands:
    """Builds the parsers of all commands."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.top = argparse.ArgumentParser(prog="main.py", description=self._help("about"))
        self.top.add_argument(
            "--version", action="version", version=VERSION, help=self._help("version")
        )
        self.top.add_argument("--diagnose", action=_Diagnose, help=self._help("diagnose"))
        self._commands = self.top.add_subparsers(required=True, metavar="COMMAND")
        self._plan()
        self._check()
        self._template()
        self._solve()
        self._verify()

    def _help(self, key: str, **params: object) -> str:
        return say(f"cli.help.{key}", self._language, **params)

    def _command(self, name: str) -> argparse.ArgumentParser:
        about = self._help(name)
        command = self._commands.add_parser(name, help=about, description=about)
        command.set_defaults(command=getattr(commands, name))
        command.add_argument(
            "--lang", choices=LANGUAGES, default=LANGUAGES[0], help=self._help("lang")
        )
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
        plan.add_argument("--project", type=Path, metavar="FILE", help=self._help("project"))
        self._reading(plan)
        plan.add_argument("--parts", default="all", metavar="PARTS", help=self._help("parts"))
        plan.add_argument(
            "--paper", default="a4", choices=("a4", "letter"), help=self._help("paper")
        )
        plan.add_argument("--today", type=_day, metavar="DATE", help=self._help("today"))
        self._writing(plan)
        self._search(plan, "plan")

    def _check(self) -> None:
        check = self._command("check")
        check.add_argument(
            "inventory", nargs="+", type=Path, metavar="INVENTORY", help=self._help("inventory")
        )
        check.add_argument("--json", action="store_true", help=self._help("json"))
        self._reading(check)

    def _reading(self, command: argparse.ArgumentParser) -> None:
        command.add_argument("--mapping", type=Path, metavar="FILE", help=self._help("mapping"))
        command.add_argument("--group", type=_group, metavar="RULES", help=self._help("group"))
        command.add_argument(
            "--noise-ports", type=_ports, metavar="PORTS", help=self._help("noise_ports")
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

    def _solve(self) -> None:
        solve = self._command("solve")
        solve.add_argument("problem", type=Path, metavar="PROBLEM.json", help=self._help("problem"))
        solve.add_argument(
            "-o", "--output", required=True, type=Path, metavar="PLAN.json",
            help=self._help("plan_out"),
        )  # fmt: skip
        self._writing(solve)
        self._search(solve, "solve")

    def _verify(self) -> None:
        verify = self._command("verify")
        verify.add_argument(
            "problem", type=Path, metavar="PROBLEM.json", help=self._help("problem")
        )
        verify.add_argument("plan", type=Path, metavar="PLAN.json", help=self._help("plan_file"))

    def _writing(self, command: argparse.ArgumentParser) -> None:
        command.add_argument("--force", action="store_true", help=self._help("force"))

    def _search(self, command: argparse.ArgumentParser, name: str) -> None:
        command.add_argument(
            "--time-limit",
            type=_positive,
            metavar="S",
            help=self._help(f"time_limit.{name}"),
        )
        command.add_argument(
            "--work-limit", type=_count, metavar="N", help=self._help("work_limit")
        )
        command.add_argument("--gap", type=_gap, default=1e-4, metavar="G", help=self._help("gap"))
        command.add_argument("--seed", type=_seed, default=0, metavar="N", help=self._help("seed"))


def _number(text: str, what: str, low: float, high: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return value


def _positive(text: str) -> float:
    return _number(text, "a number of seconds above 0", 1e-3, 1e7)


def _gap(text: str) -> float:
    return _number(text, "a relative gap between 0 and 1", 0.0, 1.0)


def _whole(text: str, what: str, low: int, high: int) -> int:
    try:
        value = int(text)
    except ValueError:
        value = low - 1
    if not low <= value <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
    return value


def _count(text: str) -> int:
    return _whole(text, "a whole number of steps above 0", 1, 10**15)


def _seed(text: str) -> int:
    return _whole(text, "a whole number from 0 to 2147483647", 0, 2**31 - 1)


def _group(text: str) -> frozenset[str]:
    rules = frozenset(part.strip() for part in text.split(",") if part.strip())
    if rules - set(GROUPINGS) and text != "none":
        raise argparse.ArgumentTypeError(f"{text!r} is none of {', '.join(GROUPINGS)}, none")
    return rules & set(GROUPINGS)


def _ports(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if text == "none":
        return frozenset()
    return frozenset(_whole(part, "a port from 1 to 65535", 1, 65_535) for part in parts)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-01-31") from None
