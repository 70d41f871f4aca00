"""Version 2 of the problem file: what is wrong with one, and what a plan for it breaks."""

from __future__ import annotations

from typing import Final

__all__ = ["PROBLEM_RULES"]

PROBLEM_RULES: Final[dict[str, str]] = {
    '"{workload}" is on "{target}", which is forbidden: {reason}.': (
        "“{workload}”位于“{target}”，而这是禁止的：{reason}。"
    ),
    '{group} must share one "{attribute}" and do not.': "{group}的“{attribute}”必须相同，实际不同。",
    '{group} must be kept apart by "{attribute}", but two share one.': (
        "{group}的“{attribute}”必须互不相同，实际有两个相同。"
    ),
    'The exit "{leaving}" is not made: {names} is still there.': "腾退“{leaving}”没有完成：{names}仍在原处。",
    'The exit "{leaving}" is to be made by wave {by_wave}, but "{workload}" moves in wave {number}.': (
        "腾退“{leaving}”应在第 {by_wave} 批次前完成，而“{workload}”在第 {number} 批次迁移。"
    ),
    '"{workload}" moves onto "{target}" in wave {number}; its work takes {duration} waves.': (
        "“{workload}”在第 {number} 批次迁往“{target}”，而施工需要 {duration} 个批次。"
    ),
    '"{workload}" moves in wave {number}, which is closed to it.': (
        "“{workload}”在第 {number} 批次迁移，而该批次对其关闭。"
    ),
    'The limit "{limit}" over waves {waves} {fault}.': "限额“{limit}”在第 {waves} 批次合计{fault}。",
    "only versions {versions} are known.": "只支持版本 {versions}。",
    "The plan is of version {version}, its problem of version {problem_version}.": (
        "方案的版本为 {version}，而问题的版本为 {problem_version}。"
    ),
    "Choose the plan that was made for this problem.": "请选择为该问题生成的方案。",
    "at least one reason is needed.": "至少需要一条理由。",
    "Give one or remove the target.": "请写明理由，或去掉该目标。",
    "at least one number is needed.": "至少需要一个数字。",
    "Give one for each wave of work.": "请为施工的每个批次各写一个数字。",
    "Give one number for each wave.": "请为每个批次各写一个数字。",
    'only a limit with "at_most" is extended.': "只有带“at_most”的限额才能扩容。",
    'Give "at_most", or remove it.': "请写明“at_most”，或去掉扩容。",
    "has {count} entries, but there are {periods} periods.": "有 {count} 项，而期间有 {periods} 个。",
    "Give one number for all periods, or one per period.": "请为所有期间写一个数字，或为每个期间各写一个。",
    "wave {number} is already in a period.": "批次 {number} 已属于某个期间。",
    "Name it once.": "只写一次即可。",
    "at least one wave is needed.": "至少需要一个批次。",
    "at least one workload is needed.": "至少需要一个系统。",
    "Leave the key out to name all.": "若指全部系统，请去掉该键。",
    "must be above 0.": "必须大于 0。",
    "attribute": "属性",
    "shared cost": "共用成本",
    "exit": "腾退",
    "What is new in version 2 of the problem file cannot be solved yet.": "问题文件版本 2 的新增内容暂时还不能求解。",
    "Use version 1.": "请使用版本 1。",
}
