"""One look for report, slides and window: colours, type scale, spacing.

The target colours are Okabe and Ito's, chosen so that they differ in lightness as well as in hue
and stay apart in grey print and for colour-blind readers; charts letter or label them besides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = [
    "GROUP_COLOURS",
    "HATCH",
    "LIGHT",
    "ONCE",
    "RUN",
    "SCREEN_DARK",
    "SCREEN_LIGHT",
    "SHARES",
    "STAY",
    "SURENESS",
    "TARGET_COLOURS",
    "TARGET_LETTERS",
    "TRAIL",
    "TYPE",
    "ScreenTheme",
    "Theme",
    "TypeScale",
    "mixed",
    "on_colour",
    "target_colour",
]


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """Colours as ``#rrggbb`` that paper, slides and screen have in common."""

    ink: str
    quiet: str
    faint: str
    line: str
    accent: str
    accent_wash: str
    good: str
    warn: str
    bad: str
    good_wash: str
    warn_wash: str
    bad_wash: str
    heat: tuple[str, ...]
    """From least to most, light to dark: readable in grey."""


@dataclass(frozen=True, kw_only=True)
class Theme(Tokens):
    """Colours of what is printed."""

    paper: str
    wash: str


@dataclass(frozen=True, kw_only=True)
class ScreenTheme(Tokens):
    """Colours of the window; text on ``window`` and ``surface`` reads at 7 to 1.

    ``targets`` are those of :data:`TARGET_COLOURS`, shifted where a screen needs more contrast.
    """

    name: str
    window: str
    surface: str
    raised: str
    sunken: str
    grip: str
    on_accent: str
    targets: Mapping[str, str]


LIGHT: Final = Theme(
    paper="#ffffff",
    ink="#1b2733",
    quiet="#52606d",
    faint="#8a97a5",
    line="#d5dbe1",
    wash="#f3f5f7",
    accent="#0b4f7d",
    accent_wash="#e6f0f7",
    good="#00785a",
    warn="#b36b00",
    bad="#b3431f",
    good_wash="#e3f3ee",
    warn_wash="#fdf1dc",
    bad_wash="#fae7e0",
    heat=("#eef3f7", "#fbe3b5", "#f3b76a", "#dd7f3b", "#a8431f"),
)

TARGET_COLOURS: Final[Mapping[str, str]] = {
    "legacy": "#333d47",
    "private": "#0072b2",
    "hybrid": "#009e73",
    "public": "#e69f00",
    "saas": "#cc79a7",
    "retire": "#c9cfd6",
    "": "#e3e7eb",
}
"""By kind of target; ``retire`` for what leaves, empty for what is new or unknown."""

STAY: Final = "#9aa5b1"
"""What things cost, or how many there are, where nothing moves; quiet."""
RUN: Final = TARGET_COLOURS["private"]
"""Running cost, and what a chart is about where it has one colour."""
ONCE: Final = TARGET_COLOURS["public"]
"""What is paid once, and the point where this plan is."""
TRAIL: Final = "#56b4e9"
"""A line that joins points."""
HATCH: Final = "#e0a893"
"""Lines across days that are closed."""
SHARES: Final = ("#d9dee3", "#a9c9dd", "#4b9ac6", LIGHT.accent, LIGHT.ink)
"""Steps of one thing, from little to much."""
SURENESS: Final = (*LIGHT.heat[:1:-1], "#9cc3dc", SHARES[2], RUN)
"""From what changes with every draw to what never does."""

GROUP_COLOURS: Final = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#808080",
)  # fmt: skip
"""Colours of groups that are told apart with every kind of colour vision (Okabe and Ito, 2008)."""

TARGET_LETTERS: Final[Mapping[str, str]] = {
    "legacy": "L",
    "private": "P",
    "public": "U",
    "hybrid": "H",
    "saas": "S",
}
"""The letter that stands beside a target's colour, so that colour is never the only sign."""

SCREEN_LIGHT: Final = ScreenTheme(
    name="light",
    window="#f4f6f8",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#e9edf1",
    ink="#1b2733",
    quiet="#4a5866",
    faint="#64717e",
    grip="#8795a3",
    line="#d5dbe1",
    accent="#0b5c94",
    on_accent="#ffffff",
    accent_wash="#e1eef8",
    good="#00785a",
    warn="#8f5500",
    bad="#a83a18",
    good_wash="#e3f3ee",
    warn_wash="#fdf1dc",
    bad_wash="#fae7e0",
    heat=("#f4ead5", "#d9e6d0", "#a7d0c4", "#5aa5b4", "#1f6d96"),
    targets={
        **TARGET_COLOURS,
        "legacy": "#56616e",
        "hybrid": "#00855f",
        "retire": "#a4adb7",
        "": "#b5bec7",
    },
)

SCREEN_DARK: Final = ScreenTheme(
    name="dark",
    window="#14191f",
    surface="#1b2229",
    raised="#232c35",
    sunken="#0f1317",
    ink="#e8edf2",
    quiet="#b3bfca",
    faint="#8b9aa8",
    grip="#667685",
    line="#333f4a",
    accent="#6cb6ec",
    on_accent="#0c1720",
    accent_wash="#1d3549",
    good="#4fc39d",
    warn="#e8ac4e",
    bad="#f0845c",
    good_wash="#17352c",
    warn_wash="#3a2d14",
    bad_wash="#41241a",
    heat=("#3b3325", "#37452f", "#2d5d57", "#33798c", "#4aa3cf"),
    targets={
        "legacy": "#8b98a6",
        "private": "#4aa3e0",
        "hybrid": "#2fbd92",
        "public": "#f0b33c",
        "saas": "#dd9cc0",
        "retire": "#5d6873",
        "": "#4b5661",
    },
)


_SPARE: Final = ("#56b4e9", "#d55e00", "#8c6bb1", "#7f9c3b")


def target_colour(kind: str, repeat: int = 0) -> str:
    """Colour of a kind of target; ``repeat`` counts earlier targets of the same kind."""
    if repeat == 0 and kind in TARGET_COLOURS:
        return TARGET_COLOURS[kind]
    return _SPARE[(repeat - (kind in TARGET_COLOURS)) % len(_SPARE)]


def mixed(colour: str, white: float) -> str:
    """Mix a colour with so much white, 0 to 1."""
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    lighter = [round(channel + (255 - channel) * white) for channel in channels]
    return "#" + "".join(f"{channel:02x}" for channel in lighter)


def on_colour(colour: str, dark: str = LIGHT.ink, light: str = LIGHT.paper) -> str:
    """Return the ink that reads better on a ground (relative luminance, WCAG 2).

    Parameters
    ----------
    colour
        Of the ground, as ``#rrggbb``.
    dark, light
        The two inks.
    """
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return light if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else dark


@dataclass(frozen=True, slots=True)
class TypeScale:
    """Sizes of type in points."""

    headline: float = 20.0
    title: float = 17.0
    heading: float = 11.5
    lead: float = 10.65
    body: float = 9.2
    note: float = 8.6
    table: float = 8.6
    small: float = 8.0
    working: float = 7.2
    """The least on pages that teams work by, or that are looked up and not read."""
    figure: float = 17.0


TYPE: Final = TypeScale()
