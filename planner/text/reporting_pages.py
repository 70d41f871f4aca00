"""Words of the report's pages: the decision first, then part by part."""

from __future__ import annotations

from typing import Final

__all__ = ["DECISION", "PARTS"]

DECISION: Final = {
    "decision.title": ("{organisation}: the decision", "{organisation}：决策事项"),
    "decision.headline": (
        "Move {moving} of {total} workloads in {waves} waves by {end}, and save {saving} a year",
        "到 {end}，分 {waves} 批迁移 {total} 个系统中的 {moving} 个，每年节省 {saving}",
    ),
    "decision.headline.cost": (
        "Move {moving} of {total} workloads in {waves} waves by {end}, for {saving} more a year",
        "到 {end}，分 {waves} 批迁移 {total} 个系统中的 {moving} 个，每年增加支出 {saving}",
    ),
    "decision.headline.none": (
        "Leave all {total} workloads where they are",
        "全部 {total} 个系统维持现状",
    ),
    "decision.asked": ("Decision asked.", "请予决策。"),
    "decision.asked.text": (
        "{owner} is asked to approve by {day}: the target of every workload, the wave calendar, "
        "and a one-off budget of {one_off}. Sponsor: {sponsor}.",
        "请{owner}于 {day} 前批准：各系统的部署去向、迁移批次日历，以及一次性投入预算 {one_off}。"
        "项目发起人：{sponsor}。",
    ),
    "decision.brings": ("What it brings, what it costs", "收益与投入"),
    "decision.if_not": ("If the decision is not taken", "如不决策"),
    "decision.sure": ("How sure we are", "把握程度"),
    "decision.watch": ("What to watch", "重点关注"),
    "key.moving": ("Workloads that move", "迁移系统"),
    "key.moving.note": (
        "{staying} stay, {retiring} retire",
        "{staying} 个维持现状，{retiring} 个下线",
    ),
    "key.one_off": ("One-off cost", "一次性投入"),
    "key.one_off.note": ("{days} person-days", "{days} 人天"),
    "key.run.today": ("Run cost a year, today", "当前年运行成本"),
    "key.run": ("Run cost a year, after, net of benefits", "迁移后年运行成本（已扣除收益）"),
    "key.run.note": ("today {before}", "当前 {before}"),
    "key.saving": ("Saved a year", "年节省"),
    "key.saving.note": ("{share} of today’s run cost", "占当前运行成本的 {share}"),
    "key.payback": ("Paid back after", "投资回收期"),
    "key.payback.never": ("not by savings", "无法靠节省收回"),
    "key.payback.note": ("from the start of wave 1", "自第 1 批启动起"),
    "key.done": ("Last cut-over", "最后一次割接"),
    "key.done.note": ("start {start}", "{start} 启动"),
    "key.net": ("Net gain over {years} years", "{years} 年净收益"),
    "key.net.note": ("present value at {rate}", "按 {rate} 折现"),
    "brings.run": (
        "The portfolio costs {before} a year to run today and {after} once all have moved: "
        "{saving} less.",
        "当前组合的年运行成本为 {before}，全部迁移后降至 {after}，减少 {saving}。",
    ),
    "brings.run.more": (
        "The portfolio costs {before} a year to run today and {after} once all have moved: "
        "{saving} more. The plan is chosen for fit, not for savings.",
        "当前组合的年运行成本为 {before}，全部迁移后为 {after}，增加 {saving}。"
        "本方案以适配度为先，而非以节省为先。",
    ),
    "brings.net": (
        "Over {years} years, discounted at {rate}, the plan is worth {gain} more than staying.",
        "按 {rate} 折现，{years} 年内本方案比维持现状多创造 {gain} 的价值。",
    ),
    "brings.net.cost": (
        "Over {years} years, discounted at {rate}, the plan costs {gain} more than staying.",
        "按 {rate} 折现，{years} 年内本方案比维持现状多支出 {gain}。",
    ),
    "brings.pilot": (
        "First results early: wave {number} moves {count} workloads by {day}.",
        "尽早见效：第 {number} 批于 {day} 前迁移 {count} 个系统。",
    ),
    "brings.pilot.one": (
        "First results early: wave {number} moves 1 workload by {day}.",
        "尽早见效：第 {number} 批于 {day} 前迁移 1 个系统。",
    ),
    "brings.retire": (
        "{count} workloads leave service and are not moved.",
        "{count} 个系统下线，不再迁移。",
    ),
    "brings.retire.one": (
        "1 workload leaves service and is not moved.",
        "1 个系统下线，不再迁移。",
    ),
    "if_not.saving": (
        "Every month of delay once the programme would be complete forgoes {month} of savings.",
        "方案全部落地后的节省每推迟一个月，即放弃 {month}。",
    ),
    "if_not.no_saving": (
        "Delay costs no savings; what it costs is fit: workloads stay on platforms that suit "
        "them less.",
        "推迟并不损失节省，但系统将继续运行在适配度较低的平台上。",
    ),
    "if_not.support": (
        "{count} of the workloads to be moved run on technology whose support has ended.",
        "待迁移系统中有 {count} 个仍在使用已停止支持的技术。",
    ),
    "if_not.support.one": (
        "1 of the workloads to be moved runs on technology whose support has ended.",
        "待迁移系统中有 1 个仍在使用已停止支持的技术。",
    ),
    "if_not.stay": (
        "Run cost stays at {run} a year.",
        "年运行成本维持在 {run}。",
    ),
    "sure.gap.lead": ("The optimum.", "最优性。"),
    "sure.gap": (
        "No choice of targets can be more than {placement} better than this one, and no wave "
        "calendar for it more than {waves} better; both are proven.",
        "已证明：部署去向与理论最优的差距不超过 {placement}；在此去向下，批次安排与理论最优的"
        "差距不超过 {waves}。",
    ),
    "sure.gap.joint": (
        "No plan that keeps the rules can be more than {gap} better than this one; this is "
        "proven for targets and waves together.",
        "已证明：在遵守全部规则的前提下，任何方案（去向与批次合并计算）最多只比本方案好 {gap}。",
    ),
    "sure.gap.placement": (
        "No choice of targets can be more than {placement} better than this one; this is proven.",
        "已证明：部署去向与理论最优的差距不超过 {placement}。",
    ),
    "sure.gap.wide": (
        "The search ended early ({stopped}); more time may find better or prove this closer.",
        "求解提前结束（{stopped}）；延长时间可望改进方案或缩小差距。",
    ),
    "sure.gap.none": (
        "The plan keeps every rule, but how far it is from the best possible is not proven.",
        "方案遵守全部规则，但与理论最优的差距尚未证明。",
    ),
    "sure.stability.lead": ("Stability.", "稳定性。"),
    "sure.stability": (
        "Over {draws} draws of uncertain weights and inputs a workload keeps its target {keeps} "
        "of the time on average; {shaky} workloads do so less than 70% of the time.",
        "对权重和输入的不确定性抽样 {draws} 次，系统平均有 {keeps} 的次数保持去向不变；"
        "{shaky} 个系统低于 70%。",
    ),
    "sure.stability.none": (
        "How firmly the targets hold when weights and inputs vary has not been examined yet.",
        "尚未检验权重和输入变化时各去向是否稳定。",
    ),
    "sure.data.lead": ("Data.", "数据。"),
    "sure.data.high": (
        "{share} of what the scores need was in the inventory; {uncosted} workloads lack their "
        "own cost figures.",
        "评分所需数据中有 {share} 来自清单；{uncosted} 个系统缺少自身成本数据。",
    ),
    "sure.data.medium": (
        "{share} of what the scores need was in the inventory, the rest is assumed; {uncosted} "
        "workloads lack their own cost figures.",
        "评分所需数据中有 {share} 来自清单，其余为假设值；{uncosted} 个系统缺少自身成本数据。",
    ),
    "sure.data.low": (
        "Only {share} of what the scores need was in the inventory: read single scores with "
        "care. {uncosted} workloads lack their own cost figures.",
        "评分所需数据中仅有 {share} 来自清单，单个系统的评分应谨慎采信；"
        "{uncosted} 个系统缺少自身成本数据。",
    ),
    "watch.risk": (
        "The riskiest move is {name} in wave {wave}: {risk} of 100. Risk owner: {owner}.",
        "风险最高的迁移是第 {wave} 批的{name}，风险值 {risk}（满分 100）。风险责任人：{owner}。",
    ),
    "watch.team": (
        "The tightest team is {team} in wave {number}: {share} of its capacity is used.",
        "最紧张的团队是第 {number} 批的{team}，已占用产能的 {share}。",
    ),
    "watch.over": (
        "In wave {number} {team} needs {days} person-days but has {capacity}: a move is larger "
        "than the wave, so its work must begin earlier.",
        "第 {number} 批{team}需要 {days} 人天，产能仅 {capacity} 人天：有系统的工作量超出整批产能，须提前开工。",
    ),
    "watch.none": ("Nothing moves, so no move is at risk.", "没有系统迁移，因此没有迁移风险。"),
    "no_plan.infeasible": (
        "No plan keeps every rule; this is proven",
        "已证明：不存在同时满足全部规则的方案",
    ),
    "no_plan.unknown": (
        "No plan was found in the time given",
        "在给定时间内未找到可行方案",
    ),
    "no_plan.next": (
        "Give the search more time, or relax a rule, and plan again.",
        "请延长求解时间或放宽规则后重新规划。",
    ),
    "no_plan.rules": (
        "These rules cannot hold together (leaving out any one of them resolves this conflict)",
        "以下规则无法同时成立（去掉其中任意一条即可消除此冲突）",
    ),
    "no_plan.repairs": ("Ways out, the cheapest first", "解决办法（代价由低到高）"),
    "no_plan.repair": ("{change} ({proof}).", "{change}（{proof}）。"),
}

PARTS: Final = {
    "overview.title": ("The plan at a glance", "方案一览"),
    "overview.flow": ("Where the workloads go", "系统去向"),
    "overview.cost": ("What it costs, year by year", "逐年成本"),
    "overview.calendar": ("When they go", "迁移时间表"),
    "portfolio.title": ("The portfolio, before and after", "迁移前后的系统组合"),
    "portfolio.summary": (
        "Of {total} workloads, {moving} move, {staying} stay where they are and {retiring} "
        "retire. Each goes where it fits best within the rules.",
        "{total} 个系统中，{moving} 个迁移，{staying} 个维持现状，{retiring} 个下线。"
        "在遵守规则的前提下，每个系统部署到最适合它的平台。",
    ),
    "portfolio.flow": ("From today’s places to tomorrow’s", "从现有平台到目标平台"),
    "portfolio.strategies": ("How they move", "迁移方式"),
    "means.retire": ("taken out of service", "停止服务"),
    "means.retain": ("left as it is, for now", "暂时保持不变"),
    "means.rehost": ("moved as it is onto new servers", "原样迁移到新服务器"),
    "means.relocate": ("moved with its virtual platform", "连同虚拟化平台整体搬迁"),
    "means.repurchase": ("replaced by a bought service", "以商品化服务替换"),
    "means.replatform": ("moved with small changes", "少量改造后迁移"),
    "means.refactor": ("rebuilt for the cloud", "按云原生架构重构"),
    "calendar.title": ("The wave calendar", "迁移批次日历"),
    "calendar.intro": (
        "{count} waves. Every wave ends with its cut-over; nothing is cut over in a freeze, and "
        "no platform is used before its landing zone is ready.",
        "共 {count} 批。每批在末尾割接；冻结期内不割接，落地区就绪前不使用该平台。",
    ),
    "load.title": ("Load of the teams", "团队负荷"),
    "load.note": (
        "Person-days, and share of the team’s capacity in the wave after its buffer. Shaded "
        "above 70% and above 90%. * A move larger than a wave counts as a whole wave; its work "
        "begins earlier.",
        "人天，以及占该批次可用产能（已扣除缓冲）的比例；超过 70% 和 90% 时以底色标出。"
        "* 工作量超出整批产能的系统按占满一批计，须提前开工。",
    ),
    "load.over": ("{days} ({share}*)", "{days}（{share}*）"),
    "load.share": ("{days} ({share})", "{days}（{share}）"),
    "money.title": ("Money", "投入与收益"),
    "money.cost": ("Cost by year: staying and the plan", "逐年成本：维持现状与本方案"),
    "money.payback": ("Savings less cost, added up", "累计净收益"),
    "money.difference": ("Saved (+) or spent (−) against staying", "与维持现状相比（节省为正）"),
    "money.how": (
        "Years are counted from the first day of wave 1, at today’s prices and undiscounted. A "
        "workload costs what it costs today until its cut-over, then what its target costs; its "
        "one-off cost falls due at the cut-over. The net gain is discounted.",
        "年度自第 1 批首日起算，按现价、不折现。系统在割接前按现有成本计，割接后按目标平台成本计；"
        "一次性投入计入割接当日。净收益为折现值。",
    ),
    "money.range.lead": ("How far it may be off.", "偏差范围。"),
    "money.range": (
        "In {draws} draws of uncertain inputs the net present cost of the portfolio is {middle} "
        "in the middle case; in 8 draws of 10 it lies between {low} and {high}.",
        "对不确定输入抽样 {draws} 次，组合的净现值成本居中为 {middle}；十次中有八次介于 {low} "
        "与 {high} 之间。",
    ),
    "money.uncosted": (
        "{count} workloads came without cost figures: theirs are estimated from the price sheet.",
        "{count} 个系统没有成本数据，其金额按价格表估算。",
    ),
    "money.uncosted.one": (
        "1 workload came without cost figures: its are estimated from the price sheet.",
        "1 个系统没有成本数据，其金额按价格表估算。",
    ),
    "certainty.title": ("How sure we are", "把握程度"),
    "certainty.stability": ("How firmly the targets hold", "去向的稳定程度"),
    "certainty.shaky": ("Placements to talk about", "值得讨论的去向"),
    "certainty.frontier": (
        "Plans that none other beats in both fit and cost",
        "适配度与成本的有效前沿",
    ),
    "certainty.not_asked": (
        "Stability and the frontier between fit and cost have not been computed for this plan.",
        "本方案尚未计算稳定性及适配度与成本的有效前沿。",
    ),
    "flip.weight": (
        "{target} if the weight of {name} goes from {before} to {after}",
        "{name}的权重由 {before} 变为 {after} 时改为{target}",
    ),
    "flip.indicator": (
        "{target} if {name} goes from {before} to {after}",
        "{name}由 {before} 变为 {after} 时改为{target}",
    ),
    "flip.cost": (
        "{target} if the cost on {name} goes from {before} to {after}",
        "{name}上的成本由 {before} 变为 {after} 时改为{target}",
    ),
    "flip.draws": ("{target} in {share} of the draws", "{share} 的抽样中为{target}"),
    "risks.title": ("Risks", "风险"),
    "risks.intro": (
        "Every move stands in one field: across, how risky the move is; down, how much hangs on "
        "the workload. Numbers count moves; the darker, the sooner it needs attention.",
        "每次迁移对应一格：横向为迁移风险，纵向为系统重要性。数字为系统数，颜色越深越需优先关注。",
    ),
    "risks.map": ("Heat map of the moves", "迁移风险热力图"),
    "risks.top": ("Moves to watch", "重点关注的迁移"),
    "risks.structure": ("What hangs together", "关联关系"),
    "staying.title": ("What stays, and why", "维持现状的系统及原因"),
    "staying.intro": (
        "{count} workloads stay where they are. The most important come first.",
        "{count} 个系统维持现状，按重要性排列。",
    ),
    "staying.more": ("{count} more are in the appendix.", "其余 {count} 个见附录。"),
    "staying.retire": ("What leaves service", "下线的系统"),
    "waves.title": ("Wave {number}: {start} to {end}", "第 {number} 批：{start} 至 {end}"),
    "waves.effort": ("Effort", "工作量"),
    "waves.risk.note": ("of 100", "满分 100"),
    "waves.why": ("Why these, why now", "为什么是这些、为什么是现在"),
    "waves.before": ("Before it can start", "前提条件"),
    "waves.teams": ("Teams and load", "团队与负荷"),
    "waves.exit": ("Done when", "完成标准"),
    "waves.rollback": ("The way back", "回退方案"),
    "waves.ends": ("How a move ends", "迁移如何收尾"),
    "waves.scope": ("Scope", "范围"),
    "waves.more": ("And {count} more:", "另有 {count} 个："),
    "waves.group": ("The waves, one by one", "各批次详情"),
    "decision.next": ("What happens next", "下一步"),
    "next.sign": (
        "{owner} signs by {day}; {sponsor} releases the budget of the first wave ({amount}).",
        "{owner}于 {day} 前签批；{sponsor}拨付首批预算（{amount}）。",
    ),
    "next.start": (
        "Wave {number} starts on {start} and cuts over by {end}; its result is reviewed before "
        "the next one is committed.",
        "第 {number} 批于 {start} 启动、{end} 前割接；评审其结果后再承诺下一批。",
    ),
    "next.owners": (
        "{count} risk owners are still to be named.",
        "尚有 {count} 个系统待指定风险责任人。",
    ),
    "next.owners.one": (
        "1 risk owner is still to be named.",
        "尚有 1 个系统待指定风险责任人。",
    ),
    "why.pilot": (
        "The pilot: at most {most} workloads, none riskier than {risk} of 100, so that the teams "
        "learn where little can go wrong.",
        "试点批次：不超过 {most} 个系统，风险均不高于 {risk}（满分 100），让团队在低风险环境中积累经验。",
    ),
    "why.full": (
        "{count} of these found no room in an earlier wave: teams or the limits per wave are full.",
        "其中 {count} 个系统在更早批次没有余量：团队产能或批次限额已满。",
    ),
    "why.full.one": (
        "1 of these found no room in an earlier wave: teams or the limits per wave are full.",
        "其中 1 个系统在更早批次没有余量：团队产能或批次限额已满。",
    ),
    "why.ready": ("{target} becomes available with this wave.", "{target}自本批起可用。"),
    "why.group.cycle": (
        "{names} need each other and move together.",
        "{names}相互依赖，必须同批迁移。",
    ),
    "why.group.shared": (
        "{names} share a database or a server and move together.",
        "{names}共用数据库或服务器，必须同批迁移。",
    ),
    "why.group.user": ("{names} were put together by decision.", "{names}按决策同批迁移。"),
    "why.opens": (
        "It opens the way for later waves: {count} dependencies lead to workloads of this wave.",
        "为后续批次铺路：后续批次有 {count} 条依赖指向本批系统。",
    ),
    "why.opens.one": (
        "It opens the way for later waves: 1 dependency leads to a workload of this wave.",
        "为后续批次铺路：后续批次有 1 条依赖指向本批系统。",
    ),
    "why.saving": ("It saves {saving} a year from its cut-over on.", "割接后每年节省 {saving}。"),
    "why.room": (
        "Teams and dependencies leave room for these workloads here.",
        "团队产能和依赖关系允许在本批迁移。",
    ),
    "before.ready": (
        "The landing zone of {target} is ready ({day}).",
        "{target}落地区已就绪（{day}）。",
    ),
    "before.ready.now": (
        "The landing zone of {target} is in service.",
        "{target}落地区已投入使用。",
    ),
    "before.waits": (
        "{count} dependencies on earlier waves are met, among them {names}.",
        "对前序批次的 {count} 条依赖已满足，包括{names}。",
    ),
    "before.waits.one": (
        "One dependency on an earlier wave is met: {names}.",
        "对前序批次的 1 条依赖已满足：{names}。",
    ),
    "before.freeze": (
        "The freeze “{name}” ({first} to {last}) is kept.",
        "遵守冻结期“{name}”（{first} 至 {last}）。",
    ),
    "limit.capacity": ("Capacity of {target}: {measure}", "{target}容量：{measure}"),
    "limit.team": ("Capacity of the team {team}", "{team}团队产能"),
    "limit.wave.count": ("Workloads in a wave", "每批系统数"),
    "limit.wave.critical": ("Critical workloads in a wave", "每批关键系统数"),
    "limit.pilot.count": ("Size of the pilot", "试点批次规模"),
    "limit.pilot.barred": ("What the pilot may not hold", "试点批次的排除项"),
    "limit.policy.production_public": (
        "Share of production on public cloud",
        "生产系统上公有云的比例",
    ),
    "rules.title": ("The rules, and what they cost", "规则及其代价"),
    "rules.intro": (
        "Rule set “{name}” ({publisher}). The plan keeps every rule below; a checker that knows "
        "nothing of the solver has tested it.",
        "规则集“{name}”（{publisher}）。方案遵守下列全部规则，并经独立于求解器的校验程序检验。",
    ),
    "rules.own": ("the program’s own", "程序自带"),
    "rules.prices": (
        "What each rule costs: the plan without it",
        "每条规则的代价（去掉该规则后的方案）",
    ),
    "rules.not_priced": (
        "The price of single rules has not been computed for this plan.",
        "本方案尚未计算各条规则的代价。",
    ),
    "rules.limits": ("Limits and how far they are used", "限额及使用情况"),
    "rules.compliance": ("Compliance rules", "合规规则"),
    "rules.weights": ("Weights of the factors", "各因素权重"),
    "decisions.title": ("Decision log", "决策记录"),
    "decisions.none": ("No decisions have been recorded.", "尚无决策记录。"),
    "decision_kind.pin_target": ("Target fixed", "指定去向"),
    "decision_kind.ban_target": ("Target ruled out", "排除去向"),
    "decision_kind.pin_wave": ("Wave fixed", "指定批次"),
    "decision_kind.strategy": ("Strategy chosen", "选定迁移方式"),
    "decision_kind.score": ("Score set by hand", "人工评分"),
    "decision_kind.together": ("Move together", "同批迁移"),
    "decision_kind.same_target": ("Share a target", "同一去向"),
    "decision_kind.apart": ("Keep apart", "分开部署"),
    "decision_kind.relax_dependency": ("Dependency relaxed", "放宽依赖"),
    "decision_kind.drop_rule": ("Rule dropped", "取消规则"),
    "decision_kind.way_out": ("Way out of a conflict", "冲突出路"),
    "decision_kind.mitigation": ("Mitigation", "风险缓释"),
    "decision_kind.parked": ("Open question", "待议事项"),
    "decision_kind.note": ("Note", "备注"),
    "data.title": ("Assumptions and data quality", "假设与数据质量"),
    "data.intro.one": (
        "Read from 1 file: {workloads} workloads; {aside} rows could not be used and were set "
        "aside. {share} of what the scores need was known.",
        "共读取 1 个文件：{workloads} 个系统；{aside} 行无法使用，已单独保留。"
        "评分所需数据的已知比例为 {share}。",
    ),
    "data.intro": (
        "Read from {count} files: {workloads} workloads; {aside} rows could not be used and were "
        "set aside. {share} of what the scores need was known.",
        "共读取 {count} 个文件：{workloads} 个系统；{aside} 行无法使用，已单独保留。"
        "评分所需数据的已知比例为 {share}。",
    ),
    "data.confidence": ("Confidence by factor", "各因素的数据置信度"),
    "data.missing": ("What was missing", "缺失数据"),
    "data.issues": ("Doubts found on reading", "读取时发现的问题"),
    "data.ask": ("Worth asking for first", "最值得补充的数据"),
    "data.assumptions": ("Assumptions", "假设"),
    "assume.neutral": (
        "Where nothing was known a documented neutral value stands in: it lowers the confidence, "
        "never the score.",
        "数据缺失时采用有据可查的中性值：只降低置信度，不影响评分高低。",
    ),
    "assume.money": (
        "Money is compared over {years} years at a discount rate of {rate}.",
        "金额按 {years} 年、折现率 {rate} 比较。",
    ),
    "assume.guessed": (
        "The kind of {count} systems was recognised by name; its usual values fill empty cells.",
        "{count} 个系统的类型由名称识别，空缺处采用该类型的典型值。",
    ),
    "assume.guessed.one": (
        "The kind of 1 system was recognised by name; its usual values fill empty cells.",
        "1 个系统的类型由名称识别，空缺处采用该类型的典型值。",
    ),
    "workloads.title": ("Appendix: every workload", "附录：系统清单"),
    "workloads.intro": (
        "One line per workload, in the order of the inventory. Scores, arithmetic and the full "
        "reasons are in the workbook.",
        "每个系统一行，按清单顺序排列。评分、计算过程及完整理由见工作簿。",
    ),
}
