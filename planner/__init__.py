"""Cloud migration planner: from an application inventory to a plan that can be defended."""

import importlib
from collections.abc import Callable, Mapping
from typing import Any, Final

__all__ = ["VERSION", "late_names"]

VERSION: Final = "1.0.0"


def late_names(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the ``__getattr__`` of a package whose modules load when they are first asked for.

    ``homes`` maps its public names to modules below it (PEP 562).
    """

    def found(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(importlib.import_module(f"{package}.{homes[name]}"), name)

    return found
