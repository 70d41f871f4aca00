"""No key of a target is shown: what the scoring took for granted is called by its words."""

from __future__ import annotations

from dataclasses import replace

from planner.errors import BadInputError, message
from planner.importing.own_workbook.form import level_of, level_words
from planner.presenting.view import PlainView
from planner.project import Document
from planner.wording import say, say_error
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


def test_latin_names_in_chinese_sentences_have_blanks_and_curly_quotes():
    pair = say("ui_rules.pair", "zh", one="UAT", other="Claims")
    assert pair == "UAT 与 Claims"
    assert say("ui_rules.pair", "zh", one="私有云", other="公有云") == "私有云与公有云"
    error = BadInputError(
        "errors.file.reading_ended_unexpectedly", names=(message("errors.quoted", name="a.xlsx"),)
    )
    sentence, _ = say_error(error, "zh")
    assert "“a.xlsx”" in sentence
    assert '"' not in sentence


def test_levels_of_the_pilot_are_written_and_read_in_words():
    for language, words in (("en", "Critical"), ("zh", "关键")):
        assert level_words("critical", language) == words
        assert level_of(words) == "critical"
        assert level_of("critical") == "critical"
    assert level_of("of my own") == "of my own"
