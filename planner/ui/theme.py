"""The window's look: two palettes, a type scale, spacing, and the style sheet made from them.

The colour scheme of the desktop is not asked through Qt's own switch (off screen it does nothing):
the palettes here are set on the application as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtGui import QColor, QPalette

from planner.reporting.theme import SCREEN_DARK, SCREEN_LIGHT, ScreenTheme, on_colour

__all__ = ["DARK", "LIGHT", "SPACE", "Scheme", "scheme_of", "style_sheet"]

SPACE: Final = 8
"""Grid step in device-independent pixels; all margins are multiples of its half."""

ICONS: Final = Path(__file__).resolve().parent / "resources"


@dataclass(frozen=True, kw_only=True)
class Scheme(ScreenTheme):
    """A theme of the screen that gives Qt its colours."""

    def target(self, kind: str) -> QColor:
        """Colour of a kind of target; a quiet grey where the kind is not known."""
        return QColor(self.targets.get(kind, self.targets[""]))

    def colour(self, name: str) -> QColor:
        """One of the scheme's own colours by its name."""
        return QColor(getattr(self, name))

    def heat_at(self, share: float) -> QColor:
        """Colour of the heat scale at 0 to 1, mixed between its steps."""
        steps = self.heat
        place = min(1.0, max(0.0, share)) * (len(steps) - 1)
        low = min(int(place), len(steps) - 2)
        return mix(QColor(steps[low]), QColor(steps[low + 1]), place - low)


def mix(first: QColor, second: QColor, share: float) -> QColor:
    """Mix two colours.

    Parameters
    ----------
    first, second
        What is mixed.
    share
        Of the second, 0 to 1.
    """
    keep = 1.0 - share
    return QColor(
        round(first.red() * keep + second.red() * share),
        round(first.green() * keep + second.green() * share),
        round(first.blue() * keep + second.blue() * share),
    )


def text_on(background: QColor) -> QColor:
    """Black or white, whichever reads better on ``background``: at least 4.5 to 1."""
    return QColor(on_colour(background.name(), "black", "white"))


LIGHT: Final = Scheme(**vars(SCREEN_LIGHT))
DARK: Final = Scheme(**vars(SCREEN_DARK))


def scheme_of(name: str) -> Scheme:
    """Return the scheme of a setting: ``"dark"`` or anything else."""
    return DARK if name == "dark" else LIGHT


def palette(scheme: Scheme) -> QPalette:
    """Return the application palette of ``scheme``."""
    made = QPalette()
    role = QPalette.ColorRole
    for key, name in (
        (role.Window, "window"),
        (role.WindowText, "ink"),
        (role.Base, "surface"),
        (role.AlternateBase, "window"),
        (role.Text, "ink"),
        (role.Button, "raised"),
        (role.ButtonText, "ink"),
        (role.ToolTipBase, "raised"),
        (role.ToolTipText, "ink"),
        (role.PlaceholderText, "faint"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.Link, "accent"),
        (role.LinkVisited, "accent"),
        (role.BrightText, "bad"),
        (role.Light, "raised"),
        (role.Midlight, "line"),
        (role.Mid, "line"),
        (role.Dark, "faint"),
        (role.Shadow, "sunken"),
        (role.Accent, "accent"),
    ):
        made.setColor(key, scheme.colour(name))
    for key in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, key, scheme.colour("grip"))
    return made


def header_points(points: float) -> float:
    """Return the size of a table's headings: they have the least room, so they grow the least."""
    return min(points, max(10.5, points * 0.85))


def style_sheet(scheme: Scheme, points: float) -> str:
    """Return the style sheet of ``scheme`` for a body size of ``points``.

    Everything else is drawn by the Fusion style from the palette.
    """
    colours = {
        name: getattr(scheme, name)
        for name in Scheme.__dataclass_fields__
        if name not in ("heat", "targets", "name")
    }
    sizes = {
        "title": f"{points * 1.7:.1f}pt",
        "heading": f"{points * 1.2:.1f}pt",
        "small": f"{points * 0.9:.1f}pt",
        "header": f"{header_points(points):.1f}pt",
        "figure": f"{points * 1.9:.1f}pt",
    }
    sheet = SHEET.replace("@icons", ICONS.as_posix()).replace("@scheme", scheme.name)
    for name, value in {**colours, **sizes}.items():
        sheet = sheet.replace(f"@{name};", f"{value};").replace(f"@{name} ", f"{value} ")
    return sheet


SHEET: Final = """
QToolTip { color: @ink; background: @raised; border: 1px solid @line; padding: 4px; }
QLabel[role="title"] { font-size: @title; font-weight: 600; }
QLabel[role="heading"] { font-size: @heading; font-weight: 600; }
QLabel[role="figure"] { font-size: @figure; font-weight: 600; }
QLabel[role="quiet"] { color: @quiet; }
QLabel[role="breaks"] { color: @bad; font-weight: 600; }
QLabel[role="keeps"] { color: @good; font-weight: 600; }
QLabel[role="small"] { color: @quiet; font-size: @small; }
QFrame[role="card"] { background: @surface; border: 1px solid @line; border-radius: 8px; }
QFrame[role="bar"] { background: @surface; border: 0; border-bottom: 1px solid @line; }
QFrame[role="foot"] { background: @surface; border: 0; border-top: 1px solid @line; }
QFrame[role="rail"] { background: @surface; border: 0; border-right: 1px solid @line; }
QFrame[role="error"] { background: @bad_wash; border: 1px solid @bad; border-radius: 6px; }
QFrame[role="warning"] { background: @warn_wash; border: 1px solid @warn; border-radius: 6px; }
QFrame[role="note"] { background: @accent_wash; border: 1px solid @accent; border-radius: 6px; }
QFrame[role="drop"] { background: @surface; border: 2px dashed @faint; border-radius: 12px; }
QFrame[role="drop"][over="true"] { background: @accent_wash; border: 2px dashed @accent; }
QPushButton, QToolButton { border: 1px solid @line; border-radius: 6px;
    padding: 5px 12px; background: @raised; color: @ink; }
QToolButton { padding: 5px 8px; }
QToolButton[role="flat"], QPushButton[role="flat"] { border: 1px solid transparent;
    background: transparent; }
QPushButton:hover, QToolButton:hover { border-color: @accent; }
QPushButton:pressed, QToolButton:pressed { background: @sunken; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent;
    padding: 4px 11px; }
QToolButton:focus { padding: 4px 7px; }
QTabBar QToolButton, QTabBar QToolButton:focus { padding: 0; border-radius: 0; }
QPushButton:disabled, QToolButton:disabled { color: @grip; }
QPushButton[role="primary"] { background: @accent; color: @on_accent; border: 1px solid @accent;
    font-weight: 600; }
QPushButton[role="primary"]:hover { border-color: @ink; }
QPushButton[role="primary"]:focus { border: 2px solid @ink; }
QPushButton[role="primary"]:disabled { background: @line; color: @quiet; border-color: @line; }
QToolButton:checked, QPushButton:checked { background: @accent_wash; border-color: @accent; }
QToolButton[role="page"] { border: 1px solid transparent; border-left: 3px solid transparent;
    border-radius: 0; padding: 9px 12px; background: transparent; text-align: left; color: @quiet; }
QToolButton[role="page"]:hover { background: @window; color: @ink; }
QToolButton[role="page"]:checked { background: @accent_wash; color: @ink; font-weight: 600;
    border-left: 3px solid @accent; }
QToolButton[role="page"]:focus { border: 1px solid @accent; border-left: 3px solid @accent; }
QLineEdit, QPlainTextEdit, QTextEdit {
    border: 1px solid @grip; border-radius: 6px; padding: 4px 8px; background: @surface;
    color: @ink; selection-background-color: @accent; selection-color: @on_accent; }
QComboBox, QAbstractSpinBox { border: 1px solid @grip; border-radius: 6px; min-height: 20px;
    padding: 4px 2px 4px 8px; background: @raised; color: @ink;
    selection-background-color: @accent; selection-color: @on_accent; }
QComboBox:hover, QAbstractSpinBox:hover { border-color: @accent; }
QComboBox:focus, QAbstractSpinBox:focus { border: 2px solid @accent; padding: 3px 1px 3px 7px; }
QComboBox:disabled, QAbstractSpinBox:disabled { color: @grip; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url("@icons/down-@scheme.png"); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 18px;
    background: transparent; }
QAbstractSpinBox::up-arrow { image: url("@icons/up-@scheme.png"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("@icons/down-@scheme.png"); width: 10px; height: 10px; }
QAbstractItemView QComboBox, QAbstractItemView QAbstractSpinBox, QAbstractItemView QLineEdit {
    border-radius: 0; padding: 0 4px; min-height: 0; }
QSlider:horizontal { min-height: 22px; }
QSlider:vertical { min-width: 22px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: @line; }
QSlider::groove:vertical { width: 4px; border-radius: 2px; background: @line; }
QSlider::sub-page:horizontal { border-radius: 2px; background: @accent; }
QSlider::add-page:vertical { border-radius: 2px; background: @accent; }
QSlider[role="between"]::sub-page:horizontal { background: @line; }
QSlider::handle { background: @accent; border: 2px solid @surface; border-radius: 8px; }
QSlider::handle:horizontal { width: 12px; margin: -6px 0; }
QSlider::handle:vertical { height: 12px; margin: 0 -6px; }
QSlider::handle:hover { border: 2px solid @accent_wash; }
QSlider::handle:focus { border: 2px solid @ink; }
QSlider::handle:disabled { background: @grip; }
QLineEdit:focus, QPlainTextEdit:focus {
    border: 2px solid @accent; padding: 3px 7px; }
QAbstractItemView { background: @surface; border: 1px solid @line; outline: 0;
    alternate-background-color: @window; color: @ink;
    selection-background-color: @accent_wash; selection-color: @ink; }
QAbstractItemView:focus { border: 1px solid @accent; }
QAbstractItemView[role="plain"], QTextEdit[role="plain"] { border: 1px solid transparent;
    padding: 0; }
QAbstractItemView[role="plain"]:focus, QTextEdit[role="plain"]:focus {
    border: 1px solid @accent; padding: 0; }
QCheckBox, QRadioButton { border: 1px solid transparent; border-radius: 4px; padding: 1px 3px; }
QCheckBox:focus, QRadioButton:focus { border: 1px solid @accent; background: @accent_wash; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 14px; height: 14px;
    border: 1px solid @grip; border-radius: 3px; background: @surface; }
QCheckBox::indicator:hover, QAbstractItemView::indicator:hover { border: 1px solid @accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {
    border: 1px solid @accent; background: @accent; image: url("@icons/check-@scheme.png"); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    border: 1px solid @accent; background: @accent; image: url("@icons/dash-@scheme.png"); }
QCheckBox::indicator:disabled, QAbstractItemView::indicator:disabled {
    border: 1px solid @line; background: @sunken; }
QPdfView { border: 2px solid @line; }
QPdfView:focus { border: 2px solid @accent; }
QAbstractItemView[role="recent"] { border: 1px solid transparent; padding: 0; }
QAbstractItemView[role="recent"]:focus { border: 1px solid @accent; }
QAbstractItemView[role="log"] { border: 1px solid transparent; padding: 0; font-size: @small; }
QAbstractItemView[role="log"]:focus { border: 1px solid @accent; }
QTreeView[role="dense"] { font-size: @small; }
QTreeView[role="dense"] QHeaderView::section { padding: 5px 6px; font-size: @small; }
QToolButton::menu-indicator { image: none; }
QAbstractScrollArea::corner { background: transparent; border: 0; }
QTableView { gridline-color: @line; }
QTableView::item:focus { border: 2px solid @accent; }
QHeaderView { background: @window; border: 0; }
QHeaderView::section { background: @window; color: @quiet; border: 0; font-size: @header;
    border-right: 1px solid @line; border-bottom: 1px solid @line; padding: 5px 8px; }
FilterHeader::section { padding-right: 24px; }
FilterHeader[role="bare"]::section { padding-left: 4px; padding-right: 4px; }
QTableCornerButton::section { background: @window; border: 0; border-bottom: 1px solid @line; }
QGraphicsView { background: @surface; border: 1px solid @line; border-radius: 6px; }
QMenu { background: @raised; border: 1px solid @line; padding: 4px; color: @ink; }
QMenu::item { padding: 5px 24px 5px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accent_wash; color: @ink; }
QMenu::item:disabled { color: @grip; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenuBar { background: @surface; border-bottom: 1px solid @line; color: @ink; }
QMenuBar::item { padding: 4px 10px; background: transparent; }
QMenuBar::item:selected { background: @accent_wash; }
QSplitter::handle { background: @line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QProgressBar { border: 0; border-radius: 3px; background: @sunken; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QTabBar::tab { padding: 6px 14px; border: 0; border-bottom: 2px solid transparent;
    background: transparent; color: @quiet; }
QTabBar::tab:selected { color: @ink; border-bottom: 2px solid @accent; font-weight: 600; }
QTabBar::tab:focus { background: @accent_wash; }
QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QScrollArea { border: 1px solid transparent; background: transparent; }
QScrollArea[role="bare"] { border: 0; }
QScrollArea:focus { border: 1px solid @accent; }
QScrollArea[role="clear"] > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { width: 12px; background: transparent; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; margin: 0; }
QScrollBar::handle { background: @grip; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
