"""The sample bank's programme: what it has decided, what it can spend, and when nothing moves."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.model.programme import (
    Freeze,
    Person,
    Pilot,
    PolicyLimit,
    PriceLine,
    Programme,
    Standing,
    Target,
    Team,
)
from samples.bank.words import NAMES, TEAMS

__all__ = ["bank_programme"]

FEN_PER_YUAN: Final = 100
FEN_PER_WAN: Final = 1_000_000

# Yuan a year: a core, a GiB of memory, a GiB of storage; yuan a GiB of traffic; what remains of
# today's licences and staff; ten thousand yuan a year for the platform itself.
PRICES: Final = {
    "legacy": (4200.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0),
    "private": (1500.0, 170.0, 0.9, 0.02, 0.85, 0.78, 260.0),
    "public": (1250.0, 190.0, 1.3, 0.55, 0.7, 0.62, 60.0),
    "hybrid": (1650.0, 200.0, 1.2, 0.3, 0.8, 0.74, 140.0),
}
TEAM_DAYS: Final = {
    "channels": (420.0, 1700),
    "core": (800.0, 2100),
    "platform": (480.0, 1900),
    "data": (600.0, 2000),
    "enterprise": (330.0, 1500),
}
FREEZES: Final = (
    ("Chinese New Year 2027", "2027 年春节", date(2027, 1, 25), date(2027, 2, 21)),
    ("First quarter end 2027", "2027 年一季度末", date(2027, 3, 28), date(2027, 4, 5)),
    ("Half-year end 2027", "2027 年半年末", date(2027, 6, 25), date(2027, 7, 4)),
    ("Third quarter end and holidays", "三季度末与国庆", date(2027, 9, 25), date(2027, 10, 8)),
    ("Annual settlement 2027", "2027 年年终决算", date(2027, 12, 20), date(2028, 1, 7)),
    ("Chinese New Year 2028", "2028 年春节", date(2028, 1, 17), date(2028, 2, 8)),
    ("First quarter end 2028", "2028 年一季度末", date(2028, 3, 28), date(2028, 4, 5)),
    ("Half-year end 2028", "2028 年半年末", date(2028, 6, 25), date(2028, 7, 4)),
    (
        "Third quarter end 2028 and holidays",
        "2028 年三季度末与国庆",
        date(2028, 9, 25),
        date(2028, 10, 8),
    ),
)


def bank_programme(language: str) -> Programme:
    """The programme, with names in ``language`` (``en`` or ``zh``)."""
    chinese = language == "zh"
    names = NAMES[language]
    return Programme(
        field="bank-cn",
        organisation=("Lakeside Commercial Bank", "湖畔商业银行")[chinese],
        start=date(2027, 1, 4),
        wave_count=12,
        wave_weeks=8,
        freezes=tuple(Freeze((en, zh)[chinese], first, last) for en, zh, first, last in FREEZES),
        targets=_targets(chinese),
        prices=tuple(_prices(chinese)),
        teams=tuple(
            Team(key, TEAMS[key][chinese], days, rate * FEN_PER_YUAN)
            for key, (days, rate) in TEAM_DAYS.items()
        ),
        limits=(
            PolicyLimit(
                ("One-off budget", "一次性投入预算")[chinese],
                "one_off",
                at_most=4_800.0 * FEN_PER_WAN,
            ),
            PolicyLimit(
                ("Share of production on public cloud", "生产系统上公有云占比")[chinese],
                "production_share",
                ("public",),
                at_most=0.3,
            ),
            PolicyLimit(
                ("Number of hybrid systems", "混合云系统数量")[chinese],
                "count",
                ("hybrid",),
                at_most=15,
            ),
        ),
        pilot=Pilot(max_workloads=8, max_risk=45.0),
        buffer=0.2,
        ramp=(0.5, 0.75),
        max_workloads_per_wave=26,
        max_critical_per_wave=6,
        people=(
            Person("decision_owner", names[11], ("Head of IT", "信息总监")[chinese]),
            Person("sponsor", names[4], ("Vice president", "分管副行长")[chinese]),
            Person("risk_owner", names[8], ("Head of IT risk", "科技风险负责人")[chinese]),
            Person("lead", names[7], ("Programme lead", "项目群经理")[chinese]),
        ),
        decision_date=date(2026, 12, 15),
        standing=Standing(
            size="medium",
            stage="starting",
            capabilities={
                "intelligent_risk_control": "piloted",
                "intelligent_marketing": "planned",
                "customer_analytics": "piloted",
                "digital_channels": "piloted",
                "product_innovation": "planned",
                "data_foundation": "piloted",
                "technology_infrastructure": "planned",
                "digital_organisation": "planned",
            },
        ),
    )


def _targets(chinese: bool) -> tuple[Target, ...]:
    return (
        Target("legacy", "legacy", ("Data centre", "传统机房")[chinese]),
        Target(
            "private",
            "private",
            ("Private cloud", "私有云")[chinese],
            capacity={"cpu_cores": 3600.0, "memory_gib": 24000.0, "storage_gib": 2_200_000.0},
            region=("Harbour", "滨江")[chinese],
        ),
        Target(
            "public",
            "public",
            ("Financial public cloud", "金融公有云")[chinese],
            ready_date=date(2027, 4, 1),
            region=("East", "华东")[chinese],
        ),
        Target(
            "hybrid",
            "hybrid",
            ("Hybrid cloud", "混合云")[chinese],
            ready_date=date(2027, 8, 1),
            region=("Harbour and East", "滨江与华东")[chinese],
        ),
    )


def _prices(chinese: bool) -> list[PriceLine]:
    source = ("Framework quotes, October 2026 (sample)", "2026 年 10 月框架报价（示例）")[chinese]
    lines: list[PriceLine] = []
    for target, (core, memory, storage, traffic, licence, staff, fixed) in PRICES.items():
        amounts = {
            "cpu_core_year": core,
            "memory_gib_year": memory,
            "storage_gib_year": storage,
            "traffic_gib": traffic,
        }
        lines += [
            PriceLine(target, item, round(price * FEN_PER_YUAN, 6), source=source)
            for item, price in amounts.items()
            if price
        ]
        lines.append(PriceLine(target, "licence_factor", factor=licence, source=source))
        lines.append(PriceLine(target, "staff_factor", factor=staff, source=source))
        if fixed:
            lines.append(PriceLine(target, "fixed_year", fixed * FEN_PER_WAN, source=source))
    return lines
