"""Sentences of the issue list (what, and what to do) and of the template's guidance."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

_ISSUES: Final = {
    "not_a_number": (
        (
            "“{text}” in column {header} is not a number and was left empty.",
            "{header} 列中的“{text}”不是数字，已留空。",
        ),
        ("Type a number, with its unit if you like.", "请填写数字，可带单位。"),
    ),
    "not_a_date": (
        (
            "“{text}” in column {header} is not a date and was left empty.",
            "{header} 列中的“{text}”不是日期，已留空。",
        ),
        ("Write the date as 2026-12-31.", "请按 2026-12-31 的形式填写日期。"),
    ),
    "out_of_range": (
        (
            "“{text}” in column {header} is outside what is possible and was left empty.",
            "{header} 列中的“{text}”超出合理范围，已留空。",
        ),
        ("Check the number and its unit.", "请核对数值及单位。"),
    ),
    "unknown_choice": (
        (
            "“{text}” in column {header} is none of the known words and was left empty.",
            "{header} 列中的“{text}”无法识别，已留空。",
        ),
        ("Choose one of the words in the drop-down list.", "请从下拉列表中选择。"),
    ),
    "unknown_flag": (
        (
            "“{text}” in column {header} is neither yes nor no.",
            "{header} 列中的“{text}”既非是也非否。",
        ),
        ("Write yes or no.", "请填写是或否。"),
    ),
    "date_ambiguous": (
        (
            "“{text}” in column {header} was read as {read_as}; day and month may be the other way round.",
            "{header} 列中的“{text}”按 {read_as} 读取，日和月可能颠倒。",
        ),
        ("Write the date as 2026-12-31.", "请按 2026-12-31 的形式填写日期。"),
    ),
    "choice_guessed": (
        (
            "“{text}” in column {header} was read as “{read_as}”.",
            "{header} 列中的“{text}”按“{read_as}”读取。",
        ),
        ("Check that this is what was meant.", "请确认理解是否正确。"),
    ),
    "date_partial": (
        (
            "“{text}” in column {header} was read as {read_as}, the last day of the time named.",
            "{header} 列中的“{text}”按 {read_as}（所述期间的最后一天）读取。",
        ),
        ("Write the full date where the day matters.", "如需精确到日，请填写完整日期。"),
    ),
    "not_whole": (
        (
            "“{text}” in column {header} was rounded to {read_as}.",
            "{header} 列中的“{text}”已取整为 {read_as}。",
        ),
        ("Write a whole number.", "请填写整数。"),
    ),
    "no_name": (
        ("The row has no name and was set aside.", "该行没有名称，已搁置。"),
        ("Give it a name and import again.", "请补充名称后重新导入。"),
    ),
    "total_row": (
        ("The row looks like a total and was set aside.", "该行似为合计行，已搁置。"),
        ("Nothing, unless an application is called that.", "如确有同名系统，请修改名称。"),
    ),
    "no_server_name": (
        ("The server has no name and was set aside.", "该服务器没有名称，已搁置。"),
        ("Give it a name and import again.", "请补充名称后重新导入。"),
    ),
    "dependency_incomplete": (
        (
            "The dependency names only one of its two ends and was set aside.",
            "该依赖关系缺少一端，已搁置。",
        ),
        ("Name both applications.", "请填写依赖双方。"),
    ),
    "dependency_on_nobody": (
        (
            "The dependency names “{text}”, which is not in the inventory, and was set aside.",
            "依赖关系提到的“{text}”不在清单中，已搁置。",
        ),
        ("Add the application, or correct the name.", "请补充该系统或更正名称。"),
    ),
    "dependency_did_you_mean": (
        (
            "The dependency names “{text}”, which is not in the inventory; did you mean “{near}”?",
            "依赖关系提到的“{text}”不在清单中，是否指“{near}”？",
        ),
        (
            "Accept the name proposed, or correct it in the sheet.",
            "请采用建议的名称，或在表中更正。",
        ),
    ),
    "self_dependency": (
        ("The application depends on itself; the row was set aside.", "系统依赖自身，该行已搁置。"),
        ("Name the other end.", "请填写另一端。"),
    ),
    "unknown_record_type": (
        (
            "The record type is neither 1 nor 2; the row was set aside.",
            "记录类型既非 1 也非 2，该行已搁置。",
        ),
        ("Write 1 for an application, 2 for a dependency.", "应用填 1，依赖填 2。"),
    ),
    "unknown_machine": (
        (
            "The row belongs to a machine that is not listed and was set aside.",
            "该行所属机器不在清单中，已搁置。",
        ),
        ("Import the machine list together with this file.", "请与机器清单一并导入。"),
    ),
    "unknown_element": (
        (
            "The property belongs to an element that is no application and was set aside.",
            "该属性所属元素不是应用，已搁置。",
        ),
        ("Nothing, unless it is one.", "如确为应用，请修改元素类型。"),
    ),
    "not_an_application": (
        ("The row is not an application and was set aside.", "该行不是应用系统，已搁置。"),
        ("Nothing, unless it is one.", "如确为应用，请修改类型。"),
    ),
    "not_a_dependency": (
        (
            "The relation does not join two applications and was set aside.",
            "该关系并非连接两个应用，已搁置。",
        ),
        ("Nothing, unless it should.", "如应连接两个应用，请更正。"),
    ),
    "hidden_rows": (
        ("Hidden rows, read like the others: {count}.", "隐藏行已照常读取：{count} 行。"),
        ("Delete them if they are not meant.", "如不需要，请删除。"),
    ),
    "hidden_sheet": (
        ("The sheet is hidden, and was read.", "该工作表为隐藏状态，已读取。"),
        ("Delete it if it is not meant.", "如不需要，请删除。"),
    ),
    "error_cell": (
        ("The cell holds the error {text} and was left empty.", "单元格含错误值 {text}，已留空。"),
        ("Correct the formula.", "请修正公式。"),
    ),
    "formula_without_value": (
        (
            "The formula in this cell has no stored result and was left empty.",
            "该单元格的公式没有缓存结果，已留空。",
        ),
        (
            "Open the file in a spreadsheet program, let it compute, and save.",
            "请用表格软件打开、计算并保存后再导入。",
        ),
    ),
    "sheet_too_large": (
        (
            "The sheet is spread over more cells than can be read and was passed over.",
            "工作表范围过大，已跳过。",
        ),
        ("Copy the rows that matter into a new sheet.", "请把所需行复制到新工作表。"),
    ),
    "sheet_passed_over": (
        (
            "The sheet “{sheet}” (rows: {count}) lists nothing the import knows and was passed over.",
            "工作表“{sheet}”（{count} 行）没有可识别的清单，已跳过。",
        ),
        ("Map its columns by hand if it should be read.", "如需读取，请手工对应各列。"),
    ),
    "same_file_twice": (
        ("The file was given twice and read once.", "同一文件重复给出，只读取一次。"),
        ("Nothing to do.", "无需处理。"),
    ),
    "unknown_setting": (
        ("“{text}” is not a known setting.", "“{text}”不是已知设置项。"),
        ("Take the name from the template.", "请使用模板中的名称。"),
    ),
    "duplicate_name": (
        (
            "“{text}” stands in {other} already; this row was kept as “{id}”.",
            "“{text}”已在 {other} 出现，本行保留为“{id}”。",
        ),
        ("Merge the rows, or tell them apart by name.", "请合并两行，或用名称区分。"),
    ),
    "duplicate_id": (
        (
            "The id “{text}” stands in {other} already; this row was kept as “{id}”.",
            "编号“{text}”已在 {other} 出现，本行保留为“{id}”。",
        ),
        ("Give each row an id of its own.", "请为每行设置唯一编号。"),
    ),
    "repeated": (
        (
            "“{text}” stands above already, with other values; the first row counts.",
            "“{text}”在前面已经出现且内容不同，以第一行为准。",
        ),
        ("Keep the row that is right.", "请保留正确的一行。"),
    ),
    "merge_conflict": (
        (
            "“{text}” differs from “{kept}” in another file; the first was kept.",
            "“{text}”与另一文件中的“{kept}”不一致，保留前者。",
        ),
        ("Correct the one that is wrong.", "请更正有误的一处。"),
    ),
    "near_duplicate": (
        ("“{text}” and “{near}” may be one application.", "“{text}”与“{near}”可能是同一系统。"),
        ("Merge them if they are.", "如为同一系统请合并。"),
    ),
    "cycle": (
        (
            "{count} workloads need each other in a ring: {names}. They move in one wave.",
            "{count} 个系统循环依赖：{names}，将同批迁移。",
        ),
        ("Relax a dependency if that is too many.", "如数量过多，可放宽其中的依赖。"),
    ),
    "strict_cycle": (
        (
            "{names} need each other in a ring in which one must move strictly earlier: no order exists.",
            "{names} 循环依赖且要求严格先行，不存在可行次序。",
        ),
        ("Change “strictly earlier” in the ring.", "请修改环中的“必须先行”。"),
    ),
    "public_data_strict_residency": (
        (
            "{name} holds public data only, yet its data must stay on premises.",
            "{name} 仅含公开数据，却要求留在自有机房。",
        ),
        ("Check data class and residency.", "请核对数据级别与驻留要求。"),
    ),
    "public_data_personal": (
        (
            "{name} holds public data only, yet also sensitive personal data.",
            "{name} 标为公开数据，却含敏感个人信息。",
        ),
        ("Check the data class.", "请核对数据级别。"),
    ),
    "pinned_and_banned": (
        ("{name} is pinned to a target that is banned for it.", "{name} 的指定目标同时被禁止。"),
        ("Remove one of the two.", "请删除其中一项。"),
    ),
    "unknown_target": (
        (
            "{name} names the target “{text}”, which is not defined.",
            "{name} 使用了未定义的目标“{text}”。",
        ),
        ("Add the target, or use a known one.", "请新增该目标或使用已有目标。"),
    ),
    "window_reversed": (
        (
            "{name} may move only after a day that comes later than its last.",
            "{name} 的最早日期晚于最晚日期。",
        ),
        ("Swap or correct the two dates.", "请对调或更正两个日期。"),
    ),
    "latest_in_past": (
        ("{name} should have moved by a day that is past.", "{name} 的最晚迁移日期已过。"),
        ("Set a new date.", "请设置新的日期。"),
    ),
    "support_has_ended": (
        (
            "{name} is marked as in support, yet its support has ended.",
            "{name} 标为支持期内，但支持已终止。",
        ),
        ("Check status and date.", "请核对状态与日期。"),
    ),
    "retired_but_moves": (
        ("{name} is retired, yet it has a strategy to move.", "{name} 已下线，却设有迁移策略。"),
        ("Check lifecycle and strategy.", "请核对生命周期与策略。"),
    ),
    "recovery_of_nobody": (
        (
            "{name} is the recovery site of “{text}”, which is not in the inventory.",
            "{name} 的灾备对象“{text}”不在清单中。",
        ),
        ("Correct the id.", "请更正编号。"),
    ),
    "nothing_to_score": (
        (
            "{name} has no indicator at all; its scores stand on neutral values alone.",
            "{name} 没有任何指标，评分仅依据中性值。",
        ),
        (
            "Fill in criticality, architecture and data class first.",
            "请先填写重要程度、架构类型与数据级别。",
        ),
    ),
    "run_cost_missing": (
        (
            "{count} of {total} workloads have no run cost; theirs is estimated from the price sheet.",
            "{total} 个系统中有 {count} 个缺少年运行成本，将按价格表估算。",
        ),
        ("Fill in the largest ones.", "请补充其中较大的系统。"),
    ),
    "money_absent": (
        (
            "No running cost is given for any workload; money figures will be estimates.",
            "所有系统均无成本数据，金额将为估算值。",
        ),
        ("Add the run cost a year where known.", "请补充已知的年运行成本。"),
    ),
    "noise_port": (
        ("Infrastructure traffic was set aside.", "基础设施流量已搁置。"),
        ("Change the list of ports if it matters.", "如需保留，请修改端口清单。"),
    ),
    "same_workload": (
        ("Both ends are in one workload; the row was set aside.", "两端属于同一系统，该行已搁置。"),
        ("Change the grouping if they are not.", "如非同一系统，请调整归组。"),
    ),
}
"""Code to what is wrong and what to do, each in English and Chinese."""

_READ_ME: Final = (
    ("Application inventory", "应用系统清单"),
    (
        "Fill in one row for each application on the sheet Workloads. Only the name is needed; every further column makes the plan surer.",
        "在“系统清单”中每个应用填写一行。仅名称必填；填写越多，计划越可靠。",
    ),
    (
        "Delete the two example rows before you start. Leave a cell empty where nothing is known: empty is not zero.",
        "开始前请删除两行示例。不清楚的单元格请留空：空白不等于零。",
    ),
    (
        "On the sheet Dependencies name who needs whom, by id or by name.",
        "在“依赖关系”中用编号或名称填写谁依赖谁。",
    ),
    (
        "Targets and prices: where workloads can run, when each is ready, what it holds and costs.",
        "“部署目标与价格”：可部署的位置、就绪时间、容量与价格。",
    ),
    (
        "Teams and waves: start of the programme, waves, freezes and who does the moving.",
        "“团队与批次”：项目开始日期、批次、封网期以及迁移团队。",
    ),
    (
        "Rules: currency, weights and limits. People: who decides, by when, and who carries risks.",
        "“规则”：币种、权重与限额。“人员”：决策人、决策期限与风险责任人。",
    ),
    (
        "Columns may be moved, left out or added; columns the program does not know are kept as they are.",
        "列可以移动、删除或新增；无法识别的列原样保留。",
    ),
    (
        "Import the file as often as you like: what was added, changed and removed is shown first.",
        "可反复导入：程序会先显示新增、修改与删除的内容。",
    ),
)

WORDS: dict[str, tuple[str, str]] = {
    **{f"issue.{code}": words for code, (words, _) in _ISSUES.items()},
    **{f"advice.{code}": words for code, (_, words) in _ISSUES.items()},
    **{f"read_me.{number}": words for number, words in enumerate(_READ_ME, 1)},
    "example.mobile": ("Mobile bank (example)", "手机银行（示例）"),
    "example.core": ("Core banking (example)", "核心系统（示例）"),
}
