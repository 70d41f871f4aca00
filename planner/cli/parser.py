"""A parser whose errors are one line in the reader's language, with what was probably meant."""

from __future__ import annotations

import argparse
import difflib
import itertools
import re
import sys
from collections.abc import Sequence
from typing import Any, Final, NoReturn

from planner.cli.values import SEPARATOR
from planner.codec.plain_text import for_terminal
from planner.wording import say, sentence_gap

__all__ = ["Parser"]

BAD_USAGE: Final = 2
COMMAND: Final = "COMMAND"
"""How the place of a command is called."""
NAME: Final = re.compile(r"-[^A-Za-z-].*|-[^-=]+=.*", re.DOTALL)
"""What begins with one minus and is no option: an id such as -1+1, alone or given a value."""
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
    (
        re.compile(r"argument (?P<where>[^:]+): not allowed with argument (?P<other>.*)"),
        "both",
    ),
    (
        re.compile(r"argument (?P<where>[^:]+): ignored explicit argument .*", re.DOTALL),
        "takes_no_value",
    ),
    (re.compile(r"argument (?P<where>[^:]+): (?P<what>.*)", re.DOTALL), "value"),
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
    _given: tuple[str, ...] = ()

    def __init__(self, *arguments: Any, language: str = "", **options: Any) -> None:
        usual = {
            "allow_abbrev": False,
            "formatter_class": argparse.RawDescriptionHelpFormatter,
        }
        super().__init__(*arguments, **{**usual, **options})
        self.language = language or self.language
        # argparse takes what looks like a negative number for a value; ours may be an id as well.
        self._negative_number_matcher = NAME

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as usual, and remember what was given."""
        self._given = tuple(sys.argv[1:] if args is None else args)
        return super().parse_known_args(args, namespace)

    def refuse_empty(self, words: Sequence[str]) -> None:
        """End where a word or a value is empty: likelier a variable not set than meant."""
        for before, word in itertools.pairwise(("", *words)):
            name, sign, value = word.partition("=")
            valued = bool(sign) and name.startswith("--")
            if not (value if valued else word).strip():
                where = name if valued else before or word
                self.error(say("cli.usage.empty", self.language, where=where))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and what to do, and end with the status of bad usage."""
        sentence = self._sentence(message)
        advice = say("cli.usage.help", self.language, command=f"{self.prog} --help")
        told = sentence_gap(self.language).join((sentence, advice))
        line = say("cli.error", self.language, sentence=told)
        sys.stderr.write(f"{for_terminal(line)}\n")
        sys.exit(BAD_USAGE)

    def _sentence(self, message: str) -> str:
        for pattern, key in SENTENCES:
            found = pattern.fullmatch(message)
            if found is not None:
                return self._said(key, found.groupdict())
        return message

    def _said(self, key: str, facts: dict[str, str]) -> str:
        if key == "value":
            return self._value_said(facts)
        if key == "required" and (slips := self._unknown_options()):
            key, facts = "unknown", {"what": slips[0]}
        if key == "required":
            free = {action.metavar for action in self._actions if action.nargs in ("*", "?")}
            names = facts["what"].split(", ")
            facts = {"what": ", ".join(name for name in names if name not in free)}
        what = facts.get("what", "").split(" ")[0].strip("'\"")
        known = self._known(key, facts)
        if key == "choice":
            facts = {"where": facts["where"], "what": what, "known": ", ".join(known)}
            key = "command" if facts["where"] == COMMAND else key
        sentence = say(f"cli.usage.{key}", self.language, **facts)
        near = difflib.get_close_matches(what.split("=")[0], known, n=1)
        if key != "required" and near:
            return f"{sentence} {say('cli.usage.near', self.language, near=near[0])}"
        return sentence

    def _unknown_options(self) -> list[str]:
        """Return the options that were given and are none: likelier a slip than a gap is."""
        words = itertools.takewhile(lambda word: word != "--", self._given)
        names = [word.split("=")[0] for word in words if word.startswith("--")]
        return [name for name in names if name not in self._option_string_actions]

    def _value_said(self, facts: dict[str, str]) -> str:
        """Say that a value is not what it should be, as :mod:`planner.cli.values` found it."""
        kind, *rest = facts["what"].split(SEPARATOR, 2)
        if len(rest) != 2:
            return say("cli.usage.value", self.language, **facts)
        known, text = rest
        what = say(f"cli.value.{kind}", self.language, text=text, known=known)
        return say("cli.usage.value", self.language, where=facts["where"], what=what)

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
