"""The questions in a process of their own: the same answers, and those known where it is ended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.child_process import Outcome, WorkerProcess
from planner.errors import CancelledError
from planner.jobs import Stop
from planner.model.insight import Insights, Question, Stability, Why
from planner.questioning import Asked, apart, ask
from planner.questioning.apart import ask_apart

WHY = Why("a", "first")
QUESTION = Question("a", "users", 0.5)
SURE = Stability(1, 0, {}, {}, 1.0, (0, 0, 0))


class Ended(WorkerProcess):
    """A process that hands over some answers and is ended then."""

    def __init__(self, why: str, *found: Insights) -> None:
        super().__init__(1.0)
        self.why, self.found = why, found

    def run(self, work, arguments, stop, listen, take, *, grace_s=None):
        for known in self.found:
            take(known)
        return Outcome(None, self.why)


def test_the_answers_are_those_of_this_process(small):
    asked = Asked(work=None, draws=20, second=False, prices=False, frontier=False)
    apart, here = ask_apart(small, asked), ask(small, asked)
    assert apart.why == here.why
    assert apart.stability == here.stability
    assert apart.questions == here.questions


def test_what_is_known_by_then_is_kept_where_the_time_is_far_over(small):
    first = Insights()
    later = replace(first, frontier=())
    assert ask_apart(small, child=Ended("time", first, later)) is later
    assert ask_apart(small, child=Ended("died", first)) == replace(first, cut_short=True)


def test_a_process_of_questions_that_dies_is_started_once_more(small):
    class Mended(Ended):
        runs = 0

        def run(self, work, arguments, stop, listen, take, *, grace_s=None):
            self.runs += 1
            if self.runs == 1:
                return super().run(work, arguments, stop, listen, take, grace_s=grace_s)
            return Outcome(answered)

    answered = replace(Insights(), frontier=())
    child = Mended("died", Insights())
    assert ask_apart(small, child=child) is answered
    assert child.runs == 2
    late = Mended("died", Insights())
    ask_apart(small, stop=Stop(0.0), child=late)
    assert late.runs == 1  # its time is over


def test_two_processes_answer_together_what_one_answers(small):
    asked = Asked(draws=30, seed=2)
    child, other = WorkerProcess(60.0), WorkerProcess(60.0)
    try:
        assert ask_apart(small, asked, child=child, other=other) == ask(small, asked)
    finally:
        child.close()
        other.close()


def test_what_one_of_two_processes_knows_is_kept_where_both_are_ended(small):
    one, two = Insights(questions=(QUESTION,)), Insights(why={"a": WHY}, stability=SURE)
    both = ask_apart(small, child=Ended("time", one), other=Ended("time", two))
    assert both == Insights(why={"a": WHY}, questions=(QUESTION,), stability=SURE)


def test_a_cancel_is_told(small):
    with pytest.raises(CancelledError):
        ask_apart(small, child=Ended("cancelled", Insights()))


def test_each_kind_of_answer_is_handed_over_when_it_is_known(small):
    told: list[Insights] = []
    asked = Asked(work=None, draws=20, second=False)
    last = ask(small, asked, tell=told.append)
    assert told[-1] == last
    assert [bool(told[0].why), told[0].prices, told[0].stability] == [True, (), None]
    for kind in ("prices", "frontier", "stability"):
        known = [bool(getattr(one, kind)) for one in told]
        assert known == sorted(known)  # what is known stays known
        assert known[-1]
        assert not known[0]


class Asking(WorkerProcess):
    """A process that notes what it is asked."""

    def __init__(self) -> None:
        super().__init__(1.0)
        self.asked: list[Asked] = []

    def run(self, work, arguments, stop, listen, take, *, grace_s=None):
        _, asked = arguments
        self.asked.append(asked)
        return Outcome(Insights(stability=SURE if asked.draws else None))


@pytest.mark.parametrize("large", [False, True])
def test_two_processes_share_the_questions(small, monkeypatch, large):
    monkeypatch.setattr(apart, "EXACT_UP_TO", 0 if large else 10**6)
    child, other = Asking(), Asking()
    found = ask_apart(small, Asked(work=1_001, draws=20), child=child, other=other)
    dear, sure = child.asked[0], other.asked[0]
    for name in ("why", "second", "prices", "frontier", "worth_asking"):
        assert getattr(dear, name) != getattr(sure, name), "each is asked once"
    assert (dear.draws, sure.draws) == (0, 20)
    assert dear.second is large
    assert found.stability == SURE
    assert ask_apart(small, Asked(work=None), child=child, other=other).stability == SURE
