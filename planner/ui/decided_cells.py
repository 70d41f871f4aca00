"""Cells of the inventory that decide something: whoever fills one in says why and who decided."""

from __future__ import annotations

from collections.abc import Callable

from planner.editing.decided import DECIDING, Edits, edit_decided
from planner.editing.operations import edit_cells
from planner.ui.session import Session
from planner.wording import plural

__all__ = ["fill_in"]


def fill_in(
    session: Session, edits: Edits, ask: Callable[[str, Callable[[str], None]], object]
) -> None:
    """Fill in cells; where one pins, bans or overrules, ``ask`` for the reason first."""
    deciding = [(who, key) for who, key in edits if key in DECIDING]
    if not deciding:
        session.perform(edit_cells(session.document, edits))
        return
    workload, key = deciding[0]
    question = plural(
        "ui_ask.cell.why",
        session.language,
        len({who for who, _ in deciding}),
        name=session.workload_name(workload),
        field=session.say(f"fields.{key}"),
    )

    def decide(reason: str) -> None:
        session.perform(
            edit_decided(
                session.document, edits, reason, session.today, session.who, session.language
            )
        )

    ask(question, decide)
