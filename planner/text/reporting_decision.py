"""Words of the report's first page: what is asked, what it brings, how sure it is."""

from __future__ import annotations

from typing import Final

__all__ = ["DECISION"]

_ASKED: Final = {
    "decision.title": ("{organisation}: the decision", "{organisation}：决策事项"),
    "decision.listed": ("The decision", "决策事项"),
    "decision.moved": ("{moving} of {total} workloads", "{moving} 个系统（共 {total} 个）"),
    "decision.moved.all": ("all {total} workloads", "全部 {total} 个系统"),
    "decision.moved.all.one": ("the one workload", "唯一的系统"),
    "decision.waves": ("{count} waves", "{count} 批"),
    "decision.waves.one": ("one wave", "1 批"),
    "decision.headline": (
        "Move {moved} in {waves} by {end} and save {saving} a year",
        "{end}底前分 {waves}迁移{moved}，每年节省 {saving}",
    ),
    "decision.headline.cost": (
        "Move {moved} in {waves} by {end}, for {saving} more a year",
        "{end}底前分 {waves}迁移{moved}，每年增加支出 {saving}",
    ),
    "decision.headline.unknown": (
        "Move {moved} in {waves} by {end}; what it saves is not known yet",
        "{end}底前分 {waves}迁移{moved}；节省金额尚无法测算",
    ),
    "decision.headline.none": (
        "Leave all {total} workloads where they are",
        "全部 {total} 个系统维持现状",
    ),
    "decision.headline.none.one": ("Leave the one workload where it is", "唯一的系统维持现状"),
    "decision.asked": ("Decision asked.", "请予决策。"),
    "decision.asked.text": (
        "{owner} is asked to approve by {day}: where each workload goes, the wave calendar, and "
        "a one-off budget of {one_off}. Sponsor: {sponsor}.",
        "请{owner}于 {day} 前批准：各系统的去向、迁移批次安排，以及一次性投入预算 {one_off}。"
        "项目发起人：{sponsor}。",
    ),
    "decision.asked.no_day": (
        "{owner} is asked to approve, by a date to be named: where each workload goes, the wave "
        "calendar, and a one-off budget of {one_off}. Sponsor: {sponsor}.",
        "请{owner}批准（决策时限待定）：各系统的去向、迁移批次安排，以及一次性投入预算 {one_off}。"
        "项目发起人：{sponsor}。",
    ),
    "role.decision_owner": ("the decision owner (to be named)", "决策人（待定）"),
    "role.sponsor": ("to be named", "待定"),
    "role.sponsor.doing": ("the sponsor (to be named)", "项目发起人（待定）"),
    "decision.low": ("Read with care.", "谨慎采信。"),
    "decision.low.text": (
        "The inventory holds only {share} of the data this plan rests on; the rest is assumed. "
        "Take it as a first draft for discussion, and fill in what the page on data asks for "
        "before money is committed.",
        "清单仅提供了本方案所需数据的 {share}，其余均为假设。请将其视为讨论初稿，"
        "在投入资金前按“假设与数据质量”一页补齐数据。",
    ),
    "decision.brings": ("What it brings, what it costs", "收益与投入"),
    "decision.if_not": ("If the decision is not taken", "如不决策"),
    "decision.next": ("What happens next", "下一步"),
    "decision.sure": ("How sure we are", "把握程度"),
    "decision.watch": ("What to watch", "重点关注"),
    "decision.timeline": ("The programme at a glance", "整体时间表"),
}

_KEYS: Final = {
    "key.moving": ("Workloads that move", "迁移系统"),
    "key.moving.note": (
        "of {total}; staying {staying}, retiring {retiring}",
        "共 {total} 个；{staying} 个维持现状，{retiring} 个下线",
    ),
    "key.one_off": ("One-off cost", "一次性投入"),
    "key.one_off.note": ("{days} person-days", "{days} 人天"),
    "key.run.today": ("Run cost a year, today", "当前年运行成本"),
    "key.run": ("Run cost a year, after", "迁移后年运行成本"),
    "key.run.note": ("today {before}", "当前 {before}"),
    "key.run.note.benefit": (
        "today {before}; new benefits deducted",
        "当前 {before}；已扣除新增收益",
    ),
    "key.run.benefit": ("new benefits deducted", "已扣除新增收益"),
    "key.unknown.note": ("no cost figures in the inventory", "清单中没有成本数据"),
    "key.saving": ("Saved a year", "年节省"),
    "key.saving.note": ("{share} of today’s run cost", "占当前运行成本的 {share}"),
    "key.payback": ("Paid back after", "投资回收期"),
    "key.payback.never": ("not by savings", "无法靠节省收回"),
    "key.payback.note": ("from the start of wave 1", "自第 1 批启动起"),
    "key.done": ("Last cut-over", "最后一次割接"),
    "key.done.note": ("start {start}", "{start}启动"),
    "key.net": ("Worth over {years} years", "{years} 年净收益"),
    "key.net.note": (
        "present value at {rate}, one-off cost deducted",
        "按 {rate} 折现，已扣除一次性投入",
    ),
}

_BRINGS: Final = {
    "brings.run": (
        "Running the portfolio costs {before} a year today and {after} once everything has "
        "moved: {saving} less.",
        "全部系统的年运行成本目前为 {before}，迁移完成后降至 {after}，减少 {saving}。",
    ),
    "brings.run.more": (
        "Running the portfolio costs {before} a year today and {after} once everything has "
        "moved: {saving} more. The plan is chosen for fit, not for savings.",
        "全部系统的年运行成本目前为 {before}，迁移完成后为 {after}，增加 {saving}。"
        "本方案以适配度为先，而非以节省为先。",
    ),
    "brings.unknown": (
        "What the portfolio costs to run is not known, so neither savings nor payback can be "
        "stated. The one-off cost is an estimate from effort and day rates.",
        "全部系统的运行成本未知，因此无法给出节省金额和投资回收期；一次性投入按工作量和人天单价估算。",
    ),
    "brings.part": (
        "Run cost is known for {known} of {total} workloads: savings count only these, the "
        "one-off cost counts all.",
        "{total} 个系统中有 {known} 个已知运行成本：节省只计这些系统，一次性投入则计全部系统。",
    ),
    "brings.net": (
        "Over {years} years the plan is worth {gain} more than staying (present value at {rate}, "
        "one-off cost deducted).",
        "{years} 年内，本方案比维持现状净增 {gain}（按 {rate} 折现，已扣除一次性投入）。",
    ),
    "brings.net.cost": (
        "Over {years} years the plan costs {gain} more than staying (present value at {rate}).",
        "{years} 年内，本方案比维持现状多支出 {gain}（按 {rate} 折现）。",
    ),
    "brings.retire": (
        "{count} workloads leave service instead of being moved.",
        "{count} 个系统直接下线，不再迁移。",
    ),
    "brings.retire.one": (
        "1 workload leaves service instead of being moved.",
        "1 个系统直接下线，不再迁移。",
    ),
    "if_not.saving": (
        "Run cost stays at {run} a year; every month of delay gives up {month} of savings.",
        "年运行成本仍为 {run}，每推迟一个月就少节省 {month}。",
    ),
    "if_not.no_saving": (
        "Run cost stays at {run} a year. Delay gives up no savings, but workloads stay on "
        "platforms that suit them less.",
        "年运行成本仍为 {run}。推迟不损失节省，但系统将继续运行在不太适合的平台上。",
    ),
    "if_not.unknown": (
        "Workloads stay on platforms that suit them less; what the delay costs cannot be stated "
        "while run cost is not known.",
        "系统将继续运行在不太适合的平台上；由于运行成本未知，推迟的代价尚无法测算。",
    ),
    "if_not.support": (
        "{count} of the workloads to be moved keep running on technology whose support has ended.",
        "待迁移系统中有 {count} 个将继续使用厂商已停止支持的技术。",
    ),
    "if_not.support.one": (
        "1 of the workloads to be moved keeps running on technology whose support has ended.",
        "待迁移系统中有 1 个将继续使用厂商已停止支持的技术。",
    ),
    "next.sign": (
        "{owner} signs by {day}; {sponsor} then releases the budget of wave 1 ({amount}).",
        "{owner}于 {day} 前签批，随后由{sponsor}下达第 1 批预算（{amount}）。",
    ),
    "next.sign.no_day": (
        "A decision owner and a date are named; {sponsor} then releases the budget of wave 1 "
        "({amount}).",
        "先确定决策人和决策时限，随后由{sponsor}下达第 1 批预算（{amount}）。",
    ),
    "next.start": (
        "Wave 1 starts on {start} and cuts over by {end}; the next wave is committed once its "
        "results have been reviewed.",
        "第 1 批于 {start} 启动，{end} 前完成割接；评审结果后再确认下一批。",
    ),
    "next.owners": (
        "Risk owners are named for {count} workloads that have none yet.",
        "为 {count} 个尚无风险责任人的系统指定责任人。",
    ),
    "next.owners.one": (
        "A risk owner is named for the 1 workload that has none yet.",
        "为 1 个尚无风险责任人的系统指定责任人。",
    ),
}

_SURE: Final = {
    "sure.gap.lead": ("Optimality.", "最优性。"),
    "sure.gap": (
        "It is proven that no other choice of targets would be more than {placement} better, and "
        "no other calendar for it more than {waves} better.",
        "经证明，去向安排与理论最优相差不超过 {placement}，批次安排相差不超过 {waves}。",
    ),
    "sure.gap.joint": (
        "It is proven that no plan that keeps the rules would be more than {gap} better, targets "
        "and calendar taken together.",
        "经证明，在遵守全部规则的前提下，去向与批次合并考虑，与理论最优相差不超过 {gap}。",
    ),
    "sure.gap.placement": (
        "It is proven that no other choice of targets would be more than {placement} better.",
        "经证明，去向安排与理论最优相差不超过 {placement}。",
    ),
    "sure.gap.no_waves": (
        "How near the calendar is to the best possible has not been proven.",
        "批次安排与理论最优的差距尚未证明。",
    ),
    "sure.gap.wide": (
        "The search ended early ({stopped}); more time may find better or prove this closer.",
        "求解提前结束（{stopped}）；延长时间可望改进方案或缩小差距。",
    ),
    "sure.gap.none": (
        "The plan keeps every rule, but how far it is from the best possible has not been proven.",
        "方案遵守全部规则，但与理论最优的差距尚未证明。",
    ),
    "sure.stability.lead": ("Stability.", "稳定性。"),
    "sure.stability": (
        "Weights, scores and costs were varied {draws} times: on average a workload kept its "
        "target in {keeps} of the trials (weighted by importance).",
        "对权重、评分和成本做了 {draws} 次扰动：按重要性加权，系统保持原去向的平均比例为 {keeps}。",
    ),
    "sure.stability.shaky": (
        "{count} workloads kept it in fewer than 70%.",
        "{count} 个系统低于 70%。",
    ),
    "sure.stability.shaky.one": (
        "1 workload kept it in fewer than 70%.",
        "1 个系统低于 70%。",
    ),
    "sure.stability.firm": ("All kept it in at least 70%.", "所有系统均不低于 70%。"),
    "sure.stability.error": (
        "The draws are approximate: in {count} of them placed again to the proof, {error} of the "
        "workloads stood elsewhere.",
        "抽样为近似求解：其中 {count} 次重新求解至已证明，{error} 的系统去向不同。",
    ),
    "sure.stability.rough": (
        "The draws are approximate, and none was placed again to measure by how much.",
        "抽样为近似求解，尚未重新求解以衡量误差。",
    ),
    "sure.stability.none": (
        "How firmly the targets hold when weights and inputs vary has not been examined yet.",
        "尚未检验权重和输入变化时各去向是否稳定。",
    ),
    "sure.data.lead": ("Data.", "数据。"),
    "sure.data.high": (
        "{share} of the data the scores need was in the inventory.",
        "评分所需数据中有 {share} 来自清单。",
    ),
    "sure.data.medium": (
        "{share} of the data the scores need was in the inventory; the rest is assumed.",
        "评分所需数据中有 {share} 来自清单，其余为假设值。",
    ),
    "sure.data.low": (
        "Low confidence: only {share} of the data the scores need was in the inventory; treat "
        "single placements as provisional.",
        "置信度低：评分所需数据中仅有 {share} 来自清单，单个系统的去向只能视为暂定。",
    ),
    "sure.cost.all": (
        "Every workload came with its own cost figures.",
        "所有系统均有自身成本数据。",
    ),
    "sure.cost.estimated": (
        "{count} workloads came without cost figures; theirs are estimated from the price sheet.",
        "{count} 个系统没有成本数据，按价格表估算。",
    ),
    "sure.cost.estimated.one": (
        "1 workload came without cost figures; its cost is estimated from the price sheet.",
        "1 个系统没有成本数据，按价格表估算。",
    ),
    "sure.cost.unknown": (
        "For {count} workloads nothing says what they cost to run.",
        "{count} 个系统的运行成本无从得知。",
    ),
    "sure.cost.unknown.one": (
        "For 1 workload nothing says what it costs to run.",
        "1 个系统的运行成本无从得知。",
    ),
}

_WATCH: Final = {
    "watch.risk": (
        "Riskiest move: {name} in wave {wave}, {risk} of 100. Risk owner: {owner}.",
        "风险最高：第 {wave} 批的{name}，风险值 {risk}（满分 100），风险责任人：{owner}。",
    ),
    "watch.team": (
        "Tightest team: {team} in wave {number}, {share} of its capacity used.",
        "最紧张的团队：第 {number} 批的{team}，产能占用 {share}。",
    ),
    "watch.over": (
        "In wave {number} {team} needs {days} person-days against a capacity of {capacity}: {name} "
        "is larger than one wave, so work on it must begin earlier.",
        "第 {number} 批{team}需要 {days} 人天，而产能为 {capacity} 人天：{name}的工作量超出单批产能，须提前开工。",
    ),
    "watch.shaky": (
        "Most open to debate: {names}; small changes of weights or costs move them elsewhere.",
        "最值得讨论：{names}；权重或成本稍有变化，去向就会改变。",
    ),
    "watch.limits": (
        "No room left: {limits}.",
        "已接近上限：{limits}。",
    ),
    "watch.limit": ("{name} ({share} used)", "{name}（已用 {share}）"),
    "watch.none": ("Nothing moves, so no move is at risk.", "没有系统迁移，因此没有迁移风险。"),
}

_NO_PLAN: Final = {
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

DECISION: Final = {**_ASKED, **_KEYS, **_BRINGS, **_SURE, **_WATCH, **_NO_PLAN}
"""Key to (English, Chinese)."""
