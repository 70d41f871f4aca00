"""What a page says and shows in each state, and how type and figures follow language and screen."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from planner.presenting.amount_words import amount_pair
from planner.presenting.money import percent_words
from planner.ui.dialogs.chooser import Chooser
from planner.ui.icons import program_icon
from planner.ui.look import Look, families
from planner.ui.pages import PAGES
from planner.ui.widgets.bars import LimitBar
from planner.ui.widgets.empty import EmptyState
from planner.wording.numbers import money_words
from planner.wording.wording import Wording


def empty_state(window, page):
    window.go(page)
    return next(one for one in window.pages[page].findChildren(EmptyState) if one.isVisible())


@pytest.mark.parametrize("page", ["scores", "placement", "waves", "scenarios", "roadmap"])
def test_an_empty_page_offers_to_open_a_file_first(window, qtbot, page):
    shown = empty_state(window, page)
    asked: list[str] = []
    window.pages[page].action_wanted.connect(asked.append)
    assert shown.button.text() == window.session.say("ui.start.open")
    window.pages[page].blockSignals(True)  # no file dialog in a test
    shown.open_wanted.connect(lambda: asked.append("open"))
    qtbot.mouseClick(shown.button, Qt.MouseButton.LeftButton)
    assert asked == ["open"]


def test_a_page_that_waits_for_a_plan_says_so(window, study, qtbot):
    window.planning.live = False
    window.session.show_study(study)
    window.session.study = None
    window.session.study_changed.emit()
    shown = empty_state(window, "placement")
    assert shown.button.text() == window.session.say("ui.action.plan")
    window.session.set_working("plan")
    assert shown.heading.text() == window.session.say("ui_window.working.plan")
    assert shown.bar.isVisible()
    assert not shown.button.isVisible()
    window.session.set_working("")
    assert shown.button.isVisible()


def test_type_of_presenter_mode_is_a_share_of_the_height(qapp):
    look = Look(qapp)
    look.use("light", presenting=True)
    look.present_in(720)
    assert look.points == 12
    look.present_in(1080)
    assert look.points == 16
    look.use("light", presenting=False)
    assert look.points == 10


def test_presenter_mode_leaves_the_height_to_the_page(planned, qtbot):
    planned.resize(1280, 720)
    planned.go("placement")
    planned.present(True)
    qtbot.wait(20)
    assert not planned.status.isVisible()
    assert not planned.rail.isVisible()
    assert planned.stack.height() > 0.75 * planned.height()
    planned.present(False)
    assert planned.status.isVisible()


def test_a_hidden_page_is_dressed_when_it_is_shown_and_a_dialog_at_once(planned, qtbot):
    for page in ("placement", "inventory"):
        planned.go(page)
    hidden, shown = planned.pages["placement"], planned.pages["inventory"]
    before = hidden.styleSheet()
    planned.look.use("dark")
    sheet = planned.look.sheet
    assert before == hidden.styleSheet() != sheet
    assert sheet == shown.styleSheet() == planned.rail.styleSheet() == planned.topbar.styleSheet()
    planned.go("placement")
    assert hidden.styleSheet() == sheet
    planned.commands.run("guide")
    guide = next(one for one in planned.findChildren(QDialog) if one.isVisible())
    assert guide.styleSheet() == sheet
    planned.look.use("light")
    assert guide.styleSheet() == planned.look.sheet != sheet
    guide.close()


def test_english_has_narrow_punctuation_and_chinese_wide(windows, qtbot):
    window = windows.open()
    wide = {}
    for language in ("en", "zh"):
        window.session.set_language(language)
        assert QApplication.font().families() == families(language)
        metrics = QFontMetricsF(QApplication.font())
        wide[language] = metrics.horizontalAdvance("…") / metrics.horizontalAdvance("中")
    assert wide["en"] < 0.9
    assert wide["zh"] == pytest.approx(1.0, abs=0.1)


def test_the_first_window_is_all_on_the_screen(window):
    room = QGuiApplication.primaryScreen().availableSize()
    usual = window._usual_size()
    assert usual.width() <= max(room.width(), window.minimumWidth())
    assert usual.height() <= max(room.height(), window.minimumHeight())
    assert not program_icon(QColor("#000000"), QColor("#ffffff")).isNull()


def test_figures_of_limits_have_their_units():
    assert (
        amount_pair("private.memory_gib", 19_000, 24_000, Wording("en", "CNY")) == "18.6 / 23.4 TiB"
    )
    assert amount_pair("private.memory_gib", 190, 240, Wording("en", "CNY")) == "190 / 240 GiB"
    assert amount_pair("private.cpu_cores", 3598, 3600, Wording("en", "CNY")) == "3,598 / 3,600"
    assert amount_pair("production", 17, 41.7, Wording("en", "CNY")) == "17.0 / 41.7"
    assert amount_pair("one_off", 33.6e6, 48e6, Wording("en", "CNY")) == "CNY 33.6 / 48.0 m"
    assert amount_pair("one_off", 33.6e6, 48e6, Wording("zh", "CNY")) == "3,360 / 4,800 万元"
    assert amount_pair("count", 9, None, Wording("en", "CNY")) == "9"


def test_the_figures_of_a_bar_never_stand_on_its_name(qapp, qtbot):
    look = Look(qapp)
    look.use("light")
    bar = LimitBar(look, "Number of hybrid systems", "15 / 15", 15.0, 15.0, None)
    qtbot.addWidget(bar)
    line = bar.fontMetrics().height()
    name, figures = map(
        bar.fontMetrics().horizontalAdvance, ("Number of hybrid systems", "15 / 15")
    )
    bar.resize(name + figures + 8, 10)  # the name fits in a line, and its figures do not beside it
    bar.show()
    assert bar.height() >= 2 * line


def test_money_and_shares_read_as_in_the_report():
    assert money_words(47_560_000_000, "CNY", "en") == "CNY 475.6 m"
    assert money_words(47_560_000_000, "CNY", "zh") == "4.76 亿元"
    assert money_words(1_230_000_000, "USD", "zh") == "1,230 万美元"
    assert money_words(0, "CNY", "zh") == "0 元"
    assert Wording("en", "CNY").sums(50_000, 60_000) == "CNY 50 / 60 k"
    assert percent_words(0.005) == "0.5%"
    assert percent_words(None) == "–"


def test_the_chosen_card_is_said_and_enter_offers_what_to_do(planned, qtbot):
    planned.go("waves")
    board = planned.pages["waves"].board
    first = next(box.card for box in board.lanes.boxes)
    planned.session.select((first.id,))
    assert board.accessibleDescription().startswith(first.name)
    assert planned.session.target_name(first.target) in board.accessibleDescription()
    asked: list[object] = []
    board.menu_wanted.disconnect()  # no menu grabs the keyboard of a test
    board.menu_wanted.connect(asked.append)
    qtbot.keyClick(board, Qt.Key.Key_Return)
    assert len(asked) == 1
    mouse = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(board, QContextMenuEvent(mouse, QPoint(5, 5), QPoint(7, 9)))
    assert asked[1] == QPoint(7, 9)


def test_the_chosen_node_is_said_and_the_map_names_long_columns(planned, qtbot):
    planned.go("dependencies")
    view = planned.pages["dependencies"].map
    name = next(iter(planned.pages["dependencies"].facts.names))
    planned.session.select((name,))
    assert planned.pages["dependencies"].facts.names[name] in view.accessibleDescription()
    drawn = []

    def lane_words(key: str) -> str:
        drawn.append(key)
        return key

    view.heads.lane_words = lane_words
    view.viewport().grab()
    lanes = {lane.key for lane in view.facts.layout.lanes}
    assert lanes <= set(drawn)
    view.heads.column_words = lambda key: f"A business domain with a long name {key}"
    assert view.heads.height(view.transform().m11()) > 24


def test_parked_questions_of_a_workbook_stand_in_the_parking_lot(planned):
    from dataclasses import replace

    from planner.model.scenario import Decision, DecisionKind

    session = planned.session
    open_one = Decision("D900", DecisionKind.PARKED, (), "", "Who signs the contract?")
    session.amend(replace(session.document, log=(*session.document.log, open_one)))
    planned.log.refresh()
    parked = [planned.log.parked.item(n).text() for n in range(planned.log.parked.count())]
    assert parked[-1] == "Who signs the contract?\nnobody yet"
    logged = [planned.log.list.item(n).text() for n in range(planned.log.list.count())]
    assert not any("contract" in words for words in logged)


def reading_order(page):
    """Controls that Tab stops at, in its order, with the place of their upper left corner."""
    stops, at = [], page
    for _ in range(600):
        at = at.nextInFocusChain()
        if at is page:
            break
        tabbed = at.focusPolicy() & Qt.FocusPolicy.TabFocus
        if isinstance(at, QWidget) and page.isAncestorOf(at) and at.isVisibleTo(page) and tabbed:
            stops.append((at, at.mapTo(page, QPoint(0, 0))))
    return stops


@pytest.mark.parametrize("page", PAGES)
def test_tab_follows_the_screen(planned, qtbot, page):
    """Down the page, or to the right: never up and to the left in one step."""
    planned.go(page)
    qtbot.wait(20)
    stops = reading_order(planned.pages[page])
    back = [
        (type(one).__name__, type(two).__name__, two.accessibleName())
        for (one, here), (two, there) in pairwise(stops)
        if there.y() < here.y() - 4 and there.x() < here.x() - 4
    ]
    assert back == []


def test_a_palette_without_a_match_says_so(planned):
    planned.commands.run("palette")
    (palette,) = planned.findChildren(Chooser)
    assert palette.none.isHidden()
    palette.search.setText("no action is called so")
    assert palette.list.count() == 0
    assert palette.none.isVisible()
    assert palette.none.text() == planned.session.say("ui.palette.none")
    palette.reject()


def test_a_strip_short_of_room_leaves_out_figures_and_cuts_none(planned, qtbot):
    planned.present(True)
    planned.resize(1024, 700)
    qtbot.wait(20)
    strip = planned.strip
    for figure, delta in zip(strip.figures.values(), strip.deltas.values(), strict=True):
        figure.setText("CNY 335.4 m")
        delta.setText("▼ −123,456,789")
    strip._make_room()
    qtbot.wait(20)
    shown = [name for name, one in strip.figures.items() if one.isVisible()]
    assert len(shown) in range(1, len(strip.figures))
    parts = [group[name] for group in (strip.names, strip.figures, strip.deltas) for name in shown]
    cut = [part.text() for part in parts if part.width() < part.sizeHint().width()]
    assert cut == []
    planned.present(False)


def test_names_are_read_where_not_all_factors_can_be_seen_even_beside_few_letters(planned, qtbot):
    planned.go("scores")
    page = planned.pages["scores"]
    table, points = page.table, page.look.points
    table.setMinimumWidth(1)
    table.resize(600, table.height())
    table.share_columns()
    factors = sum(table.columnWidth(column) for column in range(1, 6))
    frame = table.width() - table.viewport().width()
    for beside, letters in ((6, 14), (8, 8)):
        table.resize(round(factors + frame + beside * points), table.height())
        table.share_columns()
        assert abs(table.columnWidth(0) - letters * points) <= points / 2


@pytest.mark.parametrize(("points", "times"), [(10.0, 1), (14.0, 2)])
def test_what_was_hidden_while_the_type_was_larger_is_dressed_when_it_is_shown(
    window, qtbot, points, times
):
    class Part(QWidget):
        """On some screens the application's type reaches it while it is hidden, and stays."""

        def font(self):
            return QFont("", round(points))

        def setStyleSheet(self, sheet):
            worn.append(sheet)
            super().setStyleSheet(sheet)

    worn: list[str] = []
    part = Part()
    qtbot.addWidget(part)
    super(Part, part).setStyleSheet(window.look.sheet)
    part.show()
    window.dresser.add(part)
    part.hide()
    worn.clear()
    part.show()
    assert worn == [window.look.sheet] * (times - 1)


def test_the_foot_is_as_high_after_presenting_as_before(planned, qtbot):
    planned.show()
    qtbot.wait(20)
    before = planned.status.minimumHeight()
    planned.present(True)
    qtbot.wait(20)
    planned.present(False)
    qtbot.wait(20)
    assert planned.status.minimumHeight() == before
