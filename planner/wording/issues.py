"""The sentence of an issue and what to do about it, in the reader's language.

An issue holds keys and figures; names of fields and choices among them are said here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from planner.model.issue import Issue
from planner.wording.catalogue import has
from planner.wording.numbers import report_money
from planner.wording.sentences import say

__all__ = ["issue_words"]

_SUMS: Final = frozenset({"before", "after", "saved", "whole"})
"""Parameters that are money in the issue's currency, in whole units."""


def issue_words(issue: Issue, language: str, part: str = "issue") -> str:
    """Return the sentence of an issue, or the advice.

    An issue without words of its own, such as one of a later version, is named by its code.

    Parameters
    ----------
    issue
        The doubt.
    part
        ``issue`` or ``advice``.
    """
    key = f"importing.{part}.{issue.code}"
    if issue.params.get("count", "1") != "1" and has(f"{key}.many"):
        key = f"{key}.many"
    if has(key):
        try:
            return say(key, language, **_said(issue, language))
        except (KeyError, IndexError):
            pass  # a parameter was not recorded by the version that found the issue
    return issue.code.replace("_", " ") if part == "issue" else ""


def _said(issue: Issue, language: str) -> dict[str, str]:
    params = _in_language(issue.params, language)
    for name in ("field", "fields"):
        if name in params:
            keys = params[name].split("; ")
            params[name] = say("rules.list", language).join(_field(key, language) for key in keys)
    if "names" in params:
        params["names"] = say("rules.list", language).join(params["names"].split("; "))
    if "currency" in params and "before" in params:  # sums, not a question of currencies
        sums = {name: 100 * int(params[name].replace(",", "")) for name in _SUMS & params.keys()}
        for name, minor in sums.items():
            params[name] = report_money(minor, params["currency"], language, sums.values())
    if "unit" in params:
        unit = params["unit"]
        params["unit"] = say(f"units.{unit}", language) if has(f"units.{unit}") else unit.upper()
    if "reason" in params and has(reason := f"importing.reason.{params['reason']}"):
        params["reason"] = say(reason, language)
    if "read_as" in params and issue.field:
        choice = f"fields.{issue.field}.{params['read_as']}"
        if has(choice):
            params["read_as"] = say(choice, language)
    return params


def _in_language(params: Mapping[str, str], language: str) -> dict[str, str]:
    """Return the parameters; ``kind.zh`` is what ``kind`` is called in that language."""
    plain = {name: value for name, value in params.items() if "." not in name}
    return plain | {name: params.get(f"{name}.{language}", value) for name, value in plain.items()}


def _field(key: str, language: str) -> str:
    keys = (f"fields.{key}", f"ui_import.field.{key}")
    return next((say(one, language) for one in keys if has(one)), key)
