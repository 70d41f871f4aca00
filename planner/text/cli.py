"""Words of the command line."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "imported": (
        "Read {workloads} workloads and {dependencies} dependencies: "
        "{errors} errors, {warnings} warnings, {notes} notes.",
        "已读取 {workloads} 个系统、{dependencies} 条依赖："
        "错误 {errors}，警告 {warnings}，提示 {notes}。",
    ),
    "placement": (
        "Placement: {status}; value {value}, bound {bound}, gap {gap}.",
        "部署方案：{status}；目标值 {value}，下界 {bound}，差距 {gap}。",
    ),
    "waves": (
        "Waves: {status}; value {value}, bound {bound}, gap {gap}.",
        "迁移批次：{status}；目标值 {value}，下界 {bound}，差距 {gap}。",
    ),
    "joint": (
        "Both together: {status}; value {value}, bound {bound}, gap {gap}.",
        "联合求解：{status}；目标值 {value}，下界 {bound}，差距 {gap}。",
    ),
    "targets": ("Goes to: {parts}.", "去向：{parts}。"),
    "stopped": (
        "Search ended by {reason} after {seconds} s.",
        "搜索因{reason}结束，用时 {seconds} 秒。",
    ),
    "written": ("Wrote {path}", "已写入 {path}"),
    "checked": (
        "The plan passes the independent checker.",
        "方案已通过独立校验。",
    ),
    "no_plan": (
        "No plan keeps all the rules. In conflict:",
        "没有任何方案能同时满足全部规则。相互冲突的规则：",
    ),
    "unknown": (
        "No plan was found in the time given, and none is proven impossible; allow more time.",
        "在给定时间内未找到方案，也未证明无解；请增加求解时间。",
    ),
    "ways_out": ("Ways out, cheapest first:", "可行的调整（代价从小到大）："),
    "verify.clean": (
        "The plan keeps every rule and states its values truly.",
        "方案满足全部规则，数值属实。",
    ),
    "verify.broken": ("{count} faults:", "{count} 处问题："),
    "issue.line": ("{severity}: {where}: {what} {advice}", "{severity}：{where}：{what}{advice}"),
    "issue.nowhere": ("{severity}: {what} {advice}", "{severity}：{what}{advice}"),
    "issues.none": ("No issues.", "没有问题。"),
    "cancelled": ("Cancelled.", "已取消。"),
    "internal": (
        "An internal error stopped the program; the details are in {path}. Please report it.",
        "程序因内部错误停止；详情见 {path}，请反馈。",
    ),
    "error": ("error: {sentence}", "错误：{sentence}"),
}
"""Key to (English, Chinese)."""
