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

WORDS: Final[dict[str, tuple[str, str]]] = {**_WAYS}
"""Key to (English, Chinese)."""
