"""Words of the window where a plan is questioned: ways out, what if, under way, changes, log."""

from typing import Final

_WAYS: Final[dict[str, tuple[str, str]]] = {
    "ways": ("Ways out, the smallest change first", "可行出路（改动最小者在前）"),
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
        "冲突出路第 {number} 项（共 {count} 项）：{words}",
    ),
    "undo.way_out": ("way out: {words}", "采用出路：{words}"),
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
        "各团队实际投入人日（计划）",
    ),
    "under_way.effort.tip": (
        "Planned: {days} person-days; – means not known",
        "计划 {days} 人日；“–”表示未知",
    ),
    "under_way.record": ("Record", "记录"),
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
    "under_way.column.late": ("Days late", "延后天数"),
    "under_way.column.effort": ("Planned days", "计划人日"),
    "under_way.column.spent": ("Spent", "实际人日"),
    "under_way.column.holds": ("Workloads", "系统"),
    "undo.planned": ("wave {wave} back to planned", "第 {wave} 批恢复为已计划"),
    "undo.committed": ("commit wave {wave}", "承诺第 {wave} 批"),
    "undo.done": ("record wave {wave} as done", "记录第 {wave} 批已完成"),
}

WORDS: Final[dict[str, tuple[str, str]]] = {**_WAYS, **_UNDER_WAY}
"""Key to (English, Chinese)."""
