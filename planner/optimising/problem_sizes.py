"""How much one problem file may hold; more is refused with a sentence before it is worked on."""

from typing import Final

__all__ = [
    "MAX_DEPENDENCIES",
    "MAX_GROUPS",
    "MAX_LIMITS",
    "MAX_TARGETS",
    "MAX_WAVES",
    "MAX_WORKLOADS",
]

MAX_WORKLOADS: Final = 100_000
MAX_DEPENDENCIES: Final = 1_000_000
MAX_GROUPS: Final = 100_000
MAX_TARGETS: Final = 100
MAX_WAVES: Final = 1_000
MAX_LIMITS: Final = 2_000
