"""Words for the optimiser's rules and for ways out of a conflict."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "allowed": ("{names} may only go to {id}", "{names}只能部署到{id}"),
    "allowed.any": ("the places {names} may go to", "{names}允许的去向"),
    "same_target": ("{names} share one target", "{names}必须部署在同一去向"),
    "apart": ("{names} stay on different targets", "{names}必须部署在不同去向"),
    "limit": ("the limit “{id}”", "限额“{id}”"),
    "dependency": ("the dependency of {names}", "{names}之间的依赖"),
    "together": ("{names} move in the same wave", "{names}必须同批迁移"),
    "before": ("{second} moves no later than {first}", "{second}不得晚于{first}迁移"),
    "earlier": ("{second} moves in an earlier wave than {first}", "{second}必须早于{first}迁移"),
    "earliest_wave": ("{names} moves in wave {wave} or later", "{names}不早于第{wave}批迁移"),
    "earliest_wave.any": ("the earliest wave of {names}", "{names}的最早批次"),
    "latest_wave.any": ("the latest wave of {names}", "{names}的最晚批次"),
    "latest_wave": ("{names} moves by wave {wave}", "{names}不晚于第{wave}批迁移"),
    "ready_wave": ("“{id}” is not ready before wave {wave}", "“{id}”在第{wave}批之前尚未就绪"),
    "ready_wave.any": ("the wave from which “{id}” is ready", "“{id}”的就绪批次"),
    "wave_limit": ("the wave limit “{id}”", "批次限额“{id}”"),
    "wave_limit.wave": ("the limit “{id}” of wave {wave}", "第{wave}批的限额“{id}”"),
    "wave_limit.every": ("the limit “{id}” in every wave", "每一批的限额“{id}”"),
    "waves": ("the number of waves", "批次数量"),
    "change.raise": ("raise {rules} by {amount}", "将{rules}提高 {amount}"),
    "change.lower": ("lower {rules} by {amount}", "将{rules}降低 {amount}"),
    "change.drop": ("drop {rules}", "取消{rules}"),
    "change.allow": ("allow more: {rules}", "放宽{rules}"),
    "change.wave": ("add one wave, with the limits of the last", "增加 1 个批次，限额同最后一批"),
    "change.waves": (
        "add {count} waves, with the limits of the last",
        "增加 {count} 个批次，限额同最后一批",
    ),
    "change.later.one": ("allow {rules} one wave later", "将{rules}推后 1 批"),
    "change.earlier.one": ("allow {rules} one wave earlier", "将{rules}提前 1 批"),
    "change.later": ("allow {rules} {amount} waves later", "将{rules}推后 {amount} 批"),
    "change.earlier": ("allow {rules} {amount} waves earlier", "将{rules}提前 {amount} 批"),
    "proven": ("a plan then exists, proven", "调整后已证明存在可行方案"),
    "unproven": ("not proven to be enough", "尚未证明足够"),
    "and": (" and ", "与"),
    "list": (", ", "、"),
    "more": (" and {count} more", "等（另有 {count} 项）"),
}
"""Key to (English, Chinese)."""
