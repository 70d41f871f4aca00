"""What is asked of the same figures by page after page is worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate
from weakref import WeakKeyDictionary

__all__ = ["kept"]


def kept[F: Hashable, **P, R](
    work: Callable[Concatenate[F, P], R],
) -> Callable[Concatenate[F, P], R]:
    """Have a function of figures keep what it found for as long as the figures live.

    Parameters
    ----------
    work
        Takes an object that never changes what it says and can be referred to weakly, such as
        :class:`~planner.reporting.figures.Figures`, and further arguments that are hashable. What
        it returns must not be changed by who asked.
    """
    found: WeakKeyDictionary[F, dict[Any, R]] = WeakKeyDictionary()

    @wraps(work)
    def asked(figures: F, /, *args: P.args, **kwargs: P.kwargs) -> R:
        known = found.setdefault(figures, {})
        key = args, tuple(kwargs.items())
        if key not in known:
            known[key] = work(figures, *args, **kwargs)
        return known[key]

    return asked
