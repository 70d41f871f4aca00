"""More sentences of the issue list: what was noticed in the files, and what is missing by weight."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

_ISSUES: Final = {
    "quote_never_closed": (
        (
            "A quotation mark in this row is never closed; the row was read as it stands.",
            "该行有引号未闭合，已按原样读取。",
        ),
        ("Check the row's values, or close the quotation mark.", "请核对该行内容，或补全引号。"),
    ),
    "number_guessed": (
        (
            "“{text}” in column {header} was read as {read_as}.",
            "{header} 列中的“{text}”按 {read_as} 读取。",
        ),
        ("Check that this is what was meant.", "请确认理解是否正确。"),
    ),
    "scale_assumed": (
        (
            "Numbers in column {header} were read with 1 as the highest.",
            "{header} 列中的数字按“1 为最高”读取。",
        ),
        (
            "Write critical, high, medium or low where 1 is the lowest.",
            "如 1 表示最低，请改填关键、高、中、低。",
        ),
    ),
    "unit_unknown": (
        (
            "“{text}” in the header of column {header} is no known unit; its numbers were taken as they "
            "stand.",
            "{header} 列表头中的“{text}”不是可识别的单位，数字按原值读取。",
        ),
        ("Check the numbers, or name the unit.", "请核对数值，或注明单位。"),
    ),
    "web_page_read": (
        (
            "The file is a web page under a spreadsheet's name; its tables were read as text.",
            "该文件实为网页格式，其中的表格已按文本读取。",
        ),
        (
            "Check numbers and dates, or save it as .xlsx first.",
            "请核对数字与日期，或先另存为 .xlsx。",
        ),
    ),
    "binary_read": (
        (
            "The file is in a binary format (.xls or .xlsb). Hidden rows and error cells were "
            "noticed; formulas that were never calculated and cells shown as percentages or money "
            "cannot be told from plain numbers in it.",
            "该文件为二进制格式（.xls 或 .xlsb）。隐藏行和错误单元格已识别；"
            "但未计算过的公式、百分比格式和货币格式在此格式中无法与普通数字区分。",
        ),
        (
            "Save it as .xlsx to have these checked as well.",
            "另存为 .xlsx 后可一并检查。",
        ),
    ),
    "macros_ignored": (
        ("The workbook holds macros; they were not run.", "工作簿含有宏，未运行。"),
        ("Nothing to do.", "无需处理。"),
    ),
    "links_ignored": (
        (
            "The workbook links to other files; nothing was fetched, and linked cells show what was "
            "last saved.",
            "工作簿链接了外部文件；未获取任何外部数据，相关单元格为上次保存的值。",
        ),
        (
            "Update the links in a spreadsheet program and save, if they matter.",
            "如有需要，请在表格软件中更新链接后保存。",
        ),
    ),
    "hidden_columns": (
        (
            "Hidden columns, read like the others: {headers}.",
            "隐藏列已照常读取：{headers}。",
        ),
        ("Delete them if they are not meant.", "如不需要，请删除。"),
    ),
    "hidden_sheet_passed_over": (
        (
            "The hidden sheet “{sheet}” (rows: {count}) was passed over.",
            "隐藏工作表“{sheet}”（{count} 行）已跳过。",
        ),
        (
            "Unhide it, or choose it in the preview, if it should be read.",
            "如需读取，请取消隐藏，或在预览中选中。",
        ),
    ),
    "sheets_passed_over": (
        (
            "Sheets that hold nothing a plan is made of were passed over: {sheets}.",
            "以下工作表不含规划所需内容，已跳过：{sheets}。",
        ),
        (
            "Choose one in the preview and map its columns if it should be read.",
            "如需读取，请在预览中选中并对应各列。",
        ),
    ),
    "column_repeated": (
        (
            "Column “{header}” says the same as column {other}, which was read; this one is kept as text.",
            "“{header}”列与 {other} 列含义相同；已读取 {other} 列，本列按文本保留。",
        ),
        (
            "Choose the other column in the preview if it is the right one.",
            "如应读取本列，请在预览中更改。",
        ),
    ),
    "no_rows": (
        (
            "The file has headers and no row of an application, server or dependency.",
            "文件只有表头，没有任何系统、服务器或依赖关系。",
        ),
        ("Fill in at least one application.", "请至少填写一个系统。"),
    ),
    "currency_assumed": (
        (
            "No currency is named; all amounts are taken as {currency}.",
            "未注明币种，所有金额按 {currency} 处理。",
        ),
        (
            "Name the currency in the header, for example “Run cost (USD)”, or on the sheet Rules.",
            "请在表头注明币种，例如“年运行成本（美元）”，或在“规则”表中填写。",
        ),
    ),
    "prices_one_to_one": (
        (
            "The built-in price sheet has no rate for {currency}; its prices were taken one to one.",
            "内置价格表没有 {currency} 的汇率，价格按 1:1 处理。",
        ),
        (
            "Give your own prices on the sheet Targets and prices.",
            "请在“部署目标与价格”表中填写实际价格。",
        ),
    ),
    "currencies_mixed": (
        (
            "Amounts are in {currency} and in {others}; all were taken as {currency}, none converted.",
            "金额既有 {currency}，又有 {others}；均按 {currency} 处理，未作折算。",
        ),
        ("Convert them to one currency in the file.", "请在文件中统一币种。"),
    ),
    "indicators_absent": (
        (
            "No workload has {fields}; together they carry {percent}% of the scores, and neutral "
            "values stand in.",
            "所有系统均缺少{fields}；这些指标合计占评分权重的 {percent}%，现以中性值代替。",
        ),
        (
            "Fill them in from the first: they are in the order of their weight.",
            "请从第一项起补充，已按权重从高到低排列。",
        ),
    ),
    "indicators_absent_many": (
        (
            "No workload has {fields}, nor {more} lighter indicators; all of these carry {percent}% of "
            "the scores, and neutral values stand in.",
            "所有系统均缺少{fields}，另有 {more} 项权重较低的指标也缺失；合计占评分权重的 {percent}%，现以中性值代替。",
        ),
        (
            "Fill them in from the first: they are in the order of their weight.",
            "请从第一项起补充，已按权重从高到低排列。",
        ),
    ),
    "indicator_missing": (
        (
            "{field} is missing for {count} of {total} workloads; it carries {percent}% of a score.",
            "{total} 个系统中有 {count} 个缺少{field}，该指标占评分权重的 {percent}%。",
        ),
        (
            "Fill it in for the critical workloads first.",
            "请先为重要系统补充。",
        ),
    ),
    "nothing_to_score_all": (
        (
            "None of the {total} workloads has an indicator; scores stand on neutral values alone, "
            "and their confidence is the lowest.",
            "{total} 个系统均无任何指标；评分仅依据中性值，可信度最低。",
        ),
        (
            "Add the indicators named in this list before the plan is decided on.",
            "请在决策前补充本清单所列指标。",
        ),
    ),
    "compliance_unread": (
        (
            "Compliance rules read {fields}, missing for {count} of {total} workloads; where it is "
            "missing they forbid nothing.",
            "合规规则需要{fields}，{total} 个系统中有 {count} 个缺失；缺失时相关规则不起限制作用。",
        ),
        (
            "Fill it in before the placement is decided on.",
            "请在确定部署方案前补充。",
        ),
    ),
    "noise_filtered": (
        (
            "Connections on infrastructure ports ({ports}), set aside: {count}.",
            "基础设施端口（{ports}）上的连接已搁置：{count} 条。",
        ),
        (
            "Change the list of ports in the import preview, or take rows back in.",
            "可在导入预览中修改端口清单，或将搁置行恢复。",
        ),
    ),
    "inner_connections": (
        (
            "Connections between servers of one workload, set aside: {count}.",
            "同一系统内部服务器之间的连接已搁置：{count} 条。",
        ),
        (
            "Nothing, unless the servers should be grouped otherwise.",
            "无需处理；如分组有误，请调整服务器归组。",
        ),
    ),
    "machines_marked": (
        (
            "Machines that are switched off: {off}; templates: {templates}. They are kept and marked; "
            "their cores and memory are not counted.",
            "已关机的虚拟机：{off} 台；模板：{templates} 个。均已保留并标记，其 CPU 与内存不计入。",
        ),
        (
            "Retire what nobody needs; plan nothing for templates.",
            "不再需要的请退役；模板无需安排迁移。",
        ),
    ),
    "cannot_take_in": (
        (
            "The row says more about another one and cannot be taken in alone; it stays set aside.",
            "该行是对其他行的补充，无法单独恢复，仍予搁置。",
        ),
        (
            "Import its file again together with the list it belongs to.",
            "请将其文件与所属清单一并重新导入。",
        ),
    ),
    "example_left": (
        (
            "The template's example “{name}” is still in the list and would be planned.",
            "模板示例“{name}”仍在清单中，将被纳入规划。",
        ),
        ("Delete the example row.", "请删除示例行。"),
    ),
    "wave_beyond": (
        (
            "{name} is pinned to a wave the programme does not have ({text}).",
            "{name} 所指定的批次超出项目批次数（{text}）。",
        ),
        ("Give the programme more waves, or lift the pin.", "请增加批次，或取消指定。"),
    ),
    "waves_differ": (
        (
            "The servers of {name} are planned for different waves ({waves}); no wave was kept.",
            "{name} 的服务器分属不同批次（{waves}），未保留批次。",
        ),
        ("Decide on one wave.", "请确定一个批次。"),
    ),
    "servers_grouped": (
        (
            "{servers} servers were grouped into {workloads} workloads: {by_column} by a column, "
            "{by_tag} by a tag, {by_name} by their names; {alone} stand alone.",
            "{servers} 台服务器归并为 {workloads} 个系统：按列 {by_column} 台，按标签 {by_tag} 台，"
            "按名称 {by_name} 台，单独成为系统 {alone} 台。",
        ),
        (
            "Check the groups on the page of servers; each can be changed.",
            "请在服务器归组中核对，可逐一调整。",
        ),
    ),
}

_REASONS: Final = {
    "no_name": ("no name", "没有名称"),
    "total_row": ("looks like a total", "似为合计行"),
    "no_server_name": ("server without a name", "服务器没有名称"),
    "dependency_incomplete": ("one of the two ends is missing", "依赖关系缺少一端"),
    "dependency_on_nobody": ("names an application that is not listed", "所提系统不在清单中"),
    "self_dependency": ("depends on itself", "依赖自身"),
    "same_workload": ("between servers of one application", "同一系统内部的连接"),
    "noise_port": ("infrastructure port", "基础设施端口"),
    "unknown_record_type": ("record type is neither 1 nor 2", "记录类型既非 1 也非 2"),
    "unknown_machine": ("belongs to a machine that is not listed", "所属机器不在清单中"),
    "unknown_element": ("belongs to an element that is no application", "所属元素不是应用"),
    "not_an_application": ("not an application", "不是应用系统"),
    "not_a_dependency": ("does not join two applications", "并非连接两个应用"),
}
"""Why a row was set aside, in few words."""

WORDS: dict[str, tuple[str, str]] = {
    **{f"reason.{code}": words for code, words in _REASONS.items()},
    **{f"issue.{code}": words for code, (words, _) in _ISSUES.items()},
    **{f"advice.{code}": words for code, (_, words) in _ISSUES.items()},
}
