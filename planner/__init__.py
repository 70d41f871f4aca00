"""Cloud migration planner: from an application inventory to a plan that can be defended."""

from typing import Final

__all__ = ["VERSION"]

VERSION: Final = "1.0.0"
