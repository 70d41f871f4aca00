"""Cells of the inventory that decide something: whoever fills one in says why and who decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from planner.editing.decided import DECIDING, Edits, edit_decided
from planner.editing.operations import edit_cells
from planner.editing.workloads import add_workloads, with_added
from planner.model.fields import Value
from planner.ui.session import Session
from planner.wording import plural

__all__ = ["fill_in"]


type Fresh = Sequence[tuple[str, Mapping[str, Value]]]


def fill_in(
    session: Session,
    edits: Edits,
    ask: Callable[[str, Callable[[str], None]], object],
    fresh: Fresh = (),
) -> None:
    """Fill in cells; where one pins, bans or overrules, the reason is asked for first.

    Parameters
    ----------
    edits
        New values by workload id and field key.
    ask
        Asks for it in a question's words, and hands on what was said.
    fresh
        Workloads (name and values) that are added in the same step.
    """
    deciding = [(who, key) for who, key in edits if key in DECIDING]
    if not deciding:
        if edits:
            step = with_added(edit_cells(session.document, edits), fresh)
        else:
            step = add_workloads(session.document, fresh)
        session.perform(step)
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
        step = edit_decided(
            session.document, edits, reason, session.today, session.who, session.language
        )
        session.perform(with_added(step, fresh))

    ask(question, decide)
