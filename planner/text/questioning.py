"""Words for answers to questions about a plan."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "here.only": (
        "The rules leave it no other place than {target}.",
        "按现行规则，它只能放在{target}。",
    ),
    "here.forbidden": ("{target} is ruled out: {reason}", "不能去{target}：{reason}"),
    "here.best_fit": (
        "Of all the places it may go to, {target} suits it best: fit {fit} of 100.",
        "在允许的去向中，{target}与它最匹配，适配度 {fit}（满分 100）。",
    ),
    "here.fit": (
        "On its own it would be better off on {other} (fit {other_fit} against {fit} on {target}); for the plan as a whole {target} is better.",
        "单看自身，{other}更合适（适配度 {other_fit}，{target}为 {fit}）；但就整体方案而言，放在{target}更优。",
    ),
    "here.factors": (
        "What tells most against {other}: {factors}.",
        "相比{other}，主要优势在于{factors}。",
    ),
    "here.factor.part": ("{factor} (+{points})", "{factor}（+{points} 分）"),
    "here.cheaper": (
        "It also costs {amount} less there than on {other} over the horizon.",
        "在规划期内，成本也比{other}低 {amount}。",
    ),
    "here.dearer": (
        "It costs {amount} more there than on {other} over the horizon; the better fit outweighs that.",
        "在规划期内，成本比{other}高 {amount}，但适配度的优势更大。",
    ),
    "here.pulled": (
        "It stays next to the systems it works with most: {names}.",
        "与它往来最密切的系统放在一起：{names}。",
    ),
    "here.limit": (
        "A place that would cost it less is closed, because “{rule}” is used up.",
        "对它更省的去向已无余量：“{rule}”已用满。",
    ),
    "now.stays": ("It stays where it is, on {target}.", "保持现状，留在{target}。"),
    "now.first": (
        "It moves in the first wave, since nothing has to come before it.",
        "没有前置条件，首批即可迁移。",
    ),
    "now.ready": (
        "{target} can take systems from wave {wave} on, and not before.",
        "{target}从第 {wave} 批起才能承接系统。",
    ),
    "now.earliest": (
        "Its own date or contract does not let it move before wave {wave}.",
        "受自身日期或合同限制，第 {wave} 批之前不能迁移。",
    ),
    "now.today": (
        "Waves before {wave} are done, committed or past.",
        "第 {wave} 批之前的批次已完成、已承诺或已过期。",
    ),
    "now.pinned": (
        "A decision puts it into wave {wave}.",
        "已决定在第 {wave} 批迁移。",
    ),
    "now.done": ("It has moved: wave {wave} is done.", "已随第 {wave} 批迁移完成。"),
    "now.committed": (
        "Wave {wave} is committed, and it moves with it.",
        "第 {wave} 批已承诺，它随之迁移。",
    ),
    "now.latest": (
        "It must have moved by wave {wave}: its latest date leaves no later one.",
        "受最晚日期限制，最迟须在第 {wave} 批迁移。",
    ),
    "now.frozen": (
        "The freeze “{rule}” closes wave {waves}.",
        "封网期“{rule}”使第 {waves} 批不能割接。",
    ),
    "now.waits": (
        "It can move only together with or after what it needs: {names}.",
        "必须等它所依赖的系统同批或先行迁移：{names}。",
    ),
    "now.full": (
        "There is no room for it any earlier: {rules} (waves {waves}).",
        "更早的批次已经排满：{rules}（第 {waves} 批）。",
    ),
    "now.others": (
        "No rule bars an earlier wave; in the plan found, wave {wave} is better for the whole.",
        "没有规则阻止它更早迁移；在当前方案中，放在第 {wave} 批对整体更有利。",
    ),
    "rule.pin": ("It is pinned to {target}.", "已指定部署到{target}。"),
    "rule.ban": ("It is banned from {other}.", "已决定不得部署到{other}。"),
    "rule.law": ("“{rule}” rules out {other}.", "“{rule}”排除{other}。"),
    "rule.limit": (
        "“{rule}” is used up where it would cost less.",
        "更省的去向已被“{rule}”用满。",
    ),
    "rule.same_target": ("It shares one target with {names}.", "须与{names}部署在同一去向。"),
    "rule.apart": ("It stays off the target of {names}.", "不得与{names}部署在同一去向。"),
    "rule.locked.done": ("Wave {wave} is done.", "第 {wave} 批已完成。"),
    "rule.locked.committed": ("Wave {wave} is committed.", "第 {wave} 批已承诺。"),
    "rule.pin_wave": ("It is pinned to wave {wave}.", "已指定在第 {wave} 批迁移。"),
    "rule.ready": (
        "{target} is ready from wave {wave} on.",
        "{target}从第 {wave} 批起就绪。",
    ),
    "rule.today": (
        "Nothing moves before wave {wave} any more.",
        "第 {wave} 批之前已不能再安排迁移。",
    ),
    "rule.earliest": (
        "Its own date or contract opens wave {wave}, not an earlier one.",
        "受自身日期或合同限制，最早为第 {wave} 批。",
    ),
    "rule.latest": ("It moves by wave {wave} at the latest.", "最迟在第 {wave} 批迁移。"),
    "rule.together": ("It moves in one wave with {names}.", "须与{names}同批迁移。"),
    "rule.before": ("{names} moves no later than it does.", "{names}不得晚于它迁移。"),
    "rule.earlier": ("{names} moves in an earlier wave.", "{names}须在更早的批次迁移。"),
    "rule.needed": (
        "{names} needs it there, so that it moves no later.",
        "{names}依赖它，因此它不能更晚迁移。",
    ),
    "rule.freeze": (
        "The freeze “{rule}” closes wave {waves}.",
        "封网期“{rule}”使第 {waves} 批不能割接。",
    ),
    "rule.full": (
        "“{rule}” has no room for it in wave {waves}.",
        "“{rule}”在第 {waves} 批已无余量。",
    ),
    "reason.decision": ("decided by {who}: {value}", "{who}决定：{value}"),
    "reason.withdrawn": (
        "no longer decided by {who}: {value}",
        "不再由{who}决定：{value}",
    ),
    "reason.money": (
        "its net cost there went from {before} to {after}",
        "该去向的净成本由 {before} 变为 {after}",
    ),
    "reason.weighed": (
        "fit and money are weighed otherwise",
        "适配度与资金的权衡不同",
    ),
    "reason.window": ("its own earliest or latest wave changed", "其最早或最晚批次有变化"),
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
        "{target} came second. With it there the whole plan would be {points} points worse at these dates, everything else placed anew around it (proven).",
        "次优去向为{target}：若改去该处并重新安排其余系统，在现有批次日期下整体方案变差 {points} 分（已证明）。",
    ),
    "second.interval": (
        "{target} came second as far as is known: the whole plan would be {least} to {most} points worse at these dates (a proven range, not yet an exact figure).",
        "目前所知的次优去向为{target}：在现有批次日期下整体方案变差 {least} 至 {most} 分（已证明的区间，尚非精确值）。",
    ),
    "second.none": ("There is no other place it can go.", "没有其他可行去向。"),
}
"""Key to (English, Chinese)."""
