"""Words of the window's import: the preview of a mapping, importing again, groups, fixes."""

from __future__ import annotations

from typing import Final

__all__ = ["WORDS"]

_PREVIEW: Final = {
    "kinds": ("Inventories", "清单文件"),
    "preview": ("Import: check how the columns are read", "导入：核对各列的读取方式"),
    "preview.about": (
        "Each column of your file becomes a field. Correct what is wrong; the choice is remembered for files with the same headers.",
        "文件中的每一列对应一个字段。如有误请更正；相同表头的文件今后将沿用此设置。",
    ),
    "preview.sheets": ("Sheets", "工作表"),
    "preview.kind": ("Rows are", "各行表示"),
    "preview.header_row": ("Headers in row", "表头所在行"),
    "preview.format": ("Recognised as {format}", "识别为{format}"),
    "preview.mapping": ("Columns", "列"),
    "preview.rows": ("First rows as they will be read", "前几行的读取结果"),
    "preview.rows.none": (
        "Nothing of this sheet is read. Choose what its rows are, or another header row.",
        "该工作表不会被读取。请选择各行的含义，或更换表头所在行。",
    ),
    "preview.needs_name": (
        "No column gives the name. Choose the field Name for one of them.",
        "没有一列是名称。请为其中一列选择“系统名称”字段。",
    ),
    "preview.needs_ends": (
        "A list of dependencies needs two columns: who needs, and who is needed.",
        "依赖关系表需要两列：依赖方和被依赖方。",
    ),
    "rollup": ("Servers become applications by", "服务器归入系统的依据"),
    "rollup.column": ("the application column", "系统列"),
    "rollup.column.tip": (
        "Use the column that names the application of a server",
        "采用注明服务器所属系统的列",
    ),
    "rollup.tag": ("tags", "标签"),
    "rollup.tag.tip": (
        "Use tags such as app or application",
        "采用 app、application 等标签",
    ),
    "rollup.name": ("names alike", "相似名称"),
    "rollup.name.tip": (
        "Join servers whose names share a stem: pay-web-01 and pay-db-02 become pay",
        "合并名称主干相同的服务器：pay-web-01 和 pay-db-02 归为 pay",
    ),
    "noise": ("Ports left out", "忽略的端口"),
    "noise.tip": (
        "Connections to these ports are infrastructure (remote desktop, name service, time) and no dependency",
        "到这些端口的连接属于基础设施（远程桌面、域名解析、时间同步），不算依赖关系",
    ),
    "preview.accept": ("Import", "导入"),
    "preview.as_proposed": ("Import all as proposed", "全部按建议导入"),
    "preview.as_proposed.tip": (
        "Import with the mapping the program found, without your corrections",
        "按程序识别的对应关系导入，不采用您的更正",
    ),
    "preview.cancel": ("Cancel", "取消"),
    "preview.load": ("Load a mapping…", "载入对应关系…"),
    "preview.save": ("Save the mapping…", "保存对应关系…"),
    "preview.counts": (
        "Workloads {workloads}, servers {servers}, dependencies {dependencies}, rows set aside {set_aside}",
        "系统 {workloads} 个，服务器 {servers} 台，依赖关系 {dependencies} 条，搁置 {set_aside} 行",
    ),
    "preview.issues": (
        "✖ Errors {error}   ▲ Warnings {warning}   ● Notes {note}",
        "✖ 错误 {error}   ▲ 警告 {warning}   ● 提示 {note}",
    ),
    "preview.sheet_issues": (
        "✖ {error}  ▲ {warning}  ● {note}",
        "✖ {error}  ▲ {warning}  ● {note}",
    ),
    "preview.reading": ("Reading again…", "正在重新读取…"),
    "column.letter": ("Column", "列"),
    "column.header": ("Header in the file", "文件表头"),
    "column.example": ("Example", "示例"),
    "column.field": ("Read as", "读取为"),
    "column.confidence": ("How sure", "把握程度"),
    "not_read": ("— kept as text, not used —", "— 保留为文本，不使用 —"),
    "sure.user": ("set by you", "由您设定"),
    "sure.none": ("▲ not matched", "▲ 未匹配"),
    "sure.guess": ("▲ {percent} % – please check", "▲ {percent}%，请核对"),
    "sure.yes": ("✔ {percent} %", "✔ {percent}%"),
    "kind.workloads": ("applications", "应用系统"),
    "kind.servers": ("servers", "服务器"),
    "kind.dependencies": ("dependencies", "依赖关系"),
    "kind.skip": ("not read", "不读取"),
    "kind.details": ("details of servers", "服务器明细"),
    "kind.relations": ("relations", "关系"),
    "kind.elements": ("elements", "元素"),
    "kind.properties": ("properties", "属性"),
    "format.generic": ("a list", "普通列表"),
    "format.own": ("this program's workbook", "本程序的工作簿"),
    "format.azure_migrate": ("Azure Migrate export", "Azure Migrate 导出文件"),
    "format.aws_migration_hub": ("AWS Migration Hub import", "AWS Migration Hub 导入文件"),
    "format.aws_migration_factory": ("AWS Migration Factory intake", "AWS Migration Factory 表单"),
    "format.rvtools": ("RVTools export", "RVTools 导出文件"),
    "format.konveyor": ("Konveyor export", "Konveyor 导出文件"),
    "format.migration_center": (
        "Google Migration Center import",
        "Google Migration Center 导入文件",
    ),
    "format.tidal": ("Tidal import", "Tidal 导入文件"),
    "format.servicenow": ("ServiceNow export", "ServiceNow 导出文件"),
    "format.leanix": ("LeanIX export", "LeanIX 导出文件"),
    "format.archimate": ("ArchiMate exchange", "ArchiMate 交换文件"),
    "field.application": ("Application", "所属系统"),
    "field.role": ("Role", "角色"),
    "field.machine_id": ("Machine ID", "机器编号"),
    "field.ip": ("IP address", "IP 地址"),
    "field.powerstate": ("Power state", "电源状态"),
    "field.cluster": ("Cluster", "集群"),
}

_AGAIN: Final = {
    "again": ("Import again: what the file changes", "重新导入：文件带来的变化"),
    "again.about": (
        "Tick what is to be taken over. Decisions, pins and notes stay. All of it is one step that can be undone.",
        "勾选需要采用的内容。决策、锁定和备注均保留。全部变更为一个可撤销的步骤。",
    ),
    "again.nothing": (
        "The file holds nothing that differs from the project.",
        "文件与项目没有差异。",
    ),
    "again.added": ("New ({count})", "新增（{count}）"),
    "again.changed": ("Changed ({count})", "变更（{count}）"),
    "again.removed": ("No longer in the file ({count})", "文件中已不存在（{count}）"),
    "again.links": (
        "Dependencies: {added} new, {removed} gone",
        "依赖关系：新增 {added}，减少 {removed}",
    ),
    "again.programme": (
        "Targets, prices, teams, waves and people differ: take them from the file",
        "部署目标、价格、团队、批次或人员不同：采用文件内容",
    ),
    "again.what": ("Workload and field", "系统与字段"),
    "again.before": ("Now", "当前"),
    "again.after": ("In the file", "文件中"),
    "again.mark": ("Note", "说明"),
    "again.by_hand": ("▲ set by hand here", "▲ 曾在此手工修改"),
    "again.decided": ("▲ has decisions", "▲ 涉及已有决策"),
    "again.none": ("–", "–"),
    "again.all": ("Tick all", "全选"),
    "again.no": ("Untick all", "全不选"),
    "again.apply": ("Apply what is ticked ({count})", "应用已勾选内容（{count}）"),
    "again.cancel": ("Cancel", "取消"),
    "undo.again": ("import {file} again", "重新导入 {file}"),
    "undo.fix": ("fix a doubt", "修正问题"),
    "fix": ("Fix it", "一键修正"),
    "fix.tip": (
        "Apply the repair this doubt offers; it can be undone",
        "应用该问题的修正建议，可撤销",
    ),
    "fix.late": (
        "This repair no longer fits: the inventory has changed since.",
        "该修正已不适用：清单在此之后有变动。",
    ),
    "fix.set_end": ("Read “{text}” as {name}", "将“{text}”视为 {name}"),
    "fix.merge_workloads": ("Merge {gone} into {name}", "将 {gone} 并入 {name}"),
}

WORDS: Final[dict[str, tuple[str, str]]] = _PREVIEW | _AGAIN
