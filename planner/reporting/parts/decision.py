"""Page 1: the decision asked, what it costs and brings, what if not, how sure we are."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from planner.model.people import somebody
from planner.reporting.assumptions import assumptions_of
from planner.reporting.bridge import dearest_kept, largest_stay
from planner.reporting.charts import timeline_chart
from planner.reporting.content import (
    Block,
    Bullets,
    Callout,
    Chart,
    Columns,
    Heading,
    KeyFigure,
    KeyFigures,
    Prose,
    Section,
)
from planner.reporting.drafts import is_draft, needed_first
from planner.reporting.figures import counted_out
from planner.reporting.labour import labour_ahead
from planner.reporting.money import present
from planner.reporting.options_compared import dearest_rules
from planner.reporting.payback import payback_day, payback_months
from planner.reporting.sensitivity import gain_range
from planner.reporting.sureness import LOW_CONFIDENCE, sureness
from planner.reporting.view import View
from planner.reporting.watch import watched
from planner.wording import say
from planner.wording.rules import gathered

__all__ = ["WITHOUT_PLAN", "build", "if_not_said", "net_said", "next_said", "run_said"]

WITHOUT_PLAN: Final = True
_LAYOUTS: Final = ((True, 0.5), (False, 0.44), (False, 0.5))
"""Whether what to watch stands left (what if not: right), and how wide that side is."""
_SHRINKS: Final = 5
"""Steps by which the page's type may get smaller (not below 8.5 points) before it says less."""
_MATERIAL: Final = 0.01
"""Share of the gain over staying from which on the price of a rule is worth a line."""
_LINE: Final = 40
"""Characters of a line, about."""
_WATCHED: Final = 2
"""What to watch where room is scarce: the first of it."""


def build(view: View) -> tuple[Section, ...]:
    """Return the page a CIO decides on."""
    words = view.words
    if not view.study.plan.exists:
        return (_no_plan(view),)
    organisation = view.study.programme.organisation or view.study.inventory.name
    title = (
        words.say("decision.title", organisation=organisation)
        if organisation
        else words.say("title")
    )
    blocks: list[Block] = [
        *_taken_for_granted(view),
        Prose(_headline(view), style="headline"),
        Callout(words.say("decision.asked"), _asked(view), "accent"),
        KeyFigures(_key_figures(view)),
        *_with_care(view),
    ]
    plain = (*blocks, Columns(*min(_even(view), key=_lopsided)))
    shorter: tuple[tuple[Block, ...], ...] = tuple(
        (*blocks, Columns(*_columns(view, less, watched_left=left), share))
        for less in (0, 1, 2)
        for left, share in _LAYOUTS
    )
    if view.figures.waves:
        chart = timeline_chart(view.figures, words, view.width)
        shorter = (plain, *shorter)
        plain = (*plain, Chart(words.say("decision.timeline"), chart, "calendar"))
    return (
        Section(
            "decision",
            title,
            plain,
            one_page=True,
            listed=words.say("decision.listed"),
            shorter=shorter,
            shrinks=_SHRINKS,
        ),
    )


def _columns(
    view: View, less: int = 0, *, watched_left: bool = False
) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """What is read below the figures, left and right.

    ``less``: 1 leaves out a second rule that costs, 2 also what other pages or the key figures say.
    """
    words, short = view.words, less > 1
    watch = (
        Heading(words.say("decision.watch")),
        Bullets(watched(view)[: _WATCHED if short else None]),
    )
    if_not = (Heading(words.say("decision.if_not")), Prose(if_not_said(view)))
    left = (
        Heading(words.say("decision.brings")),
        Bullets(_brings(view, less)),
        *(watch if watched_left else if_not),
    )
    right = (
        Heading(words.say("decision.sure")),
        Bullets(sureness(view, brief=True)),
        *(if_not if watched_left else watch),
        Heading(words.say("decision.next")),
        Bullets(next_said(view, short=short)),
    )
    return _large(left), _large(right)


def _even(view: View) -> tuple[tuple[tuple[Block, ...], tuple[Block, ...]], ...]:
    """Both ways to share the words out, the usual one first."""
    return tuple(_columns(view, watched_left=left) for left in (False, True))


def _lopsided(columns: tuple[tuple[Block, ...], tuple[Block, ...]]) -> int:
    """By how many characters one side is longer than the other; a heading stands for a line."""
    left, right = (
        sum(
            sum(len(item.lead + item.text) + _LINE // 2 for item in block.items)
            if isinstance(block, Bullets)
            else len(block.text) + _LINE // 2
            if isinstance(block, Prose)
            else 2 * _LINE
            for block in side
        )
        for side in columns
    )
    return abs(left - right)


def _large(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Set what is read in a column in the larger type of the first page."""
    return tuple(
        Bullets(tuple(replace(item, style="lead") for item in block.items))
        if isinstance(block, Bullets)
        else replace(block, style="lead")
        if isinstance(block, Prose)
        else block
        for block in blocks
    )


def _taken_for_granted(view: View) -> tuple[Prose, ...]:
    """What was assumed and is to be confirmed: the field first, how many more stand behind it."""
    words, said = view.words, view.study.assumptions
    if not said:
        return ()
    part = [one for one in said[1:] if one.key.startswith("profiles.part.")]
    first = words.sentences(*(say(one, words.language) for one in (said[0], *part)))
    rest = len(assumptions_of(view)) - 1 - len(part)
    doubtful = len(view.figures.provisional)
    more = words.plural("decision.assumed", rest) if rest else ""
    blind = words.plural("decision.blind", doubtful) if doubtful else ""
    return (Prose(words.sentences(first, more, blind), style="note"),)


def _with_care(view: View) -> tuple[Callout, ...]:
    words, confidence = view.words, view.study.assessment.confidence
    if confidence >= LOW_CONFIDENCE:
        return ()
    text = words.say("decision.low.text", rests=view.rest_on)
    return (Callout(words.say("decision.low"), text, "warn"),)


def _person(view: View, role: str) -> str:
    """Name of who has a role with what they are, or "the ... (to be named)"."""
    words = view.words
    for person in view.study.programme.people:
        if person.role == role and (name := somebody(person.name)):
            return words.title_of(name, person.note.strip())
    return words.say(f"role.{role}")


def next_said(view: View, *, short: bool = False) -> tuple[Prose, ...]:
    """What is to be done next, and by whom."""
    figures, words, programme = view.figures, view.words, view.study.programme
    if not figures.waves:
        return (Prose(words.say("none")),)
    first = figures.waves[0]
    ahead = labour_ahead(figures, first)
    dated = programme.decision_date is not None and programme.person("decision_owner")
    sponsor = programme.person("sponsor") or words.say("role.sponsor.doing")
    items = [
        words.say(
            ("next.sign" if dated else "next.sign.no_day") + (".ahead" if ahead else ""),
            wave=words.number(first.number),
            owner=programme.person("decision_owner"),
            day=words.day(programme.decision_date),
            sponsor=sponsor,
            amount=words.money(first.one_off_minor + ahead),
            own=words.money(first.one_off_minor),
            ahead=words.money(ahead),
        ),
    ]
    if not short:
        start, end = words.day(view.schedule.begins(first)), words.day(first.cut_over)
        wave = words.number(first.number)
        items.append(words.say("next.start", wave=wave, start=start, end=end))
    nameless = sum(not figures.owner(move) for move in figures.moving)
    if view.blind or is_draft(view):
        items = [words.say("next.answer" if view.blind else "next.confirm")]
    if nameless:
        items.append(words.plural("next.owners", nameless))
    return tuple(Prose(item) for item in items)


def _headline(view: View) -> str:
    figures, words = view.figures, view.words
    total = words.number(len(figures.moves))
    if not figures.moving:
        return words.plural("decision.headline.none", len(figures.moves), total=total)
    if view.blind:
        blind = words.number(len(figures.provisional))
        return words.say("decision.headline.blind", count=blind, total=total)
    last = view.schedule.last_cut_over
    assert last is not None
    whole = len(figures.moving) == len(figures.moves)
    key = "decision.headline"
    if not figures.money_known:
        key = "decision.headline.unknown"
    elif figures.saving_year_minor <= 0:
        key = "decision.headline.cost"
    said = words.say(
        key,
        moved=words.plural(
            "decision.moved.all" if whole else "decision.moved",
            len(figures.moving),
            moving=words.number(len(figures.moving)),
            total=total,
        ),
        waves=words.plural("decision.waves", len(figures.wave_numbers)),
        end=words.month(last),
        saving=words.money(abs(figures.saving_year_minor)),
    )
    if is_draft(view):
        said = words.say("decision.headline.draft", headline=said)
    staff = figures.staff_saving_year_minor if figures.money_known else 0
    if not staff:
        return said
    key = "decision.headline.people" if staff > 0 else "decision.headline.people.more"
    return words.say(key, headline=said, staff=words.money(abs(staff)))


def _asked(view: View) -> str:
    programme, words = view.study.programme, view.words
    if view.blind:
        fields = words.joined(words.field(one.field) for one in view.study.assessment.questions)
        return words.say(
            "decision.asked.blind",
            count=words.number(len(view.figures.provisional)),
            total=words.number(len(view.figures.moves)),
            owner=words.capital(_person(view, "decision_owner")),
            fields=fields,
        )
    if is_draft(view):
        return words.say(
            "decision.asked.draft",
            owner=words.capital(_person(view, "decision_owner")),
            needed=needed_first(view),
        )
    return words.capital(
        words.say(
            "decision.asked.text" if programme.decision_date else "decision.asked.no_day",
            owner=_person(view, "decision_owner"),
            day=words.day(programme.decision_date),
            one_off=words.money(view.figures.one_off_minor),
            sponsor=_person(view, "sponsor"),
        )
    )


def _key_figures(view: View) -> tuple[KeyFigure, ...]:
    figures, words = view.figures, view.words
    return (
        KeyFigure(
            words.say("key.moving"),
            words.number(len(figures.moving)),
            words.say(
                "key.moving.note",
                total=words.number(len(figures.moves)),
                staying=words.number(len(figures.staying)),
                retiring=words.number(len(figures.retiring)),
            ),
        ),
        KeyFigure(
            words.say("key.one_off"),
            view.one_off(),
            view.one_off_note(),
        ),
        *_money_figures(view),
        _last_figure(view),
    )


def _last_figure(view: View) -> KeyFigure:
    """Benefit for the business where there is any; else the end, which the headline says too."""
    figures, words = view.figures, view.words
    if figures.benefit_year_minor and figures.money_known:
        benefit = words.money(figures.benefit_year_minor)
        return KeyFigure(words.say("key.benefit"), benefit, words.say("key.benefit.note"))
    last = view.schedule.last_cut_over
    if last is None:
        return KeyFigure(words.say("key.done"), words.say("none"))
    start = words.month(view.schedule.begins(figures.waves[0]))
    done, note = words.month(last), words.say("key.done.note", start=start)
    return KeyFigure(words.say("key.done"), done, note)


def _unknown(view: View, key: str) -> str:
    """Key of why no money is stated: too little is known of anything, or no cost is given."""
    return key if view.figures.counted else f"{key}.blind"


def _money_figures(view: View) -> tuple[KeyFigure, ...]:
    figures, words = view.figures, view.words
    if not figures.money_known:
        unknown, note = words.say("unknown"), words.say(_unknown(view, "key.unknown.note"))
        return tuple(
            KeyFigure(words.say(f"key.{key}"), unknown, note)
            for key in ("run.today", "saving", "payback")
        )
    payback, day = payback_months(figures), payback_day(figures)
    share = words.percent(abs(figures.saving_year_minor) / max(1, figures.run_now_minor))
    part, of = _of_how_many(view)
    return (
        KeyFigure(
            words.say("key.run"),
            words.money(figures.run_after_minor),
            words.say(f"key.run.note{part}", before=words.money(figures.run_now_minor), **of),
        ),
        view.saved(figures.saving_year_minor, words.say("key.saving.note", share=share)),
        KeyFigure(
            words.say("key.payback"),
            words.duration(payback) if payback is not None else words.say("key.payback.never"),
            words.say(
                view.with_people("key.payback.note" if day is None else "key.payback.on"),
                day=words.day(day),
            ),
        ),
    )


def _brings(view: View, less: int = 0) -> tuple[Prose, ...]:
    """What it brings and costs beyond what headline and key figures say already."""
    words = view.words
    if not view.figures.money_known:
        return (Prose(words.say(_unknown(view, "brings.unknown"))),)
    costs_more = view.figures.saving_year_minor < 0
    items = [
        *([run_said(view)] if costs_more else []),
        *([view.ruled] if view.ruled else []),
        net_said(view),
        *_dearest(view, 1 if less else 2),
        *(_part_said(view) if less < 2 else ()),
        words.say("brings.not_in"),
    ]
    return tuple(Prose(item) for item in items)


def run_said(view: View) -> str:
    """Run cost today, after, and the difference; of how many workloads where not of all."""
    figures, words, saving = view.figures, view.words, view.figures.saving_year_minor
    part, of = _of_how_many(view)
    return words.say(
        ("brings.run" if saving >= 0 else "brings.run.more") + part,
        before=words.money(figures.run_now_minor),
        after=words.money(figures.run_after_minor),
        saving=words.money(abs(saving)),
        **of,
    )


def net_said(view: View) -> str:
    """What the plan brings over the horizon in present value, and how far that may be off."""
    words, ends = view.words, gain_range(view.figures)
    gain = present(view.figures).gain
    said = words.say(
        view.with_people("brings.net" if gain >= 0 else "brings.net.cost"),
        gain=words.money(abs(gain)),
        years=view.study.assessment.horizon_years,
        rate=words.percent(view.study.assessment.real_rate, 1),
        low=words.money(ends.pessimistic),
        high=words.money(ends.optimistic),
    )
    return words.sentences(said, words.say("brings.unearned") if ends.unearned else "")


def _part_said(view: View) -> list[str]:
    """Of how many workloads run cost, saving and one-off cost are, where not of all."""
    figures, words = view.figures, view.words
    if not view.counts_part:
        return []
    total, moving = len(figures.moves), len(figures.moving)
    return [
        words.say(
            "brings.part",
            known=words.number(total - figures.unpriced),
            total=words.number(total),
            saving=words.number(figures.saving_of),
            moves=words.number(moving - len(counted_out(figures))),
            moving=words.number(moving),
        )
    ]


def _of_how_many(view: View) -> tuple[str, dict[str, str]]:
    """Ending of a key, and its words, that say of how many workloads the run cost is."""
    if not view.counts_part:
        return "", {}
    known, total = view.figures.saving_of, len(view.figures.moves)
    return ".part", {"known": view.words.number(known), "total": view.words.number(total)}


def _dearest(view: View, most: int) -> list[str]:
    """What costs most money of what the plan keeps to: what stays, then the dearest rule."""
    words, years = view.words, view.study.assessment.horizon_years
    found = []
    least = _MATERIAL * abs(present(view.figures).gain)
    dearest = next(iter(dearest_rules(view.study.insights)), None)
    if dearest is not None and dearest.money_minor < least:
        dearest = None
    kept = [one for one in view.study.insights.options if one.names and one.money_minor > 0]
    stay = largest_stay(view.figures)
    if kept:
        dearest_first = dearest_kept(view.figures, kept[0].names)
        names, cost = view.some_names(dearest_first, 2), words.money(kept[0].money_minor)
        key = "brings.kept" if kept[0].days is not None else "brings.kept.undated"
        found.append(words.say(key, names=names, cost=cost, years=years))
    elif stay is not None and not (dearest and stay[0] in dearest.rule.names):
        name, target = view.workload_name(stay[0]), view.words.target(stay[1])
        cost = words.money(stay[2])
        found.append(words.say("brings.stay", name=name, target=target, cost=cost, years=years))
    if dearest is not None:
        rule, cost = view.words.priced(dearest), words.money(dearest.money_minor)
        key = "brings.dearest.other" if kept else "brings.dearest"
        found.append(words.say(key, rule=rule, cost=cost, years=years))
    return found[:most]


def if_not_said(view: View) -> str:
    """What it costs not to decide."""
    figures, words = view.figures, view.words
    run, part = words.money(figures.run_now_minor), _of_how_many(view)[0]
    saved = figures.saving_year_minor + figures.staff_saving_year_minor  # as the payback counts
    if not figures.money_known:
        sentences = [words.say(_unknown(view, "if_not.unknown"))]
    elif saved > 0:
        month = words.money(round(saved / 12))
        sentences = [words.say(view.with_people(f"if_not.saving{part}"), run=run, month=month)]
    else:
        sentences = [words.say(f"if_not.no_saving{part}", run=run)]
    ended = sum(move.workload.text("technology_support") == "ended" for move in figures.moving)
    if ended:
        sentences.append(words.plural("if_not.support", ended))
    return words.sentences(*sentences)


def _no_plan(view: View) -> Section:
    words, plan = view.words, view.study.plan
    blocks: list[Block] = [Prose(words.say(f"no_plan.{plan.status.value}"), style="headline")]
    if plan.conflict is None:
        return Section("decision", words.say("title"), (*blocks, Prose(words.say("no_plan.next"))))
    rules = tuple(Prose(words.rule(rule)) for rule in gathered(plan.conflict.told))
    repairs = []
    for repair in plan.conflict.repairs:
        change = words.change(repair).strip()
        proof = say("rules.proven" if repair.proven else "rules.unproven", words.language)
        repairs.append(Prose(words.say("no_plan.repair", change=change, proof=proof)))
    return Section(
        "decision",
        words.say("title"),
        (
            *blocks,
            Heading(words.say("no_plan.rules")),
            Bullets(rules),
            Heading(words.say("no_plan.repairs")),
            Bullets(tuple(repairs) or (Prose(words.say("none")),)),
        ),
    )
