"""What a test asks of an error: the sentence a person reads, not its key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from planner.errors import BadInputError, PlannerError
from planner.wording import error_line

__all__ = ["refused", "told"]


def told(error: PlannerError, language: str = "en") -> str:
    """Sentence and advice of an error, as one text."""
    return error_line(error, language)


@contextmanager
def refused(saying: str) -> Iterator[pytest.ExceptionInfo[BadInputError]]:
    """Expect a BadInputError whose English words match a pattern."""
    with pytest.raises(BadInputError) as caught:
        yield caught
    assert re.search(saying, told(caught.value)), told(caught.value)
