"""What journeys share."""

from __future__ import annotations

from tests.support.one_process import one_process

__all__ = ["one_process"]
