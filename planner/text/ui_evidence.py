"""Words of the evidence: a workload's scores, money and way of moving, opened into their parts."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "choose": (
        "Choose a workload above to see where its figures come from.",
        "请在上方选择一个系统，查看各项数字的由来。",
    ),
    "tab.scores": ("Scores", "评分"),
    "tab.money": ("Money", "费用"),
    "tab.moves": ("How it moves", "迁移方式"),
    "stars": ("{stars} {words}", "{stars} {words}"),
    "portfolio": (
        "Whole portfolio: {stars} {words} ({percent}%)",
        "全部系统：{stars} {words}（{percent}%）",
    ),
    "kind": ("Kind of system", "系统类型"),
    "kind.guess": ("guessed: {name}", "推断：{name}"),
    "kind.none": ("none recognised", "未识别"),
    "strategy": ("Moves by", "迁移策略"),
    "strategy.rules": ("as the rules say", "按规则"),
    "strategy.ask": (
        "Why does “{name}” move by: {strategy}?",
        "为何将“{name}”的策略定为{strategy}？",
    ),
    "col.item": ("Item", "项目"),
    "col.value": ("Value read", "读取值"),
    "col.source": ("Source", "来源"),
    "col.where": ("Where", "所在位置"),
    "col.points": ("Points", "得分"),
    "col.weight": ("Weight", "权重"),
    "col.adds": ("Adds", "贡献"),
    "missing": ("missing", "缺失"),
    "sum": ("Worked out", "计算式"),
    "overridden": ("set by decision", "由决策指定"),
    "fit": ("Fit of {target}", "{target}适配度"),
    "suits": ("score {score} suits {suits}", "得分 {score}，适配 {suits}"),
    "col.quantity": ("Quantity", "数量"),
    "col.price": ("Price", "单价"),
    "col.amount": ("Amount", "金额"),
    "col.when": ("When", "频次"),
    "col.from": ("From", "依据"),
    "when.year": ("a year", "每年"),
    "when.once": ("once", "一次性"),
    "money.target": (
        "{year} a year, {once} once, net present {net}",
        "年运行 {year}，一次性 {once}，净现成本 {net}",
    ),
    "money.payback": ("paid back in {years} years", "{years} 年收回投入"),
    "money.never": ("never paid back by running cost", "运行成本节省无法收回投入"),
    "money.here": ("where it is today", "当前所在"),
    "money.npv": (
        "{once} + {year} × {annuity} = {net} ({years} years, {rate}% interest, {inflation}% "
        "inflation)",
        "{once} + {year} × {annuity} = {net}（{years} 年，贴现率 {rate}%，通胀率 {inflation}%）",
    ),
    "from.cell": ("{field}, {cell}", "{field}，{cell}"),
    "from.typed": ("{field}, entered here", "{field}，手工录入"),
    "from.price": ("price sheet of the workbook: {line}", "工作簿价目表：{line}"),
    "from.rules": ("rule set: {line}", "规则集：{line}"),
    "from.team": ("day rate of team {name}", "团队{name}的人天单价"),
    "col.target": ("Onto", "去向"),
    "col.r": ("Moves by", "策略"),
    "col.effort": ("Effort", "工作量"),
    "col.risk": ("Risk", "风险"),
    "col.why": ("Why", "理由"),
    "effort": ("{days} person-days", "{days} 人天"),
    "effort.team": ("{team}: {days} person-days", "{team}：{days} 人天"),
    "forbidden": ("✖ ruled out: {reason}", "✖ 不可选：{reason}"),
    "notes": ("Conditions and notes", "条件与说明"),
    "latency": (
        "{source} calls {needed} over two sites: {added} ms more a transaction ({trips} round "
        "trips).",
        "{source}跨站点调用{needed}：每笔交易增加 {added} 毫秒（往返 {trips} 次）。",
    ),
    "latency.allowed": (
        "⚠ {source} calls {needed} over two sites: {added} ms more a transaction ({trips} round "
        "trips), over half of the {allowed} ms allowed.",
        "⚠ {source}跨站点调用{needed}：每笔交易增加 {added} 毫秒（往返 {trips} 次），"
        "超过允许的 {allowed} 毫秒的一半。",
    ),
    "group": (
        "Moves in one wave with {names}: {why}.",
        "与{names}同批迁移：{why}。",
    ),
    "group.relax": (
        "Cheapest to relax, so that they need not: {pairs}.",
        "若要拆开，代价最小的是放宽：{pairs}。",
    ),
    "retires": ("It retires{day}.", "该系统下线{day}。"),
    "retires.day": (" on {day}", "，日期 {day}"),
    "retires.saving": ("Saves {money} a year.", "每年节省 {money}。"),
    "retires.needed": ("Still needed by: {names}.", "仍被以下系统依赖：{names}。"),
}
"""Key to (English, Chinese)."""
