"""Sentences of answers as the window says them: who is not named, and how sure a flip is."""

from __future__ import annotations

from planner.errors import Message
from planner.model.insight import Flip
from planner.presenting.view import View

__all__ = ["flip_words", "said_words"]

NOBODY = {
    "questioning.reason.decision": "ui_why.reason.decision",
    "questioning.reason.withdrawn": "ui_ask.reason.withdrawn",
}
"""Sentences of decisions, and those in their place where nobody signed."""


def said_words(view: View, said: Message) -> str:
    """Say a sentence; targets, factors and workloads by their names where it gives their ids."""
    key = said.key if said.params.get("who") else NOBODY.get(said.key, said.key)
    return view.wording.said(Message(key, said.params))


def flip_words(view: View, flip: Flip) -> str:
    """Say what would send a workload elsewhere, and how it is known.

    A cost is changed in the problem itself, nothing is assessed anew.
    """
    known = "proven" if flip.proven else "tried" if flip.tried else "about"
    known = "placed" if flip.proven and flip.what == "cost" else known
    return view.say(f"ui_ask.flip.{known}", flip=view.wording.flip(flip))
