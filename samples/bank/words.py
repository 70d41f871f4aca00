"""Words of the sample bank in English and Chinese; every person and vendor is invented."""

from __future__ import annotations

from typing import Final

__all__ = ["DATABASES", "DOMAINS", "NAMES", "SYSTEM_NOTE", "TEAMS", "VENDORS"]

DOMAINS: Final = {
    "channels": ("Channels", "渠道"),
    "marketing": ("Marketing and customers", "营销与客户"),
    "core": ("Core and products", "核心与产品"),
    "platforms": ("Platforms", "平台"),
    "finance": ("Finance", "财务"),
    "payments": ("Payments and settlement", "支付结算"),
    "ecosystem": ("Public scenarios", "场景生态"),
    "lending": ("Lending", "信贷"),
    "wealth": ("Wealth management", "财富管理"),
    "treasury": ("Treasury and markets", "资金与市场"),
    "risk": ("Risk and compliance", "风险与合规"),
    "data": ("Data and intelligence", "数据与智能"),
    "infrastructure": ("Infrastructure", "基础设施"),
    "office": ("Office", "办公"),
    "recovery": ("Recovery sites", "灾备"),
    "devtest": ("Development and test", "开发测试"),
}
SYSTEM_NOTE: Final = {
    "channel": ("Serves clients at any hour through a channel.", "全天候面向客户的渠道应用。"),
    "scenario": ("Part of the bank's public scenarios.", "面向公众的场景化服务。"),
    "core": ("Central ledger; stable, changed rarely.", "集中式核心账务，运行稳定、变更较少。"),
    "product": ("Transactions of a product line.", "产品线交易处理系统。"),
    "packaged": ("Bought package, cared for by its vendor.", "外购套装软件，由厂商维护。"),
    "platform": ("Shared service used by many systems.", "供多个系统复用的共享服务。"),
    "analytics": ("Models and real-time analysis.", "模型与实时分析服务。"),
    "batch": ("Works at night on warehouse data.", "基于数仓数据的夜间批处理。"),
    "data": ("Holds and computes the bank's data.", "承载全行数据的存储与计算。"),
    "infra": ("Common service of the data centre.", "机房公共服务。"),
    "office": ("Daily work of the staff.", "员工日常办公系统。"),
    "saas": ("Office service that the market offers.", "市场上有成熟服务的办公应用。"),
    "devtool": ("Tools of the developers.", "研发工具。"),
    "devtest": ("For development and test only.", "仅用于开发与测试。"),
    "recovery": ("Takes over when the primary fails.", "主站点故障时接管业务。"),
}
VENDORS: Final = {
    "Ruisheng": ("Ruisheng Voice", "睿声科技"),
    "Hengtai": ("Hengtai Financial Software", "恒泰金融软件"),
    "Lanqiao": ("Lanqiao International", "蓝桥国际"),
    "Quanheng": ("Quanheng Treasury", "权衡资金系统"),
    "Panshi": ("Panshi Security", "磐石安全"),
    "Yunfan": ("Yunfan Enterprise", "云帆企业软件"),
}
DATABASES: Final = {
    "SQL_Server": "SQL Server 2016",
    "Oracle": "Oracle 19c",
    "MySQL": "MySQL 8.0",
    "DB2": "DB2 11.5",
    "OceanBase": "OceanBase 4",
    "PostgreSQL": "PostgreSQL 15",
    "HBase": "HBase 2",
    "Hive": "Hive 3",
}
NAMES: Final = {
    "en": (
        "Lin Wei",
        "Chen Yuhan",
        "Zhao Mingde",
        "Sun Qiaoyun",
        "He Jianping",
        "Gao Xinrui",
        "Luo Shiqi",
        "Tang Boyan",
        "Xie Wanqing",
        "Qin Haoran",
        "Dong Ruolan",
        "Shen Zhiyuan",
    ),
    "zh": (
        "林薇",
        "陈雨涵",
        "赵明德",
        "孙巧云",
        "何建平",
        "高欣蕊",
        "罗诗琪",
        "唐博彦",
        "谢婉清",
        "秦浩然",
        "董若兰",
        "沈致远",
    ),
}
TEAMS: Final = {
    "channels": ("Channel applications", "渠道应用组"),
    "core": ("Core and products", "核心与产品组"),
    "platform": ("Platforms and infrastructure", "平台与基础设施组"),
    "data": ("Data and intelligence", "数据与智能组"),
    "enterprise": ("Enterprise and office systems", "企业与办公系统组"),
}
