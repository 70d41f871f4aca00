"""Studies of any size, made from the model's types alone: what the drawers are tested on.

Nothing here is drawn from a solver: places and waves are chosen by simple rules that keep every
dependency, so that any size is made in no time and comes out the same every time.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from planner.model.assessment import (
    Assessment,
    CostLine,
    Evidence,
    FactorScore,
    Forbidden,
    MoveGroup,
    StructureNote,
    TargetCase,
    ValueSource,
    WorkloadAssessment,
)
from planner.model.fields import Value
from planner.model.insight import (
    Flip,
    FrontierPlan,
    Insights,
    Question,
    RulePrice,
    Stability,
    Why,
)
from planner.model.inventory import Dependency, Inventory, SetAside, SourceFile, Workload
from planner.model.issue import CellRef, Issue, Severity
from planner.model.programme import (
    Freeze,
    Person,
    PolicyLimit,
    Programme,
    Standing,
    Target,
    Team,
    WaveSlot,
)
from planner.model.rules import (
    FACTORS,
    ComplianceRule,
    Curve,
    Indicator,
    LocalText,
    RuleSet,
    TargetProfile,
)
from planner.model.scenario import Decision, DecisionKind, Dials, Scenario, WaveProgress
from planner.model.study import Study
from planner.optimising.plan import Conflict, Plan, PlanStatus, Repair, RuleRef, StoppedBy
from planner.optimising.problem import (
    DependencyKind,
    Limit,
    PlanningProblem,
    ProblemDependency,
    ProblemTarget,
    ProblemWave,
    ProblemWorkload,
    WaveLimit,
)

__all__ = ["MADE_ON", "NASTY_NAMES", "make_study", "no_plan_study", "with_insights"]

MADE_ON = date(2026, 10, 1)
SYSTEMS = (
    ("Core banking", "核心银行系统"),
    ("Mobile bank", "手机银行"),
    ("Internet bank", "网上银行"),
    ("Payment hub", "支付清算平台"),
    ("Credit card", "信用卡系统"),
    ("Online lending", "互联网贷款"),
    ("Wealth management", "理财销售平台"),
    ("Treasury", "资金交易系统"),
    ("Anti-fraud", "反欺诈系统"),
    ("Anti-money-laundering", "反洗钱系统"),
    ("Credit scoring", "信用评分"),
    ("Collection", "催收管理"),
    ("Data platform", "数据中台"),
    ("Data warehouse", "数据仓库"),
    ("Regulatory reporting", "监管报送"),
    ("Marketing platform", "营销平台"),
    ("Customer tags", "客户标签"),
    ("Points mall", "积分商城"),
    ("Office", "办公自动化"),
    ("Identity", "统一身份认证"),
    ("Message bus", "企业服务总线"),
    ("Document archive", "影像档案"),
    ("Remote bank", "远程视频银行"),
    ("Open banking", "开放银行平台"),
    ("Branch devices", "网点自助设备"),
)
NASTY_NAMES = (
    "A system whose name runs to exactly eighty characters, as somebody always has one",
    '<b>bold</b> & "quoted" <font color=red>',
    '<img src="file:///etc/passwd"/>',
    '=HYPERLINK("http://example.invalid","click")',
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "核心系统（老）：清算、对账；报表！",
    "Emoji 🚀🏦 system",
    "Missing glyphs ᚠᛇ ሀለ ༄",
    "Tab\tand\nnewline\x07bell",
    "unbreakable" * 12,
    "مرحبا שלום",
    "e\u0301 combining and \u200b zero width \u202e reversed",
    "  spaces  ",
    "'quoted",
    "{braces} %s {0} \\ back",
)
TARGETS = ("legacy", "private", "public", "hybrid")
TEAMS = ("infra", "database", "apps")
FACTOR_FIELD = {
    "responsiveness": "latency_ms",
    "business_case": "run_cost_year",
    "digital_maturity": "api_coverage",
    "elasticity": "peak_to_average",
    "risk": "data_class",
}


def make_study(
    count: int,
    *,
    names: str = "en",
    seed: int = 7,
    currency: str = "CNY",
    insights: bool = True,
) -> Study:
    """Return a study of ``count`` workloads; ``names``: ``en``, ``zh`` or ``nasty``."""
    chance = random.Random(seed)
    workloads = tuple(_workload(number, names, chance) for number in range(count))
    inventory = Inventory(
        name="Example Bank" if names != "zh" else "示例银行",
        currency=currency,
        workloads=workloads,
        dependencies=_dependencies(workloads, chance),
        set_aside=(
            SetAside(CellRef("inventory.xlsx", "Apps", count + 3, ""), {"Name": ""}, "no_name"),
        ),
        sources=(SourceFile("inventory.xlsx", "generic", "ab" * 32, ("Apps", "Links")),),
    )
    programme = _programme(names, count)
    calendar = programme.calendar(MADE_ON)
    rules = _rules()
    assessed = {item.id: _assess(item, chance) for item in workloads}
    assessment = Assessment(
        rule_set=rules.id,
        weights=rules.weights,
        workloads=assessed,
        groups=_groups(workloads),
        structure=_structure(workloads),
        horizon_years=5,
        discount_rate=0.045,
        currency=currency,
        confidence=sum(item.confidence for item in assessed.values()) / max(1, count),
        blast_radius=_blast(inventory),
    )
    placement, wave = _place(inventory, assessment, len(calendar))
    problem = _problem(inventory, assessment, programme, calendar)
    plan = _plan(problem, placement, wave)
    scenario = Scenario(
        name="Balanced" if names != "zh" else "均衡方案",
        dials=Dials(),
        decisions=_decisions(workloads),
        progress=(WaveProgress(1, "committed", None, {"infra": 12.0}, ()),),
        plan=plan,
    )
    study = Study(
        inventory=inventory,
        issues=_issues(workloads),
        programme=programme,
        calendar=calendar,
        rules=rules,
        scenario=scenario,
        assessment=assessment,
        problem=problem,
        plan=plan,
        made_on=MADE_ON,
        input_hash="c0ffee" * 10 + "abcd",
    )
    return with_insights(study) if insights else study


def no_plan_study(count: int = 12) -> Study:
    """Return a study for which no plan exists, with the rules in conflict."""
    study = make_study(count, insights=False)
    conflict = Conflict(
        (
            RuleRef("limit", "private CPU"),
            RuleRef("allowed", None, (study.inventory.workloads[0].id,)),
        ),
        (Repair((RuleRef("limit", "private CPU"),), "raise", 84.0, True),),
    )
    plan = Plan(
        PlanStatus.INFEASIBLE,
        StoppedBy.PROOF,
        conflict=conflict,
        solver="HiGHS",
        solver_version="1.16.0",
    )
    return replace(study, plan=plan)


def _workload(number: int, names: str, chance: random.Random) -> Workload:
    english, chinese = SYSTEMS[number % len(SYSTEMS)]
    turn = number // len(SYSTEMS)
    suffix = f" {turn + 1}" if turn else ""
    name = (chinese if names == "zh" else english) + suffix
    if names == "nasty" and number < len(NASTY_NAMES):
        name = NASTY_NAMES[number]
    values: dict[str, Value] = {
        "environment": ("production", "production", "production", "test")[number % 4],
        "domain": ("Retail", "Risk", "Corporate", "Operations")[number % 4],
        "criticality": ("critical", "high", "medium", "low")[chance.randrange(4)],
        "data_class": ("core", "confidential", "internal", "public")[chance.randrange(4)],
        "architecture": ("monolith", "layered", "microservice")[chance.randrange(3)],
        "cpu_cores": float(chance.choice((4, 8, 16, 32, 64))),
        "memory_gib": float(chance.choice((16, 32, 64, 128))),
        "run_cost_year": chance.randrange(20, 900) * 1_000_000,
        "latency_ms": float(chance.choice((20, 80, 200, 1000))),
        "current_target": "legacy" if number % 9 else "private",
        "technical_owner": ("Li Wei", "Chen Jie", "Anna Berg")[number % 3],
    }
    if number % 5 == 0:
        values["risk_owner"] = "Zhao Min"
    if names == "nasty" and number == 2:
        values["notes"] = "A long note without end, " * 80
        values["decision_reason"] = "reason " * 400
    if number % 3 == 0:
        del values["latency_ms"]
    identity = f"A{number + 1:04d}" if names != "nasty" else name
    cells = {key: CellRef("inventory.xlsx", "Apps", number + 2, "C") for key in values}
    return Workload(identity, name, values, cells)


def _dependencies(workloads: Sequence[Workload], chance: random.Random) -> tuple[Dependency, ...]:
    found: dict[tuple[str, str], Dependency] = {}
    for number in range(1, len(workloads)):
        for _ in range(chance.choice((0, 1, 1, 2))):
            other = chance.randrange(max(0, number - 25), number)
            key = (workloads[number].id, workloads[other].id)
            found[key] = Dependency(
                *key,
                DependencyKind.BEFORE,
                chance.choice(("synchronous", "batch", "file")),
                float(chance.randrange(1, 400)),
                note="=SUM(A1:A9)" if number == 1 else "",
            )
    return tuple(found.values())


def _programme(names: str, count: int) -> Programme:
    start = date(2027, 1, 4)
    people = (
        Person("decision_owner", "Wang Fang" if names != "zh" else "王芳", "CIO"),
        Person("sponsor", "Executive committee" if names != "zh" else "经营管理委员会"),
    )
    return Programme(
        organisation="Example Bank" if names != "zh" else "示例银行",
        start=start,
        wave_count=8,
        wave_weeks=8,
        freezes=(
            Freeze("Year end", date(2027, 12, 20), date(2028, 1, 9)),
            Freeze("Spring Festival", date(2027, 2, 1), date(2027, 2, 14)),
        ),
        targets=(
            Target("legacy", "legacy"),
            Target("private", "private", ready_date=date(2027, 1, 1)),
            Target("public", "public", ready_date=date(2027, 4, 15)),
            Target("hybrid", "hybrid", ready_date=date(2027, 7, 1)),
        ),
        teams=tuple(Team(key, key.title(), float(max(60, count * 4)), 180_000) for key in TEAMS),
        limits=(PolicyLimit("One-off budget", "one_off", (), float(count * 5_000_000_00)),),
        people=people,
        decision_date=date(2026, 11, 15),
        standing=Standing(
            "medium",
            "starting",
            {"data_foundation": "piloted", "technology_infrastructure": "planned"},
        ),
    )


def _rules() -> RuleSet:
    weight = dict(zip(FACTORS, (0.2, 0.25, 0.2, 0.15, 0.2), strict=True))
    indicators = tuple(
        Indicator(
            f"{factor}.main",
            factor,
            FACTOR_FIELD[factor],
            1.0,
            LocalText(factor.replace("_", " ").capitalize(), "指标"),
            Curve(((0.0, 100.0), (100.0, 0.0))),
        )
        for factor in FACTORS
    )
    profiles = tuple(
        TargetProfile(kind, {factor: Curve(((0.0, 20.0), (100.0, 90.0))) for factor in FACTORS})
        for kind in TARGETS
    )
    compliance = ComplianceRule(
        "core_data",
        LocalText("Core data stays in the bank", "核心数据不出行"),
        {"data_class": ("core",)},
        ("public",),
        LocalText("Core data may not be placed on public cloud.", "核心数据不得部署在公有云。"),
        LocalText("Data Security Law"),
        countries=("CN",),
    )
    return RuleSet(
        id="balanced",
        name=LocalText("Balanced", "均衡"),
        weights=weight,
        indicators=indicators,
        profiles=profiles,
        compliance=(compliance,),
        numbers={"fit_price": 1.0, "money_price": 0.00001},
        texts={
            "exit_rehost": LocalText(
                "Two weeks without a priority-one incident.", "连续两周无一级故障。"
            ),
            "rollback_rehost": LocalText(
                "Old servers stay ready for 14 days.", "原服务器保留 14 天随时可切回。"
            ),
        },
    )


def _score(factor: str, workload: Workload, chance: random.Random) -> FactorScore:
    field = FACTOR_FIELD[factor]
    value = workload.values.get(field)
    points = float(chance.randrange(5, 100))
    source = ValueSource.CELL if value is not None else ValueSource.NEUTRAL
    line = Evidence(f"{factor}.main", field, value, source, points, 1.0)
    return FactorScore(
        factor, points, 1.0 if value is not None else 0.2, (line,), value is not None
    )


def _assess(workload: Workload, chance: random.Random) -> WorkloadAssessment:
    factors = {factor: _score(factor, workload, chance) for factor in FACTORS}
    run_now = int(workload.money("run_cost_year") or 0)
    critical = workload.text("criticality")
    current = workload.text("current_target")
    cases = {
        target: _case(workload, target, run_now, factors, chance, current) for target in TARGETS
    }
    retires = workload.id.endswith("17")
    delay = {key: max(0.0, (run_now - case.run_year_minor) / 365) for key, case in cases.items()}
    return WorkloadAssessment(
        workload.id,
        "core" if critical == "critical" else "channel",
        True,
        workload.text("current_target"),
        factors,
        sum(item.confidence for item in factors.values()) / len(factors),
        {"critical": 3.0, "high": 2.0, "medium": 1.5}.get(critical or "", 1.0),
        cases,
        delay,
        retires,
        notes=(LocalText("Kind guessed from the name.", "类型按名称推断。"),),
    )


def _case(
    workload: Workload,
    target: str,
    run_now: int,
    factors: dict[str, FactorScore],
    chance: random.Random,
    current: str | None,
) -> TargetCase:
    share = {"legacy": 1.0, "private": 0.82, "public": 0.66, "hybrid": 0.74}[target]
    stays = target == current
    run_year = run_now if stays else int(run_now * share * chance.uniform(0.9, 1.1))
    one_off = 0 if stays else int(run_now * chance.uniform(0.3, 0.9))
    fit = chance.uniform(35, 95)
    forbidden = (
        (
            Forbidden(
                "core_data",
                LocalText(
                    "Core data may not be placed on public cloud.", "核心数据不得部署在公有云。"
                ),
            ),
        )
        if target == "public" and workload.text("data_class") == "core"
        else ()
    )
    net_present = one_off + int(run_year * 4.39)
    fit_cost = 100.0 - fit
    money_cost = net_present * 1e-7
    lines = (
        CostLine("run_year", 1.0, float(run_year), run_year, "year", "price sheet"),
        CostLine("one_off", 1.0, float(one_off), one_off, "once", "price sheet"),
    )
    effort = {} if stays else {team: float(chance.randrange(2, 24)) for team in TEAMS}
    return TargetCase(
        target=target,
        fit=fit,
        fit_parts={factor: fit / len(factors) for factor in factors},
        run_year_minor=run_year,
        one_off_minor=one_off,
        net_present_minor=net_present,
        cost=fit_cost + money_cost,
        fit_cost=fit_cost,
        money_cost=money_cost,
        strategy="retain" if stays else chance.choice(("rehost", "replatform", "refactor")),
        strategy_reason=LocalText("Fits the target as it is.", "现状即可适配目标平台。"),
        effort_days=effort,
        risk=0.0 if stays else float(chance.randrange(5, 95)),
        lines=lines,
        forbidden=forbidden,
        payback_years=None if run_year >= run_now else one_off / (run_now - run_year),
        plan_fit=fit,
    )


def _place(
    inventory: Inventory, assessment: Assessment, waves: int
) -> tuple[dict[str, str], dict[str, int | None]]:
    placement: dict[str, str] = {}
    wave: dict[str, int | None] = {}
    needs: dict[str, list[str]] = {}
    for dependency in inventory.dependencies:
        needs.setdefault(dependency.source, []).append(dependency.needed)
    moved = 0
    live = [item for item in inventory.workloads if not assessment.workloads[item.id].retires]
    for item in live:
        cases = assessment.workloads[item.id].cases
        best = min((case for case in cases.values() if case.allowed), key=lambda case: case.cost)
        placement[item.id] = best.target
        if best.target == item.text("current_target"):
            wave[item.id] = None
            continue
        ready = {"public": 3, "hybrid": 4}.get(best.target, 1)
        wanted = 1 + int(moved * waves / max(1, len(live)))
        after = [wave.get(needed) or 1 for needed in needs.get(item.id, ())]
        wave[item.id] = min(waves, max([wanted, ready, *after]))
        moved += 1
    return placement, wave


def _problem(
    inventory: Inventory,
    assessment: Assessment,
    programme: Programme,
    calendar: Sequence[WaveSlot],
) -> PlanningProblem:
    workloads = []
    for item in inventory.workloads:
        assessed = assessment.workloads[item.id]
        if assessed.retires:
            continue
        cases = assessed.cases
        amounts: dict[str, float | dict[str, float]] = {
            "cpu_cores": item.number("cpu_cores") or 0.0,
            "one_off": {key: case.one_off_minor / 100 for key, case in cases.items()},
            "count": 1.0,
        }
        for team in TEAMS:
            amounts[f"days.{team}"] = {
                key: case.effort_days.get(team, 0.0) for key, case in cases.items()
            }
        workloads.append(
            ProblemWorkload(
                item.id,
                {key: case.cost for key, case in cases.items()},
                assessed.current_target,
                tuple(key for key, case in cases.items() if case.allowed),
                amounts,
                dict(assessed.delay_value_day),
            )
        )
    known = {item.id for item in workloads}
    first = calendar[0].first_day
    return PlanningProblem(
        targets=(
            ProblemTarget("legacy"),
            ProblemTarget("private"),
            ProblemTarget("public", 3),
            ProblemTarget("hybrid", 4),
        ),
        workloads=tuple(workloads),
        distance={one: {other: 2.0 for other in TARGETS if other != one} for one in TARGETS},
        dependencies=tuple(
            ProblemDependency(item.source, item.needed, DependencyKind.BEFORE, 1.0, 0.1)
            for item in inventory.dependencies
            if item.source in known and item.needed in known
        ),
        limits=(
            Limit("private CPU", "cpu_cores", ("private",), 1e6),
            Limit("One-off budget", "one_off", TARGETS, (programme.limits[0].at_most or 0) / 100),
        ),
        waves=tuple(
            ProblemWave(slot.id, float((slot.last_day - first).days + 1)) for slot in calendar
        ),
        wave_limits=tuple(
            WaveLimit(
                f"team.{team.id}",
                f"days.{team.id}",
                tuple(team.days_per_wave for _ in calendar),
            )
            for team in programme.teams
        ),
    )


def _plan(problem: PlanningProblem, placement: dict[str, str], wave: dict[str, int | None]) -> Plan:
    by_id = {item.id: item for item in problem.workloads}
    value = math.fsum(by_id[key].cost[target] for key, target in placement.items())
    value += math.fsum(
        link.weight * problem.between(placement[link.source], placement[link.needed])
        for link in problem.dependencies
    )
    days = {number + 1: slot.day or 0.0 for number, slot in enumerate(problem.waves)}
    wave_value = math.fsum(
        by_id[key].delay(placement[key]) * days[number]
        for key, number in wave.items()
        if number is not None
    )
    return Plan(
        status=PlanStatus.FEASIBLE,
        stopped_by=StoppedBy.WORK,
        placement=placement,
        wave=wave,
        placement_status=PlanStatus.OPTIMAL,
        placement_value=value,
        placement_bound=value * 0.9999,
        placement_gap=0.0001,
        wave_status=PlanStatus.FEASIBLE,
        wave_value=wave_value,
        wave_bound=wave_value * 0.97,
        wave_gap=0.03,
        seed=7,
        solver="HiGHS; bounds: placement=certificate, waves=solver",
        solver_version="1.16.0",
        seconds=3.25,
    )


def _groups(workloads: Sequence[Workload]) -> tuple[MoveGroup, ...]:
    if len(workloads) < 4:
        return ()
    return (
        MoveGroup(
            "G1",
            (workloads[1].id, workloads[3].id),
            "cycle",
            ((workloads[3].id, workloads[1].id),),
        ),
    )


def _structure(workloads: Sequence[Workload]) -> tuple[StructureNote, ...]:
    if not workloads:
        return ()
    words = LocalText("Many others need it.", "众多系统依赖于它。")
    return (StructureNote("hub", (workloads[0].id,), 12.0, words),)


def _blast(inventory: Inventory) -> dict[str, int]:
    counts = {item.id: 0 for item in inventory.workloads}
    for dependency in inventory.dependencies:
        counts[dependency.needed] += 1
    return counts


def _issues(workloads: Sequence[Workload]) -> tuple[Issue, ...]:
    found = [
        Issue(
            "missing_value",
            Severity.WARNING,
            CellRef("inventory.xlsx", "Apps", number + 2, "F"),
            item.id,
            "latency_ms",
            {"name": item.name},
        )
        for number, item in enumerate(workloads)
        if "latency_ms" not in item.values
    ]
    return (*found, Issue("no_name", Severity.ERROR, CellRef("inventory.xlsx", "Apps", 99, "A")))


def _decisions(workloads: Sequence[Workload]) -> tuple[Decision, ...]:
    if not workloads:
        return ()
    return (
        Decision(
            "D1",
            DecisionKind.PIN_TARGET,
            (workloads[0].id,),
            "legacy",
            "Stable, has head-room; review in two years.",
            "Wang Fang",
            date(2026, 9, 21),
        ),
        Decision(
            "D2",
            DecisionKind.MITIGATION,
            (workloads[-1].id,),
            "15",
            "=Rehearsed twice",
            "Chen Jie",
            date(2026, 9, 22),
        ),
        Decision(
            "D3", DecisionKind.PARKED, (), "", "Second site for the archive?", "", None, False
        ),
    )


def with_insights(study: Study) -> Study:
    """Return the study with every kind of insight filled in."""
    chance = random.Random(11)
    placed = study.plan.placement
    share = {}
    keeps = {}
    for key, target in placed.items():
        kept = round(chance.uniform(0.45, 1.0), 2)
        keeps[key] = kept
        other = next(name for name in TARGETS if name != target)
        share[key] = {target: kept, other: round(1.0 - kept, 2)}
    totals = sum(
        study.assessment.workloads[key].cases[target].net_present_minor
        for key, target in placed.items()
    )
    why = {
        key: Why(
            key,
            target,
            second=next(name for name in TARGETS if name != target),
            second_by=round(chance.uniform(0.5, 20), 2),
            second_exact=True,
            waits_for=tuple(
                link.needed for link in study.inventory.dependencies if link.source == key
            )[:3],
        )
        for key, target in placed.items()
    }
    first = next(iter(placed), "")
    insights = Insights(
        why=why,
        flips={first: Flip(first, "weight", "elasticity", 0.15, 0.31, "public", True)}
        if first
        else {},
        stability=Stability(
            400,
            7,
            share,
            keeps,
            sum(keeps.values()) / max(1, len(keeps)),
            (int(totals * 0.91), totals, int(totals * 1.12)),
            20,
            0.01,
            tuple(key for key, kept in keeps.items() if kept < 0.6),
        ),
        prices=(
            RulePrice(
                RuleRef("limit", "private CPU"), "Private cloud CPU", 12.5, 340_000_000_00, 14
            ),
            RulePrice(RuleRef("limit", "One-off budget"), "One-off budget", 0.0, 0, 0, 0.0, True),
        ),
        frontier=tuple(
            FrontierPlan(60.0 + 4 * step, int(totals * (0.9 + 0.03 * step)), 1.0, 1.0, {})
            for step in range(6)
        ),
        questions=tuple(
            Question(item.id, "latency_ms", round(0.3 - 0.02 * number, 3))
            for number, item in enumerate(study.inventory.workloads[:9])
        ),
    )
    return replace(study, insights=insights)
