"""The middle of the page: whatever entry is chosen, shown in the form that suits it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.assessing.rules_table import Path, table_of
from planner.editing.rule_names import factor_name, field_name, kind_name
from planner.model.fields import FIELD_BY_KEY
from planner.model.rules import FACTORS, Indicator, LocalText, RuleSet
from planner.presenting.own_prices import own_kinds, own_price_rows
from planner.presenting.readings import reading_of, readings, score_readings
from planner.presenting.rule_rows import RuleRow, kind_rows, rows_of
from planner.presenting.rule_tree import Entry
from planner.reporting.theme import TARGET_LETTERS
from planner.ui.look import Look
from planner.ui.plain import PlainLabel
from planner.ui.rule_editor.audit_panel import AuditPanel
from planner.ui.rule_editor.compliance_panel import CompliancePanel
from planner.ui.rule_editor.curve_chart import CurveShown, OtherCurve
from planner.ui.rule_editor.curve_panel import CurvePanel
from planner.ui.rule_editor.points_panel import PointsPanel
from planner.ui.rule_editor.rule_table import RuleTable
from planner.ui.rule_editor.strategy_panel import StrategyPanel
from planner.ui.session import Session
from planner.ui.theme import SPACE
from planner.ui.widgets.words import Words, push_button, set_role
from planner.wording import mark_of, text_of

__all__ = ["RuleEditor"]

type Tables = tuple[dict[str, Any], dict[str, Any]]


class RuleEditor(QWidget):
    """``edited`` gives a place and its value, ``back_wanted`` places to be put back.

    A form is made when an entry first asks for it: all at once would hold up the window.
    """

    edited = Signal(object, object)
    switched = Signal(str, bool)
    """A compliance rule is to be in force or not."""
    back_wanted = Signal(object)
    refused = Signal(object)

    def __init__(self, session: Session, look: Look, words: Words) -> None:
        super().__init__()
        self._session, self._look, self._words = session, look, words
        self.entry: Entry = ("weights",)
        self.title, self.about = PlainLabel(), PlainLabel()
        set_role(self.title, "heading")
        set_role(self.about, "quiet")
        self.about.setWordWrap(True)
        self.table, self.small = RuleTable(session, look), RuleTable(session, look)
        self.small.setFixedHeight(104)
        self.target = QComboBox()
        words.put(self.target.setAccessibleName, "ui_rules.target")
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.target.activated.connect(lambda _: self.refresh())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.back = push_button(words, "ui_rules.back", self._back)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.target)
        head.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE, 0, SPACE, 0)
        layout.setSpacing(SPACE)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.small)
        layout.addWidget(self.stack, 1)
        for table in (self.table, self.small):
            self._connect(table)

    def _connect(self, table: RuleTable) -> None:
        table.rule_model.edited.connect(self.edited)
        table.rule_model.refused.connect(self.refused)
        table.back_wanted.connect(self.back_wanted)

    @cached_property
    def curve(self) -> CurvePanel:
        """A curve and its points."""
        made = CurvePanel(self._session, self._look, self._words)
        made.edited.connect(self._curved)
        self.stack.addWidget(made)
        return made

    @cached_property
    def points(self) -> PointsPanel:
        """Points of an indicator's choices."""
        made = PointsPanel(self._session, self._words)
        made.edited.connect(
            lambda choice, value: self.edited.emit((*self._place, "points", choice), value)
        )
        self.stack.addWidget(made)
        return made

    @cached_property
    def compliance(self) -> CompliancePanel:
        """Rules that can be put out of force."""
        made = CompliancePanel(self._session, self._words)
        made.switched.connect(self.switched)
        self.stack.addWidget(made)
        return made

    @cached_property
    def strategies(self) -> StrategyPanel:
        """Strategies and when each is chosen."""
        made = StrategyPanel(self._session, self._look, self._words)
        made.edited.connect(self.edited)
        self._connect(made.table)
        self.stack.addWidget(made)
        return made

    @cached_property
    def audit(self) -> AuditPanel:
        """The audit of the method."""
        made = AuditPanel(self._session, self._look, self._words)
        self.stack.addWidget(made)
        return made

    @property
    def _place(self) -> Path:
        """Place of the indicator or profile that is shown."""
        if self.entry[0] == "profiles":
            return ("profiles", str(self.target.currentData()), self.entry[1])
        return ("indicators", self.entry[1]) if len(self.entry) > 1 else ("weights",)

    def show_entry(self, entry: Entry, rules: RuleSet, base: RuleSet) -> None:
        """Show an entry of the rules beside those of the preset."""
        self.entry, self._rules, self._base = entry, rules, base
        self.refresh()

    _rules: RuleSet | None = None
    _base: RuleSet | None = None

    def refresh(self) -> None:
        """Show the entry as it stands."""
        rules, base = self._rules, self._base
        if rules is None or base is None:
            return
        section = self.entry[0]
        say = self._session.say
        self.title.setText(say(f"ui_rules.section.{section}"))
        self.about.clear()
        self.small.hide()
        self.target.setVisible(section == "profiles")
        self.back.setVisible(section not in ("compliance", "audit"))
        tables = (table_of(rules), table_of(base))
        match section:
            case "values":
                self._show_indicator(rules, base, tables)
            case "profiles":
                self._show_profile(rules, base)
            case "compliance":
                self.compliance.show_rules(rules)
                self.stack.setCurrentWidget(self.compliance)
            case "strategies":
                rows = rows_of(section, rules, tables)
                self.strategies.show_rules(rules, base, rows)
                self.stack.setCurrentWidget(self.strategies)
            case "audit":
                self.audit.refresh()
                self.stack.setCurrentWidget(self.audit)
            case "kinds":
                self._show_kind(rules, tables)
            case "money":
                self._show_money(rules, tables)
            case _:
                self._show_table(rows_of(section, rules, tables), say(f"ui_rules.about.{section}"))
        self.about.setVisible(bool(self.about.text()))

    @property
    def _currency(self) -> str:
        return self._session.document.inventory.currency

    def _show_table(self, rows: tuple[RuleRow, ...], about: str) -> None:
        self.about.setText(about)
        self.table.rule_model.show(rows, self._session.language)
        self.table.setAccessibleName(self.title.text())
        self.stack.setCurrentWidget(self.table)

    def _show_money(self, rules: RuleSet, tables: Tables) -> None:
        """Show the figures of the method, then the price sheet that counts for each target."""
        session = self._session
        programme = session.document.programme
        own = own_kinds(programme)
        about = session.say("ui_rules.about.money")
        if own:
            gap = mark_of("rules.list", session.language)
            names = gap.join(session.target_name(name) for name in sorted(own))
            about += " " + session.say("ui_rules.about.prices_own", targets=names)
        rows = rows_of("money", rules, tables, own)
        sheet = ("prices", "person_day")
        places = [n for n, row in enumerate(rows) if row.path and row.path[0] in sheet]
        at = places[0] - 1 if places else len(rows)  # above the heading of the first sheet
        prices = own_price_rows(programme, self._currency)
        self._show_table((*rows[:at], *prices, *rows[at:]), about)

    def _show_kind(self, rules: RuleSet, tables: Tables) -> None:
        say, language = self._session.say, self._session.language
        key = self.entry[1] if len(self.entry) > 1 else ""
        kind = next((one for one in rules.archetypes if one.key == key), None)
        kind = kind or (rules.archetypes[0] if rules.archetypes else None)
        if kind is None:
            self._show_table((), say("ui_rules.about.kinds"))
            return
        self.title.setText(kind.name.say(language))
        draft = self._session.draft
        assessed = draft.assessment.workloads.values() if draft is not None else ()
        count = sum(1 for one in assessed if one.archetype == kind.key)
        gap = mark_of("rules.list", language)
        about = "\n".join(
            (
                say("ui_rules.about.kinds"),
                say("ui_rules.kind.words", words=gap.join(kind.keywords)),
                say("ui_rules.kind.count", count=count),
            )
        )
        self._show_table(kind_rows(kind.key, rules, tables, self._currency), about)

    def _show_indicator(self, rules: RuleSet, base: RuleSet, tables: Tables) -> None:
        language = self._session.language
        key = self.entry[1] if len(self.entry) > 1 else rules.indicators[0].key
        self.entry = ("values", key)
        one = next((found for found in rules.indicators if found.key == key), rules.indicators[0])
        old = next((found for found in base.indicators if found.key == one.key), None)
        mark = mark_of("common.colon", language)
        self.title.setText(factor_name(one.factor).say(language) + mark + one.name.say(language))
        self.about.setText(one.note.say(language))
        self._show_small(one, old)
        if one.curve is None:
            self._show_points(one, old)
            return
        known = FIELD_BY_KEY.get(one.field)
        unit = (
            text_of(f"units.{known.unit}", currency=self._currency)
            if known and known.unit
            else None
        )
        name = field_name(one.field).say(language)
        shown = CurveShown(
            one.curve.points,
            old.curve.points if old is not None and old.curve is not None else (),
            known.minimum if known else None,
            known.maximum if known else None,
            f"{name} ({unit.say(language)})" if unit else name,
            readings(self._session, one),
            reading_of(self._session, one),
        )
        heads = (unit.say(language) if unit else self._session.say("ui_rules.curve.x"), "")
        heads = (heads[0], self._session.say("ui_rules.curve.y"))
        self.curve.show_curve(shown, one.name.say(language), heads)
        self.stack.setCurrentWidget(self.curve)

    def _show_small(self, one: Indicator, old: Indicator | None) -> None:
        """Weight and neutral points above the value function."""
        unit = text_of("ui_rules.unit.points")
        rows = (
            RuleRow(
                text_of("ui_rules.weight"),
                ("indicators", one.key, "weight"),
                one.weight,
                old.weight if old else None,
            ),
            RuleRow(
                text_of("ui_rules.neutral"),
                ("indicators", one.key, "neutral"),
                one.neutral,
                old.neutral if old else None,
                unit,
            ),
        )
        self.small.rule_model.show(rows, self._session.language)
        self.small.setAccessibleName(one.name.say(self._session.language))
        self.small.show()

    def _show_points(self, one: Indicator, old: Indicator | None) -> None:
        names: dict[str, LocalText] = {
            choice: text_of(f"fields.{one.field}.{choice}") for choice in one.points
        }
        given = Counter(str(value) for value in readings(self._session, one))
        here = reading_of(self._session, one)
        before = old.points if old is not None else {}
        self.points.show_points(one.points, before, names, given, str(here or ""))
        self.stack.setCurrentWidget(self.points)

    def _show_profile(self, rules: RuleSet, base: RuleSet) -> None:
        say, language = self._session.say, self._session.language
        factor = self.entry[1] if len(self.entry) > 1 else FACTORS[0]
        self.entry = ("profiles", factor)
        kinds = [profile.target_kind for profile in rules.profiles]
        now = self.target.currentData() or "public"
        self.target.clear()
        for kind in kinds:
            letter = TARGET_LETTERS.get(kind, "")
            self.target.addItem(f"{letter}  {kind_name(kind).say(language)}", kind)
        self.target.setCurrentIndex(max(0, kinds.index(now) if now in kinds else 0))
        chosen = str(self.target.currentData())
        curves = {profile.target_kind: profile.curves[factor].points for profile in rules.profiles}
        old = {profile.target_kind: profile.curves[factor].points for profile in base.profiles}
        scheme = self._look.scheme
        others = tuple(
            OtherCurve(points, scheme.target(kind), TARGET_LETTERS.get(kind, ""))
            for kind, points in curves.items()
            if kind != chosen
        )
        self.title.setText(
            f"{say('ui_rules.section.profiles')} · {factor_name(factor).say(language)}"
        )
        self.about.setText(say("ui_rules.about.profile"))
        scores = score_readings(self._session, factor)
        picked = self._session.selection[:1]
        shown = CurveShown(
            curves[chosen],
            old.get(chosen, ()),
            0.0,
            100.0,
            f"{say('ui_rules.curve.score')}: {factor_name(factor).say(language)}",
            tuple(scores.values()),
            scores.get(picked[0]) if picked else None,
            others,
            scheme.target(chosen),
        )
        heads = (say("ui_rules.curve.score"), say("ui_rules.curve.suits"))
        self.curve.show_curve(shown, f"{self.title.text()} · {self.target.currentText()}", heads)
        self.stack.setCurrentWidget(self.curve)

    def _curved(self, points: Sequence[tuple[float, float]]) -> None:
        place = self._place
        if place[0] == "indicators":
            place = (*place, "curve")
        self.edited.emit(place, [[x, y] for x, y in points])

    def _back(self) -> None:
        """Ask for the preset's values: of the chosen rows, or of the curve shown."""
        table = self.strategies.table if self.entry[0] == "strategies" else self.table
        if self.entry[0] in ("values", "profiles"):
            self.back_wanted.emit(self.entry_places())
        else:
            paths = table.chosen_paths()
            if paths:
                self.back_wanted.emit(paths)

    def entry_places(self) -> list[Path]:
        """Return the changed places of the indicator or profile that is shown."""
        from planner.assessing.rules_compare import changes

        if self._rules is None or self._base is None:
            return []
        place = self._place
        found = [change.path for change in changes(self._base, self._rules)]
        return [path for path in found if path[: len(place)] == place]
