"""Network traffic that says nothing about applications: remote desktops, name service, time."""

from __future__ import annotations

from typing import Final

__all__ = ["NOISE_PORTS", "is_noise"]

NOISE_PORTS: Final = frozenset((22, 53, 123, 135, 445, 3389))
"""Ports of common infrastructure; people can change the set."""


def is_noise(port: int | None, ports: frozenset[int] = NOISE_PORTS) -> bool:
    """Whether a connection to the port is infrastructure's and not an application's."""
    return port in ports
