"""The commands that change the document: undo, notes, parked questions, the history."""

from __future__ import annotations

from functools import partial

from planner.editing.decisions import note_decision, park_question
from planner.editing.progress import agree_baseline
from planner.ui.command_base import CommandBase
from planner.ui.dialogs.chooser import Choice

__all__ = ["EditCommands"]


class EditCommands(CommandBase):
    """One method an action; named after it."""

    def do_undo(self) -> None:
        """Take the last action back."""
        self._session.undo()

    def do_redo(self) -> None:
        """Do it again."""
        self._session.redo()

    def do_history(self) -> None:
        """List every action, to go to any of them."""
        session = self._session
        steps = session.history.steps
        choices = [
            Choice(
                session.step_name(step.label) if step.label else session.say("ui.history.begin"),
                partial(session.jump, number),
                "◀" if number == session.history.at else "",
            )
            for number, step in enumerate(steps)
        ]
        self._choose("ui.action.history", "ui.history.search", list(reversed(choices)))

    def do_baseline(self) -> None:
        """Agree the plan as it stands: later ones are held against it."""
        session = self._session
        session.perform(
            agree_baseline(session.document, session.today, session.who, session.language)
        )

    def do_note(self) -> None:
        """Write into the decision log."""
        session = self._session
        self.ask_reason(
            session.say("ui.note.ask"),
            lambda text: session.perform(
                note_decision(session.document, text, session.today, session.who)
            ),
        )

    def do_park(self) -> None:
        """Put a question on the parking lot."""
        session = self._session
        self.ask_question(
            session.say("ui.park.ask"),
            lambda text, who: session.perform(
                park_question(session.document, text, who, session.today)
            ),
        )
