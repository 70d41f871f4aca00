"""What would hold up the window is done piece by piece."""

from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer
from shiboken6 import delete

from planner.presenting.kept import kept
from planner.ui.later import Later


def in_a_loop(work) -> None:
    """Do something while a loop of events runs, and let the loop run until it has nothing to do."""
    loop = QEventLoop()
    QTimer.singleShot(0, work)
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, loop.quit))
    loop.exec()


def test_pieces_are_done_at_once_where_nobody_can_press_a_key(qapp) -> None:
    done = []
    Later().do(lambda: done.append(1), lambda: done.append(2))
    assert done == [1, 2]


def test_in_a_loop_pieces_wait_for_their_turn_each_once(qapp, qtbot) -> None:
    later, done = Later(), []

    def one() -> None:
        done.append("one")

    def other() -> None:
        done.append("other")

    def work() -> None:
        later.do(one, other)
        later.do(one)  # it waits already
        later.do(lambda: done.append("first"), first=True)
        done.append("asked")
        assert later.busy

    in_a_loop(work)
    qtbot.waitUntil(lambda: not later.busy)
    assert done == ["asked", "first", "one", "other"]


def test_long_pieces_leave_turns_between_them(qapp, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("planner.ui.later.SLICE_S", 0.0)
    later, done = Later(), []

    def piece() -> None:
        done.append("piece")
        QTimer.singleShot(0, lambda: done.append("key"))

    in_a_loop(lambda: later.do(piece, lambda: done.append("other")))
    qtbot.waitUntil(lambda: not later.busy)
    assert done.index("key") < done.index("other")


def test_a_piece_that_fails_holds_up_none_of_the_others(qapp, qtbot) -> None:
    later, done = Later(), []

    def fail() -> None:
        raise ValueError

    with qtbot.captureExceptions() as failed:
        in_a_loop(lambda: later.do(fail, lambda: done.append("other")))
        qtbot.waitUntil(lambda: not later.busy)
    assert [kind for kind, _, _ in failed] == [ValueError]
    assert done == ["other"]


def test_a_piece_of_what_is_gone_is_left_out(qapp) -> None:
    class Part(QObject):
        def draw(self) -> None:
            done.append("drawn")

    later, done, part = Later(), [], Part()

    def work() -> None:
        later.do(part.draw, lambda: done.append("other"))
        delete(part)

    in_a_loop(work)
    later.finish()
    assert done == ["other"]


def test_answers_are_kept_for_the_very_same_things_alone() -> None:
    made = []

    @kept(2)
    def count(things):
        made.append(things)
        return len(things)

    one, alike = [1, 2], [1, 2]
    assert count(one) == count(one) == 2
    assert len(made) == 1
    count(alike)
    assert len(made) == 2  # alike is not the same
    count([])
    count(one)
    assert len(made) == 4  # the oldest was let go


def test_a_page_is_made_in_pieces_and_whole_where_somebody_goes_to_it(window) -> None:
    window.prepare("roadmap")
    assert "roadmap" not in window.pages
    (begun,) = [page for page in window._begun if page.key == "roadmap"]
    page = window.page("roadmap")
    assert page is begun
    assert window.stack.indexOf(page) >= 0
    assert page.styleSheet() == window.look.sheet


def test_a_page_that_is_half_made_lets_go_of_its_files(window) -> None:
    window.prepare("roadmap")
    (begun,) = [page for page in window._begun if page.key == "roadmap"]
    folder = Path(begun._folder.name)
    assert folder.exists()
    window.close_without_asking()
    assert not folder.exists()


def test_what_a_page_in_sight_asks_for_is_worked_out_in_turns_of_its_own(planned, monkeypatch):
    planned.go("waves")
    page, turns = planned.pages["waves"], []
    monkeypatch.setattr(page, "ahead", lambda: (lambda: turns.append("cards"),))
    monkeypatch.setattr(page, "refresh", lambda: turns.append("page"))
    monkeypatch.setattr("planner.ui.later.SLICE_S", 0.0)
    loop = QEventLoop()

    def change() -> None:
        page.changed()
        QTimer.singleShot(0, page, lambda: QTimer.singleShot(0, lambda: turns.append("key")))

    QTimer.singleShot(0, change)
    watch = QTimer()
    watch.timeout.connect(lambda: loop.quit() if "page" in turns and "key" in turns else None)
    watch.start(0)
    loop.exec()
    assert turns.index("cards") < turns.index("page")
    assert not planned.look.later.busy


def test_a_window_that_is_closed_says_nothing_that_waited(window, qtbot, monkeypatch) -> None:
    said, later = [], window.look.later
    monkeypatch.setattr(type(window), "retranslate", lambda self: said.append("window"))

    def work() -> None:
        window.session.set_language("zh")
        assert later.busy
        window.close_without_asking()

    in_a_loop(work)
    qtbot.waitUntil(lambda: not later.busy)
    assert said == []
