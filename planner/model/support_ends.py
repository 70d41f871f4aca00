"""When makers of operating systems end the support that comes with a licence.

As published on their life-cycle pages (Microsoft Lifecycle, Red Hat, SUSE, Canonical, Debian LTS,
CentOS, Oracle, IBM, HPE; read 2026-12-01). What is bought beyond it is extended support.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Final

__all__ = ["published_end"]

_ENDS: Final[Mapping[str, str]] = {
    "windows 2003": "2015-07-14",
    "windows 2008": "2020-01-14",
    "windows 2012": "2023-10-10",
    "windows 2016": "2027-01-12",
    "windows 2019": "2029-01-09",
    "windows xp": "2014-04-08",
    "windows 7": "2020-01-14",
    "windows 10": "2025-10-14",
    "red hat enterprise linux 5": "2017-03-31",
    "red hat enterprise linux 6": "2020-11-30",
    "red hat enterprise linux 7": "2024-06-30",
    "rhel 5": "2017-03-31",
    "rhel 6": "2020-11-30",
    "rhel 7": "2024-06-30",
    "centos 6": "2020-11-30",
    "centos 7": "2024-06-30",
    "centos 8": "2021-12-31",
    "oracle linux 6": "2021-03-31",
    "oracle linux 7": "2024-12-31",
    "suse linux 11": "2019-03-31",
    "suse linux 12": "2024-10-31",
    "sles 11": "2019-03-31",
    "sles 12": "2024-10-31",
    "ubuntu 14": "2019-04-30",
    "ubuntu 16": "2021-04-30",
    "ubuntu 18": "2023-05-31",
    "debian 8": "2020-06-30",
    "debian 9": "2022-06-30",
    "debian 10": "2024-06-30",
    "aix 6": "2017-04-30",
    "aix 7 1": "2023-04-30",
    "hp ux 11": "2025-12-31",
}
_UNSAID: Final = frozenset(("server", "enterprise", "microsoft", "lts", "release", "version", "v"))
"""Words of a name that may stand between the others or be left out."""


@lru_cache(maxsize=4_096)
def published_end(system: str) -> date | None:
    """Return the day on which the maker's own support ends; None where it is not known here."""
    words = _words(system)
    for known, end in _known():
        span = len(known)
        if any(words[at : at + span] == known for at in range(len(words) - span + 1)):
            return end
    return None


@cache
def _known() -> tuple[tuple[tuple[str, ...], date], ...]:
    return tuple((_words(name), date.fromisoformat(end)) for name, end in _ENDS.items())


def _words(text: str) -> tuple[str, ...]:
    found = re.findall(r"[a-z]+|\d+", text.casefold())
    return tuple(word for word in found if word not in _UNSAID)
