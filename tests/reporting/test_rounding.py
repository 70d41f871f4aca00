"""Printed sums and differences: where they may be off from the printed figures, it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.reporting.compose import compose
from planner.reporting.content import Columns, Prose, Section, Table
from planner.reporting.options import ReportOptions
from planner.reporting.wording import ReportWording
from tests.reporting.studies import make_study


def tables(blocks: tuple[object, ...]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Columns):
            yield from tables((*block.left, *block.right))


def number(text: str) -> float | None:
    plain = text.replace(",", "").replace("−", "-")
    return float(plain) if re.fullmatch(r"-?[0-9.]+", plain) else None


def off(table: Table) -> bool:
    """Whether a total is not the sum of the printed figures above it."""
    for place in range(1, len(table.columns)):
        column = [number(row[place].text) for row in table.rows]
        if table.total and len(column) > 1 and column[-1] is not None:
            above = sum(one for one in column[:-1] if one is not None)
            if abs(above - column[-1]) > 1e-9:
                return True
    return False


def said(section: Section, words: ReportWording) -> bool:
    last = section.blocks[-1]
    return isinstance(last, Prose) and last.text == words.say("rounded")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_section_that_adds_money_up_says_how_it_is_rounded(language: str) -> None:
    found = 0
    words = ReportWording(language, "CNY")
    for count in (12, 33, 40):
        for section in compose(make_study(count), language, ReportOptions()).sections:
            money = [
                table
                for table in tables(section.blocks)
                if any(words.money_unit in column.title for column in table.columns)
            ]
            if any(off(table) for table in money):
                found += 1
                assert said(section, words), section.key
    assert found, "the studies have no such sum"


def test_the_options_side_by_side_say_it_once() -> None:
    words = ReportWording("en", "CNY")
    sections = compose(make_study(12), "en", ReportOptions()).sections
    (page,) = (one for one in sections if one.key == "overview")
    texts = [block.text for block in page.blocks if isinstance(block, Prose)]
    assert texts.count(words.say("rounded")) == 1
    assert not said(replace(page, blocks=page.blocks[:1]), words)
