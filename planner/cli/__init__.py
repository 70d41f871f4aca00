"""The command line: reads the words, runs the command, says errors in one sentence.

Exit status: 0 done, 1 where a plan does not exist (or a check found faults), 2 on bad input,
130 where the user stopped it (the best plan found by then is written).
"""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from planner.cli.arguments import COMMANDS, language_asked, parse, system_language
from planner.cli.saying import Heard, Quiet, warn, words_of
from planner.cli.standard_input import STANDARD, standard_input
from planner.crash_net import record
from planner.errors import CancelledError, PlannerError
from planner.shipped import LIBRARIES, SOLVING, require
from planner.wording import say

NEEDS: Final[Mapping[str, Sequence[str]]] = {"verify": (), "solve": SOLVING}
"""Libraries that a command needs, where it is not all of them; looked for before any work."""

__all__ = ["COMMANDS", "is_command_line", "language_asked", "run", "system_language", "told"]


def is_command_line(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a command (or its help) and not for the window.

    A bare word that names no file is a command that was mistyped; the window takes no options.
    """
    if not arguments:
        return False
    first = arguments[0]
    if first in COMMANDS or any(word.startswith("-") for word in arguments):
        return True
    bare = first.replace("-", "").isalpha()
    return bare and not os.path.lexists(first)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; errors become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace", line_buffering=True)
    parsed = parse(arguments)
    language: str = parsed.lang
    command: Callable[[argparse.Namespace], int] = parsed.command
    parsed.out = heard = Heard(sys.stdout)
    try:
        require(*NEEDS.get(command.__name__, LIBRARIES))
        with contextlib.redirect_stdout(heard), _silenced(parsed), standard_input(parsed):
            return heard.settled(command(parsed))
    except PlannerError as error:
        if isinstance(error, CancelledError):
            warn(say("cli.cancelled", language))
            return 130
        if parsed.verbose and error.detail:
            warn(error.detail)
        return told(error, language)
    except KeyboardInterrupt:
        warn(say("cli.cancelled", language))
        return 130
    except OSError as error:
        if parsed.verbose:
            warn(str(error))
        warn(say("cli.error", language, sentence=words_of(error, language)))
        return 2
    except Exception as error:  # the last line of defence: people get a sentence, the log the rest
        warn(say("cli.internal", language, path=record(error, "command")))
        return 2


@contextlib.contextmanager
def _silenced(parsed: argparse.Namespace) -> Iterator[None]:
    """Keep lines for people to themselves where none are wanted, or a document is."""
    printed = getattr(parsed, "json", False) or getattr(parsed, "output", None) == STANDARD
    if not (parsed.quiet or printed):
        yield
        return
    with contextlib.redirect_stdout(Quiet()):
        yield


def told(error: PlannerError, language: str) -> int:
    """Say an error on stderr, and return the exit status of bad input."""
    warn(say("cli.error", language, sentence=words_of(error, language)))
    return 2
