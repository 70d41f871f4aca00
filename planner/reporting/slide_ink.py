"""Colours and fonts as python-pptx wants them."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["fill_with", "font_of", "rgb"]

_LATIN: Final = "Calibri"
_CHINESE: Final = "Microsoft YaHei"


def font_of(*, chinese: bool) -> str:
    """Return the font of a slide's words."""
    return _CHINESE if chinese else _LATIN


def rgb(colour: str) -> Any:
    """Return a colour given as ``#rrggbb``."""
    import pptx.dml.color

    make: Any = pptx.dml.color.RGBColor
    return make(*(int(colour[place : place + 2], 16) for place in (1, 3, 5)))


def fill_with(fill: Any, colour: str) -> None:
    """Fill a shape, a cell or a bar with a colour given as ``#rrggbb``."""
    fill.solid()
    fill.fore_color.rgb = rgb(colour)
