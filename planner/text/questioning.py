"""Words for answers to questions about a plan."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "here.only": ("{target} is the only place it may go.", "{target}是唯一允许的去向。"),
    "here.forbidden": ("{target} is ruled out: {reason}", "不能去{target}：{reason}"),
    "here.best_fit": (
        "{target} suits it best of all places allowed (fit {fit} of 100).",
        "在允许的去向中，{target}最适合（适配度 {fit}/100）。",
    ),
    "here.fit": (
        "It fits {target} with {fit} of 100; {other} alone would suit it better ({other_fit}), but not the plan as a whole.",
        "与{target}的适配度为 {fit}/100；单看自身，{other}更合适（{other_fit}），但对整体方案不利。",
    ),
    "here.factor": (
        "{factor} speaks for it by {points} points against {other}.",
        "与{other}相比，{factor}有利 {points} 分。",
    ),
    "here.cheaper": (
        "It costs less there than on {other} (worth {points} points).",
        "成本低于{other}（折合 {points} 分）。",
    ),
    "here.pulled": (
        "It stays close to what it talks to: {names}.",
        "与其交互密切的系统在一起：{names}。",
    ),
    "here.limit": (
        "A cheaper place of its own would break the limit “{rule}”.",
        "若改去自身成本更低的去向，将突破限额“{rule}”。",
    ),
    "now.stays": ("It stays where it is: {target}.", "保持现状：{target}。"),
    "now.first": (
        "Nothing holds it back: it moves in the first wave.",
        "没有前置约束，首批迁移。",
    ),
    "now.ready": (
        "The landing zone of {target} is ready from wave {wave}.",
        "{target}的着陆区自第 {wave} 批起就绪。",
    ),
    "now.earliest": ("It may not move before wave {wave}.", "不得早于第 {wave} 批迁移。"),
    "now.waits": ("It waits for {names}.", "需等待：{names}。"),
    "now.full": (
        "Earlier waves have no room for it: {rules} (waves {waves}).",
        "更早的批次已无余量：{rules}（第 {waves} 批）。",
    ),
    "now.others": (
        "Earlier waves went to workloads whose delay costs more.",
        "更早的批次优先安排了延迟代价更高的系统。",
    ),
    "reason.decision": ("decided by {who}: {value}", "{who}决定：{value}"),
    "reason.fit": ("its fit there went from {before} to {after}", "适配度由 {before} 变为 {after}"),
    "reason.allowed": ("it is now allowed there", "现已允许该去向"),
    "reason.forbidden": ("it is now forbidden there", "现已禁止该去向"),
    "reason.pulled": ("pulled along by other changes", "受其他变化带动"),
    "reason.rescheduled": ("rescheduled around other changes", "因其他变化重新排期"),
    "frontier.cheapest": ("Cheapest", "成本最低"),
    "frontier.best_fit": ("Best fit", "适配最佳"),
    "frontier.balanced": ("Balanced", "均衡"),
    "frontier.knee": ("Knee", "拐点"),
    "flip.weight": (
        "Weight of {name} from {before} to {after}: {target}",
        "{name}权重由 {before} 调至 {after}：改为{target}",
    ),
    "flip.cost": (
        "Cost on {name} from {before} to {after}: {target}",
        "{name}成本由 {before} 变为 {after}：改为{target}",
    ),
    "second.exact": (
        "Second best is {target}: the whole plan would be worse by {points} points (proven).",
        "次优去向为{target}：整体方案变差 {points} 分（已证明）。",
    ),
    "second.interval": (
        "Second best found is {target}: worse by between {least} and {most} points.",
        "已找到的次优去向为{target}：整体变差 {least} 至 {most} 分。",
    ),
    "second.none": ("There is no other place it can go.", "没有其他可行去向。"),
}
"""Key to (English, Chinese)."""
