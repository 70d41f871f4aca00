"""A parser whose errors are one line in the reader's language, with what was probably meant."""

from __future__ import annotations

import argparse
import difflib
import re
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from planner.codec.plain_text import for_terminal
from planner.wording import say

__all__ = ["Parser"]

BAD_USAGE: Final = 2
SENTENCES: Final = (
    (re.compile(r"unrecognized arguments: (?P<what>.*)"), "unknown"),
    (re.compile(r"the following arguments are required: (?P<what>.*)"), "required"),
    (re.compile(r"argument (?P<where>[^:]+): expected (?:one|at least one) argument"), "no_value"),
    (
        re.compile(
            r"argument (?P<where>[^:]+): invalid choice: "
            r"(?P<what>\S+) \(choose from (?P<known>.*)\)"
        ),
        "choice",
    ),
    (re.compile(r"argument (?P<where>[^:]+): (?P<what>.*)"), "value"),
)
"""What argparse says, and the key of our sentence for it."""


class Parser(argparse.ArgumentParser):
    """An argument parser that takes no shortened options and answers errors in one line.

    Parameters
    ----------
    language
        In which errors are said.
    """

    language: str = "en"

    def __init__(self, *arguments: Any, language: str = "", **options: Any) -> None:
        usual = {
            "allow_abbrev": False,
            "formatter_class": argparse.RawDescriptionHelpFormatter,
        }
        super().__init__(*arguments, **{**usual, **options})
        self.language = language or self.language

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to do, and end with the status of bad usage."""
        sentence = self._sentence(message)
        advice = say("cli.usage.help", self.language, command=f"{self.prog} --help")
        line = say("cli.error", self.language, sentence=f"{sentence} {advice}")
        sys.stderr.write(f"{for_terminal(line)}\n")
        sys.exit(BAD_USAGE)

    def _sentence(self, message: str) -> str:
        for pattern, key in SENTENCES:
            found = pattern.fullmatch(message)
            if found is not None:
                return self._said(key, found.groupdict())
        return message

    def _said(self, key: str, facts: dict[str, str]) -> str:
        sentence = say(f"cli.usage.{key}", self.language, **facts)
        what = facts.get("what", "").split(" ")[0].strip("'\"")
        near = difflib.get_close_matches(what.split("=")[0], self._known(key, facts), n=1)
        if key in ("unknown", "choice") and near:
            return f"{sentence} {say('cli.usage.near', self.language, near=near[0])}"
        return sentence

    def _known(self, key: str, facts: dict[str, str]) -> Sequence[str]:
        if key == "choice":
            return [word.strip().strip("'\"") for word in facts["known"].split(",")]
        return [*self._option_string_actions, *_options_below(self)]


def _options_below(parser: argparse.ArgumentParser) -> list[str]:
    """Return the options of the commands, where an unknown one is met above them."""
    found: list[str] = []
    for action in parser._actions:  # noqa: SLF001  # argparse offers no other way
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                found.extend(command._option_string_actions)  # noqa: SLF001
    return found
