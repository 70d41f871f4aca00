"""Native bar charts of slides: their kind, their data, and what they look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from planner.reporting.charts.axes import nice_step
from planner.reporting.slide_ink import fill_with, font_of, rgb
from planner.reporting.theme import LIGHT, on_colour
from planner.reporting.typesetting import printable

__all__ = ["Form", "Series"]

type Series = tuple[str, Sequence[float], str]
"""Name, a value a bar, and colour; one without a colour holds others up."""


@dataclass(frozen=True, slots=True)
class Form:
    """How bars stand, and what is written at them; as :meth:`slide_page.Page.bar_chart` says."""

    chinese: bool
    stacked: bool
    horizontal: bool
    unit: str
    places: int
    least: float

    def kind(self) -> Any:
        """Return the kind of chart."""
        from pptx.enum.chart import XL_CHART_TYPE

        return {
            (False, False): XL_CHART_TYPE.COLUMN_CLUSTERED,
            (True, False): XL_CHART_TYPE.COLUMN_STACKED,
            (False, True): XL_CHART_TYPE.BAR_CLUSTERED,
            (True, True): XL_CHART_TYPE.BAR_STACKED,
        }[self.stacked, self.horizontal]

    def data(self, labels: Sequence[str], series: Sequence[Series]) -> Any:
        """Return the numbers under their names."""
        import pptx.chart.data

        make: Any = pptx.chart.data.CategoryChartData
        data = make(number_format=self._shown())
        data.categories = [printable(label) for label in labels]
        for name, values, _ in series:
            data.add_series(printable(name), values)
        return data

    def dress(self, chart: Any, series: Sequence[Series]) -> None:
        """Give the chart its fonts, legend, bars, axes and title."""
        from pptx.util import Pt

        chart.font.size = Pt(12)
        chart.font.name = font_of(chinese=self.chinese)
        _legend(chart, series)
        # Nothing for what is too small to hold a number.
        number_format = f"[>={max(self.least, 0.05):g}]{self._shown()};;"
        plot = chart.plots[0]
        plot.gap_width = 60
        for bars, (_, values, colour) in zip(plot.series, series, strict=True):
            numbered = max(values, default=0) >= self.least
            self._bars(bars, colour, number_format if numbered else "")
        self._axes(chart, series)
        chart.has_title = bool(self.unit)
        if self.unit:
            chart.chart_title.text_frame.text = self.unit
            chart.chart_title.text_frame.paragraphs[0].runs[0].font.size = Pt(12)

    def _shown(self) -> str:
        return "#,##0" + ("." + "0" * self.places if self.places else "")

    def _bars(self, bars: Any, colour: str, number_format: str) -> None:
        """Dress the bars of a series; those without a colour hold others up."""
        from pptx.util import Pt

        if not colour:
            bars.format.fill.background()
            return
        fill_with(bars.format.fill, colour)
        if not number_format:
            return
        bars.data_labels.show_value = True
        bars.data_labels.number_format = number_format
        bars.data_labels.number_format_is_linked = False
        bars.data_labels.font.size = Pt(11)
        bars.data_labels.font.color.rgb = rgb(on_colour(colour) if self.stacked else LIGHT.ink)

    def _axes(self, chart: Any, series: Sequence[Series]) -> None:
        bars = zip(*(values for _, values, _ in series), strict=True)
        highest = max((sum(bar) if self.stacked else max(bar) for bar in bars), default=1)
        chart.value_axis.minimum_scale = 0
        chart.value_axis.major_unit = max(1.0, nice_step(highest))
        chart.value_axis.has_major_gridlines = True
        chart.value_axis.major_gridlines.format.line.color.rgb = rgb(LIGHT.line)
        if self.horizontal:
            chart.category_axis.reverse_order = True
            chart.value_axis.visible = False


def _legend(chart: Any, series: Sequence[Series]) -> None:
    from pptx.enum.chart import XL_LEGEND_POSITION

    chart.has_legend = len(series) > 1 and all(name for name, _, _ in series)
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
