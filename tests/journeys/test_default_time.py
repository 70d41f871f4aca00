"""How long a search takes where nobody says: long enough for its size, never for ever."""

from __future__ import annotations

import pytest

from planner.pipeline import SEARCH_S, search_seconds


@pytest.mark.parametrize(
    ("workloads", "seconds"), [(0, 7.5), (151, 7.5), (1000, 20), (50_000, 120)]
)
def test_the_search_gets_time_by_size(workloads, seconds):
    assert search_seconds(workloads) == pytest.approx(seconds)


def test_more_workloads_never_get_less_time():
    times = [search_seconds(count) for count in range(0, 10_000, 100)]
    assert times == sorted(times)
    assert (times[0], times[-1]) == SEARCH_S
