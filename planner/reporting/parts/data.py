"""Assumptions and data quality: what was missing, and what it could change."""

from __future__ import annotations

from collections.abc import Iterable

from planner.model.assessment import ValueSource
from planner.model.issue import Issue
from planner.reporting.assumptions import assumptions_of
from planner.reporting.content import (
    Block,
    Bullets,
    Cell,
    Column,
    Columns,
    Heading,
    Prose,
    Section,
    Table,
)
from planner.reporting.view import View
from planner.wording import say

__all__ = ["WITHOUT_PLAN", "build"]

WITHOUT_PLAN = True
_MOST = (12, 9)
"""Rows of a table, fewer where the page would run over; the workbook has all."""
_OTHERS = 3


def build(view: View) -> tuple[Section, ...]:
    """Return the page on data."""
    whole, *shorter = (_blocks(view, most) for most in _MOST)
    return (
        Section(
            "data",
            view.words.say("data.title"),
            whole,
            one_page=True,
            shorter=tuple(shorter),
            loose=True,
        ),
    )


def _blocks(view: View, most: int) -> tuple[Block, ...]:
    words, study = view.words, view.study
    left: list[Block] = [Heading(words.say("data.confidence")), _confidence(view)]
    left.extend((Heading(words.say("data.missing")), _missing(view, most)))
    right: list[Block] = [Heading(words.say("data.issues")), _issues(view, most)]
    if study.insights.questions:
        right.extend((Heading(words.say("data.ask")), _questions(view)))
    return (
        Prose(
            words.plural(
                "data.intro",
                len(study.inventory.sources),
                workloads=words.plural("chart.timeline.block", len(study.inventory.workloads)),
                aside=words.number(len(study.inventory.set_aside)),
                rests=view.rest_on,
            )
        ),
        Columns(tuple(left), tuple(right)),
        Heading(words.say("data.assumptions")),
        Bullets(tuple(map(Prose, assumptions_of(view)))),
    )


def _confidence(view: View) -> Table:
    words = view.words
    sums: dict[str, tuple[float, int, int]] = {}
    for assessed in view.study.assessment.workloads.values():
        for key, score in assessed.factors.items():
            total, count, blind = sums.get(key, (0.0, 0, 0))
            sums[key] = (total + score.confidence, count + 1, blind + (not score.assessed))
    columns = (
        Column(words.say("col.factor"), 3.0),
        Column(words.say("col.confidence"), 1.2, "right"),
        Column(words.say("col.blind"), 1.6, "right"),
    )
    rows = tuple(
        (
            Cell(words.factor(key)),
            Cell(words.percent(total / max(1, count))),
            Cell(words.number(blind)),
        )
        for key, (total, count, blind) in sums.items()
    )
    return Table(columns, rows)


def _missing(view: View, most: int) -> Table:
    words = view.words
    missing: dict[str, int] = {}
    assumed: dict[str, int] = {}
    for assessed in view.study.assessment.workloads.values():
        lines = [line for score in assessed.factors.values() for line in score.evidence]
        for counts, source in ((missing, ValueSource.NEUTRAL), (assumed, ValueSource.ARCHETYPE)):
            for key in dict.fromkeys(line.field for line in lines if line.source is source):
                counts[key] = counts.get(key, 0) + 1
    columns = (
        Column(words.say("col.field"), 3.0),
        Column(words.say("col.not_known"), 1.4, "right"),
        Column(words.say("col.assumed"), 1.6, "right"),
    )
    fields = sorted(
        {**missing, **assumed},
        key=lambda key: (-missing.get(key, 0) - assumed.get(key, 0), key),
    )
    rows = tuple(
        (
            Cell(words.field(key)),
            Cell(words.number(missing.get(key, 0))),
            Cell(words.number(assumed.get(key, 0))),
        )
        for key in fields[:most]
    )
    return Table(columns, rows or ((Cell(words.say("none")), Cell("0"), Cell("0")),))


def _issues(view: View, most: int) -> Table:
    words = view.words
    counts: dict[tuple[str, str], int] = {}
    first: dict[tuple[str, str], Issue] = {}
    fields: dict[tuple[str, str], dict[str, None]] = {}  # in the order of the issues
    for issue in view.study.issues:
        key = (issue.severity.value, issue.code)
        counts[key] = counts.get(key, 0) + 1
        first.setdefault(key, issue)
        fields.setdefault(key, {}).setdefault(issue.params.get("field", ""))
    columns = (
        Column(words.say("col.severity"), 1.0),
        Column(words.say("col.issue"), 4.0),
        Column(words.say("col.count"), 0.8, "right"),
    )
    order = {"error": 0, "warning": 1, "note": 2}
    rows = tuple(
        (
            Cell(say(f"common.severity.{severity}", words.language)),
            Cell(_kind_said(view, first[severity, code], fields[severity, code])),
            Cell(words.number(count)),
        )
        for (severity, code), count in sorted(
            counts.items(), key=lambda item: (order[item[0][0]], -item[1])
        )[:most]
    )
    return Table(columns, rows or ((Cell(words.say("none")), Cell(""), Cell("0")),))


def _kind_said(view: View, first: Issue, fields: Iterable[str]) -> str:
    """Sentence of the first issue of a kind, and the other fields that the kind is about."""
    words = view.words
    sentence = view.words.issue(first)
    others = [words.field(key) for key in fields if key and key != first.params.get("field")]
    if not others:
        return sentence
    names = words.first_of(others, _OTHERS, "and_more.items")
    return words.sentences(sentence, words.say("data.likewise", names=names))


def _questions(view: View) -> Table:
    words = view.words
    columns = (
        Column(words.say("col.workload"), 2.6),
        Column(words.say("col.field"), 2.4),
        Column(words.say("col.worth"), 1.4, "right"),
    )
    rows = tuple(
        (
            view.workload_cell(question.workload_id),
            Cell(words.field(question.field)),
            Cell(words.percent(question.worth)),
        )
        for question in view.study.insights.questions[:8]
    )
    return Table(columns, rows)
