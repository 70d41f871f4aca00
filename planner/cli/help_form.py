"""How help is laid out: in the reader's language, in lines that fit where letters are wide too."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from planner.wording import say

__all__ = ["help_form"]

PARTS: Final = re.compile(r"[^\s\u3000-\u9fff\uff00-\uffef]+|\s+|.")
"""What stays together on a line: a word, or one letter of a script without spaces."""
NEVER_FIRST: Final = "，。；：！？、）】》”’…"


def help_form(language: str) -> Callable[..., argparse.HelpFormatter]:
    """Return what :mod:`argparse` makes its help with, in a language."""
    return partial(_Form, language)


class _Form(argparse.RawDescriptionHelpFormatter):
    def __init__(self, language: str, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._language = language

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        prefix = say("cli.help.usage", self._language) + " " if prefix is None else prefix
        super().add_usage(usage, actions, groups, prefix)

    def _split_lines(self, text: str, width: int) -> list[str]:  # called so by argparse
        return list(_lines(" ".join(text.split()), width))


def _lines(text: str, room: int) -> Iterator[str]:
    """Part a text into lines of at most ``room`` columns, which a longer word takes alone."""
    from planner.cli.columns import width

    line = ""
    for part in PARTS.findall(text):
        over = width(line + part.rstrip()) > room and part not in NEVER_FIRST
        if over and line.strip():
            yield line.rstrip()
            line = ""
        line += part if line else part.lstrip()
    if line.strip():
        yield line.rstrip()
