"""The inventory: what the organisation runs, as it was read, with the place of every value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from planner.model.fields import Value
from planner.model.issue import CellRef
from planner.model.people import somebody
from planner.optimising.problem import DependencyKind

__all__ = ["Dependency", "Inventory", "Server", "SetAside", "SourceFile", "Workload"]


@dataclass(frozen=True, slots=True)
class Workload:
    """One workload: an application with all that moves with it.

    Attributes
    ----------
    id
        Unique in the inventory; the id of the sheet where it has one, else the name.
    values
        Field key (``planner.model.fields``) to typed value; a missing value is absent, never 0.
    cells
        Field key to the cell it was read from; key ``"name"`` for the name.
    edited
        Keys of fields a person has set in the program since the import.
    extra
        Header to text of columns that no field takes; kept for the round trip.
    """

    id: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    cells: Mapping[str, CellRef] = field(default_factory=dict)
    edited: frozenset[str] = frozenset()
    extra: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str | None:
        """Value of a text or choice field; None where missing."""
        value = self.values.get(key)
        return value if isinstance(value, str) else None

    def person(self, key: str) -> str:
        """Name in a field of an owner; empty where nobody has been named, "tbd" being nobody."""
        return somebody(self.text(key))

    def number(self, key: str) -> float | None:
        """Value of a number, integer, percent or money field as float; None where missing."""
        value = self.values.get(key)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return float(value)

    def money(self, key: str) -> int | None:
        """Value of a money field in minor units; None where missing."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day(self, key: str) -> date | None:
        """Value of a date field; None where missing."""
        value = self.values.get(key)
        return value if isinstance(value, date) else None

    def names(self, key: str) -> tuple[str, ...]:
        """Value of a names field; empty where missing."""
        value = self.values.get(key)
        return value if isinstance(value, tuple) else ()


@dataclass(frozen=True, slots=True)
class Dependency:
    """``source`` needs ``needed`` (workload ids).

    Attributes
    ----------
    kind
        How it orders the two moves; None where the sheet does not say (the rules decide).
    interface
        What runs over it: ``shared_database``, ``shared_host``, ``synchronous``,
        ``asynchronous``, ``batch``, ``file``, ``common_service``; empty where unknown.
    traffic_gib_month
        Volume a month; None where unknown.
    calls_per_transaction
        Round trips one business transaction makes over it; None where unknown.
    latency_class
        ``chatty``, ``normal`` or ``tolerant``; empty where unknown.
    same_target
        Whether both must stand on one target.
    """

    source: str
    needed: str
    kind: DependencyKind | None = None
    interface: str = ""
    traffic_gib_month: float | None = None
    calls_per_transaction: float | None = None
    latency_class: str = ""
    same_target: bool = False
    port: int | None = None
    note: str = ""
    cell: CellRef = CellRef()


@dataclass(frozen=True, slots=True)
class Server:
    """A machine that was rolled up into a workload; sizes in cores and GiB, None where unknown.

    ``extra`` is header (or what the column says, such as ``ip``) to text of all other columns.
    """

    name: str
    workload_id: str
    values: Mapping[str, Value] = field(default_factory=dict)
    grouped_by: str = ""  # the rule that put it there, for example "column:Applications"
    cell: CellRef = CellRef()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that could not be used: kept, visible, importable again.

    ``texts`` are its cells by field key (or header, where no field takes the column); ``kind`` is
    what it was read as: ``workloads``, ``servers``, ``dependencies``, or a kind of one format.
    """

    cell: CellRef
    texts: Mapping[str, str]
    reason_code: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read; ``format`` names the recogniser, ``sha256`` the bytes."""

    name: str
    format: str
    sha256: str
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Inventory:
    """Everything that was imported about what runs today.

    ``currency`` is an ISO 4217 code; all money is in its minor units (hundredths).
    """

    name: str = ""
    currency: str = "CNY"
    workloads: tuple[Workload, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    servers: tuple[Server, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    sources: tuple[SourceFile, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Workload]:
        """Workloads by id."""
        return {workload.id: workload for workload in self.workloads}
