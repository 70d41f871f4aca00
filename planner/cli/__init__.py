"""The command line: reads the words, runs the command, says errors in one sentence.

Exit status: 0 done, 1 where a plan does not exist (or a check found faults), 2 on bad input,
130 where the user stopped it (the best plan found by then is written).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from planner.cli.arguments import COMMANDS, parser
from planner.cli.saying import warn
from planner.crash_net import record
from planner.errors import CancelledError, PlannerError
from planner.wording import say, say_error

__all__ = ["COMMANDS", "is_command_line", "run", "told"]


def is_command_line(arguments: Sequence[str]) -> bool:
    """Whether the arguments ask for a command (or its help) and not for the window."""
    return bool(arguments) and (arguments[0] in COMMANDS or arguments[0].startswith("-"))


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; errors become one sentence on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parsed = parser(arguments).parse_args(list(arguments))
    language: str = getattr(parsed, "lang", "en")
    command: Callable[[argparse.Namespace], int] = parsed.command
    try:
        return command(parsed)
    except PlannerError as error:
        if isinstance(error, CancelledError):
            warn(say("cli.cancelled", language))
            return 130
        return told(error, language)
    except KeyboardInterrupt:
        warn(say("cli.cancelled", language))
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        sentence = f"{error.strerror or error}:{where}." if where else f"{error.strerror or error}."
        warn(say("cli.error", language, sentence=sentence))
        return 2
    except Exception as error:  # the last line of defence: people get a sentence, the log the rest
        warn(say("cli.internal", language, path=record(error, "command")))
        return 2


def told(error: PlannerError, language: str) -> int:
    """Say an error on stderr, and return the exit status of bad input."""
    warn(say("cli.error", language, sentence=" ".join(say_error(error, language)).strip()))
    return 2
