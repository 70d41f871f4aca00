"""roadmap.pptx: the steering committee's slides, with native charts that can be edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Any, Final

from planner.model.study import Study
from planner.reporting.charts.axes import colours_of
from planner.reporting.charts.heat import RISK_BANDS, TIERS, risk_band
from planner.reporting.charts.money import ONCE, RUN, STAY
from planner.reporting.charts.spread import STABILITY_ENDS
from planner.reporting.compose import view_of
from planner.reporting.content import Bullets, Columns, KeyFigures, Prose, Section, Table
from planner.reporting.figures import RETIRED
from planner.reporting.money import years
from planner.reporting.parts import calendar, decision, risks, rules, staying
from planner.reporting.slide_page import Page, SlidePages
from planner.reporting.theme import LIGHT
from planner.reporting.view import View

__all__ = ["draw_slides"]

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def draw_slides(study: Study, language: str) -> bytes:
    """Return roadmap.pptx; the same study gives the same bytes."""
    view = view_of(study, language)
    pages = SlidePages(view)
    builders: Sequence[Callable[[View, SlidePages], None]] = (
        (_decision, _portfolio, _calendar, _waves, _money, _sure, _risks, _staying, _rules, _next)
        if study.plan.exists
        else (_no_plan,)
    )
    for build in builders:
        build(view, pages)
    core = pages.deck.core_properties
    core.title = view.words.say("title")
    core.author = pages.clean(study.programme.organisation)
    core.language = "zh-CN" if language == "zh" else "en"
    core.created = core.modified = datetime.combine(study.made_on, time())
    core.last_modified_by = ""
    buffer = io.BytesIO()
    pages.deck.save(buffer)
    return _settled(buffer.getvalue())


def _settled(data: bytes) -> bytes:
    """Return the file with fixed times inside, workbooks of the charts included."""
    source = zipfile.ZipFile(io.BytesIO(data))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for item in source.infolist():
            content = source.read(item.filename)
            entry = zipfile.ZipInfo(item.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if item.filename.endswith(".xlsx"):
                content = _settled(content)
            if item.filename.endswith("docProps/core.xml"):
                content = _without_clock(content)
            made.writestr(entry, content)
    return target.getvalue()


def _without_clock(content: bytes) -> bytes:
    """Return a chart workbook's properties without the moment they were written."""
    import re

    if b"modified" in content and b"<dc:title>" in content:
        return content  # the deck's own, which carries the plan's date
    return re.sub(rb">\d{4}-\d\d-\d\dT[\d:]+Z<", b">1980-01-01T00:00:00Z<", content)


def _decision(view: View, pages: SlidePages) -> None:
    (section,) = decision.build(view)
    headline, asked, cards, columns = section.blocks
    assert isinstance(headline, Prose)
    assert isinstance(cards, KeyFigures)
    assert isinstance(columns, Columns)
    page = pages.add(headline.text)
    page.callout(getattr(asked, "title", ""), getattr(asked, "text", ""), 1.35)
    page.key_figures(cards.items, 2.3)
    left, right = _lists(columns.left)[0], _lists(columns.right)[0]
    size = min(page.list_size(items, 6.0, 2.9) for items in (left, right))
    page.bullets(left, 0.55, 3.95, 6.0, 2.9, largest=size)
    page.bullets(right, 6.8, 3.95, 6.0, 2.9, largest=size)


def _lists(blocks: Sequence[object]) -> list[tuple[Prose, ...]]:
    return [block.items for block in blocks if isinstance(block, Bullets)] or [()]


def _portfolio(view: View, pages: SlidePages) -> None:
    words, figures = view.words, view.figures
    page = pages.add(
        words.say(
            "slide.portfolio",
            moving=words.number(len(figures.moving)),
            total=words.number(len(figures.moves)),
        )
    )
    keys = [target.id for target in figures.targets]
    keys = [
        key for key in ("", *keys, RETIRED) if figures.before.get(key) or figures.after.get(key)
    ]
    names = [view.target_name(key) if key else words.say("target.new") for key in keys]
    colours = colours_of(figures)
    series = [
        (name, (figures.before.get(key, 0), figures.after.get(key, 0)), colours[key])
        for key, name in zip(keys, names, strict=True)
    ]
    page.bar_chart(
        (words.say("chart.today"), words.say("chart.planned")),
        series,
        (0.55, 1.4, 7.4, 5.3),
        stacked=True,
        horizontal=True,
    )
    page.bullets(_summary(view), 8.3, 1.5, 4.5, 5.0)


def _summary(view: View) -> tuple[Prose, ...]:
    words, figures = view.words, view.figures
    return (
        Prose(
            words.say(
                "portfolio.summary",
                total=words.number(len(figures.moves)),
                moving=words.number(len(figures.moving)),
                staying=words.number(len(figures.staying)),
                retiring=words.number(len(figures.retiring)),
            )
        ),
    )


def _calendar(view: View, pages: SlidePages) -> None:
    words, figures = view.words, view.figures
    page = pages.add(words.say("slide.calendar", count=len(figures.waves)))
    used = {move.target for move in figures.moving}
    colours = colours_of(figures)
    series = [
        (
            words.target(target),
            tuple(sum(move.target == target.id for move in wave.moves) for wave in figures.waves),
            colours[target.id],
        )
        for target in figures.targets
        if target.id in used
    ]
    if series:
        labels = [
            f"{words.say('wave.short', number=wave.number)} · {wave.slot.last_day:%Y-%m}"
            for wave in figures.waves
        ]
        page.bar_chart(labels, series, (0.55, 1.4, 12.2, 5.3), stacked=True)


def _waves(view: View, pages: SlidePages) -> None:
    page = pages.add(view.words.say("calendar.title"))
    for section in calendar.build(view):
        page.table(_tables(section)[0], 1.45)


def _tables(section: Section) -> list[Table]:
    found: list[Table] = []
    for block in section.blocks:
        if isinstance(block, Columns):
            found.extend(item for item in (*block.left, *block.right) if isinstance(item, Table))
        elif isinstance(block, Table):
            found.append(block)
    return found


def _money(view: View, pages: SlidePages) -> None:
    words, figures = view.words, view.figures
    page = pages.add(
        words.say(
            "slide.money" if figures.saving_year_minor > 0 else "slide.money.cost",
            one_off=words.money(figures.one_off_minor),
            saving=words.money(abs(figures.saving_year_minor)),
        )
    )
    found = years(figures)
    size = 100 * (1e4 if words.chinese else 1e6)
    labels = [words.say("chart.year", number=year.number) for year in found]
    plan = (
        (words.say("chart.stay"), tuple(year.stay / size for year in found), STAY),
        (words.say("chart.run"), tuple(year.run / size for year in found), RUN),
        (words.say("chart.once"), tuple(year.one_off / size for year in found), ONCE),
    )
    if found:
        page.bar_chart(labels, plan, (0.55, 1.4, 12.2, 4.9), unit=words.money_unit)
    page.note(words.say("money.how"), 6.35)


def _sure(view: View, pages: SlidePages) -> None:
    words = view.words
    page = pages.add(words.say("certainty.title"))
    stability = view.study.insights.stability
    wide = 12.2
    if stability is not None and stability.keeps:
        wide = 6.0
        bounds = (0.0, *STABILITY_ENDS)
        counts = [
            sum(
                low < share <= high or (low == 0 and share == 0)
                for share in stability.keeps.values()
            )
            for low, high in zip(bounds, STABILITY_ENDS, strict=False)
        ]
        labels = [
            f"{low * 100:.0f}–{high * 100:.0f}%"
            for low, high in zip(bounds, STABILITY_ENDS, strict=False)
        ]
        series = ((words.say("certainty.stability"), tuple(counts), RUN),)
        page.bar_chart(labels, series, (6.8, 1.4, 6.0, 5.0))
    page.bullets(decision.sureness(view), 0.55, 1.5, wide, 5.0)


def _risks(view: View, pages: SlidePages) -> None:
    words = view.words
    page = pages.add(words.say("risks.title"))
    labels = [
        f"{0 if place == 0 else RISK_BANDS[place - 1] + 1}–{end}"
        for place, end in enumerate(RISK_BANDS)
    ]
    colours = (LIGHT.heat[4], LIGHT.heat[3], LIGHT.heat[2], LIGHT.heat[1], "#9aa5b1")
    series = []
    for tier, colour in zip(TIERS, colours, strict=True):
        found = [
            risk_band(move.risk)
            for move in view.figures.moving
            if (move.criticality if move.criticality in TIERS else "") == tier
        ]
        if found:
            name = words.word("tier", tier) if tier else words.say("tier.unknown")
            series.append((name, tuple(found.count(band) for band in range(5)), colour))
    if series:
        page.bar_chart(labels, series, (0.55, 1.4, 5.4, 5.0), stacked=True)
        page.note(words.say("chart.heat.axis"), 6.4)
    for section in risks.build(view):
        table = _tables(section)[0]
        page.table(Table(table.columns, table.rows[:9]), 1.45, left=6.2, wide=6.6)


def _staying(view: View, pages: SlidePages) -> None:
    for section in staying.build(view):
        page = pages.add(section.title)
        tables = _tables(section)
        table = tables[0]
        page.table(Table(table.columns, table.rows[:11]), 1.45)


def _rules(view: View, pages: SlidePages) -> None:
    (section,) = rules.build(view)
    page = pages.add(section.title)
    table = _tables(section)[0]
    page.table(Table(table.columns, table.rows[:11]), 1.45)


def _next(view: View, pages: SlidePages) -> None:
    (section,) = decision.build(view)
    columns = section.blocks[3]
    assert isinstance(columns, Columns)
    words = view.words
    page = pages.add(words.say("decision.next"))
    lists = _lists(columns.left)
    page.bullets(lists[-1], 0.55, 1.5, 12.2, 2.6)
    page.heading(words.say("decision.watch"), 4.1)
    page.bullets(_lists(columns.right)[-1], 0.55, 4.6, 12.2, 2.0)


def _no_plan(view: View, pages: SlidePages) -> None:
    (section,) = decision.build(view)
    first = section.blocks[0]
    assert isinstance(first, Prose)
    page: Page = pages.add(first.text)
    items: Any = tuple(item for found in _lists(section.blocks) for item in found)
    page.bullets(items, 0.55, 1.5, 12.2, 5.0)
