"""One file per page of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from planner.ui.look import Look
    from planner.ui.pages.page import Page
    from planner.ui.runner import Runner
    from planner.ui.session import Session

__all__ = ["PAGES", "make_page", "read_modules", "read_page"]

PAGES: Final = (
    "start",
    "inventory",
    "dependencies",
    "programme",
    "scores",
    "rules",
    "placement",
    "waves",
    "scenarios",
    "roadmap",
    "under_way",
)
"""Pages in the order of the rail."""


def make_page(key: str, session: Session, look: Look, runner: Runner) -> Page:
    """Make a page; its module is imported when it is first shown."""
    match key:
        case "start":
            from planner.ui.pages.start import StartPage

            return StartPage(session, look)
        case "inventory":
            from planner.ui.pages.inventory_page import InventoryPage

            return InventoryPage(session, look)
        case "dependencies":
            from planner.ui.pages.dependencies_page import DependenciesPage

            return DependenciesPage(session, look, runner)
        case "programme":
            from planner.ui.pages.programme_page import ProgrammePage

            return ProgrammePage(session, look)
        case "scores":
            from planner.ui.pages.scores_page import ScoresPage

            return ScoresPage(session, look)
        case "rules":
            from planner.ui.pages.rules_page import RulesPage

            return RulesPage(session, look, runner)
        case "placement":
            from planner.ui.pages.placement_page import PlacementPage

            return PlacementPage(session, look, runner)
        case "waves":
            from planner.ui.pages.waves_page import WavesPage

            return WavesPage(session, look, runner)
        case "scenarios":
            from planner.ui.pages.scenarios_page import ScenariosPage

            return ScenariosPage(session, look, runner)
        case "roadmap":
            from planner.ui.pages.roadmap_page import RoadmapPage

            return RoadmapPage(session, look, runner)
        case "under_way":
            from planner.ui.pages.under_way_page import UnderWayPage

            return UnderWayPage(session, look)
    raise KeyError(key)


def read_page(key: str) -> None:
    """Import what a page needs; off the window's thread, before the page is first shown."""
    import importlib

    importlib.import_module(f"planner.ui.pages.{key}_page")


def read_modules() -> None:
    """Import what the pages need, and read the rule sets, off the window's thread."""
    import importlib

    for key in PAGES[1:]:
        read_page(key)
    for name in (
        "PySide6.QtPdfWidgets",
        "planner.questioning.chain",
    ):
        importlib.import_module(name)
    from planner.assessing import load_rule_set, rule_set_names

    for name in rule_set_names():
        load_rule_set(name)
