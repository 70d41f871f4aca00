"""Rules in conflict and ways out, as people read them."""

import pytest

from planner.optimising.plan import Conflict, Repair, RuleRef
from planner.wording.rules import gathered
from planner.wording.wording import Wording


def test_a_freeze_of_a_field_profile_is_named_in_the_language() -> None:
    usual, own = RuleRef("freeze", "Stock-taking and year end"), RuleRef("freeze", "Our own")
    assert "盘点" in Wording("zh").rule(usual)
    assert "Our own" in Wording("zh").rule(own)


def test_many_rules_of_single_workloads_are_said_as_one():
    pins = tuple(RuleRef("allowed", names=(f"w{n}",)) for n in range(40))
    waves = tuple(RuleRef("wave_limit", "team", wave=n) for n in range(1, 6))
    assert gathered(pins + waves) == (
        RuleRef("allowed", names=tuple(f"w{n}" for n in range(40))),
        RuleRef("wave_limit", "team"),
    )
    lines, _ = Wording("en").conflict(Conflict(pins + waves))
    assert lines == (
        "the places w0, w1, w2, w3, w4, w5 and 34 more may go to", "the wave limit “team”",
    )  # fmt: skip
    few = pins[:2] + waves[:2]
    assert gathered(few) == few


def test_many_workloads_kept_off_one_target_are_said_as_one():
    rules = tuple(
        RuleRef("forbidden", names=(f"w{n}", target, "pin"))
        for n in range(9)
        for target in ("public", "hybrid")
    )
    english, _ = Wording("en").conflict(Conflict(rules))
    assert english == tuple(
        f"for each of w0, w1, w2, w3, w4, w5 and 3 more: it may not go to {target}"
        " (it is pinned to another target)"
        for target in ("public", "hybrid")
    )
    chinese, _ = Wording("zh").conflict(Conflict(rules))
    assert len(chinese) == 2
    assert "均不得部署在 public" in chinese[0]
    assert len(gathered(rules[:4])) == 4


@pytest.mark.parametrize(
    ("repair", "english", "chinese"),
    [
        (
            Repair((RuleRef("waves"),), "raise", 1.0),
            "add one wave, with the limits of the last",
            "增加 1 个批次，限额同最后一批",
        ),
        (
            Repair((RuleRef("waves"),), "raise", 3.0),
            "add 3 waves, with the limits of the last",
            "增加 3 个批次，限额同最后一批",
        ),
        (
            Repair((RuleRef("wave_limit", "team"),), "raise", 4.0),
            "raise the limit “team” in every wave by 4",
            "将每一批的限额“team”提高 4",
        ),
        (
            Repair((RuleRef("latest_wave", names=("A",)),), "later", 1.0),
            "allow the latest wave of A one wave later",
            "将 A 的最晚批次推后 1 批",
        ),
        (
            Repair((RuleRef("latest_wave", names=("A",)),), "later", 2.0),
            "allow the latest wave of A 2 waves later",
            "将 A 的最晚批次推后 2 批",
        ),
    ],
)
def test_a_change_is_said_with_its_amount(repair, english, chinese):
    assert Wording("en").change(repair) == english
    assert Wording("zh").change(repair) == chinese
