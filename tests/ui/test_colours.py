"""Colours: contrast of what is written and drawn, and what a colour-blind eye makes of them."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from planner.ui.theme import DARK, LIGHT, text_on

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda one: one.name)
KINDS = ("legacy", "private", "public", "hybrid")

DEUTAN = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
          (-0.011820, 0.042940, 0.968881))  # fmt: skip
PROTAN = ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
          (-0.003882, -0.048116, 1.051998))  # fmt: skip
"""Machado, Oliveira and Fernandes 2009: linear RGB as seen without one kind of cone."""


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first, second):
    """Web content accessibility guidelines 2.2: 1 to 21."""
    one, other = sorted((luminance(first), luminance(second)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def seen_as(colour, eye):
    """CIE L*a*b* of a colour, as ``eye`` (a matrix; None: all cones) sees it."""
    rgb = linear(colour)
    if eye is not None:
        rgb = [min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in eye]
    red, green, blue = rgb
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(first, second, eye):
    """CIE 1976 difference; about 2.3 can just be told."""
    pairs = zip(seen_as(first, eye), seen_as(second, eye), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@SCHEMES
def test_words_on_every_ground_they_stand_on(scheme):
    grounds = ("window", "surface", "raised", "sunken", "accent_wash", "good_wash", "warn_wash",
               "bad_wash")  # fmt: skip
    for ground in grounds:
        for ink in ("ink", "quiet"):
            assert contrast(getattr(scheme, ink), getattr(scheme, ground)) >= 4.5, (ink, ground)
    for ink, wash in (("good", "good_wash"), ("warn", "warn_wash"), ("bad", "bad_wash"),
                      ("accent", "accent_wash")):  # fmt: skip
        assert contrast(getattr(scheme, ink), getattr(scheme, wash)) >= 4.5, (ink, wash)
    for ground in ("surface", "raised", "window"):
        assert contrast(scheme.faint, getattr(scheme, ground)) >= 4.5, "hints and shortcuts"


@SCHEMES
def test_letters_on_the_colours_of_targets_and_of_heat(scheme):
    for kind in scheme.targets:
        assert contrast(text_on(scheme.target(kind)).name(), scheme.target(kind).name()) >= 4.5, (
            kind
        )
    for step in range(101):
        colour = scheme.heat_at(step / 100)
        assert contrast(text_on(colour).name(), colour.name()) >= 4.5, step


@SCHEMES
def test_graphics_stand_out_from_their_ground(scheme):
    for name in ("accent", "good", "warn", "bad", "faint"):
        for ground in ("surface", "sunken"):
            assert contrast(getattr(scheme, name), getattr(scheme, ground)) >= 3, (name, ground)
    assert contrast(scheme.grip, scheme.surface) >= 3, "edges of fields and boxes, scroll bars"


@SCHEMES
@pytest.mark.parametrize("eye", [None, DEUTAN, PROTAN], ids=["all", "deutan", "protan"])
def test_targets_can_be_told_apart_without_one_kind_of_cone(scheme, eye):
    for first, second in combinations(KINDS, 2):
        assert apart(scheme.targets[first], scheme.targets[second], eye) >= 15, (first, second)


@SCHEMES
@pytest.mark.parametrize("eye", [None, DEUTAN, PROTAN], ids=["all", "deutan", "protan"])
def test_good_and_bad_can_be_told_apart_without_one_kind_of_cone(scheme, eye):
    for first, second in (("good", "bad"), ("accent", "bad"), ("accent", "warn")):
        assert apart(getattr(scheme, first), getattr(scheme, second), eye) >= 15, (first, second)


@SCHEMES
@pytest.mark.parametrize("eye", [None, DEUTAN, PROTAN], ids=["all", "deutan", "protan"])
def test_the_heat_scale_goes_one_way(scheme, eye):
    light = [seen_as(scheme.heat_at(step / 20).name(), eye)[0] for step in range(21)]
    falling = light[0] > light[-1]
    assert all((a > b) == falling for a, b in pairwise(light))
    assert abs(light[0] - light[-1]) >= 35
