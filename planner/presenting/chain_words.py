"""The critical chain in words: one line, and the reason of each card on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.model.study import Study
from planner.presenting.limit_names import limit_name
from planner.presenting.wave_words import wave_title
from planner.wording import mark_of, say, sentence_gap

if TYPE_CHECKING:
    from planner.questioning.chain import ChainLink

__all__ = ["chain_reason", "chain_sentence", "numbered"]

type Chains = Sequence[Sequence[ChainLink]]


def _name(study: Study, workload_id: str) -> str:
    workload = study.inventory.by_id.get(workload_id)
    return workload.name if workload else workload_id


def chain_reason(study: Study, link: ChainLink, language: str) -> str:
    """Say why a workload of the chain does not move earlier."""
    key = "full" if link.reason == "limit" and not link.by else link.reason
    limit = limit_name(link.limit, study.programme, language) if link.limit else ""
    words = say(f"ui_window.waves.chain.{key}", language, name=_name(study, link.by), limit=limit)
    if link.along:
        names = [_name(study, one) for one in link.along[:3]]
        more = " …" if len(link.along) > 3 else ""
        joined = mark_of("rules.list", language).join(names) + more
        along = say("ui_window.waves.chain.along", language, names=joined)
        words = say("common.bracketed", language, words=words, aside=along)
    return words


def numbered(chains: Chains) -> tuple[ChainLink, ...]:
    """Return the links in their order of time, as they are numbered on the board."""
    return tuple(link for chain in reversed(chains) for link in reversed(chain))


def chain_sentence(study: Study, chains: Chains, language: str) -> str:
    """Say what holds the end, in the order of time; the first of each chain with its reason."""
    numbers = {link.workload: number for number, link in enumerate(numbered(chains), 1)}
    said = []
    for place, chain in enumerate(chains):
        links: list[str] = []
        for link in reversed(chain):
            words = say(
                "ui_window.waves.chain.link",
                language,
                number=numbers[link.workload],
                name=_name(study, link.workload),
                wave=wave_title(study.calendar[link.wave - 1], link.wave, language),
            )
            if not links:
                reason = chain_reason(study, link, language)
                words = say("ui_window.waves.chain.because", language, link=words, reason=reason)
            links.append(words)
        end = study.calendar[chain[0].wave - 1].last_day.isoformat()
        joined = mark_of("rules.clauses", language).join(links)
        key = "said" if place == 0 else "else"
        said.append(say(f"ui_window.waves.chain.{key}", language, end=end, links=joined))
    return sentence_gap(language).join(said)
