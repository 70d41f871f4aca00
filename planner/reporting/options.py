"""What can be chosen about the report: its parts and its paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from planner.errors import BadInputError

__all__ = ["ALL_PARTS", "NAMED_PARTS", "PAGE_SIZES", "SUMMARY_PARTS", "ReportOptions"]

ALL_PARTS: Final = (
    "decision",
    "overview",
    "portfolio",
    "calendar",
    "dates",
    "money",
    "certainty",
    "risks",
    "staying",
    "waves",
    "rules",
    "decisions",
    "data",
    "standing",
    "provenance",
    "method",
    "workloads",
)
"""Every part in the order it is printed; each is a file of ``planner.reporting.parts``."""

SUMMARY_PARTS: Final = ("decision", "overview")
"""The two-page summary."""

NAMED_PARTS: Final = {
    "all": ALL_PARTS,
    "board": (*SUMMARY_PARTS, "portfolio", "calendar", "money", "certainty", "risks", "staying"),
    "summary": SUMMARY_PARTS,
}
"""Reports by name: everything, what a board reads, two pages."""

PAGE_SIZES: Final = {"a4": (841.89, 595.28), "letter": (792.0, 612.0)}
"""Landscape paper: width and height in points."""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What to print and on which paper.

    Attributes
    ----------
    parts
        Keys of :data:`ALL_PARTS`; printed in that order, whatever order they are given in.
    page_size
        ``"a4"`` or ``"letter"``, both landscape.

    Raises
    ------
    BadInputError
        A part or a paper that is not known, or no part at all.
    """

    parts: tuple[str, ...] = ALL_PARTS
    page_size: str = "a4"

    def __post_init__(self) -> None:
        unknown = [part for part in self.parts if part not in ALL_PARTS]
        if unknown:
            raise BadInputError(
                "errors.program.report_has_no_part_called",
                "errors.program.known_are",
                unknown=unknown[0],
                all_parts=", ".join((*NAMED_PARTS, *ALL_PARTS)),
            )
        if not self.parts:
            raise BadInputError(
                "errors.program.no_part_of_the_report_is_chosen",
                "errors.program.choose_at_least_one",
            )
        if self.page_size not in PAGE_SIZES:
            raise BadInputError(
                "errors.program.paper_is_not_known",
                "errors.program.choose_a4_or_letter",
                page_size=self.page_size,
            )
