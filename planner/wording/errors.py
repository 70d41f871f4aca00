"""Errors and the checker's findings in Chinese, by their English templates.

A template without an entry is said in English; a test keeps the list whole.
"""

from __future__ import annotations

from typing import Final

from planner.wording.problem_rules import PROBLEM_RULES

__all__ = ["CHINESE"]
_FILES: Final[dict[str, str]] = {
    '"{name}" is a folder, not a file.': "“{name}”是文件夹，不是文件。",
    '"{name}" is not an ordinary file.': "“{name}”不是普通文件。",
    'The file "{name}" cannot be read.': "无法读取文件“{name}”。",
    'The file "{name}" cannot be read as a workbook.': "文件“{name}”无法作为工作簿读取。",
    'The file "{name}" cannot be split into rows and columns.': "文件“{name}”无法分成行和列。",
    'The file "{name}" has {rows} rows and {columns} columns, more than a spreadsheet holds.': (
        "文件“{name}”有 {rows} 行、{columns} 列，超出电子表格的容量。"
    ),
    "Check its separators, or copy the rows and columns that matter into a new file.": (
        "请检查分隔符，或将需要的行列复制到新文件。"
    ),
    'The file "{name}" is in the XML format of Excel 2003, which is not read.': (
        "文件“{name}”是 Excel 2003 的 XML 格式，不支持读取。"
    ),
    "Open it in a spreadsheet program and save it as .xlsx.": "请用表格软件打开并另存为 .xlsx。",
    'The model in "{name}" holds no elements.': "“{name}”中的模型没有任何元素。",
    "Export the model with its application components.": "请导出包含应用组件的模型。",
    'The file "{name}" is a web page without a table.': "文件“{name}”是不含表格的网页。",
    "Save the list itself as .xlsx or CSV.": "请将清单本身保存为 .xlsx 或 CSV。",
    'The values of the workbook "{name}" are spread over more than 5,000,000 cells.': (
        "工作簿“{name}”的数据分布超过 5,000,000 个单元格。"
    ),
    "Copy the rows and columns that matter into a new workbook.": (
        "请将需要的行列复制到新工作簿。"
    ),
    "The files list no application, so that there is nothing to plan.": (
        "文件中没有任何系统，无法规划。"
    ),
    "Fill in at least one row below the headers.": "请在表头下至少填写一行。",
    "This row says more about another one and cannot be taken in alone.": (
        "该行是对其他行的补充，无法单独恢复。"
    ),
    "Import its file again together with the list it belongs to.": (
        "请将其文件与所属清单一并重新导入。"
    ),
    "The row has no name.": "该行没有名称。",
    "Give the application a name.": "请填写系统名称。",
    "Give the server a name.": "请填写服务器名称。",
    "The dependency names only one of its two ends.": "该依赖关系缺少一端。",
    "Name both applications.": "请填写依赖双方。",
    'There is no application "{text}" in the inventory.': "清单中没有系统“{text}”。",
    "Add the application, or correct the name.": "请补充该系统或更正名称。",
    "Both ends are the same application.": "依赖双方是同一个系统。",
    "Name the other end.": "请填写另一端。",
    'The file "{name}" is empty.': "文件“{name}”是空的。",
    'The file "{name}" is not a workbook or a CSV file.': "文件“{name}”既不是工作簿，也不是 CSV 文件。",
    'The file "{name}" is too large ({size} MB).': "文件“{name}”太大（{size} MB）。",
    'The file "{path}" cannot be written.': "无法写入文件“{path}”。",
    'The file "{place}" cannot be written.': "无法写入文件“{place}”。",
    'The folder "{folder}" cannot be made.': "无法创建文件夹“{folder}”。",
    'The workbook "{name}" holds XML declarations that no spreadsheet program writes, and is not '
    "read.": "工作簿“{name}”含有电子表格软件不会写入的 XML 声明，因此不予读取。",
    "Reading {names} takes far more time or memory than a file of this size should, "
    "and was ended.": "读取{names}所需的时间或内存远超同等大小的文件，已中止。",
    "Open it in a spreadsheet program, copy the rows that matter into a new workbook and "
    "import that.": "请用电子表格软件打开，将需要的行复制到新工作簿后再导入。",
    'The workbook "{name}" is damaged and cannot be read.': "工作簿“{name}”已损坏，无法读取。",
    'The workbook "{name}" is protected by a password.': "工作簿“{name}”设有密码。",
    'The workbook "{name}" unpacks to far more than an inventory needs, and is not read.': (
        "工作簿“{name}”解压后的体积远超系统清单所需，因此不予读取。"
    ),
    'The XML file "{name}" is not an ArchiMate model that can be read.': (
        "XML 文件“{name}”不是可以读取的 ArchiMate 模型。"
    ),
    'There is no file "{name}".': "找不到文件“{name}”。",
    "There is no file {path}.": "找不到文件 {path}。",
    "There is no folder {parent}.": "找不到文件夹 {parent}。",
    "No column with names of applications was found in {names}.": (
        "在 {names} 中找不到应用系统名称列。"
    ),
    "No file was given.": "没有指定文件。",
    "Nothing was read.": "没有读到任何内容。",
    "The file is not a mapping file of this program.": "该文件不是本程序的列映射文件。",
    "The file is not a mapping file of this version of the program.": (
        "该文件不是本版本程序的列映射文件。"
    ),
    "{file} does not end in .xlsx.": "{file} 的扩展名不是 .xlsx。",
    "{output} is a file, not a folder.": "{output} 是文件，不是文件夹。",
    "{name} is a project, not an inventory.": "{name} 是项目文件，不是系统清单。",
    "{output} is a folder.": "{output} 是文件夹。",
    "{path} is a folder.": "{path} 是文件夹。",
}
_FILE_ADVICE: Final[dict[str, str]] = {
    "Check that the folder exists and that you may write to it.": "请确认文件夹存在且您有写入权限。",
    "Check that the folder exists, that you may write to it and that no other program has the file "
    "open.": "请确认文件夹存在、您有写入权限，且没有其他程序打开该文件。",
    "Check that the folder exists, that you may write to it, and that no other program holds the "
    "file open.": "请确认文件夹存在、您有写入权限，且没有其他程序占用该文件。",
    "Check that you may open it.": "请确认您有权打开它。",
    "Check that you may read it and that no other program has locked it.": (
        "请确认您有读取权限，且没有其他程序锁定该文件。"
    ),
    "Check the name and the folder.": "请检查文件名和所在文件夹。",
    "Check the name.": "请检查名称。",
    "Check the names.": "请检查这两个名称。",
    "Check the path.": "请检查路径。",
    "Choose a file that was saved with the mapping dialog.": "请选择由列映射对话框保存的文件。",
    "Choose a file with a header row and at least one row.": "请选择含标题行且至少有一行数据的文件。",
    "Choose a place where you may write.": "请选择您有写入权限的位置。",
    "Choose a plan file.": "请选择方案文件。",
    "Choose a problem file.": "请选择规划问题文件。",
    "Choose a larger unit.": "请换用更大的单位。",
    "Choose a project file.": "请选择项目文件。",
    "Choose a workbook or CSV file.": "请选择工作簿或 CSV 文件。",
    "Choose a workbook or a CSV file.": "请选择工作簿或 CSV 文件。",
    "Choose another file.": "请选择其他文件。",
    "Choose the workbook or CSV file itself.": "请直接选择工作簿或 CSV 文件。",
    "Copy the rows that matter into a new workbook.": "请把需要的行复制到新的工作簿中。",
    "Export the model in the Open Group exchange format, or as CSV.": (
        "请以 Open Group 交换格式或 CSV 重新导出模型。"
    ),
    "Give one column a header such as Application or Name, or start from the template.": (
        "请给其中一列加上“系统名称”之类的标题，或从模板开始填写。"
    ),
    "Make it first.": "请先创建该文件夹。",
    "Name a .xlsx file.": "请指定 .xlsx 文件名。",
    "Name a file for the plan.": "请为方案指定一个文件名。",
    "Name a file.": "请指定一个文件。",
    "Name the inventory, and the project after --project; or open it in the window.": (
        "请给出系统清单，并在 --project 之后给出项目；或在窗口中打开该项目。"
    ),
    "Name another folder.": "请指定其他文件夹。",
    "Open it in a spreadsheet program and save it again as .xlsx.": (
        "请用电子表格软件打开，再另存为 .xlsx。"
    ),
    "Open it in a spreadsheet program and save it again.": "请用电子表格软件打开后重新保存。",
    "Open it in a spreadsheet program and save it as .xlsx or CSV.": (
        "请用电子表格软件打开，再另存为 .xlsx 或 CSV。"
    ),
    "Save it as .xlsx or .csv in a spreadsheet program and import that.": (
        "请用电子表格软件另存为 .xlsx 或 .csv 后再导入。"
    ),
    "Save it without a password and import it again.": "请取消密码后保存，再重新导入。",
}
_RULE_SETS: Final[dict[str, str]] = {
    "There are no published rules “{set_id}”.": "没有名为“{set_id}”的已发布规则。",
    "There is no published profile “{profile}”.": "没有名为“{profile}”的已发布评分方案。",
    "There is no rule set “{text}”.": "没有名为“{text}”的规则集。",
    "There is no “{whole}” in the rule set.": "规则集中没有“{whole}”。",
    "The rules file {path} cannot be written.": "无法写入规则文件 {path}。",
    "Choose another folder.": "请选择其他文件夹。",
    "A price is not below 0.": "价格不得小于 0。",
    "The rule set {path} extends itself.": "规则集 {path} 直接或间接继承了自己。",
    "The rules file {path} cannot be read.": "无法读取规则文件 {path}。",
    "The rules file {path} is not valid TOML: {error}.": "规则文件 {path} 不是有效的 TOML：{error}。",
    "In {path}, “parts”, “drop” and “extends” must be lists of names and a name.": (
        "{path} 中的“parts”和“drop”应为名称列表，“extends”应为一个名称。"
    ),
    "{file} drops “{name}”, which does not exist.": "{file} 要删除的“{name}”并不存在。",
    "In {file}, “{place}” {fault}.": "{file} 中的“{place}”{fault}。",
    "adds up to 0": "合计为 0",
    "lacks “unknown”": "缺少“unknown”",
    "must have two points or more, x rising": "至少要有两个点，且 x 递增",
    "needs either “curve” or “points”": "需要“curve”或“points”之一",
    "lacks “{key}”": "缺少“{key}”",
    "lacks “{kind}”": "缺少“{kind}”",
    "lacks “{name}”": "缺少“{name}”",
    "must be a table": "应为表",
    "must be a list": "应为列表",
    "must be a text": "应为文本",
    "must be a number": "应为数字",
    "has an unknown key “{key}”": "含有未知的键“{key}”",
    "has the unknown value “{value}”": "的取值“{value}”无法识别",
    "is {value}, outside {low:g} to {high:g}": "的值为 {value}，超出 {low:g} 到 {high:g} 的范围",
    "has nothing for the factor “{factor}”": "没有为因素“{factor}”设置任何指标",
    "must be a pair [x, points]": "应为一对 [x, 分值]",
    "is for fields with choices": "只适用于有选项的字段",
    "is no {value}": "不是 {value} 类型的值",
    "lacks the pair {first} and {second}": "缺少 {first} 与 {second} 之间的距离",
    "says {first} to {second} is longer than by way of {over}": (
        "中 {first} 到 {second} 的距离大于经由 {over} 的距离"
    ),
    "must list choices, or be a range [least, most]": "应列出选项，或写成范围 [最小值, 最大值]",
    "has its bounds the wrong way round": "的上下限写反了",
    "Add {key}.": "请补上 {key}。",
    "Correct the line, or start again from a copy of templates/rules.": (
        "请改正该行，或从 templates/rules 的副本重新开始。"
    ),
    "Did you mean {near}?": "您是否想写 {near}？",
    "Give at least one factor a weight.": "请至少给一个因素设置权重。",
    "Name a TOML file or one of: {rule_set_names}.": "请指定 TOML 文件，或以下之一：{rule_set_names}。",
    "Remove the circle.": "请去掉循环继承。",
    "Shorten the pair.": "请缩短这一对的距离。",
    "Use a curve.": "请改用曲线。",
    "Use one of: {choices}.": "请使用以下之一：{choices}。",
    "Use {profiles}.": "请使用 {profiles}。",
    "Use {published_sets}.": "请使用 {published_sets}。",
    "The weights are not usable.": "这些权重无法使用。",
    "The swings are not usable.": "这些摆幅分值无法使用。",
    "{count} items cannot be compared in pairs.": "{count} 个项目无法两两比较。",
    "Nobody has compared anything yet.": "还没有人做过比较。",
    "“{one}” and “{two}” cannot be compared.": "“{one}”与“{two}”无法比较。",
    "The comparison of “{one}” and “{two}” must be above 0.": "“{one}”与“{two}”的比较值必须大于 0。",
    "Compare 1 to 10.": "请比较 1 到 10 个项目。",
    "Enter one person's judgements.": "请先录入一个人的判断。",
    "Give 100 to the swing that matters most, less to others.": (
        "请给最重要的摆幅 100 分，其余的少给一些。"
    ),
    "Give no negative weight, and at least one above 0.": "权重不能为负，且至少一个大于 0。",
    "Use 1/9 to 9.": "请使用 1/9 到 9 之间的值。",
}
_CHECKER: Final[dict[str, str]] = {
    '"{name}" is not placed.': "“{name}”没有部署去向。",
    'The plan places "{name}", which is unknown.': "方案中出现了未知的系统“{name}”。",
    '"{name}" goes to "{placement}", which is unknown.': "“{name}”去往未知的目标“{placement}”。",
    '"{workload}" goes to "{target}", for which it has no cost.': (
        "“{workload}”去往“{target}”，但没有该目标的成本。"
    ),
    '"{workload}" goes to "{target}", which is not allowed.': "“{workload}”不允许去往“{target}”。",
    "{group} must share one target and do not.": "{group} 必须去往同一目标，方案却没有做到。",
    "{group} must be kept apart, but two share a target.": "{group} 必须分开部署，却有两个在同一目标。",
    'The limit "{limit}" {fault}.': "限额“{limit}”{fault}。",
    'The limit "{limit}" in wave {position} {fault}.': "第 {position} 批次的限额“{limit}”{fault}。",
    "allows at most {at_most:.10g}, but {total:.10g} is used": (
        "最多允许 {at_most:.10g}，实际使用 {total:.10g}"
    ),
    "asks for at least {at_least:.10g}, but there is {total:.10g}": (
        "至少需要 {at_least:.10g}，实际只有 {total:.10g}"
    ),
    "{names}": "{names}",
    "{names} and {more} more": "{names} 等（另有 {more} 个）",
    '"{name}" has no entry among the waves.': "批次中没有“{name}”的条目。",
    'The plan gives "{name}" a wave, which is unknown.': "方案为未知的系统“{name}”安排了批次。",
    '"{name}" moves but has no wave.': "“{name}”需要迁移，却没有批次。",
    '"{name}" stays but has wave {number}.': "“{name}”原地不动，却被安排在第 {number} 批次。",
    '"{name}" has wave {number}; there are waves 1 to {last}.': (
        "“{name}”被安排在第 {number} 批次，而批次只有 1 到 {last}。"
    ),
    '"{workload}" moves in wave {number}, before wave {earliest_wave}.': (
        "“{workload}”在第 {number} 批次迁移，早于允许的第 {earliest_wave} 批次。"
    ),
    '"{workload}" moves in wave {number}, after wave {latest_wave}.': (
        "“{workload}”在第 {number} 批次迁移，晚于允许的第 {latest_wave} 批次。"
    ),
    '"{workload}" moves onto "{target}" in wave {number}; it is ready in wave {ready}.': (
        "“{workload}”在第 {number} 批次迁往“{target}”，而该目标第 {ready} 批次才就绪。"
    ),
    '"{source}" and "{needed}" must move together (waves {wave} and {needed_wave}).': (
        "“{source}”与“{needed}”必须同批迁移（现为第 {wave} 与第 {needed_wave} 批次）。"
    ),
    '"{source}" moves before "{needed}", which it needs (waves {wave} and {needed_wave}).': (
        "“{source}”先于其所依赖的“{needed}”迁移（第 {wave} 与第 {needed_wave} 批次）。"
    ),
    '"{source}" needs "{needed}" in a strictly earlier wave (waves {wave} and {needed_wave}).': (
        "“{source}”要求“{needed}”在更早的批次迁移（第 {wave} 与第 {needed_wave} 批次）。"
    ),
    "The problem has waves, but the plan gives nobody a wave.": "问题有批次，方案却没有安排批次。",
    "The problem has no waves, but the plan gives some.": "问题没有批次，方案却安排了批次。",
    "The problem has no waves, but the plan judges them.": "问题没有批次，方案却给出了批次的结论。",
    'The status is "{status}", but the plan places workloads.': (
        "状态为“{status}”，方案却给出了部署去向。"
    ),
    'The status is "{status}", but a {name} value is stated.': (
        "状态为“{status}”，方案却给出了 {name} 目标值。"
    ),
    "The plan itself states violations.": "方案自己列出了违反的规则。",
    "The plan is called infeasible without naming a conflict.": "方案称无解，却没有指出冲突的规则。",
    "The plan is called infeasible, but the search ended early.": "方案称无解，但搜索是提前结束的。",
    'Only a problem with waves and "early" has a joint plan.': (
        "只有带批次且目标为“early”的问题才有联合求解的方案。"
    ),
    "A joint plan has no wave bound of its own.": "联合求解的方案不应单独给出批次下界。",
    "A bound of the worth is stated, but the plan is not joint.": "方案不是联合求解，却给出了总值的下界。",
    "The plan is called optimal without a bound.": "方案称最优，却没有给出下界。",
    'The plan is called optimal, but was stopped by "{stopped_by}".': (
        "方案称最优，但搜索因“{stopped_by}”而结束。"
    ),
    "The plan is called optimal, but placement and waves were solved one after the other.": (
        "方案称最优，但部署与批次是先后求解的。"
    ),
    '{name} is "optimal" at a gap of {stated:.3g}; {asked:.3g} was asked.': (
        "{name}称最优，差距为 {stated:.3g}，而要求是 {asked:.3g}。"
    ),
    '{name} is "optimal" without a bound.': "{name}称最优，却没有下界。",
    '{name} is "infeasible", but there is a plan.': "{name}称无解，却有方案。",
    "{name} is stated as {stated:g}, but there is none.": "{name}写为 {stated:g}，但本不该有该值。",
    "{name} is stated as {stated:.10g}; it is {true:.10g}.": "{name}写为 {stated:.10g}，实际为 {true:.10g}。",
    "{name} is stated as {gap:.3g}; it is {true_gap:.3g}.": "{name}写为 {gap:.3g}，实际为 {true_gap:.3g}。",
    "{name} is stated without value and bound.": "给出了{name}，却没有目标值和下界。",
    "{name} is not stated; it is {true:.10g}.": "没有给出{name}，实际为 {true:.10g}。",
    "{name} is not stated; it is {true_gap:.3g}.": "没有给出{name}，实际为 {true_gap:.3g}。",
    "{name} {bound:.10g} lies above the value {value:.10g}.": (
        "{name} {bound:.10g} 高于目标值 {value:.10g}。"
    ),
    "The placement value": "部署目标值",
    "The placement bound": "部署下界",
    "The placement gap": "部署差距",
    "The placement status": "部署状态",
    "The wave value": "批次目标值",
    "The wave bound": "批次下界",
    "The wave gap": "批次差距",
    "The wave status": "批次状态",
    "The bound": "总值下界",
    "The gap": "总值差距",
}
_PROBLEM_FILES: Final[dict[str, str]] = {
    'The problem file "{name}"': "规划问题文件“{name}”",
    'The plan file "{name}"': "方案文件“{name}”",
    "The file": "文件",
    "{place}: {fault}": "{place}：{fault}",
    'This is not a plan: its "format" is not "{format}".': (
        "这不是方案文件：“format”不是“{format}”。"
    ),
    'This is not a planning problem: its "format" is not "{format}".': (
        "这不是规划问题文件：“format”不是“{format}”。"
    ),
    "more than {max_workloads:,} workloads.": "系统数超过 {max_workloads:,} 个。",
    'another {what} is already called "{identifier}".': "已有另一个{what}叫“{identifier}”。",
    "no {what} is called {text}.{suggestion}": "没有名为 {text} 的{what}。{suggestion}",
    "workload": "系统",
    "target": "目标",
    "limit": "限额",
    "wave": "批次",
    "wave limit": "批次限额",
    "at least one target is needed.": "至少需要一个目标。",
    "at least one target needs a cost.": "至少要给一个目标填写成本。",
    "at least one target must be allowed.": "至少要允许一个目标。",
    '"{source}" cannot depend on itself.': "“{source}”不能依赖自己。",
    "has {count} entries, but there are {waves} waves.": "有 {count} 项，而批次有 {waves} 个。",
    '"{target}" is allowed but has no cost.': "允许去往“{target}”，却没有它的成本。",
    "a group names at least two different workloads.": "一组至少要有两个不同的系统。",
    'a limit needs "at_most" or "at_least".': "限额需要“at_most”或“at_least”。",
    'the key "day" is missing.': "缺少键“day”。",
    'the key "distance" is missing, but dependencies have a weight.': (
        "依赖带有权重，却缺少键“distance”。"
    ),
    "days rise from wave to wave; {day} comes after {last_day}.": (
        "批次的日期必须递增；{day} 排在了 {last_day} 之后。"
    ),
    'the distance of "{first}" and "{second}" is missing.': "缺少“{first}”与“{second}”的距离。",
    '"{first}" to "{second}" is not the same both ways.': "“{first}”与“{second}”两个方向的距离不同。",
    "a target has no distance to itself.": "目标到自身没有距离。",
    '"{first}" to "{second}" is {direct}, farther than the way over "{via}", {detour}.': (
        "“{first}”到“{second}”为 {direct}，大于经由“{via}”的 {detour}。"
    ),
    "{file} does not exist.": "{file}不存在。",
    "{file} is a folder.": "{file}是文件夹。",
    "{file} cannot be read.": "{file}无法读取。",
    "There are {count:,} workloads; one plan takes at most {most:,}.": (
        "共有 {count:,} 个系统，一个方案最多容纳 {most:,} 个。"
    ),
    "Plan them in parts.": "请分批规划。",
    "{file} has some {count:,} entries; at most {most:,} are taken.": (
        "{file}约有 {count:,} 项，最多接受 {most:,} 项。"
    ),
    "{file} is larger than {limit_mib} MiB.": "{file}超过 {limit_mib} MiB。",
    "{file} holds {word}, which is not a number.": "{file}中含有 {word}，它不是数字。",
    "{file} is not UTF-8 text (byte {start}).": "{file}不是 UTF-8 文本（第 {start} 字节）。",
    "{file} is not JSON: {msg} in line {lineno}, column {colno}.": (
        "{file}不是 JSON：第 {lineno} 行第 {colno} 列，{msg}。"
    ),
    "{file} is nested too deeply.": "{file}嵌套过深。",
    "{file} holds a number that is too long.": "{file}中有过长的数字。",
    "{file} has the key {key} twice in one object.": "{file}的同一对象中键 {key} 出现了两次。",
    "must be an object, not {kind}.": "应为对象，而不是{kind}。",
    "must be a list, not {kind}.": "应为列表，而不是{kind}。",
    "must be a text, not {kind}.": "应为文本，而不是{kind}。",
    "must be a number, not {kind}.": "应为数字，而不是{kind}。",
    "must be a whole number, not {kind}.": "应为整数，而不是{kind}。",
    "must be true or false, not {kind}.": "应为 true 或 false，而不是{kind}。",
    "null": "空值",
    "true or false": "真假值",
    "a text": "文本",
    "a list": "列表",
    "an object": "对象",
    "something else": "其他内容",
    "the number {number}": "数字 {number}",
    "must not be empty.": "不能为空。",
    "must be a finite number.": "必须是有限的数字。",
    "must not be below {least}; it is {number}.": "不能小于 {least}；现为 {number}。",
    "must not be below {least}; it is {value}.": "不能小于 {least}；现为 {value}。",
    "must not be above {most}; it is {value}.": "不能大于 {most}；现为 {value}。",
    "has {count:,} entries; at most {most:,} are taken.": "有 {count:,} 项，最多接受 {most:,} 项。",
    "is too large: no number is above 1e150.": "数值过大：任何数都不得超过 1e150。",
    "holds half of a character.": "含有半个字符。",
    "the key {key} is missing.": "缺少键 {key}。",
    "the key {key} is not known here.{suggestion}": "此处不认识键 {key}。{suggestion}",
    "{text} is not known.{suggestion}": "不认识 {text}。{suggestion}",
    " Did you mean {near}?": "您是否想写 {near}？",
    "Add it.": "请补上。",
    "Correct that place.": "请改正该处。",
    "Divide it.": "请拆分。",
    "Give it a cost or remove it.": "请填写成本，或将其去掉。",
    "Give one number for all waves, or one per wave.": "请给所有批次一个数，或每个批次一个数。",
    "Give one of the two.": "请只写其中一个。",
    "Give one of them a number.": "请给其中之一填写数字。",
    "Give one.": "请填写一个。",
    "Give the distance of every pair of targets.": "请给出每一对目标之间的距离。",
    "Keep one of the two.": "请只保留一个。",
    "Known are {known}.": "可用的有 {known}。",
    "Leave the key out to allow all.": "若全部允许，请省略该键。",
    "Name one.": "请至少写一个。",
    "No distance may be longer than a way round.": "任何距离都不能大于绕行的距离。",
    "Put the waves in order.": "请按顺序排列批次。",
    "Remove it or add one.": "请去掉，或再加一个。",
    "Remove the dependency.": "请删除该依赖。",
    "Rename one.": "请改名。",
    "Save it as UTF-8.": "请以 UTF-8 保存。",
    "Save the text as UTF-8.": "请以 UTF-8 保存文本。",
    "Say on which day from the start it moves.": "请写明从起始日算起在第几天迁移。",
    "Split it or thin it out.": "请拆分或精简。",
    "Use a newer version of the program.": "请使用更新版本的程序。",
    "Use finite numbers.": "请使用有限的数字。",
    "Use the documented form.": "请使用文档所述的格式。",
    "Write 0 or leave it out.": "请写 0 或省略。",
}
_PROGRAM: Final[dict[str, str]] = {
    "": "",
    "Cancelled.": "已取消。",
    "The optimiser failed.": "优化程序出错。",
    "Please report it.": "请反馈此问题。",
    "Something went wrong inside the program.": "程序内部出现错误。",
    "Your work is kept; save it and try again.": "您的工作没有丢失；请保存后重试。",
    "The project file holds something that is no {name}.": "项目文件中有一处内容不是 {name}。",
    "This project was saved by a newer version of the program (schema {schema}; this one knows "
    "{newest}).": "该项目由更新版本的程序保存（格式 {schema}；本版本支持到 {newest}）。",
    "{path} does not say which version it is.": "{path} 没有注明版本。",
    "{path} is damaged or is not a project of this program.": "{path} 已损坏，或不是本程序的项目。",
    "{path} is not a project of this program.": "{path} 不是本程序的项目。",
    "The part {name} of the project is over 1 GiB.": "项目的 {name} 部分超过 1 GiB。",
    "The inventory in {path} is damaged.": "{path} 中的系统清单已损坏。",
    "Install the newer version to open it.": "请安装更新版本后再打开。",
    "It is damaged.": "它已损坏。",
    "Open an earlier copy of it.": "请打开较早的副本。",
    'The report has no part called "{unknown}".': "报告没有名为“{unknown}”的部分。",
    "No part of the report is chosen.": "没有选择报告的任何部分。",
    'The paper "{page_size}" is not known.': "不认识纸张“{page_size}”。",
    "Choose at least one.": "请至少选择一个。",
    "Choose a4 or letter.": "请选择 a4 或 letter。",
    "Known are {all_parts}.": "可用的有 {all_parts}。",
}
_SCREEN: Final[dict[str, str]] = {
    "There is no screen here to open a window on.": "此处没有可用的显示屏，无法打开窗口。",
    "Work without the window: main.py --help lists the commands.": (
        "可不用窗口：main.py --help 列出全部命令。"
    ),
    "The window needs system packages that are not installed: {packages}.": (
        "窗口所需的系统软件包尚未安装：{packages}。"
    ),
    "Install them; on Debian: apt-get install {packages}.": (
        "请安装；Debian 上可用：apt-get install {packages}。"
    ),
    'The screen "{display}" does not answer.': "显示屏“{display}”没有响应。",
    "Set DISPLAY to one that does, or work without the window: main.py --help.": (
        "请将 DISPLAY 设为可用的显示屏，或不用窗口：main.py --help。"
    ),
}
CHINESE: Final[dict[str, str]] = {
    **_FILES,
    **_FILE_ADVICE,
    **_RULE_SETS,
    **_CHECKER,
    **_PROBLEM_FILES,
    **_PROGRAM,
    **_SCREEN,
    **PROBLEM_RULES,
    "In {file}, “{place}” is not of the kind that belongs there.": "{file} 中，“{place}”的内容类型不正确。",
    "The file is damaged or was made by something else; open an earlier copy of it.": "文件已损坏，或由其他程序生成；请打开较早的副本。",
    "In {file}, “{place}” holds a value that cannot be.": "{file} 中，“{place}”的取值不成立。",
    "In {file}, the rule set “{name}” is damaged.": "{file} 中的规则集“{name}”已损坏。",
    "In {file}, workload {number} of the inventory is damaged.": "{file} 中，清单的第 {number} 个系统已损坏。",
    "The part {name} of {path} unpacks to far more than a project of this size holds.": "{path} 中的 {name} 解压后远超同等大小项目应有的内容。",
    "It is damaged; open an earlier copy of it.": "文件已损坏，请打开较早的副本。",
    "{path} cannot be read.": "{path} 无法读取。",
    "Check that the folder exists, that you may write to it, that the disk is not full and that no other program holds the file open.": "请确认文件夹存在且可写、磁盘未满，且没有其他程序占用该文件。",
    "{file} holds half of a character.": "{file} 中有不完整的字符。",
    'The folder "{folder}" cannot be written to.': "无法写入文件夹“{folder}”。",
    "{folder} holds files that this program did not make, or that were changed since: {names}.": "{folder} 中有并非由本程序生成或已被修改的文件：{names}。",
    "Name another folder, or add --force to write over them.": "请指定其他文件夹，或加上 --force 以覆盖。",
    "An export would be written over {path}, which is read here.": "导出文件会覆盖正在读取的 {path}。",
    "Name another folder after -o.": "请在 -o 后指定其他文件夹。",
    "{place} is there already and would be lost.": "{place} 已存在，写入会使其丢失。",
    "Name another file, or add --force to write over it.": "请指定其他文件，或加上 --force 以覆盖。",
    "{name} could not be made.": "未能生成 {name}。",
    "Check that the disk is not full and that there is enough memory.": "请确认磁盘未满、内存充足。",
    "The rules file {path} is far larger than rules need.": "规则文件 {path} 的体积远超规则所需。",
    "Something unforeseen went wrong. Your work is kept, and you can go on.": "出现了意料之外的错误；您的工作已保留，可以继续操作。",
    "Save your project. The details are in {log}.": "请保存项目。详细信息见 {log}。",
}
"""English template to Chinese template; both use the same facts."""
