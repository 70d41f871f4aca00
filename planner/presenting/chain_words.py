"""The critical chain in words: one line, and the reason of each card on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.model.study import Study
from planner.presenting.wave_words import wave_title
from planner.wording import say
from planner.wording.wording import Wording

if TYPE_CHECKING:
    from planner.questioning.chain import ChainLink

__all__ = ["chain_reason", "chain_sentence", "numbered"]

type Chains = Sequence[Sequence[ChainLink]]


def chain_reason(study: Study, link: ChainLink, language: str) -> str:
    """Say why a workload of the chain does not move earlier.

    Parameters
    ----------
    study
        The plan.
    link
        A workload of the chain, and what holds it.
    """
    key = "full" if link.reason == "limit" and not link.by else link.reason
    called = Wording.of(study, language)
    limit = called.limit_in_short(link.limit) if link.limit else ""
    words = say(
        f"ui_window.waves.chain.{key}", language, name=called.workload(link.by), limit=limit
    )
    if link.along:
        more = " …" if len(link.along) > 3 else ""
        joined = called.joined(map(called.workload, link.along[:3])) + more
        along = say("ui_window.waves.chain.along", language, names=joined)
        words = say("common.bracketed", language, words=words, aside=along)
    return words


def numbered(chains: Chains) -> tuple[ChainLink, ...]:
    """Return the links in their order of time, as they are numbered on the board."""
    return tuple(link for chain in reversed(chains) for link in reversed(chain))


def chain_sentence(study: Study, chains: Chains, language: str) -> str:
    """Say what holds the end, in the order of time; the first of each chain with its reason.

    Parameters
    ----------
    study
        The plan.
    chains
        Workloads that wait for each other, a chain for each that ends last.
    """
    numbers = {link.workload: number for number, link in enumerate(numbered(chains), 1)}
    said, called = [], Wording.of(study, language)
    for place, chain in enumerate(chains):
        links: list[str] = []
        for link in reversed(chain):
            words = say(
                "ui_window.waves.chain.link",
                language,
                number=numbers[link.workload],
                name=called.workload(link.workload),
                wave=wave_title(study.calendar[link.wave - 1], link.wave, language),
            )
            if not links:
                reason = chain_reason(study, link, language)
                words = say("ui_window.waves.chain.because", language, link=words, reason=reason)
            links.append(words)
        end = study.calendar[chain[0].wave - 1].last_day.isoformat()
        joined = called.joined(links, "clauses")
        key = "said" if place == 0 else "else"
        said.append(say(f"ui_window.waves.chain.{key}", language, end=end, links=joined))
    return called.sentences(*said)
