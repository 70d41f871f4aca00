"""What a window finds again: page, filters and widths, from one session to the next.

Where things stand (splitters, widths of columns, what the report includes) is remembered for all
projects; the page and the filters belong to a project, so that no filter hides rows of another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QAbstractButton, QSplitter

from planner.settings import Settings
from planner.ui.pages import PAGES

if TYPE_CHECKING:
    from planner.ui.frame import Frame
    from planner.ui.pages.page import Page

__all__ = ["lay_out_again", "remember", "take_up_again"]

KEPT: Final = 10
"""Projects whose page and filters are remembered."""
PAGE: Final = "page"


def lay_out_again(page: Page, settings: Settings) -> None:
    """Put splitters, switches and columns of a page where they were."""
    kept = settings.layout
    for split in page.findChildren(QSplitter):
        state = kept.get(f"{page.key}.{split.objectName()}", "")
        if split.objectName() and state:
            split.restoreState(QByteArray.fromBase64(QByteArray(state.encode())))
    for button in page.findChildren(QAbstractButton):
        state = kept.get(f"{page.key}.{button.objectName()}", "")
        if button.objectName() and button.isCheckable() and state:
            button.setChecked(state == "on")


def remember(window: Frame, settings: Settings) -> Settings:
    """Return the settings with what the window looks like now."""
    layout = dict(settings.layout)
    for page in window.pages.values():
        layout.update(_layout_of(page))
    kept = replace(settings, layout=layout)
    for page in window.pages.values():
        kept = page.remember(kept)
    if window.session.path is None:
        return kept
    lines = {key: page.search_line for key, page in window.pages.items()}
    here = {key: line.text() for key, line in lines.items() if line is not None and line.text()}
    projects = {str(window.session.path): {PAGE: window.page_key, **here}, **settings.projects}
    projects[str(window.session.path)] = {PAGE: window.page_key, **here}
    return replace(kept, projects=dict(list(projects.items())[:KEPT]))


def _layout_of(page: Page) -> dict[str, str]:
    found = {}
    for split in page.findChildren(QSplitter):
        if split.objectName():
            state = bytes(split.saveState().toBase64().data()).decode()
            found[f"{page.key}.{split.objectName()}"] = state
    for button in page.findChildren(QAbstractButton):
        if button.objectName() and button.isCheckable():
            found[f"{page.key}.{button.objectName()}"] = "on" if button.isChecked() else "off"
    return found


def take_up_again(window: Frame, path: Path) -> str:
    """Filter as it was when the project was last closed; return the page shown then."""
    kept: Mapping[str, str] = window.settings.projects.get(str(path), {})
    for key in PAGES:
        line = window.page(key).search_line if kept.get(key) else None
        if line is not None:
            line.setText(kept[key])
    page = kept.get(PAGE, "")
    return page if page in PAGES else ""
