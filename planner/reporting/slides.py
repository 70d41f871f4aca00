"""roadmap.pptx: the steering committee's slides, with native charts that can be edited."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Any, Final

from planner.model.study import Study
from planner.reporting import slide_titles as titles
from planner.reporting.bridge import bridge
from planner.reporting.charts.axes import colours_of
from planner.reporting.charts.heat import RISK_BANDS, TIERS, risk_band
from planner.reporting.charts.spread import STABILITY_ENDS, stability_counts
from planner.reporting.compose import view_of
from planner.reporting.content import (
    Bullets,
    Callout,
    Cell,
    Column,
    Columns,
    KeyFigure,
    KeyFigures,
    Prose,
    Section,
    Table,
)
from planner.reporting.milestones import milestones
from planner.reporting.money import present, years
from planner.reporting.moves import RETIRED, Move
from planner.reporting.parts import (
    calendar,
    decision,
    money,
    overview,
    portfolio,
    risks,
    staying,
)
from planner.reporting.parts.workloads import decided_by
from planner.reporting.slide_gantt import draw_gantt
from planner.reporting.slide_page import Page, SlidePages
from planner.reporting.sureness import sureness
from planner.reporting.theme import LIGHT, ONCE, RUN, STAY
from planner.reporting.view import View
from planner.reporting.watch import watched
from planner.wording import form

__all__ = ["draw_slides"]

_BROUGHT: Final = 3
_OPTIONS: Final = 3.4
"""Inches that the table of options may take."""
_NOTED: Final = 30
"""Rows of a table that the speaker's notes hold."""
_ROWS: Final = 10
"""Rows of a table that a room can read; the others are counted below it."""
_BARS: Final = 8
_FEW: Final = 4
"""Reasons for staying that a slide has room for."""
_MEANS: Final = 1
"""Column of the table of strategies that says what each is: for readers, not for a room."""
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def draw_slides(study: Study, language: str) -> bytes:
    """Return roadmap.pptx; the same study gives the same bytes."""
    view = view_of(study, language)
    pages = SlidePages(view)
    builders: Sequence[Callable[[View, SlidePages], None]] = (
        (
            _decision,
            _options,
            _portfolio,
            _calendar,
            _waves,
            _money,
            _sure,
            _risks,
            _staying,
            _next,
        )
        if study.plan.exists
        else (_no_plan,)
    )
    for build in builders:
        build(view, pages)
    core = pages.deck.core_properties
    core.title = view.words.say("title")
    core.author = pages.clean(study.programme.organisation)
    core.language = form("language.tag", language)
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


def _one[T](blocks: Iterable[object], kind: type[T]) -> T:
    """Return the first block of a kind."""
    return next(block for block in blocks if isinstance(block, kind))


def _decision(view: View, pages: SlidePages) -> None:
    (section,) = decision.build(view)
    blocks = section.blocks
    asked = _one(blocks, Callout)
    columns = _one(blocks, Columns)
    headline = next(one for one in blocks if isinstance(one, Prose) and one.style == "headline")
    page = pages.add(headline.text)
    page.callout(asked.title, asked.text, 1.35)
    page.key_figures(_one(blocks, KeyFigures).items, 2.35)
    left, right = _lists(columns.left)[0][:_BROUGHT], _lists(columns.right)[0]
    left = (*left, Prose(view.words.say("brings.not_in")))
    size = min(page.list_size(items, 5.9, 2.6) for items in (left, right))
    for items, key, x in ((left, "decision.brings", 0.55), (right, "decision.sure", 6.85)):
        page.heading(view.words.say(key), 3.95, x, 5.9)
        page.bullets(items, x, 4.35, 5.9, 2.6, largest=size)
    page.notes((asked.text, *(f"{one.lead} {one.text}".strip() for one in (*left, *right))))


def _options(view: View, pages: SlidePages) -> None:
    """The options side by side, and what the saving is made of."""
    if not view.figures.money_known:
        return
    (section,) = overview.build(view)
    page = pages.add(titles.options_title(view))
    end = page.table(_one(section.blocks, Table), 1.35, high=_OPTIONS)
    _bridge_chart(view, page, end + 0.15)
    how = (one.text for one in section.blocks if isinstance(one, Prose))
    page.notes((*how, *_said_of(section)))


def _bridge_chart(view: View, page: Page, top: float) -> None:
    """What is run today, kind by kind to what is run after the plan, as a waterfall."""
    words, found = view.words, bridge(view.figures)
    steps = [
        ("infrastructure", -found.infrastructure),
        ("licences", -found.licences),
        ("staff", -found.staff),
        ("platforms", found.platforms),
    ]
    steps = [(key, change) for key, change in steps if change]
    size = 100 * words.chart_step.size
    ends = (("today", found.today), *steps, ("after", found.after))
    said = [view.with_people(f"bridge.{key}") for key in ("today", "after")]
    keys = (said[0], *(f"bridge.{key}" for key, _ in steps), said[1])
    labels = [
        f"{words.say(key)} {words.in_unit(value)}"
        for key, (_, value) in zip(keys, ends, strict=True)
    ]
    rows = [(0.0, found.today / size, 0.0, 0.0)]  # held up, whole, less, more
    level = found.today
    for _, change in steps:
        low = min(level, level + change)
        rows.append((low / size, 0.0, max(0, -change) / size, max(0, change) / size))
        level += change
    rows.append((0.0, found.after / size, 0.0, 0.0))
    columns = list(zip(*rows, strict=True))
    colours = ("", STAY, LIGHT.good, LIGHT.bad)
    series = tuple(("", column, colour) for column, colour in zip(columns, colours, strict=True))
    none = float("inf")  # the numbers stand in the labels: most bars are too thin for one
    unit = words.say("sheet.in_unit", text=words.say("overview.bridge"), unit=words.money_unit)
    area = (0.55, top, 12.2, 6.9 - top)
    page.bar_chart(labels, series, area, stacked=True, unit=unit, least=none)


def _said_of(section: Section) -> tuple[str, ...]:
    """A section's tables in words, a line a row: what a speaker reads from."""
    return tuple(
        ": ".join((row[0].text, ", ".join(cell.text for cell in row[1:] if cell.text)))
        for table in _tables(section)
        for row in table.rows[:_NOTED]
    )


def _lists(blocks: Sequence[object]) -> list[tuple[Prose, ...]]:
    return [block.items for block in blocks if isinstance(block, Bullets)] or [()]


def _portfolio(view: View, pages: SlidePages) -> None:
    words, figures = view.words, view.figures
    page = pages.add(titles.portfolio_title(view))
    keys = [target.id for target in figures.targets]
    keys = [
        key for key in ("", *keys, RETIRED) if figures.before.get(key) or figures.after.get(key)
    ]
    names = [view.words.target(key) if key else words.say("target.new") for key in keys]
    colours = colours_of(figures)
    series = [
        (name, (figures.before.get(key, 0), figures.after.get(key, 0)), colours[key])
        for key, name in zip(keys, names, strict=True)
    ]
    least = len(figures.moves) * 0.03  # smaller pieces have no room for a number
    page.bar_chart(
        (words.say("chart.today"), words.say("chart.planned")),
        series,
        (0.55, 1.4, 6.9, 5.3),
        stacked=True,
        horizontal=True,
        least=least,
    )
    page.notes([line for section in portfolio.build(view) for line in _said_of(section)])
    for section in portfolio.build(view):
        tables = _tables(section)
        end = page.table(tables[0], 1.5, left=7.75, wide=5.0, high=2.6)
        for table in tables[1:2]:
            page.table(_without(table, _MEANS), end + 0.3, left=7.75, wide=5.0)


def _calendar(view: View, pages: SlidePages) -> None:
    words, figures = view.words, view.figures
    page = pages.add(titles.calendar_title(view))
    used = {move.target for move in figures.moving}
    colours = colours_of(figures)
    series = [
        (
            words.target(target.id),
            tuple(sum(move.target == target.id for move in wave.moves) for wave in figures.waves),
            colours[target.id],
        )
        for target in figures.targets
        if target.id in used
    ]
    if series:
        labels = [
            f"{words.say('wave.short', number=wave.number)} · {wave.cut_over:%Y-%m}"
            for wave in figures.waves
        ]
        unit = words.say("slide.calendar.unit")
        page.notes(
            [
                words.plural("calendar_file.cut_over", len(wave.moves), wave=name)
                + f": {words.day(wave.cut_over)}"
                for wave in figures.waves
                if (name := words.say("wave.name", number=wave.number))
            ]
        )
        page.bar_chart(labels, series, (0.55, 1.4, 12.2, 5.3), stacked=True, unit=unit)


def _waves(view: View, pages: SlidePages) -> None:
    """The waves over the months, drawn of shapes; the table of the waves is for the speaker."""
    page = pages.add(titles.waves_title(view))
    if not view.figures.waves:
        return
    draw_gantt(page, view)
    section, *_ = calendar.build(view)
    page.notes(_said_of(section))


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
    page = pages.add(titles.money_title(view))
    if not figures.money_known:
        items = (Prose(words.say("brings.unknown")), Prose(words.say("money.unknown.ask")))
        page.bullets(items, 0.55, 1.5, 12.2, 2.0)
        for section in money.build(view):
            page.table(_tables(section)[0], 3.6)
        return
    found = years(figures)
    size = 100 * words.chart_step.size
    labels = [words.say("chart.year", number=year.number) for year in found]
    plan = (
        (
            words.say(view.with_people("chart.stay")),
            tuple(year.stay / size for year in found),
            STAY,
        ),
        (words.say(view.with_people("chart.run")), tuple(year.run / size for year in found), RUN),
        (words.say("chart.once"), tuple(year.one_off / size for year in found), ONCE),
    )
    if found:
        places = 0 if words.chart_step.size < 1e6 else 1
        area = (0.55, 1.4, 8.0, 4.9)
        page.bar_chart(labels, plan, area, unit=words.money_unit, places=places)
    page.bullets(_money_said(view), 8.85, 1.6, 3.95, 4.6)
    page.note(words.say("money.how"), 6.4)
    page.notes([line for section in money.build(view) for line in _said_of(section)])


def _money_said(view: View) -> tuple[Prose, ...]:
    """What the money slide says beside its chart: the first page's words, and the range."""
    words = view.words
    said = [Prose(decision.run_said(view)), *([Prose(view.ruled)] if view.ruled else [])]
    said.append(Prose(decision.net_said(view)))
    worth = present(view.figures)
    said.append(
        Prose(
            words.say(
                "slide.money.present",
                years=view.study.assessment.horizon_years,
                stay=words.money(worth.stay),
                plan=words.money(worth.plan),
            )
        )
    )
    return tuple(said)


def _sure(view: View, pages: SlidePages) -> None:
    words = view.words
    page = pages.add(titles.sure_title(view))
    stability = view.study.insights.stability
    wide = 12.2
    if stability is not None and stability.keeps:
        wide = 6.0
        bounds = (0.0, *STABILITY_ENDS)
        counts = stability_counts(stability.keeps)
        labels = [
            f"{low * 100:.0f}–{high * 100:.0f}%"
            for low, high in zip(bounds, STABILITY_ENDS, strict=False)
        ]
        series = ((words.say("certainty.stability"), tuple(counts), RUN),)
        unit = words.say("chart.stability.axis")
        page.bar_chart(labels, series, (6.8, 1.4, 6.0, 5.2), unit=unit)
    page.bullets(sureness(view), 0.55, 1.5, wide, 5.0)
    page.notes([f"{one.lead} {one.text}" for one in sureness(view)])


def _risks(view: View, pages: SlidePages) -> None:
    words = view.words
    page = pages.add(titles.risk_title(view))
    labels = [
        f"{0 if place == 0 else RISK_BANDS[place - 1] + 1}–{end}"
        for place, end in enumerate(RISK_BANDS)
    ]
    colours = (LIGHT.heat[4], LIGHT.heat[3], LIGHT.heat[2], LIGHT.heat[1], STAY)
    series = []
    for tier, colour in zip(TIERS, colours, strict=True):
        found = [
            risk_band(move.risk)
            for move in view.figures.moving
            if (move.criticality if move.criticality in TIERS else "") == tier
        ]
        if found:
            name = words.word("tier", tier) if tier else words.say("unstated")
            series.append((name, tuple(found.count(band) for band in range(5)), colour))
    if series:
        axis = words.say("chart.heat.axis")
        page.bar_chart(labels, series, (0.55, 1.4, 4.7, 5.3), stacked=True, unit=axis)
    for section in risks.build(view):
        end = page.table(_tables(section)[0], 1.45, left=5.5, wide=7.3, most=_ROWS)
        if said := risks.unnamed(view, _ROWS):
            page.bullets((Prose(said),), 5.5, end + 0.1, 7.3, 6.9 - end, largest=12.0)
        page.notes(_said_of(section))


def _staying(view: View, pages: SlidePages) -> None:
    words = view.words
    for section in staying.build(view):
        page = pages.add(titles.staying_title(view))
        groups = staying.alike(view)
        end = page.table(_in_short(view, groups), 1.45, wide=8.4, most=_ROWS)
        if len(groups) <= _FEW:  # there is room to say why
            why = tuple(
                Prose(
                    view.reasons(moves[0]), words.say("colon", text=staying.named(view, moves).text)
                )
                for moves in groups
            )
            page.bullets(why, 0.55, end + 0.3, 8.4, 6.6 - end)
        _cost_of_staying(view, page)
        page.notes(_said_of(section))


def _without(table: Table, place: int) -> Table:
    """Return a table without a column: a slide has less room than a page."""
    kept = [number for number in range(len(table.columns)) if number != place]
    rows = tuple(tuple(row[number] for number in kept) for row in table.rows)
    return Table(tuple(table.columns[number] for number in kept), rows)


def _in_short(view: View, groups: list[list[Move]]) -> Table:
    """What stays, where, and what decided it, in words that a slide holds whole."""
    words = view.words
    columns = (
        Column(words.say("col.workload"), 3.2),
        Column(words.say("col.where"), 2.0),
        Column(words.say("col.tier"), 1.1),
        Column(words.say("col.decided"), 2.0),
        Column(words.say("col.second"), 1.8),
    )
    rows = []
    for moves in groups:
        tiers = [view.choice("criticality", one.criticality) for one in moves]
        texts = (
            staying.named(view, moves).text,
            words.target(moves[0].target),
            staying.in_common(words, tiers),
            staying.in_common(words, [decided_by(view, one) for one in moves]),
            staying.in_common(words, [staying.second(view, one) for one in moves]),
        )
        rows.append(tuple(Cell(text) for text in texts))
    return Table(columns, tuple(rows))


def _cost_of_staying(view: View, page: Page) -> None:
    """What those that stay cost to run, the dearest first."""
    words = view.words
    size = 100 * words.chart_step.size
    known = [move for move in view.figures.staying if move.run_now_minor]
    dearest = sorted(known, key=lambda move: (-(move.run_now_minor or 0), move.id))[:_BARS]
    if not dearest:
        return
    labels = [view.workload_name(move.id) for move in dearest]
    values = tuple((move.run_now_minor or 0) / size for move in dearest)
    name = words.say("col.run", unit=words.money_unit)
    places = 0 if words.chart_step.size < 1e6 else 1
    area = (9.15, 1.4, 3.7, min(5.4, 0.9 + 0.7 * len(dearest)))
    page.bar_chart(labels, ((name, values, STAY),), area, horizontal=True, unit=name, places=places)


def _next(view: View, pages: SlidePages) -> None:
    """The days to come, what is to be done and watched, and what waiting costs."""
    words, following, seen = view.words, decision.next_said(view), watched(view)
    waiting = decision.if_not_said(view)
    page = pages.add(titles.next_title(view))
    page.key_figures(_days(view), 1.45)
    page.callout(words.say("slide.if_not"), waiting, 6.0)
    for items, key, x in (
        (following, "decision.next", 0.55),
        (seen, "decision.watch", 6.85),
    ):
        page.heading(words.say(key), 3.1, x, 5.9)
        page.bullets(items, x, 3.55, 5.9, 2.35)
    said = (*following, *seen)
    page.notes([*(f"{one.lead} {one.text}".strip() for one in said), waiting])


def _days(view: View) -> tuple[KeyFigure, ...]:
    """The next gates and the milestones, by day; landing zones stand on the calendar's slide."""
    words, waves = view.words, view.figures.waves
    found = [
        (one.day, words.say(f"milestone.{one.key}", day="").strip())
        for one in milestones(view.figures)
        if one.key not in ("ready", "half")
    ]
    for gate in view.schedule.gates[waves[0].number] if waves else ():
        if gate.key != "accept":
            name = words.say(f"gate.{gate.key}")
            said = words.say("calendar_file.gate", gate=name, number=gate.wave)
            found.append((gate.day, said))
    return tuple(KeyFigure(name, words.day(day)) for day, name in sorted(found))


def _no_plan(view: View, pages: SlidePages) -> None:
    (section,) = decision.build(view)
    first = section.blocks[0]
    assert isinstance(first, Prose)
    page: Page = pages.add(first.text)
    items: Any = tuple(item for found in _lists(section.blocks) for item in found)
    page.bullets(items, 0.55, 1.5, 12.2, 5.0)
