"""What is said of a card: its tool tip, and what dropping it somewhere would do."""

from __future__ import annotations

from collections.abc import Sequence

from planner.presenting.cards import Card
from planner.presenting.money import signed
from planner.presenting.plan_changes import place_words
from planner.presenting.view import View
from planner.presenting.what_if import Effect, broken_words
from planner.reporting.theme import TARGET_LETTERS

__all__ = ["broken_lines", "came_sign", "card_tip", "effect_words"]


def card_tip(view: View, card: Card, new: str = "–") -> str:
    """Say where a workload comes from, how well it fits, its risk and its cost once.

    Parameters
    ----------
    card
        The workload's.
    new
        Stands for the place of what does not exist yet.
    """
    words = view.say(
        "ui.card.tip",
        name=card.name,
        current=view.target_name(card.current) if card.current else new,
        fit=f"{card.fit:.0f}",
        risk=f"{card.risk:.0f}",
        money=view.wording.money_in_short(card.one_off_minor),
    )
    lines = [words, *([card.facet] if card.facet else []), *(f"✎ {one}" for one in card.notes)]
    if card.provisional:
        lines.append(view.say("ui_window.card.provisional.tip"))
    if card.came_from is not None:
        where = place_words(view, *card.came_from)
        lines.append("◂ " + view.say("ui_changes.card.was", where=where))
    if card.agreed is not None:
        lines.append(f"◇ {view.say('ui_waves.agreed', wave=card.agreed)}")
    if card.work and card.wave is not None:
        days = view.listed(
            view.say("ui_waves.work", wave=wave, days=f"{amount:,.1f}")
            for wave, amount in enumerate(card.work, card.wave - len(card.work) + 1)
            if amount
        )
        lines.append(view.say("ui_waves.spread", days=days))
    if card.pending:
        lines.append(view.say("ui_window.card.pending"))
    return "\n".join(lines)


def came_sign(view: View, card: Card) -> str:
    """Say in a sign where a card was before the last change, else in the plan that was agreed."""
    if card.came_from is None:
        return f"◇{card.agreed}" if card.agreed is not None else ""
    target, wave = card.came_from
    letter = TARGET_LETTERS.get(view.target_kind(target), "•") if target != card.target else ""
    return f"◂{letter}{wave if wave is not None else '–'}"


def broken_lines(view: View, effect: Effect, most: int) -> list[str]:
    """Say the rules that a change would break.

    Parameters
    ----------
    effect
        Of the change.
    most
        How many of them are said.
    """
    study = view.study
    if study is None:
        return []
    return [broken_words(study, one, view.language) for one in effect.broken[:most]]


def effect_words(view: View, effect: Effect, board: str, **params: object) -> str:
    """Say what a change by hand would do: what it breaks, else what it costs.

    Parameters
    ----------
    effect
        Of the change.
    board
        On which it is said: ``placement`` or ``waves``.
    params
        Fill the words.
    """
    if not effect.broken:
        worse = signed(effect.worse or 0.0)
        return "✔ " + view.say(f"ui.{board}.allows", worse=worse, **params)
    shown: Sequence[str] = broken_lines(view, effect, 3)
    more = len(effect.broken) - len(shown)
    text = f"▲ {view.say(f'ui.{board}.breaks', **params)} {view.listed(shown, 'clauses')}"
    return text + (f" (+{more})" if more > 0 else "")
