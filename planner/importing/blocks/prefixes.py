"""Headers with the name of their table in front: ``u_app.name``, ``App: Owner``, ``serv_id``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from planner.importing.grid import Grid
from planner.importing.headers.header_words import says_field
from planner.importing.values.cells import text_of

__all__ = ["drop_prefixes"]

_ROWS: Final = 20
_CUT: Final = re.compile(r"\s*(?:::|[.:_|/>]|\s[-–—]\s)\s*")
_OF_THEM: Final = re.compile(
    r"(?:^|[^a-z])(?:app|anw|aplic|sys|serv|svc|ci\b|cmdb|asset|item|host|vm|machine|workload)|应用|系统|服务器"
)
"""What a table of applications or machines is called; of anything else, its name tells so."""
_LONGEST: Final = 40
_LEAST: Final = 2


def drop_prefixes(grid: Grid) -> None:
    """Take what nearly all headers of a row begin with off those that say no field with it."""
    for row in grid.rows[:_ROWS]:
        heads = {at: text_of(cell) for at, cell in enumerate(row) if text_of(cell)}
        prefix = _common(list(heads.values()))
        if not _OF_THEM.search(prefix):
            continue
        bare = {at: _bare(text, prefix) for at, text in heads.items()}
        known = {at for at, text in heads.items() if says_field(text)}
        said = {at for at in heads if at not in known and says_field(bare[at])}
        if said and len(said | known) >= _LEAST:
            for at in said:
                row[at] = bare[at]
            return


def _common(heads: Sequence[str]) -> str:
    """Return the longest beginning, up to a mark, of four in five headers."""
    counts: Counter[str] = Counter()
    for head in heads:
        low = head.casefold()
        counts.update(
            {low[: cut.end()] for cut in _CUT.finditer(low) if 0 < cut.start() <= _LONGEST}
        )
    shared = [part for part, n in counts.items() if n >= _LEAST and n * 5 >= len(heads) * 4]
    return max(shared, key=len, default="")


def _bare(head: str, prefix: str) -> str:
    return head[len(prefix) :] if head.casefold().startswith(prefix) else head
