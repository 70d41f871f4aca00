"""Words of the window where a plan is questioned: ways out, what if, under way, changes, log."""

from typing import Final

_WAYS: Final[dict[str, tuple[str, str]]] = {
    "ways": ("Ways out, the smallest change first", "可行的解决办法（改动最小者在前）"),
    "ways.apply": ("Apply", "采用"),
    "ways.apply.tip": (
        "Relax this rule, write it into the decision log, and plan again; Ctrl+Z takes it back",
        "放宽该规则、记入决策日志并重新规划；可用 Ctrl+Z 撤销",
    ),
    "ways.proven": ("a plan then exists (proven)", "已证明调整后存在方案"),
    "ways.unproven": ("may not be enough", "未证明足够"),
    "ways.none": (
        "No single change is known to be enough. Relax one of these rules by hand.",
        "未找到单项即可解决的调整，请手动放宽其中一条规则。",
    ),
    "ways.reason": (
        "Way out of a conflict, number {number} of {count}: {words}",
        "冲突解决办法第 {number} 项（共 {count} 项）：{words}",
    ),
    "ways.why": ("The plan could not be made otherwise", "否则无法形成方案"),
    "ways.reason.why": ("{why} ({reason})", "{why}（{reason}）"),
    "undo.way_out": ("way out: {words}", "采用解决办法：{words}"),
}

_UNDER_WAY: Final[dict[str, tuple[str, str]]] = {
    "under_way": ("Under way", "实施进展"),
    "under_way.about": (
        "Waves that are done or committed keep their workloads; the rest is planned again from today.",
        "已完成或已承诺的批次保持不变；其余批次从今天起重新规划。",
    ),
    "under_way.today": ("Today is", "今天是"),
    "under_way.replan": ("Plan the rest again", "重新规划其余批次"),
    "under_way.replan.tip": (
        "Keep what is done or committed, and plan everything else from this day",
        "保留已完成和已承诺的批次，从该日起重新规划其余部分",
    ),
    "under_way.state": ("State", "状态"),
    "under_way.state.planned": ("planned", "已计划"),
    "under_way.state.committed": ("committed", "已承诺"),
    "under_way.state.done": ("done", "已完成"),
    "under_way.actual": ("Cut over on", "实际割接日"),
    "under_way.effort": (
        "Person-days really spent, by team (planned)",
        "各团队实际投入人天（计划）",
    ),
    "under_way.effort.tip": (
        "Planned: {days} person-days; – means not known",
        "计划 {days} 人天；“–”表示未知",
    ),
    "under_way.record": ("Record", "记录"),
    "under_way.days": ("{days} person-days", "{days} 人天"),
    "under_way.said": ("{wave}: {what}", "{wave}：{what}"),
    "under_way.summary": (
        "{done} of {count} waves done, {committed} committed",
        "共 {count} 批：已完成 {done} 批，已承诺 {committed} 批",
    ),
    "under_way.ratio": (
        "effort so far against plan: {percent}",
        "迄今投入与计划相比：{percent}",
    ),
    "under_way.column.wave": ("Wave", "批次"),
    "under_way.column.state": ("State", "状态"),
    "under_way.column.planned": ("Planned", "计划割接"),
    "under_way.column.actual": ("Actual", "实际割接"),
    "under_way.column.effort": ("Planned days", "计划人天"),
    "under_way.column.spent": ("Spent", "实际人天"),
    "under_way.column.holds": ("Workloads", "系统"),
    "undo.planned": ("wave {wave} back to planned", "第 {wave} 批恢复为已计划"),
    "undo.committed": ("commit wave {wave}", "承诺第 {wave} 批"),
    "undo.done": ("record wave {wave} as done", "记录第 {wave} 批已完成"),
}

_REVIEW: Final[dict[str, tuple[str, str]]] = {
    "review.title": ("Plan near the present one", "在现有方案附近重新规划"),
    "review.accept": ("Take the new plan", "采用新方案"),
    "review.keep": ("Keep the present plan", "保留现有方案"),
    "review.now": ("Present plan", "现有方案"),
    "review.then": ("New plan", "新方案"),
    "review.dial": ("From the best plan to the fewest changes", "从最优方案到最少改动"),
    "review.best": ("Best plan", "最优方案"),
    "review.fewest": ("Fewest changes", "最少改动"),
    "review.working": ("Looking for a plan…", "正在规划…"),
    "review.none": (
        "No plan keeps the rules with the dial here, or none was found in time.",
        "在此设置下没有满足规则的方案，或在限定时间内未找到。",
    ),
    "review.changes": (
        "{places} workloads go elsewhere, {waves} more only change their wave. Nothing is taken over until you accept it.",
        "{places} 个系统改变去向，另有 {waves} 个仅调整批次。确认之前不会改动现有方案。",
    ),
    "undo.review": ("take a plan near the old one", "采用邻近的新方案"),
    "force": ("What if it went to", "假如改去"),
    "force.try": ("Show", "查看"),
    "force.try.tip": (
        "Plan everything again with this workload there, and show the whole difference",
        "将该系统指定到此去向后整体重新规划，并显示全部差异",
    ),
    "force.title": ("{name} on {target}", "{name} 改去{target}"),
    "force.title.job": ("Planning again with it elsewhere", "改变去向后重新规划"),
    "force.accept": ("Open as a scenario", "另存为情景"),
    "force.exact": (
        "At the plan's dates the whole plan would be worse by {points} points (proven); {moved} other workloads would follow.",
        "在现有批次日期下，整体方案将变差 {points} 分（已证明）；另有 {moved} 个系统随之改变去向。",
    ),
    "force.interval": (
        "At the plan's dates the whole plan would be worse by {least} to {most} points; {moved} other workloads would follow.",
        "在现有批次日期下，整体方案将变差 {least} 至 {most} 分；另有 {moved} 个系统随之改变去向。",
    ),
    "force.none": (
        "No plan with {name} on {target} keeps the other rules, or none was found in time.",
        "将 {name} 改去{target}后，没有满足其余规则的方案，或在限定时间内未找到。",
    ),
    "force.scenario": ("{name} on {target}", "{name} 改去{target}"),
    "force.reason": ("What if: asked in the window", "假设分析：由窗口提出"),
    "undo.force": ("open “{name}”", "打开“{name}”"),
}

_LOG: Final[dict[str, tuple[str, str]]] = {
    "log.search": ("Search decisions", "搜索决策"),
    "log.none": ("No decision matches.", "没有匹配的决策。"),
    "reason.both": (
        "A reason and a name are needed: the decision log keeps both, and the report prints them.",
        "请填写理由和决策人：两者都会记入决策日志，并在报告中列出。",
    ),
    "reason.withdrawn": ("no longer decided: {value}", "决策已撤回：{value}"),
    "reason.text": ("A few words are needed.", "请写几个字。"),
    "rules.head": ("{place}: ", "{place}："),
    "rules.values": ("{count} values", "{count} 个数值"),
    "rules.values.one": ("1 value", "1 个数值"),
    "rules.set": ("Rule set “{name}” ({count} differ)", "规则集“{name}”（{count}有变化）"),
    "rules.price": ("Price sheet, {line}", "价格表（{line}）"),
    "rules.owed": (
        "{count} changes of the rules are in the decision log without a reason. Why were they made, and who decided?",
        "决策日志中有 {count} 项规则改动尚无理由：为何改动，由谁决定？",
    ),
    "rules.owed.one": (
        "A change of the rules is in the decision log without a reason. Why was it made, and who decided?",
        "决策日志中有 1 项规则改动尚无理由：为何改动，由谁决定？",
    ),
    "rules.log": ("Write into the log", "记入日志"),
    "undo.reasons": ("reason for the rules", "补充规则改动理由"),
    "log.sheet": ("from the inventory’s cells", "来自清单单元格"),
    "log.owed": ("no reason given yet", "尚未说明理由"),
    "cell": ("{field}: {value}", "{field}：{value}"),
    "cell.none": ("empty", "空"),
    "cell.why": (
        "This cell decides about {count} workloads ({field}). Why?",
        "该单元格决定 {count} 个系统的{field}。理由是？",
    ),
    "cell.why.one": (
        "This cell decides about {name} ({field}). Why?",
        "该单元格决定 {name} 的{field}。理由是？",
    ),
    "ban": ("Never on {target}", "不得部署到{target}"),
    "ban.why": (
        "Why must {count} workloads never go to {target}?",
        "为何 {count} 个系统不得部署到{target}？",
    ),
    "ban.why.one": ("Why must {name} never go to {target}?", "为何 {name} 不得部署到{target}？"),
    "overrule": ("Overrule …", "人工修正…"),
    "overrule.tip": (
        "Set a factor’s score or lower the risk of the move, with a reason for the decision log",
        "人工设定某项因素评分或降低迁移风险，理由记入决策日志",
    ),
    "overrule.about": (
        "{name}: what is decided by hand counts in place of what was worked out.",
        "{name}：人工决定将取代计算结果。",
    ),
    "overrule.what": ("What", "修正项"),
    "overrule.points": ("Points", "分值"),
    "overrule.now": ("As worked out now: {points} of 100", "当前计算值：{points}（满分 100）"),
    "overrule.mitigation": ("Risk of the move, lowered by", "迁移风险，降低"),
    "overrule.mitigation.about": (
        "Points taken off the risk of its move because something has been done about it",
        "因已采取措施而从迁移风险中扣减的分值",
    ),
    "undo.score": ("overrule a score of {names}", "人工修正 {names} 的评分"),
    "undo.mitigation": ("lower the risk of {names}", "降低 {names} 的风险"),
    "searched": ("quick search, not proven", "快速搜索，未证明"),
    "searched.about": (
        "Rules about time are priced by the same quick search with and without the rule, which proves nothing.",
        "时间类规则用同一快速搜索比较去掉前后的结果，未经证明。",
    ),
    "toss": ("{percent}, toss-up", "{percent}，难分伯仲"),
    "flip.proven": (
        "{flip} (proven, everything placed again)",
        "{flip}（已证明，其余系统重新安排）",
    ),
    "flip.about": (
        "{flip} (an approximation: everything else stays put)",
        "{flip}（近似：其余系统不动）",
    ),
    "compare.wave": ("Moves in wave {wave}", "第 {wave} 批迁移数"),
    "idle.job": ("Questioning the plan", "分析方案"),
    "seed": ("Seed", "随机种子"),
    "seed.tip": (
        "The same seed draws the same numbers: the answer can be had again",
        "相同的种子产生相同的抽样，结果可以重现",
    ),
    "why.rules": ("Rules that bind it", "对它起作用的规则"),
    "who": ("Who decided?", "由谁决定？"),
    "who.hint": ("Name or role; kept for the next decision", "姓名或角色；下次自动填写"),
}

_ANSWERS: Final[dict[str, tuple[str, str]]] = {
    "column.risk": ("Risk", "风险"),
    "column.points": ("Points", "分"),
    "column.money_saved": ("Money", "金额"),
    "column.most": ("At most", "至多"),
    "column.moves_earlier": ("Moves, weeks", "迁移（周）"),
    "column.weeks": ("End, weeks", "完工（周）"),
    "column.owner": ("Ask", "询问对象"),
    "questions.go": ("Go to the cell", "转到该单元格"),
    "questions.none": (
        "No empty cell could change this plan: nothing is worth asking.",
        "没有空白单元格会改变本方案，无需追问。",
    ),
    "questions.nobody": ("owner not known", "负责人未知"),
    "rule.freeze": ("Freeze “{name}”", "封网期“{name}”"),
    "rule.pin_wave": ("{names} pinned to wave {wave}", "{names} 指定于第 {wave} 批"),
    "rule.together": ("{names} move together", "{names} 同批迁移"),
}

WORDS: Final[dict[str, tuple[str, str]]] = {
    **_WAYS,
    **_UNDER_WAY,
    **_REVIEW,
    **_LOG,
    **_ANSWERS,
}
"""Key to (English, Chinese)."""
