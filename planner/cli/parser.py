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
    whole
        Whether nothing may be left over: so of a command, whose own options and help are named.
    """

    language: str = "en"
    whole: bool = False
    _given: tuple[str, ...] = ()

    def __init__(
        self, *arguments: Any, language: str = "", whole: bool = False, **options: Any
    ) -> None:
        from planner.cli.help_form import help_form

        self.language = language or self.language
        usual = {"allow_abbrev": False, "formatter_class": help_form(self.language)}
        helped = options.pop("add_help", True)
        super().__init__(*arguments, **{**usual, **options, "add_help": False})
        self._positionals.title = say("cli.help.arguments", self.language)
        self._optionals.title = say("cli.help.options", self.language)
        if helped:
            about = say("cli.help.help", self.language)
            self.add_argument("-h", "--help", action="help", help=about)
        self.whole = whole
        # argparse takes what looks like a negative number for a value; ours may be an id as well.
        self._negative_number_matcher = NAME

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as usual, and remember what was given; a ``whole`` one refuses what is left."""
        self._given = tuple(sys.argv[1:] if args is None else args)
        parsed, left = super().parse_known_args(args, namespace)
        if self.whole and left:
            self._take_in(parsed, left)
            left = []
        return parsed, left

    def _take_in(self, parsed: argparse.Namespace, left: list[str]) -> None:
        """Take words behind the options where any number of them may stand; else refuse them.

        argparse gives such a place only the words before the first option.
        """
        many = [one for one in self._actions if not one.option_strings and one.nargs in ("+", "*")]
        options, words = _before_dashes(left)
        slip = next((word for word in options if word.startswith("-")), "" if many else left[0])
        if slip:
            self.error(f"unrecognized arguments: {slip}")
        try:
            found = self._get_values(many[0], [*options, *words])
        except argparse.ArgumentError as error:
            self.error(str(error))
        setattr(parsed, many[0].dest, [*getattr(parsed, many[0].dest), *found])

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
        first = facts.get("where") == COMMAND
        if (key == "required" or first) and (slips := self._unknown_options(first)):
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
        near = _nearest(what.split("=")[0], known)
        if key != "required" and near:
            meant = say("cli.usage.near", self.language, near=near)
            return sentence_gap(self.language).join((sentence, meant))
        return sentence

    def _unknown_options(self, first: bool) -> list[str]:
        """Return the options that were given and are none: likelier a slip than a gap is.

        Where ``first``, only those that stand before anything else.
        """
        words, _ = _before_dashes(self._given)
        if first:
            words = list(itertools.takewhile(lambda word: word.startswith("-"), words))
        names = [word.split("=")[0] for word in words if word.startswith("-")]
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
        return list(self._option_string_actions)


def _before_dashes(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words before ``--`` and those behind it, which are no options."""
    end = list(words).index("--") if "--" in words else len(words)
    return list(words[:end]), list(words[end + 1 :])


def _nearest(what: str, known: Sequence[str]) -> str:
    """Return the word that begins as ``what`` does, else one much like it, else nothing."""
    begun = [word for word in known if len(what) > 3 and word.startswith(what.lower())]
    bare = {word.lstrip("-"): word for word in known}
    alike = difflib.get_close_matches(what.lstrip("-").lower(), bare, n=1)
    return [*begun, *(bare[word] for word in alike), ""][0]
