"""Machines and their applications, joined by a column that names them under another header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from planner.importing.joining.collected import ServerEntry
from planner.importing.joining.merge import Registry
from planner.model.issue import Issue, Severity

__all__ = ["join_by_values"]

_SHARE: Final = 0.8
"""Of a column's texts this many must be applications, two of them different."""


def join_by_values(servers: Sequence[ServerEntry], registry: Registry) -> Iterator[Issue]:
    """Give machines that no column known by its header puts anywhere what another one says.

    Bare numbers are no ids here: they count something as often.
    """
    bare = [s for s in servers if not s.applications and not s.settled and s.extra]
    if len(bare) < 2 or not registry.workloads:
        return
    import pandas as pd

    frame = pd.DataFrame([server.extra for server in bare])
    best: tuple[float, str, set[str]] = (_SHARE, "", set())
    for header in frame:
        counts = frame[header].value_counts()
        known = {t for t in counts.index if not t.isdecimal() and registry.find(t) is not None}
        share = counts[counts.index.isin(known)].sum() / len(bare)
        if len(known) >= 2 and share >= best[0]:
            best = share, str(header), known
    _, header, known = best
    if not header:
        return
    joined = [server for server in bare if server.extra.get(header) in known]
    for server in joined:
        server.applications, server.rule = (server.extra[header],), "column:application"
    params = {"header": header, "count": str(len(joined))}
    yield Issue("machines_joined", Severity.NOTE, joined[0].cell, params=params)
