"""A chart's shapes as SVG: text stays text, and the words of the chart go with it."""

from __future__ import annotations

from html import escape

from planner.reporting.geometry import Band, Dot, Drawing, Label, Line, Polygon, Rect, Shape
from planner.reporting.typesetting import printable

__all__ = ["svg_of"]

HATCH_STEP = 4


def svg_of(drawing: Drawing) -> str:
    """Return the drawing as one ``<svg>`` element that fills the width it is given.

    Coordinates are the drawing's own points. What the chart says in words is its title, which
    screen readers speak and pointers show.
    """
    hatches = sorted(
        {shape.hatch for shape in drawing.shapes if isinstance(shape, Rect) and shape.hatch}
    )
    defined = "".join(_hatch(colour) for colour in hatches)
    shapes = "".join(_shape(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" overflow="visible" '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}">'
        f"<title>{_text(drawing.says)}</title>"
        f"{f'<defs>{defined}</defs>' if defined else ''}{shapes}</svg>"
    )


def _shape(shape: Shape) -> str:
    match shape:
        case Rect():
            return _rect(shape)
        case Line():
            dash = ' stroke-dasharray="3 2.5"' if shape.dashed else ""
            return (
                f'<line x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" '
                f'y2="{_n(shape.y2)}" stroke="{shape.colour}" '
                f'stroke-width="{_n(shape.width)}"{dash}/>'
            )
        case Polygon():
            points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.points)
            return (
                f'<polygon points="{points}"{_paint(shape.fill, shape.stroke, shape.line_width)}/>'
            )
        case Dot():
            return (
                f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}"'
                f"{_paint(shape.fill, shape.stroke, 0.6)}/>"
            )
        case Band():
            return _band(shape)
        case Label():
            return _label(shape)


def _rect(shape: Rect) -> str:
    where = (
        f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.width)}" '
        f'height="{_n(shape.height)}" rx="{_n(shape.radius)}"'
    )
    body = f"<rect {where}{_paint(shape.fill, shape.stroke, shape.line_width)}/>"
    if shape.hatch:
        body += f'<rect {where} fill="url(#{_hatch_name(shape.hatch)})"/>'
    return body


def _band(shape: Band) -> str:
    middle = _n((shape.x1 + shape.x2) / 2)
    left, right = _n(shape.x1), _n(shape.x2)
    path = (
        f"M{left} {_n(shape.top1)}C{middle} {_n(shape.top1)} {middle} {_n(shape.top2)} "
        f"{right} {_n(shape.top2)}L{right} {_n(shape.bottom2)}C{middle} {_n(shape.bottom2)} "
        f"{middle} {_n(shape.bottom1)} {left} {_n(shape.bottom1)}Z"
    )
    return f'<path d="{path}" fill="{shape.fill}"/>'


def _label(shape: Label) -> str:
    weight = ' font-weight="700"' if shape.bold else ""
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    return (
        f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" '
        f'fill="{shape.colour}"{weight}{anchor}>{_text(shape.text)}</text>'
    )


def _hatch(colour: str) -> str:
    return (
        f'<pattern id="{_hatch_name(colour)}" width="{HATCH_STEP}" height="{HATCH_STEP}" '
        f'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line y2="{HATCH_STEP}" stroke="{colour}" stroke-width="1"/></pattern>'
    )


def _hatch_name(colour: str) -> str:
    return f"hatch-{colour.lstrip('#')}"


def _paint(fill: str, stroke: str, width: float) -> str:
    outline = f' stroke="{stroke}" stroke-width="{_n(width)}"' if stroke else ""
    return f' fill="{fill or "none"}"{outline}'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _text(text: str) -> str:
    return escape(printable(text))
