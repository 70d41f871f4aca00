"""Charts as geometry: figures in, shapes out; drawn by the PDF and by the window alike."""

from planner.reporting.charts.areas import areas_chart
from planner.reporting.charts.axes import nice_step
from planner.reporting.charts.calendar import calendar_chart, timeline_chart
from planner.reporting.charts.flow import flow_chart
from planner.reporting.charts.heat import heat_chart
from planner.reporting.charts.money import cost_chart, payback_chart
from planner.reporting.charts.spread import frontier_chart, stability_chart, standing_chart
from planner.reporting.charts.tornado import Bar, tornado_chart

__all__ = [
    "Bar",
    "areas_chart",
    "calendar_chart",
    "cost_chart",
    "flow_chart",
    "frontier_chart",
    "heat_chart",
    "nice_step",
    "payback_chart",
    "stability_chart",
    "standing_chart",
    "timeline_chart",
    "tornado_chart",
]
