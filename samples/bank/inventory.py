"""The sample bank's inventory: a table of systems, a table of kinds, and variation that repeats.

``systems.csv`` names every system, its kind for the program (``archetype``), what it needs and what
is particular about it; ``profiles.csv`` says what is usual for its kind. A need's last sign says
how it is reached: none synchronous, ``~`` asynchronous, ``#`` batch, ``@`` file, ``=`` shared
database.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from planner.model.fields import FIELD_BY_KEY, FieldKind, Value
from planner.model.inventory import Dependency, Inventory, Workload
from planner.optimising.problem import DependencyKind
from samples.bank.words import DATABASES, DOMAINS, NAMES, SYSTEM_NOTE, VENDORS

__all__ = ["bank_inventory"]

HERE: Final = Path(__file__).resolve().parent
FEN_PER_WAN: Final = 1_000_000  # ten thousand yuan in fen

CORES: Final = {"S": 16, "M": 40, "L": 80, "XL": 160}
STAFF_WAN: Final = {"S": 14.0, "M": 32.0, "L": 68.0, "XL": 140.0}
EFFORT_FACTOR: Final = {"S": 0.6, "M": 1.0, "L": 1.7, "XL": 2.8}
USERS: Final = {"S": 900, "M": 6_000, "L": 45_000, "XL": 400_000}
MEMORY_PER_CORE: Final = {"core": 8.0, "data": 8.0, "analytics": 6.0, "infra": 5.0}
STORAGE_PER_CORE: Final = {"data": 900.0, "core": 120.0, "batch": 140.0, "product": 60.0}
LICENCE_WAN: Final = {
    "core": 260.0,
    "packaged": 46.0,
    "data": 85.0,
    "product": 17.0,
    "office": 24.0,
}
HOST_WAN_PER_CORE: Final = 0.42  # data centre, hardware and its care, a year

GAPS: Final = {  # share of cells nobody could fill in
    "test_automation": 0.22,
    "documentation": 0.12,
    "api_coverage": 0.15,
    "change_lead_days": 0.14,
    "peak_utilisation": 0.16,
    "user_growth": 0.2,
    "cloud_skill": 0.1,
    "memory_utilisation": 0.12,
    "rpo_minutes": 0.06,
    "benefit_year": 0.1,
    "lock_in": 0.1,
    "seasonality": 0.05,
}
NEED_SIGNS: Final = {"~": "asynchronous", "#": "batch", "@": "file", "=": "shared_database"}
NO_BUS: Final = {"infra", "recovery", "devtest", "office", "saas", "devtool"}
NO_IDENTITY: Final = {"IAM", "DIRECT", "HSM", "BACKUP", "CORE-DR", "PAY-DR", "CARD-DR", "ECIF-DR"}
CONTRACT_KINDS: Final = {"packaged", "core", "data", "office"}


def bank_inventory(language: str) -> Inventory:
    """The bank's systems and what they need, with names in ``language`` (``en`` or ``zh``)."""
    rows = list(_table("systems.csv"))
    profiles = {row["kind"]: _pairs(row["keys"]) for row in _table("profiles.csv")}
    workloads = tuple(_workload(row, profiles[row["kind"]], language) for row in rows)
    return Inventory(
        name="Lakeside Commercial Bank" if language == "en" else "湖畔商业银行",
        currency="CNY",
        workloads=workloads,
        dependencies=tuple(need for row in rows for need in _needs(row)),
    )


def _table(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter=";")


def _pairs(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split())


def _draw(*names: str) -> float:
    """A number from 0 to 1 that depends on the names alone, on every machine for ever."""
    digest = sha256("/".join(names).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


def _vary(value: float, spread: float, *names: str) -> float:
    return value * (1 + spread * (2 * _draw(*names) - 1))


def _workload(row: Mapping[str, str], profile: Mapping[str, str], language: str) -> Workload:
    extra = _pairs(row["extra"])
    texts = {**profile, **extra}
    values: dict[str, Value] = {
        "archetype": row["archetype"],
        "description": SYSTEM_NOTE[row["kind"]][language == "zh"],
        "domain": DOMAINS[row["domain"]][language == "zh"],
        "environment": "production",
        "lifecycle": "active",
        "current_target": "legacy",
        "site": ("Harbour data centre", "滨江数据中心")[language == "zh"],
    }
    for key, text in texts.items():
        if key in FIELD_BY_KEY:
            values[key] = _typed(row["id"], key, text, given=key in extra)
    values |= _capacity(row, texts) | _money(row, texts) | _people(row, texts, language)
    values["effort_days"] = float(
        round(_vary(float(texts["effort"]) * EFFORT_FACTOR[row["scale"]], 0.2, row["id"], "days"))
    )
    if values["database"] == "":
        del values["database"]
    else:
        values["database"] = DATABASES.get(str(values["database"]), str(values["database"]))
    if values["environment"] in ("test", "development"):
        values["description"] = SYSTEM_NOTE["devtest"][language == "zh"]
    if vendor := extra.get("vendor"):
        values["vendor"] = VENDORS[vendor][language == "zh"]
    for key, share in GAPS.items():
        if key not in extra and _draw(row["id"], key, "gap") < share:
            values.pop(key, None)
    ordered = {key: values[key] for key in FIELD_BY_KEY if key in values}
    return Workload(row["id"], row["name_zh" if language == "zh" else "name_en"], ordered)


def _typed(identity: str, key: str, text: str, *, given: bool) -> Value:
    """A value as its field wants it; what is only usual for the kind varies by a fifth."""
    kind = FIELD_BY_KEY[key].kind
    if kind is FieldKind.DATE:
        return date.fromisoformat(text)
    if kind not in (FieldKind.NUMBER, FieldKind.PERCENT, FieldKind.INTEGER):
        return text
    number = float(text)
    if not given and key != "protection_level":
        number = _vary(number, 0.2, identity, key)
    if key in ("rto_hours", "rpo_minutes", "peak_to_average"):
        number = float(text) if not given and key != "peak_to_average" else round(number, 1)
    elif kind is FieldKind.INTEGER:
        return round(number)
    else:
        number = float(round(number))
    limit = FIELD_BY_KEY[key].maximum
    floor = FIELD_BY_KEY[key].minimum
    number = number if limit is None else min(number, limit)
    return number if floor is None else max(number, floor)


def _capacity(row: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, Value]:
    identity, kind = row["id"], row["kind"]
    cores = int(texts.get("cpu_cores", 0)) or 4 * round(
        _vary(CORES[row["scale"]], 0.25, identity, "cores") / 4
    )
    per_core = MEMORY_PER_CORE.get(kind, 4.0)
    storage = _vary(cores * STORAGE_PER_CORE.get(kind, 30.0), 0.4, identity, "storage")
    traffic = _vary(cores * 18.0, 0.6, identity, "traffic")
    users = _vary(USERS[row["scale"]], 0.5, identity, "users")
    return {
        "cpu_cores": float(cores),
        "memory_gib": float(texts.get("memory_gib", 8 * round(cores * per_core / 8))),
        "storage_gib": float(texts.get("storage_gib", 100 * max(1, round(storage / 100)))),
        "traffic_gib_month": float(texts.get("traffic_gib_month", 10 * round(traffic / 10))),
        "server_count": max(2, round(cores / 8)),
        "users": int(texts.get("users", 10 * round(users / 10))),
    }


def _money(row: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, Value]:
    """Yearly costs in fen, rounded to a thousand yuan as a bank's budget is."""
    identity, kind, scale = row["id"], row["kind"], row["scale"]
    cores = _capacity(row, texts)["cpu_cores"]
    assert isinstance(cores, float)
    run = float(texts.get("run_cost_wan", 0)) or _vary(
        cores * HOST_WAN_PER_CORE, 0.2, identity, "run"
    )
    licence = float(texts.get("licence_wan", 0)) or _vary(
        LICENCE_WAN.get(kind, 3.0) * EFFORT_FACTOR[scale], 0.35, identity, "licence"
    )
    staff = _vary(STAFF_WAN[scale], 0.25, identity, "staff")
    wanted = float(texts.get("releases_wanted", 0)) - float(texts.get("releases_year", 0))
    benefit = max(0.0, wanted) * _vary(0.9, 0.3, identity, "benefit") * EFFORT_FACTOR[scale]
    money: dict[str, Value] = {
        "run_cost_year": _fen(run),
        "staff_cost_year": _fen(staff),
        "licence_cost_year": _fen(licence),
    }
    if benefit >= 5:
        money["benefit_year"] = _fen(benefit)
    if kind in CONTRACT_KINDS:
        month = 1 + int(12 * _draw(identity, "month"))
        drawn = date(2027 + int(3 * _draw(identity, "year")), month, 28).isoformat()
        money["contract_end_date"] = date.fromisoformat(texts.get("contract_end_date", drawn))
        money["exit_cost"] = _fen(licence * _vary(0.3, 0.5, identity, "exit"))
    return money


def _fen(wan: float) -> int:
    return round(wan * 10) * FEN_PER_WAN // 10


def _people(row: Mapping[str, str], texts: Mapping[str, str], language: str) -> dict[str, Value]:
    names = NAMES[language]
    domain, kind = row["domain"], row["kind"]
    people: dict[str, Value] = {
        "business_owner": names[int(len(names) * _draw(domain, "business"))],
        "technical_owner": names[int(len(names) * _draw(domain, kind, "technical"))],
        "team": texts["team"],
    }
    if texts.get("criticality") in ("critical", "high"):
        people["risk_owner"] = names[int(len(names) * _draw(domain, "risk owner"))]
    hard = float(texts["effort"]) * EFFORT_FACTOR[row["scale"]]
    people["complexity"] = "high" if hard > 130 else "medium" if hard > 45 else "low"
    return people


def _needs(row: Mapping[str, str]) -> Iterator[Dependency]:
    """What a system needs: as the table says, and the services that everything uses."""
    for text in filter(None, row["needs"].split(",")):
        needed = text.rstrip("~#@=")
        yield _need(row, needed, NEED_SIGNS.get(text[-1], "synchronous"))
    if row["kind"] == "recovery":
        primary = _pairs(row["extra"])["recovery_of"]
        yield Dependency(row["id"], primary, DependencyKind.FREE, "asynchronous", 2400.0)
    needs = {text.rstrip("~#@=") for text in row["needs"].split(",")}
    if row["id"] not in NO_IDENTITY and "IAM" not in needs:
        yield Dependency(row["id"], "IAM", None, "common_service", _traffic(row, "IAM", 6))
    if row["kind"] not in NO_BUS and row["id"] != "MQBUS" and "MQBUS" not in needs:
        yield Dependency(row["id"], "MQBUS", None, "asynchronous", _traffic(row, "MQBUS", 40))
    if row["kind"] not in ("saas", "devtest") and row["id"] not in ("MONITOR", "DIRECT", "IAM"):
        yield Dependency(row["id"], "MONITOR", None, "common_service", _traffic(row, "MON", 15))


def _need(row: Mapping[str, str], needed: str, interface: str) -> Dependency:
    volumes = {"synchronous": 120, "asynchronous": 60, "batch": 700, "file": 90}
    volume = volumes.get(interface, 500)
    chatty = interface == "shared_database" or needed in ("CORE", "CACHE", "LOANCORE", "CARDCORE")
    calls = 1 + round(8 * _draw(row["id"], needed, "calls")) if interface == "synchronous" else None
    return Dependency(
        source=row["id"],
        needed=needed,
        kind=DependencyKind.TOGETHER if interface == "shared_database" else None,
        interface=interface,
        traffic_gib_month=_traffic(row, needed, volume),
        calls_per_transaction=None if calls is None else float(calls),
        latency_class="chatty" if chatty else "normal" if calls else "tolerant",
        same_target=interface == "shared_database",
    )


def _traffic(row: Mapping[str, str], needed: str, volume: float) -> float | None:
    """GiB a month; nobody measured about one in eight."""
    if _draw(row["id"], needed, "unmeasured") < 0.12:
        return None
    share = EFFORT_FACTOR[row["scale"]]
    return float(max(1, round(_vary(volume * share, 0.6, row["id"], needed, "traffic"))))
