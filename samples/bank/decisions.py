"""What the sample bank has decided so far: its log, with mitigations for the riskiest moves."""

from __future__ import annotations

from datetime import date
from typing import Final

from planner.model.scenario import Decision, DecisionKind
from samples.bank.words import NAMES

__all__ = ["bank_decisions"]

HEAD_OF_IT, SPONSOR, RISK, LEAD = 11, 4, 8, 7

# Day, kind, workloads, value, place of the name, reason in English and Chinese, whether in force.
LOG: Final = (
    (
        date(2026, 10, 12),
        DecisionKind.NOTE,
        ("CORE",),
        "",
        HEAD_OF_IT,
        "The core stays for now: stable, with head-room. To be looked at again at the end of 2028.",
        "核心业务系统暂不迁移：运行稳定、容量有余，2028 年底复评。",
        True,
    ),
    (
        date(2026, 10, 12),
        DecisionKind.PIN_TARGET,
        ("CORE",),
        "private",
        LEAD,
        "Withdrawn: the proof of capacity on the private cloud is only due in 2028.",
        "已撤回：私有云容量验证要到 2028 年才能完成。",
        False,
    ),
    (
        date(2026, 10, 12),
        DecisionKind.PIN_TARGET,
        ("ESB",),
        "private",
        LEAD,
        "The bus stands where most of the systems stand that it joins.",
        "总线应与其所连接的多数系统部署在同一处。",
        True,
    ),
    (
        date(2026, 10, 19),
        DecisionKind.MITIGATION,
        ("CARDCORE",),
        "15",
        RISK,
        "Three months in parallel; card groups cut over one by one, each with its own way back.",
        "新旧并行三个月，按卡组逐批切换，每组均可单独回退。",
        True,
    ),
    (
        date(2026, 10, 19),
        DecisionKind.MITIGATION,
        ("ECIF",),
        "8",
        RISK,
        "A read-only copy stays on the old site for 30 days; two full rehearsals before.",
        "旧站点保留只读副本 30 天，切换前完成两次全流程演练。",
        True,
    ),
    (
        date(2026, 10, 19),
        DecisionKind.MITIGATION,
        ("PAYHUB", "PAYCTR"),
        "8",
        RISK,
        "Cut-over outside clearing hours, with the clearing centre on call.",
        "避开清算时段切换，清算中心全程值守。",
        True,
    ),
    (
        date(2026, 10, 19),
        DecisionKind.MITIGATION,
        ("CNAPS", "UNIONPAY"),
        "6",
        RISK,
        "The second line keeps its old route until four settlement days have been clean.",
        "备用线路保留原路由，连续四个清算日无差错后再切换。",
        True,
    ),
    (
        date(2026, 10, 20),
        DecisionKind.MITIGATION,
        ("ANTIFRAUD",),
        "8",
        RISK,
        "Old and new score every payment side by side for four weeks; alerts are compared daily.",
        "新旧模型并行评分四周，每日比对预警结果。",
        True,
    ),
    (
        date(2026, 10, 26),
        DecisionKind.PIN_TARGET,
        ("MBANK",),
        "hybrid",
        HEAD_OF_IT,
        "The front grows with campaigns on public cloud; customers' data stays in the bank.",
        "前端借公有云应对活动峰值，客户数据留在行内。",
        True,
    ),
    (
        date(2026, 10, 26),
        DecisionKind.PIN_TARGET,
        ("DATALAKE",),
        "private",
        HEAD_OF_IT,
        "One data platform in one place, until the rules for shared data have been settled.",
        "数据共享规则明确前，数据平台只设一处。",
        True,
    ),
    (
        date(2026, 11, 2),
        DecisionKind.PARKED,
        ("CRM",),
        "",
        SPONSOR,
        "Open: renew the contract, which ends in August 2027, or buy the service instead?",
        "待议：合同 2027 年 8 月到期，续约还是改用 SaaS？",
        True,
    ),
)


def bank_decisions(language: str) -> tuple[Decision, ...]:
    """The log, with names and reasons in ``language`` (``en`` or ``zh``)."""
    names = NAMES[language]
    return tuple(
        Decision(
            f"D{number}",
            kind,
            workloads,
            value,
            reason_zh if language == "zh" else reason_en,
            names[who],
            day,
            active,
        )
        for number, (day, kind, workloads, value, who, reason_en, reason_zh, active) in enumerate(
            LOG, 1
        )
    )
