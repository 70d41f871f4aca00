"""Which rules group servers into workloads, and which ports are no application's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from planner.ui.widgets.words import Words, label

if TYPE_CHECKING:
    from planner.importing import Rollup

__all__ = ["RollupOptions"]

RULES = ("column", "tag", "name", "waves")
HIGHEST_PORT = 65_535


class RollupOptions(QWidget):
    """Three boxes and a line of port numbers; begins with the usual rules."""

    changed = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        from planner.importing.joining.noise import NOISE_PORTS

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        caption = label(words, "ui_import.rollup", "quiet")
        caption.setWordWrap(False)
        row.addWidget(caption)
        self.rules: dict[str, QCheckBox] = {}
        for rule in RULES:
            box = QCheckBox()
            box.setChecked(True)
            words.put(box.setText, f"ui_import.rollup.{rule}")
            words.put(box.setToolTip, f"ui_import.rollup.{rule}.tip")
            box.toggled.connect(lambda _: self.changed.emit())
            row.addWidget(box)
            self.rules[rule] = box
        row.addStretch(1)
        ports = label(words, "ui_import.noise", "quiet")
        ports.setWordWrap(False)
        row.addWidget(ports)
        self.ports = QLineEdit(", ".join(map(str, sorted(NOISE_PORTS))))
        self.ports.setMinimumWidth(190)
        ports.setBuddy(self.ports)
        words.put(self.ports.setAccessibleName, "ui_import.noise")
        words.put(self.ports.setToolTip, "ui_import.noise.tip")
        self.ports.editingFinished.connect(self._ports_edited)
        self._known = self.noise_ports()
        row.addWidget(self.ports)

    def rollup(self) -> Rollup:
        """Return the rules that are ticked."""
        from planner.importing import Rollup

        return Rollup(*(self.rules[rule].isChecked() for rule in RULES))

    def noise_ports(self) -> frozenset[int]:
        """Return the ports that are left out; what is no port number is passed over."""
        numbers = map(int, re.findall(r"[0-9]{1,5}", self.ports.text()))
        return frozenset(number for number in numbers if 0 < number <= HIGHEST_PORT)

    def _ports_edited(self) -> None:
        if self.noise_ports() != self._known:
            self._known = self.noise_ports()
            self.changed.emit()
