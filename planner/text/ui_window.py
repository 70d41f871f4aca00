"""Words of the boards, the legend, the tour and the frame that came after the first ones."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

WORDS: Final[dict[str, tuple[str, str]]] = {
    "scores.factors": ("Factors", "因素"),
    "scores.factors.head": ("The five factors (0 to 100)", "五个因素（0 至 100）"),
    "scores.fit": ("How well each place fits (0 to 100)", "各去向的适配度（0 至 100）"),
    "scores.chart.tip": (
        "Hatched: rests on missing data.  ▶ chosen by the plan.  ⊘ not allowed by a rule.",
        "斜线部分：数据缺失，按中性值计。▶ 方案所选。⊘ 受规则限制，不可选。",
    ),
    "scores.factor": ("weight {weight}% · {known} known", "权重 {weight}% · 已知 {known}"),
    "card.stays": ("stays", "保留"),
    "scores.legend.hatched": ("rests on data that is missing", "数据缺失，按中性值估计"),
    "scores.legend.ruled_out": ("⊘ a rule forbids it", "⊘ 规则不允许"),
    "empty.open_first": (
        "Open an inventory first; the sample bank will do to try it.",
        "请先打开系统清单；也可以用示例银行试用。",
    ),
    "working.draft": ("Scoring the inventory…", "正在评分…"),
    "working.draft.about": (
        "Five factors for every workload; it appears here in a moment.",
        "正在计算每个系统的五项因素，稍后显示在这里。",
    ),
    "working.plan": ("Looking for a plan…", "正在求解方案…"),
    "working.plan.about": (
        "It appears here once it has been found. Value, bound and gap are told at the foot.",
        "求得后显示在这里；底部显示当前值、下界和差距。",
    ),
    "status.tip": (
        "Value: what the plan costs, the less the better. Bound: the best any plan could be. "
        "Gap: how far this plan may be from that; 0 is proven optimal.",
        "当前值：方案的代价，越小越好。下界：任何方案都不可能低于此值。"
        "差距：本方案与下界的距离，0 即已证明最优。",
    ),
    "status.totals.tip": (
        "Fit: how well the targets suit the workloads, 0 to 100. Net cost: all costs over the "
        "horizon in today's money. In brackets: what the last change did.",
        "适配度：各系统与去向的契合程度，0 至 100。净成本：规划期内全部成本的现值。"
        "括号内为上次修改带来的变化。",
    ),
    "card.wave": ("W{wave}", "第 {wave} 批"),
    "placement.legend": (
        "On a card: the letter of where it runs today; its fit, 0 to 100, as figure and bar.",
        "卡片上的字母表示当前位置，数字和横条表示适配度（0 至 100）。",
    ),
    "autosave.failed": ("Unsaved work could not be kept aside.", "自动保存失败。"),
    "autosave.advice": (
        "Save the project yourself; see whether the disk is full.",
        "请手动保存项目，并检查磁盘空间是否已满。",
    ),
    "save.changed": (
        "{name} has been changed by somebody else since it was opened here.",
        "{name} 打开之后，已被其他窗口或用户修改。",
    ),
    "save.changed.about": (
        "Saving here replaces those changes. Save under another name to keep both.",
        "继续保存将覆盖这些修改。如需保留双方的修改，请另存为其他文件。",
    ),
    "save.changed.replace": ("Replace", "覆盖"),
    "welcome": ("Welcome. Is this your first time here?", "欢迎使用。是第一次使用本程序吗？"),
    "welcome.about": (
        "A short tour shows every page on a sample bank. It is always in the Help menu (F1).",
        "功能导览将以一家示例银行逐页介绍，随时可从“帮助”菜单（F1）打开。",
    ),
    "welcome.agree": ("Show me around", "开始导览"),
    "welcome.later": ("Not now", "以后再说"),
    "total.fit": ("Fit", "适配度"),
    "total.fit.tip": (
        "How well the targets suit the workloads, 0 to 100, by importance",
        "各系统与去向的契合程度，0 至 100，按重要性加权",
    ),
    "total.net_present_minor": ("Net cost", "净成本"),
    "total.net_present_minor.tip": (
        "All costs over the horizon in today's money",
        "规划期内全部成本的现值",
    ),
    "total.one_off_minor": ("One-off", "一次性投入"),
    "total.one_off_minor.tip": ("What the moves cost once", "迁移的一次性投入"),
    "total.run_year_minor": ("Run a year", "年运行成本"),
    "total.run_year_minor.tip": (
        "What running costs a year once all have moved",
        "全部迁移完成后的年运行成本",
    ),
    "total.moves": ("Moves", "迁移数"),
    "total.moves.tip": ("Workloads that change their place", "改变部署位置的系统数"),
    "total.last_wave": ("Last wave", "最后批次"),
    "total.last_wave.tip": ("The wave in which the last workload moves", "最后一个系统所在的批次"),
    "total.before": ("before: {figure}", "之前：{figure}"),
    "presenter.end": ("End (F11)", "结束演示（F11）"),
    "scenario.base": ("base", "基准"),
    "cell.yes": ("yes", "是"),
    "cell.no": ("no", "否"),
    "waves.search": ("Find a card by name", "按名称查找卡片"),
    "waves.freeze": ("Freeze: {name}, {days}", "封网期：{name}，{days}"),
    "waves.load": (
        "Used of what there is in each wave; teams in person-days",
        "各批次已用 / 可用；团队以人天计",
    ),
    "waves.hint": (
        "Drag a card or a group to another wave, or press Alt with the arrow keys: what it would "
        "break is said here before you let go.\nBelow: used of what each wave allows; teams in "
        "person-days.",
        "将卡片或同批组拖到其他批次，或按 Alt 加方向键移动；松开之前，这里会说明将违反哪些规则。\n"
        "下方：各批次已用 / 可用；团队以人天计。",
    ),
    "waves.legend.freeze": ("freeze", "封网期"),
    "waves.legend.flag": ("pilot", "试点"),
    "waves.legend.link": ("moves as a group", "同批组"),
    "waves.legend.pin": ("fixed by hand", "人工指定"),
    "waves.legend.chain": ("critical chain", "关键链"),
    "waves.chain": ("Critical chain", "关键链"),
    "waves.chain.tip": (
        "What holds the end of the programme: the moves that cannot come earlier, and why",
        "决定整个计划收尾时间的迁移环节，以及它们不能提前的原因",
    ),
    "waves.chain.said": (
        "What holds the end ({end}), from its beginning: {links}.",
        "决定收尾（{end}）的环节，由起点算起：{links}。",
    ),
    "waves.chain.else": (
        "All else ends on {end}, held by: {links}.",
        "其余迁移到 {end} 即可收尾，受制于：{links}。",
    ),
    "waves.chain.link": ("{number} {name} ({wave})", "{number} {name}（{wave}）"),
    "waves.chain.because": ("{link}: {reason}", "{link}：{reason}"),
    "waves.chain.earlier": ("{name} has to be moved before it", "须先迁移 {name}"),
    "waves.chain.limit": (
        "no room earlier for {limit}, which {name} takes up",
        "更早批次的“{limit}”已由 {name} 占用",
    ),
    "waves.chain.full": ("no room earlier for {limit}", "更早批次的“{limit}”没有余量"),
    "waves.chain.ready": ("its target is not ready earlier", "目标环境此前尚未就绪"),
    "waves.chain.window": ("it may not move earlier", "规定不得更早迁移"),
    "waves.chain.start": ("it is in the first wave", "位于首批"),
    "waves.chain.choice": (
        "it could come earlier, but the plan is better as it is",
        "可以提前，但当前排程整体更优",
    ),
    "waves.chain.along": ("{names} would have to come along", "{names} 须一并提前"),
    "waves.together": ("Moves together with {names}", "与 {names} 同批迁移"),
    "waves.send": ("Move to {wave}…", "移至 {wave}…"),
    "show.inventory": ("Show in the inventory", "在系统清单中查看"),
    "show.scores": ("Open its scores", "查看评分"),
    "show.placement": ("Why it is there", "查看部署理由"),
    "show.dependencies": ("Show on the map", "在依赖图中查看"),
    "show.waves": ("Show its wave", "查看所在批次"),
    "issues.error": ("{count:,} errors", "错误 {count:,} 项"),
    "issues.error.one": ("1 error", "错误 1 项"),
    "issues.warning": ("{count:,} warnings", "警告 {count:,} 项"),
    "issues.warning.one": ("1 warning", "警告 1 项"),
    "issues.note": ("{count:,} notes", "提示 {count:,} 项"),
    "issues.note.one": ("1 note", "提示 1 项"),
    "filter.only": ("Only: {value}", "仅显示：{value}"),
    "filter.missing": ("(empty)", "（空）"),
    "filter.all": ("All values", "显示全部取值"),
    "filter.more": (
        "{count:,} rarer values: type [column: value] in the filter",
        "另有 {count:,} 个较少见的取值，可在筛选框中输入 [列名: 取值]",
    ),
    "filter.tip": (
        "Words to be found anywhere. For one column: [Criticality: High], or right-click its heading.",
        "输入任意文字即可筛选。按某一列筛选：输入 [重要程度: 高]，或右键单击列标题。",
    ),
    "frontier": ("Frontier…", "前沿方案…"),
    "frontier.tip": (
        "Fit against money: plans that no other beats in both, to be opened as scenarios",
        "适配度与成本的权衡：在两方面都不被超越的方案，可作为情景打开",
    ),
    "frontier.title": ("Fit and money: the frontier", "适配度与成本：前沿方案"),
}
"""Key to (English, Chinese)."""
