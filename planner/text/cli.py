"""Words of the command line."""

from typing import Final

WORDS: Final[dict[str, tuple[str, str]]] = {
    "imported": (
        "Read {workloads} and {dependencies}: {errors}, {warnings}, {notes}.",
        "已读取 {workloads}、{dependencies}：{errors}，{warnings}，{notes}。",
    ),
    "count.workloads": ("{count} workloads", "{count} 个系统"),
    "count.workloads.one": ("{count} workload", "{count} 个系统"),
    "count.dependencies": ("{count} dependencies", "{count} 条依赖"),
    "count.dependencies.one": ("{count} dependency", "{count} 条依赖"),
    "count.errors": ("{count} errors", "错误 {count}"),
    "count.errors.one": ("{count} error", "错误 {count}"),
    "count.warnings": ("{count} warnings", "警告 {count}"),
    "count.warnings.one": ("{count} warning", "警告 {count}"),
    "count.notes": ("{count} notes", "提示 {count}"),
    "count.notes.one": ("{count} note", "提示 {count}"),
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
    "vouched.certificate": (" (certified)", "（有证书可复核）"),
    "vouched.search": (" (by exhaustive search)", "（由穷举搜索证明）"),
    "vouched.solver": (" (by the solver alone)", "（仅由求解器给出）"),
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
    "verify.broken.one": ("{count} fault:", "{count} 处问题："),
    "issue.line": ("{severity}: {where}: {what} {advice}", "{severity}：{where}：{what}{advice}"),
    "issue.nowhere": ("{severity}: {what} {advice}", "{severity}：{what}{advice}"),
    "issues.none": ("No issues.", "没有问题。"),
    "cancelled": ("Cancelled.", "已取消。"),
    "stopped_early": ("Stopped before a plan was found.", "已停止，尚未找到方案。"),
    "kept": (
        "Stopped. The best plan found by then is written; press Ctrl-C again to end at once.",
        "已停止，正在写出截至此刻的最优方案；再按一次 Ctrl-C 立即退出。",
    ),
    "internal": (
        "An internal error stopped the program; the details are in {path}. Please report it.",
        "程序因内部错误停止；详情见 {path}，请反馈。",
    ),
    "error": ("error: {sentence}", "错误：{sentence}"),
    "help.about": (
        "Turns an application inventory into a cloud migration plan. Without a command, opens the "
        "window.",
        "把应用系统清单转化为上云迁移方案。不带命令时打开窗口。",
    ),
    "help.version": ("print the version", "显示版本号"),
    "help.lang": ("language (en)", "语言（默认 en）"),
    "help.plan": (
        "import, score, place, schedule; write all exports",
        "导入、评分、确定部署去向、排定批次，并写出全部导出文件",
    ),
    "help.check": ("print the issue list of an inventory", "列出系统清单中的问题"),
    "help.template": ("write the empty workbook to fill in", "写出待填写的空白工作簿"),
    "help.solve": ("solve a planning problem file", "求解规划问题文件"),
    "help.verify": (
        "check a plan against its problem, without a solver",
        "不用求解器，按规划问题校验方案",
    ),
    "help.inventory": (
        "workbook or CSV; several are read into one inventory",
        "工作簿或 CSV；多个文件合并为一份清单",
    ),
    "help.folder": ("folder for the exports", "导出文件夹"),
    "help.rules": (
        "rules file, or the name of a built-in set",
        "规则文件，或内置规则集的名称",
    ),
    "help.project": ("project file to keep it in", "用于保存的项目文件"),
    "help.parts": (
        "parts of the PDF: all, summary (two pages), or names with commas between",
        "PDF 包含的部分：all（全部）、summary（两页摘要），或以逗号分隔的名称",
    ),
    "help.paper": ("paper of the PDF (default: a4)", "PDF 纸张（默认为 a4）"),
    "help.today": (
        "plan as on this day (ISO date; default: today)",
        "以该日为今天制定方案（ISO 日期；默认为今天）",
    ),
    "help.template_from": (
        "fill it with what these files hold, rows set aside included",
        "用这些文件的内容填写，包括搁置行",
    ),
    "help.mapping": (
        "mapping file saved in the import preview",
        "在导入预览中保存的列映射文件",
    ),
    "help.group": (
        "rules that group servers into workloads: of column, tag, name, waves (keep waves that are "
        "planned already); or none (all)",
        "服务器归组规则：column、tag、name、waves（保留已有批次）的组合，或 none（默认全部）",
    ),
    "help.noise_ports": (
        "ports whose connections are left out, for example 22,53; or none",
        "忽略其连接的端口，例如 22,53；或 none",
    ),
    "issue.row": ("row {row}", "第 {row} 行"),
    "issues.count": (
        "{error} errors, {warning} warnings, {note} notes.",
        "错误 {error} 处，警告 {warning} 处，提示 {note} 处。",
    ),
    "issues.rows": (
        "{read} rows read: {workloads} workloads, {servers} servers, {dependencies} dependencies, "
        "{merged} joined to others, {settings} settings, {set_aside} set aside, {blank} blank.",
        "共读取 {read} 行：系统 {workloads}，服务器 {servers}，依赖关系 {dependencies}，"
        "并入其他行 {merged}，设置 {settings}，搁置 {set_aside}，空行 {blank}。",
    ),
    "help.json": ("print it as JSON", "以 JSON 输出"),
    "help.template_file": ("where to write the workbook", "工作簿的保存位置"),
    "help.problem": ("the planning problem", "规划问题文件"),
    "help.plan_out": ("where to write the plan", "方案的保存位置"),
    "help.plan_file": ("the plan to check", "待校验的方案文件"),
    "help.time_limit.plan": (
        "wall seconds for the search (8 to 120, by size; none where a work limit is given)",
        "搜索的时间上限，秒（默认按规模 8 至 120；给出步数上限时不限时）",
    ),
    "help.time_limit.solve": (
        "wall seconds for the search (60; none where a work limit is given)",
        "搜索的时间上限，秒（默认 60；给出步数上限时不限时）",
    ),
    "help.work_limit": (
        "steps; same limit and seed, same plan",
        "步数上限；上限和种子相同，方案就相同",
    ),
    "help.gap": ("relative gap that ends it (0.0001)", "达到该相对差距即停止（默认 0.0001）"),
    "help.seed": ("random seed (0)", "随机种子（默认 0）"),
}
"""Key to (English, Chinese)."""
