"""Cards of a column put in order: as they move, by a figure, or grouped by what they share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from planner.model.fields import FIELD_BY_KEY
from planner.model.inventory import Inventory
from planner.presenting.cards import Card
from planner.presenting.cells import cell_words

__all__ = ["GROUPINGS", "ORDERS", "arranged"]

GROUPINGS: Final = (
    "domain",
    "technical_owner",
    "business_owner",
    "team",
    "site",
    "criticality",
)
"""Fields whose values group cards; each group has its colour, and its value stands on the card."""
ORDERS: Final = ("wave", "name", "fit", "risk", "one_off", *GROUPINGS)
"""What cards can be ordered by; the first is the usual."""
TINTS: Final = 8
"""Colours of groups; after the last the first comes again."""


def arranged(
    cards: Sequence[Card],
    inventory: Inventory,
    order: str,
    language: str,
    team: Callable[[str], str] = str,
) -> tuple[Card, ...]:
    """Return all cards of a board in an order; where it groups, with their group and its colour.

    Cards of no group come last and have no colour.

    Parameters
    ----------
    cards
        As :func:`cards_of` gives them.
    inventory
        Where what they are ordered by stands.
    order
        One of :data:`ORDERS`.
    team
        Names a team by its id.
    """
    if order in GROUPINGS:
        field, known = FIELD_BY_KEY[order], inventory.by_id
        words = {
            card.id: cell_words(field, known[card.id].values.get(order), language)
            for card in cards
            if card.id in known
        }
        if order == "team":
            words = {name: team(key) if key else "" for name, key in words.items()}
        ranks = {cell_words(field, choice, language): at for at, choice in enumerate(field.choices)}
        names = sorted(
            {name for name in words.values() if name}, key=lambda n: (-ranks.get(n, 0), n)
        )
        place = {name: at for at, name in enumerate(names)}
        tints = {name: at % TINTS for at, name in enumerate(names)}
        grouped = (
            replace(card, facet=words.get(card.id, ""), tint=tints.get(words.get(card.id, ""), -1))
            for card in cards
        )
        last = len(names)
        return tuple(sorted(grouped, key=lambda one: (place.get(one.facet, last), one.name)))
    match order:
        case "name":
            return tuple(sorted(cards, key=lambda card: card.name))
        case "fit":
            return tuple(sorted(cards, key=lambda card: (-card.fit, card.name)))
        case "risk":
            return tuple(sorted(cards, key=lambda card: (-card.risk, card.name)))
        case "one_off":
            return tuple(sorted(cards, key=lambda card: (-card.one_off_minor, card.name)))
    return tuple(sorted(cards, key=lambda card: (not card.moves, card.wave or 0, card.name)))
