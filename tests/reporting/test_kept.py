"""What is kept of figures: once for each question, and no longer than the figures live."""

import gc
import weakref

from planner.reporting.kept import kept


class Counted:
    """Stands for figures; counts how often it was asked."""

    def __init__(self):
        self.asked = 0


@kept
def doubled(figures, number, *, more=0):
    figures.asked += 1
    return 2 * number + more


def test_the_same_question_is_worked_out_once():
    figures = Counted()
    assert [doubled(figures, 3), doubled(figures, 3), doubled(figures, 3, more=1)] == [6, 6, 7]
    assert figures.asked == 2


def test_other_figures_are_asked_anew():
    first, second = Counted(), Counted()
    assert doubled(first, 4) == doubled(second, 4) == 8
    assert (first.asked, second.asked) == (1, 1)


def test_what_was_found_goes_with_the_figures():
    figures = Counted()
    doubled(figures, 5)
    gone = weakref.ref(figures)
    del figures
    gc.collect()
    assert gone() is None
