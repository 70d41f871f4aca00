"""No key of a target is shown: what the scoring took for granted is called by its words."""

from __future__ import annotations

from dataclasses import replace

from planner.presenting.view import PlainView
from planner.project import Document
from planner.wording import say
from tests.reporting.studies import make_study


def test_a_target_that_the_document_does_not_list_is_named_by_its_kind():
    study = make_study(12)
    bare = Document(inventory=study.inventory, programme=replace(study.programme, targets=()))
    view = PlainView(bare, "en", draft=study)
    for target in study.programme.targets:
        assert view.target_kind(target.id) == target.kind
        assert view.target_name(target.id) != target.id
    assert PlainView(bare, "zh").target_name("saas") not in ("", "saas")
    assert PlainView(bare, "en").target_name("nobody knows") == "nobody knows"


def test_a_count_of_thousands_is_written_in_groups():
    for language in ("en", "zh"):
        assert "1,000" in say("ui.status.no_plan", language, count=1000)
        assert "12,345" in say("ui.status.no_plan", language, count=12_345)
    assert say("ui.status.no_plan", "en", count=1).startswith("1 workload,")
