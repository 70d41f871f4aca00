"""Open questions: parked with who takes them, answered, and everything undone."""

from __future__ import annotations

from datetime import date

from planner.editing.decisions import open_questions, park_question, settle_question
from planner.presenting.log_words import log_entries, parked_questions
from planner.presenting.view import PlainView
from planner.project import Document


def test_a_question_keeps_its_owner_and_goes_when_it_is_answered():
    old = Document(parked=("Renew the contract?",))
    first = park_question(old, "Who pays?", "Li Wei", date(2027, 1, 4)).document
    both = park_question(first, "When?").document
    view = PlainView(both, "en")
    assert parked_questions(view) == [
        "Renew the contract?", "Who pays?\nLi Wei", "When?\nnobody yet",
    ]  # fmt: skip
    assert not list(log_entries(view))  # a question is no decision
    assert [one.day for one in open_questions(both)] == [date(2027, 1, 4), None]
    settled = settle_question(both, 1).document
    assert parked_questions(PlainView(settled, "zh")) == [
        "Renew the contract?",
        "When?\n尚无人负责",
    ]
    assert len(settled.log) == 2  # what was asked stays written
    assert parked_questions(PlainView(settle_question(settled, 0).document, "en")) == [
        "When?\nnobody yet"
    ]
