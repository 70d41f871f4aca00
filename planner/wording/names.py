"""The names of limits and targets as people know them, from the keys the problem knows them by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Protocol

from planner.errors import Message, message
from planner.wording.catalogue import has

if TYPE_CHECKING:
    from planner.model.inventory import Inventory
    from planner.model.programme import Programme, Target
    from planner.model.rules import ComplianceRule, Words
    from planner.model.study import Draft

__all__ = ["Names", "phase_key", "status_key"]

PARTS: Final = frozenset({"all_private", "budget", "capacity", "team"})
"""Words of ``assessing.limit`` that only make sense within a name; alone they are a user's own."""

type Name = Message | str
"""A name of the user's own, or a message where the program has words for it."""


class Titled(Protocol):
    """What has a name of its own."""

    @property
    def name(self) -> str:
        """The name."""


@dataclass(frozen=True, slots=True)
class Names:
    """What people call the things a plan knows by keys.

    Attributes
    ----------
    programme
        Targets and teams; None where there is a problem alone, whose keys stand as they are.
    laws
        Rules of law and policy, named where one of them is a reason.
    workloads
        Workloads by id; ids that are not in it stand as they are.
    """

    programme: Programme | None = None
    laws: Sequence[ComplianceRule] = ()
    workloads: Mapping[str, Titled] = field(default_factory=dict)

    @classmethod
    def of(cls, draft: Draft) -> Names:
        """Return all names of a scenario."""
        return cls(draft.programme, draft.rules.compliance, draft.inventory.by_id)

    @classmethod
    def shown(cls, inventory: Inventory, programme: Programme, draft: Draft | None = None) -> Names:
        """Return the names of a document; what it does not list has the name its draft gives.

        Parameters
        ----------
        inventory
            Names of workloads.
        programme
            Names of targets, teams and limits.
        draft
            Gives the name of what the two do not list; None where there is none.
        """
        if draft is None:
            return cls(programme, (), inventory.by_id)
        own = {target.id for target in programme.targets}
        assumed = tuple(one for one in draft.programme.targets if one.id not in own)
        whole = replace(draft.programme, targets=(*programme.targets, *assumed))
        return cls(whole, draft.rules.compliance, inventory.by_id)

    def workload(self, key: str) -> str:
        """Return the name of a workload."""
        found = self.workloads.get(key)
        return key if found is None else found.name

    def _target(self, key: str) -> Target | None:
        assert self.programme is not None
        return next((entry for entry in self.programme.targets if entry.id == key), None)

    def target(self, key: str) -> Name:
        """Return the user's own name of a target, else the words for its kind."""
        if self.programme is None:
            return key
        found = self._target(key)
        if found is not None and found.name:
            return found.name
        return _known(f"common.target.{found.kind if found is not None else key}", key)

    def target_kind(self, key: str) -> str:
        """Return the kind of a target; its id where nobody knows it."""
        found = self._target(key) if self.programme is not None else None
        return key if found is None else found.kind

    def team(self, key: str) -> Name:
        """Return the user's own name of a team, else the words for its kind of work."""
        if self.programme is None:
            return key
        found = (one.name for one in self.programme.teams if one.id == key and one.name)
        return next(found, None) or _known(f"common.work.{key}", key)

    def limit(self, key: str) -> Name:
        """Return the name of a limit: the program's own keys in words, the user's as they are.

        ``capacity.<target>.<measure>`` (``*``: all private clouds together), ``budget.<id>`` and
        ``team.<id>`` are made by the assessment; other keys with words of their own are in
        ``assessing.limit``.
        """
        if self.programme is None:
            return key
        kind, _, rest = key.partition(".")
        if kind == "capacity" and "." in rest:
            target, _, measure = rest.rpartition(".")
            whole = message("assessing.limit.all_private") if target == "*" else None
            return message(
                "assessing.limit.capacity",
                name=whole or self.target(target),
                measure=_known(f"fields.{measure}", measure),
            )
        if kind == "budget" and rest:
            return message("assessing.limit.budget", name=rest)
        if kind == "team" and rest:
            return message("assessing.limit.team", name=self.team(rest))
        return key if key in PARTS else _known(f"assessing.limit.{key}", key)

    def limit_in_short(self, key: str) -> Name:
        """Return the name of a limit where the rest is said beside: a team, what is measured."""
        kind, _, rest = key.partition(".")
        if kind == "team":
            return self.team(rest)
        short = f"fields.{rest.rpartition('.')[2]}" if kind == "capacity" else f"ui.limit.{key}"
        return message(short) if has(short) else self.limit(key)

    def law(self, key: str) -> Words:
        """Return the name of a rule of law or policy."""
        return next((law.name for law in self.laws if law.key == key), key)


def phase_key(phase: str) -> str:
    """Return the key of the words for a phase of work, which may be said short of its room."""
    return phase if has(phase) else f"common.{phase}"


def status_key(status: str, *, assumed: bool) -> str:
    """Return the key of a plan's status; nothing is called proven of figures that are assumed."""
    known = f"common.status.{status}_{'assumed' if assumed else ''}"
    return known if assumed and has(known) else f"common.status.{status}"


def _known(key: str, otherwise: str) -> Name:
    return message(key) if has(key) else otherwise
