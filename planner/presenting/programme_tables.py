"""The programme's tables, its settings and the dependencies as typed tables."""

from __future__ import annotations

from collections.abc import Mapping

from planner.assessing.published.audit import published_sets
from planner.editing.programme_tables import CURRENCY, SETTING_FIELDS, TABLES, cell_of, setting_of
from planner.importing.own_workbook.form import DEPENDENCY_COLUMNS
from planner.model.fields import FIELD_BY_KEY, Value
from planner.presenting.cells import SETTINGS, cell_words
from planner.presenting.typed_table import SettingsTable, TypedTable
from planner.project import Document
from planner.wording import mark_of, say

__all__ = ["dependency_table", "programme_section"]


def programme_section(document: Document, key: str, language: str) -> TypedTable:
    """Return one section of the programme as it stands.

    Parameters
    ----------
    document
        The project.
    key
        Of the section.
    """
    programme, currency = document.programme, document.inventory.currency
    targets = {
        one.id: one.name or say(f"common.target.{one.kind}", language) for one in programme.targets
    }
    if key == "calendar":
        scenario = document.scenario
        values = {
            one.key: currency if one is CURRENCY else setting_of(programme, scenario, one.key)
            for one in SETTING_FIELDS
        }
        known: tuple[Mapping[str, Value], ...] = tuple(
            _present({one.key: values[one.key]}) for one in SETTING_FIELDS
        )
        high = FIELD_BY_KEY["criticality"]
        names = {one: cell_words(high, one, language) for one in high.choices}
        return SettingsTable(
            SETTINGS,
            SETTING_FIELDS,
            known,
            language,
            currency,
            {"pilot_excluded_criticality": names, "preset": _preset_names(language)},
        )
    table = TABLES[key]
    rows = tuple(
        _present({one.key: cell_of(table, row, one.key) for one in table.columns})
        for row in table.rows(programme)
    )
    teams = {one.id: one.name or one.id for one in programme.teams}
    names_of: dict[str, Mapping[str, str]] = {}
    if key == "prices":  # a price may be that of all targets of a kind
        kinds = {
            kind: say(f"common.target.{kind}", language)
            for kind in ("legacy", "private", "public", "hybrid", "saas")
        }
        names_of = {"target": {**kinds, **targets}, "team": teams}
    elif key == "extensions":
        names_of = {"target": targets}
    elif key == "limits":
        names_of = {"targets": targets}
    return TypedTable(key, table.columns, rows, language, currency, names_of)


def _preset_names(language: str) -> Mapping[str, str]:
    """Published wave rules by the names that the audit of the rules calls them."""
    mark = mark_of("common.colon", language)
    return {
        key: f"{one.publisher}{mark}{one.name.say(language)}"
        for key, one in published_sets().items()
    }


def dependency_table(document: Document, language: str) -> TypedTable:
    """Return the dependencies; workloads are shown by their names."""
    inventory = document.inventory
    workloads = {one.id: one.name for one in inventory.workloads}
    rows = tuple(
        _present({one.key: _attribute(getattr(link, one.key)) for one in DEPENDENCY_COLUMNS})
        for link in inventory.dependencies
    )
    return TypedTable(
        "dependencies",
        DEPENDENCY_COLUMNS,
        rows,
        language,
        inventory.currency,
        {"source": workloads, "needed": workloads},
    )


def _attribute(value: Value | None) -> Value | None:
    return None if value == "" or value is False else value


def _present(values: Mapping[str, Value | None]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}
