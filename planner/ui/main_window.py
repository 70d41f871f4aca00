"""The window: puts pages, menus, banner and status together; what they do stands elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, QChildEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from planner.errors import PlannerError
from planner.settings import Settings, with_recent
from planner.shipped import samples_folder
from planner.ui.actions import build_actions, build_menus, enable_actions, name_actions
from planner.ui.commands import Commands
from planner.ui.documents import Documents
from planner.ui.frame import Frame
from planner.ui.idle_questions import IdleQuestions
from planner.ui.import_flow import ImportFlow
from planner.ui.look import Dresser, Look
from planner.ui.messages import Messages
from planner.ui.pages import PAGES, make_page
from planner.ui.pages.page import Page
from planner.ui.planning import Planning
from planner.ui.preparing import Preparing
from planner.ui.remembering import lay_out_again, remember, take_up_again
from planner.ui.runner import Job, Runner
from planner.ui.session import Session
from planner.ui.widgets.banner import Banner
from planner.ui.widgets.card_list import CardList
from planner.ui.widgets.change_panel import ChangePanel
from planner.ui.widgets.decision_log import DecisionLog
from planner.ui.widgets.delta_strip import DeltaStrip
from planner.ui.widgets.facilitator import Facilitator
from planner.ui.widgets.rail import Rail
from planner.ui.widgets.status import StatusStrip
from planner.ui.widgets.topbar import TopBar
from planner.ui.widgets.words import Words
from planner.wording import LANGUAGES

__all__ = ["MainWindow"]

LEAST_WIDTH, LEAST_HEIGHT = 1024, 640
LEAST_PAGE = 160
USUAL_SIZE = (1280, 800)
ROOM_FOR_LOG = 1280
"""Width from which a room sees the decisions beside the page, until somebody hides them."""
TITLE_BAR = 36
"""Height that a desktop's own frame takes of the screen, at most."""


class Stack(QStackedWidget):
    """The pages: they take the room that is left, so that a message above them is read in full."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(LEAST_PAGE)

    def hasHeightForWidth(self) -> bool:
        """No: else what the highest of all pages would like is taken from the message."""
        return False


def _leave_drops(page: Page) -> None:
    """Let files be dropped anywhere: only boards take what is dropped, and only their cards."""
    for child in page.findChildren(QWidget):
        if child.acceptDrops() and not isinstance(child, CardList):
            inside = child.parentWidget()
            if not isinstance(inside, CardList):
                child.setAcceptDrops(False)


class MainWindow(Frame):
    """One project in one window."""

    settings_changed = Signal(object)
    closed = Signal(object)

    def __init__(self, look: Look, settings: Settings) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.look, self.settings = look, settings
        self.dresser = Dresser(look, self)  # before its parts: they measure what they wear
        self.session = Session(self)
        self.session.language = settings.language or "en"
        self.session.who = settings.who
        self.session.decider_changed.connect(
            lambda who: self.change_settings(lambda known: replace(known, who=who))
        )
        self.words = Words(self.session)
        self.runner = Runner(self)
        self.planning = Planning(self.session, self.runner)
        self.planning.time_limit_s = settings.search_limit_s
        self.idle_questions = IdleQuestions(self.session, self.runner, self.planning)
        self.idle_questions.answered.connect(self._answered)
        self.idle_questions.exhausted.connect(self._ask_about_workloads)
        self.documents = Documents(self.session, self.runner, settings.autosave_s)
        self.banner = Banner(look)
        self.messages = Messages(self.session, self.banner, self.planning)
        self.imports = ImportFlow(self.session, look, self.runner, self.documents, self.tell, self)
        self.commands = Commands(self)
        self.actions_by_name = build_actions(self, self.commands.run)
        self.menus = build_menus(self, self.actions_by_name)
        self.pages: dict[str, Page] = {}
        self._making: dict[str, Iterator[None]] = {}
        self._begun: list[Page] = []
        self.preparing = Preparing(self)
        self.page_key = ""
        for text in reversed(settings.recent):
            self._ask_near(Path(text))
        self.find_open = lambda _: None
        self._closing = False
        self._assemble()
        self._connect()
        self.setAcceptDrops(True)
        self.setMinimumSize(LEAST_WIDTH, LEAST_HEIGHT)
        self.resize(self._usual_size())
        if settings.geometry:
            self.restoreGeometry(QByteArray.fromBase64(QByteArray(settings.geometry.encode())))
        self.go("start")
        self.retranslate()

    def _usual_size(self) -> QSize:
        """Return the size of a window that was never resized: all of it on the screen."""
        room = self.screen().availableSize() - QSize(0, TITLE_BAR)
        return QSize(*USUAL_SIZE).boundedTo(room).expandedTo(self.minimumSize())

    def _assemble(self) -> None:
        self.topbar = TopBar(self.session, self.look, self.words, self.actions_by_name)
        self.strip = DeltaStrip(self.session, self.look, self.words, self.actions_by_name)
        self.strip.hide()
        self.rail = Rail(self.session, self.look, PAGES)
        self.stack = Stack()
        self.status = StatusStrip(self.session, self.look, self.words)
        self.log = DecisionLog(self.session, self.look, self.words)
        self.log.hide()
        self.changes = ChangePanel(self.session, self.look, self.words, self.runner)
        self.facilitator = Facilitator(self.session, self.look, self.words, self.settings.agenda)
        self.facilitator.hide()
        self.facilitator.agenda_changed.connect(
            lambda lines: self.change_settings(lambda known: replace(known, agenda=lines))
        )
        self.beside: dict[str, QWidget] = {
            "decisions": self.log, "changes": self.changes, "facilitator": self.facilitator,
        }  # fmt: skip
        self.status.changes_wanted.connect(self.actions_by_name["changes"].trigger)
        middle = QVBoxLayout()
        middle.setContentsMargins(8, 8, 8, 0)
        middle.addWidget(self.banner)
        middle.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        for panel in self.beside.values():
            row.addWidget(panel)
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.topbar)
        column.addWidget(self.strip)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.dresser.add(self.menuBar(), self.topbar, self.strip, self.rail, self.banner)
        self.dresser.add(self.status, *self.beside.values())

    def _connect(self) -> None:
        session = self.session
        self.rail.chosen.connect(self.go)
        self.look.changed.connect(self.retranslate)
        session.language_changed.connect(lambda: self.look.later.do(self.retranslate))
        session.history_changed.connect(self.show_history)
        session.selection_changed.connect(
            lambda: enable_actions(self.session, self.actions_by_name)
        )
        session.document_changed.connect(self.show_history)
        self.runner.started.connect(self._job_started)
        self.planning.failed.connect(self.tell)
        self.planning.impossible.connect(self.messages.tell_impossible)
        self.documents.failed.connect(self.tell)
        self.documents.opened.connect(self._opened)
        self.documents.saved.connect(self._saved)
        self.documents.exported.connect(self.messages.tell_exported)
        self.documents.exported.connect(lambda _: self.show_history())

    def _answered(self) -> None:
        """Show an answer that came in while nobody waited, where it would be looked for."""
        if self.page_key == "scenarios":
            self.pages["scenarios"].show_answers()

    def _ask_about_workloads(self) -> None:
        """Let what came second be found, workload by workload, on whatever page the window is."""
        if "placement" in self.pages:
            self.pages["placement"].ask_on()

    # Pages ------------------------------------------------------------------------------------

    def go(self, key: str) -> None:
        """Show a page."""
        if key != self.page_key:
            self.messages.turned()
        self.stack.setCurrentWidget(self.page(key))
        self.page_key = key
        self.rail.check(key)
        self.rail.buttons[key].setFocus()

    def page(self, key: str) -> Page:
        """Return a page; it is made when it is first wanted."""
        while key not in self.pages:
            self.prepare(key)
        return self.pages[key]

    def prepare(self, key: str) -> None:
        """Do a piece of the making of a page."""
        next(self._making.setdefault(key, self._make_page(key)), None)

    def _make_page(self, key: str) -> Iterator[None]:
        """Make a page in pieces, each of which holds the window up for a moment only."""
        page = make_page(key, self.session, self.look, self.runner)
        self._begun.append(page)
        self.commands.listen_to(page)
        yield
        self.stack.addWidget(page)
        yield
        self.dresser.add(page)
        yield
        self._restore(page)
        _leave_drops(page)
        self.pages[key] = page
        del self._making[key]

    def _restore(self, page: Page) -> None:
        """Give a page what is remembered of it."""
        lay_out_again(page, self.settings)
        page.restore(self.settings)

    def retranslate(self) -> None:
        """Say everything of the frame in the window's language and colours."""
        self.words.again()
        name_actions(self.session, self.look, self.actions_by_name, self.menus)
        self.actions_by_name["dark"].setChecked(self.look.scheme.name == "dark")
        self.actions_by_name["chinese"].setChecked(self.session.language != LANGUAGES[0])
        self.actions_by_name["live"].setChecked(self.planning.live)
        self.show_history()

    def present(self, on: bool, height: int = 0) -> None:
        """Show a room only what matters, in large type, with the decisions at the side.

        ``height`` is that of the window, where it is about to become another.
        """
        self.look.present_in(height or self.height())
        for left_out in (self.menuBar(), self.rail) if on else (self.strip,):
            left_out.hide()  # before: what is out of sight is not dressed
        self.look.use(self.look.name, presenting=on)
        self.menuBar().setVisible(not on)
        self.rail.setVisible(not on)
        self.strip.setVisible(on)
        self.status.deltas.setVisible(not on)
        other = any(self.actions_by_name[one].isChecked() for one in ("changes", "facilitator"))
        if on:
            room = self.width() >= ROOM_FOR_LOG
            self.actions_by_name["decisions"].setChecked(room and not other)
        self.show_beside()

    def show_beside(self) -> None:
        """Show beside the page what is asked for, and nothing else."""
        for name, panel in self.beside.items():
            panel.setVisible(self.actions_by_name[name].isChecked())
        if self.log.isVisible():
            self.log.refresh()

    def show_history(self) -> None:
        """Name what undo and redo would do, and the project in the title."""
        session, history = self.session, self.session.history
        enable_actions(session, self.actions_by_name)
        for name, step in (("undo", history.undo_label), ("redo", history.redo_label)):
            words = session.say(f"ui.action.{name}")
            named = session.named(words, session.step_name(step)) if step else words
            self.actions_by_name[name].setText(named)
        empty = session.is_empty
        name = session.path.stem if session.path else session.document.name
        title = name or session.say("ui.untitled")
        changed = history.dirty and not empty
        self.setWindowTitle(
            f"{title}[*] – {session.say('ui.program')}"
            if not empty
            else session.say("ui.program") + "[*]"
        )
        self.setWindowModified(changed)

    def tell(self, error: PlannerError) -> None:
        """Show an error above the page."""
        self.banner.tell_error(error, self.session.language)

    def _job_started(self, job: Job) -> None:
        self.status.follow(job)

    def _opened(self, path: Path) -> None:
        self.banner.hide()
        self.remember(path)
        usual = "inventory" if self.session.document.scenario.plan is None else "placement"
        self.go(take_up_again(self, path) or usual)
        self.planning.score()
        self.messages.tell_doubts()

    def _saved(self, path: Path) -> None:
        self.remember(path)

    def remember(self, path: Path) -> None:
        """Put a file first among the recent ones."""
        self.change_settings(lambda settings: with_recent(settings, path))
        self._ask_near(path)
        self._restore(self.pages["start"])

    def _ask_near(self, path: Path) -> None:
        """Let dialogs for files begin beside a file: not among what is shipped, unless told to."""
        if samples_folder() not in path.parents:
            self.session.folder = path.parent

    def change_settings(self, change: Callable[[Settings], Settings]) -> None:
        """Change what is remembered."""
        self.settings = change(self.settings)
        self.settings_changed.emit(self.settings)

    def childEvent(self, event: QChildEvent) -> None:
        """Dress a dialog of the window."""
        super().childEvent(event)
        child = event.child()
        if event.polished() and isinstance(child, QDialog):
            self.dresser.attend(child)

    # Files dropped, and the end ---------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.commands.open_paths(paths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep rail and type of presenter mode in step with the size of the window."""
        super().resizeEvent(event)
        self.rail.fit(event.size().width())
        if self.look.presenting:
            self.look.present_in(event.size().height())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask only where something would be lost; end every job."""
        if not self._closing and self.session.would_lose:
            event.ignore()
            self.commands.ask_to_save()
            return
        self.finish()
        event.accept()
        self.closed.emit(self)

    def close_without_asking(self) -> None:
        """Close; the question has been answered."""
        self._closing = True
        self.close()

    def leave(self) -> None:
        """End without a question; unsaved work is kept aside."""
        self.documents.keep_now()
        self.finish()

    def finish(self) -> None:
        """End jobs and timers; leave nothing behind but what is to be kept aside."""
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.change_settings(
            lambda one: remember(self, replace(one, geometry=geometry, page=self.page_key))
        )
        self.runner.shut_down()
        self.documents.end()
        self.planning.close()
        for page in self._begun:
            page.end()
        self.look.changed.forget(self)
