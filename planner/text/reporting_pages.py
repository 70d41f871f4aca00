"""Words of the report's pages after the first, part by part."""

from __future__ import annotations

from typing import Final

__all__ = ["PARTS"]

PARTS: Final = {
    "overview.title": ("The plan at a glance", "方案一览"),
    "overview.flow": ("Where the workloads go", "系统去向"),
    "overview.cost": ("What it costs, year by year", "逐年成本"),
    "overview.calendar": ("When they go", "迁移时间表"),
    "portfolio.title": ("The portfolio, before and after", "迁移前后的系统组合"),
    "portfolio.moving": ("Of {total} {count} move", "{total}中，{count} 个迁移"),
    "portfolio.moving.one": ("Of {total} 1 moves", "{total}中，1 个迁移"),
    "portfolio.staying": ("{count} stay where they are", "{count} 个维持现状"),
    "portfolio.staying.one": ("1 stays where it is", "1 个维持现状"),
    "portfolio.retiring": ("{count} leave service", "{count} 个下线"),
    "portfolio.retiring.one": ("1 leaves service", "1 个下线"),
    "portfolio.fits": (
        "Each goes where it serves the whole best: fit and cost are weighed together, within the "
        "rules.",
        "在遵守规则的前提下综合权衡适配度与成本，为每个系统选定对整体最有利的去向。",
    ),
    "portfolio.areas": ("Where each business area goes", "各业务领域的去向"),
    "portfolio.areas.rest": ("All other areas", "其他领域"),
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
        "{count} waves. Each is cut over by its last day outside a freeze, and no platform is used "
        "before its landing zone is ready.",
        "共 {count} 批，每批在冻结期之外的最后一日前完成割接；落地区就绪前不使用该平台。",
    ),
    "calendar.intro.one": (
        "One wave, cut over by its last day outside a freeze; no platform is used before its "
        "landing zone is ready.",
        "共 1 批，在冻结期之外的最后一日前完成割接；落地区就绪前不使用该平台。",
    ),
    "calendar.unused": (
        "The last {count} waves of the calendar are not needed.",
        "日历中最后 {count} 批无需使用。",
    ),
    "calendar.unused.one": (
        "The last wave of the calendar is not needed.",
        "日历中最后 1 批无需使用。",
    ),
    "calendar.retired": ("Retired ({count})", "下线（{count} 个）"),
    "load.title": ("Load of the teams", "团队负荷"),
    "load.note": (
        "Person-days, and the share of the team’s capacity in the wave (buffer deducted). Shaded "
        "above 70% and above 90%. * A move larger than one wave fills it whole; its work begins "
        "earlier.",
        "人天，以及占该批次可用产能（已扣除缓冲）的比例；超过 70% 和 90% 时以底色标出。"
        "* 工作量超出整批产能的系统按占满一批计，须提前开工。",
    ),
    "load.over": ("{days} ({share}*)", "{days} ({share}*)"),
    "load.share": ("{days} ({share})", "{days} ({share})"),
    "money.title": ("Money", "投入与收益"),
    "money.cost": ("Cost by year: staying and the plan", "逐年成本：维持现状与本方案"),
    "money.payback": ("Savings less cost, added up", "累计净收益"),
    "money.difference": ("Better (+) or worse (−) than staying", "与维持现状相比（节省为正）"),
    "money.how": (
        "Years are counted from the first day of wave 1, at today’s prices and undiscounted. A "
        "workload costs what it costs today until its cut-over, then what its target costs; its "
        "one-off cost falls due at the cut-over. Present values discount the same flows month by "
        "month.",
        "年度自第 1 批首日起算，按现价、不折现。系统在割接前按现有成本计，割接后按目标平台成本计；"
        "一次性投入计入割接当日。净现值按月对同一现金流折现。",
    ),
    "money.range.lead": ("How far it may be off.", "偏差范围。"),
    "money.range": (
        "In present value over {years} years staying costs {stay} and the plan {plan}, one-off "
        "cost included. When its costs were varied {draws} times, 8 trials of 10 put the plan "
        "between {low} and {high}.",
        "按 {years} 年净现值计，维持现状成本为 {stay}，本方案（含一次性投入）为 {plan}。"
        "对成本扰动 {draws} 次，十次中有八次本方案介于 {low} 与 {high} 之间。",
    ),
    "money.range.worst": (
        "At the dear end of that range it is still {gain} cheaper than staying.",
        "即使取区间上限，仍比维持现状低 {gain}。",
    ),
    "money.range.lost": (
        "At the dear end of that range it costs {gain} more than staying.",
        "取区间上限时，比维持现状高 {gain}。",
    ),
    "money.unknown.lead": ("Savings cannot be stated.", "尚无法测算节省。"),
    "money.unknown.ask": (
        "Enter for each workload what it costs to run in a year, or at least its CPU cores, memory "
        "and storage, from which the price sheet estimates it. Savings, payback and net worth then "
        "appear on this page.",
        "请为每个系统填写年运行成本，或至少填写 CPU 核数、内存和存储，以便按价格表估算；"
        "补齐后本页将列出节省、回收期和净收益。",
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
    "flip.about": ("{flip} (an approximation)", "{flip}（近似）"),
    "flip.draws": ("{target} in {share} of the draws", "{share} 的抽样中为{target}"),
    "risks.title": ("Risks", "风险"),
    "risks.intro": (
        "Across: how risky the move is. Down: how much hangs on the workload. The numbers count "
        "moves; start at the top right.",
        "横向为迁移风险，纵向为系统重要性，数字为系统数；越靠右上越需优先关注。",
    ),
    "risks.unmitigated": (
        "For {count} of these no mitigation has been named yet.",
        "其中 {count} 个尚未确定缓释措施。",
    ),
    "risks.unmitigated.one": (
        "For 1 of these no mitigation has been named yet.",
        "其中 1 个尚未确定缓释措施。",
    ),
    "risks.lowered": ("{reason} (−{points})", "{reason}（−{points}）"),
    "risks.map": ("Heat map of the moves", "迁移风险热力图"),
    "risks.top": ("Moves to watch", "重点关注的迁移"),
    "risks.structure": ("What hangs together", "关联关系"),
    "staying.title": ("What stays, and why", "维持现状的系统及原因"),
    "staying.intro": (
        "{count} workloads stay where they are, the most important first. Next best is where each "
        "would go otherwise, with the change of its fit.",
        "{count}个系统维持现状，按重要性排列。次优去向为若须迁移时的选择，括号内为适配度变化。",
    ),
    "staying.intro.one": (
        "1 workload stays where it is. Next best is where it would go otherwise, with the change "
        "of its fit.",
        "1 个系统维持现状。次优去向为若须迁移时的选择，括号内为适配度变化。",
    ),
    "staying.next": ("{target} (fit {change})", "{target}（适配度 {change}）"),
    "staying.only": ("no other place allowed", "无其他可行去向"),
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
    "waves.scope": ("What moves", "迁移范围"),
    "waves.more": ("And {count} more:", "另有 {count} 个："),
    "waves.group": ("The waves, one by one", "各批次详情"),
    "waves.days": ("{days} days", "{days} 人天"),
    "waves.cut_over": ("Cut over by", "割接截止"),
    "waves.actual": ("{state}, actually on {day}", "{state}，实际 {day}"),
    "waves.risk": ("Highest risk, of 100", "最高风险（满分 100）"),
    "why.pilot": (
        "The pilot: at most {most} workloads, none riskier than {risk} of 100, so that the teams "
        "learn where little can go wrong.",
        "试点批次：不超过 {most} 个系统，风险均不高于 {risk}（满分 100），让团队在低风险环境中积累经验。",
    ),
    "why.full": (
        "{count} of them would have moved earlier, but teams or the limits of a wave left no room.",
        "其中 {count} 个系统本可更早迁移，但前序批次的团队产能或批次限额已满。",
    ),
    "why.full.one": (
        "1 of them would have moved earlier, but teams or the limits of a wave left no room.",
        "其中 1 个系统本可更早迁移，但前序批次的团队产能或批次限额已满。",
    ),
    "why.ready": (
        "{target} can be used from this wave on.",
        "{target}自本批起可用。",
    ),
    "why.group.cycle": (
        "{names} need each other, so they move together.",
        "{names}相互依赖，必须同批迁移。",
    ),
    "why.group.shared": (
        "{names} share a database or a server, so they move together.",
        "{names}共用数据库或服务器，必须同批迁移。",
    ),
    "why.group.user": (
        "{names} move together by decision.",
        "{names}按决策同批迁移。",
    ),
    "why.opens": (
        "It clears the way: {count} workloads of later waves need what moves here.",
        "为后续批次铺路：后续有 {count} 个系统依赖本批迁移的系统。",
    ),
    "why.opens.one": (
        "It clears the way: 1 workload of a later wave needs what moves here.",
        "为后续批次铺路：后续有 1 个系统依赖本批迁移的系统。",
    ),
    "why.saving": (
        "From its cut-over on it saves {saving} a year.",
        "割接后每年节省 {saving}。",
    ),
    "why.room": (
        "Teams and dependencies leave room for these workloads here.",
        "团队产能和依赖关系允许在本批迁移。",
    ),
    "before.zone": ("{target}", "{target}"),
    "before.zone.dated": ("{target} ({day})", "{target}（{day}）"),
    "before.ready": (
        "Landing zones are ready: {zones}.",
        "落地区已就绪：{zones}。",
    ),
    "before.ready.one": (
        "The landing zone is ready: {zones}.",
        "落地区已就绪：{zones}。",
    ),
    "before.waits": (
        "{count} workloads that these depend on have moved in earlier waves: {names}.",
        "所依赖的 {count} 个系统已在前序批次完成迁移：{names}。",
    ),
    "before.waits.one": (
        "1 workload that these depend on has moved in an earlier wave: {names}.",
        "所依赖的 1 个系统已在前序批次完成迁移：{names}。",
    ),
    "before.freeze": (
        "No cut-over falls into the freeze “{name}” ({first} to {last}).",
        "冻结期“{name}”（{first} 至 {last}）内不安排割接。",
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
        "Rule set “{name}” ({publisher}). The plan keeps every rule below; a checker that shares "
        "nothing with the solver has confirmed it.",
        "规则集“{name}”（{publisher}）。方案遵守下列全部规则，并经独立于求解器的校验程序确认。",
    ),
    "rules.own": ("the program’s own", "程序自带"),
    "rules.prices": (
        "What each rule costs: the plan without it",
        "每条规则的代价（去掉该规则后的方案）",
    ),
    "rules.not_priced": (
        "What each rule costs was not worked out in the time given to this plan.",
        "在本次给定的时间内未计算各条规则的代价。",
    ),
    "rules.prices.how": (
        "Each line is the plan made again without that one rule: what it would gain. Money is "
        "present cost saved (+) or added (−), weeks an earlier end, risk what the moves lose of it. "
        "Rules about places are placed anew and proven where it says so; rules about time are "
        "priced by the same quick search with and without the rule, which proves nothing.",
        "逐条去掉规则重新求解后的改进：金额为节省（正）或增加（负）的净现值成本，周数为提前完成的时间，风险为迁移平均风险的"
        "下降。去向类规则重新求解，已证明者另行注明；时间类规则用同一快速搜索比较去掉前后的结果，未经证明。",
    ),
    "rules.free": (
        "Rules without which no better plan was found: {names}.",
        "去掉后未找到更优方案的规则：{names}。",
    ),
    "rules.quiet": (
        "Checked as well, and concerning no workload of this inventory: {names}.",
        "另已检查、但未涉及本清单任何系统的规则：{names}。",
    ),
    "does.forbids": ("rules out targets", "限制去向"),
    "does.asks": ("asks for proof", "附加要求"),
    "rules.limits": ("Limits and how far they are used", "限额及使用情况"),
    "rules.compliance": ("Compliance rules", "合规规则"),
    "rules.weights": ("Weights of the factors", "各因素权重"),
    "decisions.title": ("Decision log", "决策记录"),
    "decisions.lowers": ("risk −{points}", "风险值 −{points}"),
    "decisions.none": ("No decisions have been recorded.", "尚无决策记录。"),
    "decision_kind.record": ("Changed by hand", "人工调整"),
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
    "decision_kind.way_out": ("Way out of a conflict", "冲突解决办法"),
    "decision_kind.mitigation": ("Mitigation", "风险缓释"),
    "decision_kind.parked": ("Open question", "待议事项"),
    "decision_kind.note": ("Note", "备注"),
    "data.title": ("Assumptions and data quality", "假设与数据质量"),
    "data.intro.one": (
        "Read from 1 file: {workloads}; rows that could not be used and were set aside: {aside}. "
        "{share} of what the scores need was known.",
        "共读取 1 个文件：{workloads}；{aside} 行无法使用，已单独保留。"
        "评分所需数据的已知比例为 {share}。",
    ),
    "data.intro": (
        "Read from {count} files: {workloads}; rows that could not be used and were set aside: "
        "{aside}. {share} of what the scores need was known.",
        "共读取 {count} 个文件：{workloads}；{aside} 行无法使用，已单独保留。"
        "评分所需数据的已知比例为 {share}。",
    ),
    "data.confidence": ("Confidence by factor", "各因素的数据置信度"),
    "data.missing": ("What was missing", "缺失数据"),
    "data.issues": ("Doubts found on reading", "读取时发现的问题"),
    "data.likewise": ("Also: {names}; the workbook lists each.", "另涉及{names}，逐项见工作簿。"),
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
        "One line per workload, in the order of the inventory. Money in {unit}: run cost a year "
        "once the plan is done, new benefits deducted, and one-off cost. Scores, arithmetic and "
        "the full reasons are in the workbook.",
        "每个系统一行，按清单顺序排列。金额单位：{unit}；年运行成本为方案完成后的水平（已扣除新增收益）。"
        "评分、计算过程及完整理由见工作簿。",
    ),
}
