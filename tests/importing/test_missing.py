"""Missing indicators: ranked by the weights of the rule set, and said in both languages."""

from __future__ import annotations

import pytest

from planner.importing.missing import field_weights, find_missing
from planner.model.fields import Value
from planner.model.inventory import Inventory, Workload
from planner.model.rules import ComplianceRule, Curve, Indicator, LocalText, RuleSet
from planner.wording.issues import issue_words

WORDS = LocalText("x", "x")
FLAT = Curve(((0.0, 0.0), (1.0, 1.0)))


def indicator(key: str, factor: str, field: str, weight: float) -> Indicator:
    return Indicator(key, factor, field, weight, WORDS, FLAT)


RULES = RuleSet(
    "r",
    WORDS,
    {"responsiveness": 3.0, "risk": 1.0},
    (
        indicator("a", "responsiveness", "latency_ms", 1.0),
        indicator("b", "responsiveness", "users", 3.0),
        indicator("c", "risk", "rto_hours", 2.0),
        indicator("d", "risk", "saving_of_our_own", 2.0),
    ),
    (),
    compliance=(ComplianceRule("k", WORDS, {"data_class": ("core",)}, ("public",), WORDS),),
)


def listed(*values: dict[str, Value]) -> Inventory:
    return Inventory(
        workloads=tuple(Workload(f"W{n}", f"W{n}", given) for n, given in enumerate(values))
    )


def test_a_field_weighs_its_factor_times_its_share_in_it() -> None:
    assert field_weights(RULES, {}) == pytest.approx(
        {"users": 0.5625, "latency_ms": 0.1875, "rto_hours": 0.125}
    )
    assert next(iter(field_weights(RULES, {"risk": 30.0}))) == "rto_hours"


def test_what_costs_most_is_named_first() -> None:
    full: dict[str, Value] = {"users": 1, "latency_ms": 1.0, "rto_hours": 1.0, "data_class": "core"}
    some: dict[str, Value] = {"latency_ms": 1.0, "data_class": "core"}
    found = find_missing(listed(full, some, {**full, "users": 2}), RULES)
    assert [(issue.code, issue.field) for issue in found] == [
        ("indicator_missing", "users"),
        ("indicator_missing", "rto_hours"),
    ]
    assert issue_words(found[0], "en").startswith("Workloads without Users: 1 of 3; it carries")


def test_what_nobody_has_is_one_sentence_in_the_order_of_its_weight() -> None:
    (absent, unread) = find_missing(listed({"rto_hours": 1.0}), RULES)
    assert absent.params["fields"] == "users; latency_ms"
    assert absent.params["percent"] == "75"
    assert "用户数" in issue_words(absent, "zh")
    assert "users" not in issue_words(absent, "zh")
    assert (unread.code, unread.params["fields"]) == ("compliance_unread", "data_class")


def test_a_currency_the_price_sheet_has_no_rate_for_is_told() -> None:
    import dataclasses

    inventory = dataclasses.replace(listed({"users": 1}), currency="INR")
    assert "prices_one_to_one" in {issue.code for issue in find_missing(inventory, RULES)}
    known = dataclasses.replace(RULES, numbers={"per_cny_INR": 12.0})
    assert "prices_one_to_one" not in {issue.code for issue in find_missing(inventory, known)}


def test_an_inventory_of_names_alone_is_warned_about_once() -> None:
    found = find_missing(listed({}, {}, {}), RULES)
    assert [issue.code for issue in found if issue.severity.value == "warning"] == [
        "nothing_to_score_all"
    ]
    one = find_missing(listed({}, {"users": 1}), RULES)
    assert [issue.workload_id for issue in one if issue.code == "nothing_to_score"] == ["W0"]
