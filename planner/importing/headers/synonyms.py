# ruff: noqa: E501 - lists of headers read best as lines
"""The headers fields are known by, in English and Chinese; the workbook's own come from the texts.

Several spellings of a header differ only in case, width, marks and spaces; they are compared folded
(:func:`planner.importing.values.words.folded`), so ``App Name``, ``app_name`` and ``APPNAME`` are one.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from planner.importing.headers.further_headers import (
    DEPENDENCY_FURTHER,
    REVERSED_FURTHER,
    SERVER_FURTHER,
    WORKLOAD_FURTHER,
)
from planner.importing.headers.more_headers import (
    DEPENDENCY_MORE,
    REVERSED_HEADERS,
    SERVER_MORE,
    WORKLOAD_MORE,
)
from planner.importing.own_workbook.form import DEPENDENCY_COLUMNS
from planner.importing.values.words import folded
from planner.model.fields import FIELDS
from planner.wording import LANGUAGES, say

__all__ = [
    "application_words",
    "dependency_headers",
    "machine_words",
    "reversed_headers",
    "server_headers",
    "spelled_out",
    "workload_headers",
]

_WORKLOAD: Final = {
    "id": "app id|application id|ci id|asset id|system id|code|application code|app code|number|no|系统编号|应用编号|系统代码|编码|资产编号|序号 id",
    "name": "application|application name|app|app name|system|system name|workload|workload name|display name|service name|name of application|it system|product|business application|应用|应用名称|系统|应用系统|应用系统名称|业务系统|业务系统名称|名称|信息系统名称|系统中文名|系统全称",
    "description": "desc|short description|summary|purpose|function|描述|简介|功能|功能描述|功能说明|系统描述|用途|系统功能",
    "domain": "business area|business unit|bu|department|line of business|lob|business service|business capability|division|apm_business_process|business process|领域|业务条线|条线|业务板块|所属部门|主管部门|业务部门|归属部门",
    "archetype": "application type|system type|app type|kind|system kind|archetype|系统分类|系统种类|应用类型",
    "business_owner": "owner|app owner|application owner|product owner|business contact|managed by|it_application_owner|业务主管|业务联系人|业务方|责任人|负责人|系统负责人",
    "technical_owner": "technical lead|tech owner|it owner|tech lead|technical contact|developer|support team|运维负责人|技术联系人|开发负责人|科技负责人|技术经理",
    "vendor": "supplier|manufacturer|provider|software vendor|厂商|开发商|承建商|供应厂商|合作厂商",
    "environment": "env|environments|stage|landscape|所属环境|运行环境|系统环境",
    "current_target": "platform|hosting|hosting type|current platform|current hosting|deployment|deployment model|current location|runs on|install type|部署方式|部署平台|部署环境|现有平台|当前平台|部署模式|运行平台|现部署位置",
    "site": "location|data center|data centre|datacenter|dc|region|数据中心|所在机房|部署地点|地点|区域",
    "lifecycle": "life cycle|lifecycle status|status|life cycle stage|life_cycle_stage|install status|状态|系统状态|运行状态|生命周期状态",
    "operating_system": "os|os name|os version|operating systems|操作系统版本|系统平台",
    "database": "db|databases|dbms|database type|database engine|database version|数据库类型|数据库版本|数据库产品",
    "technologies": "technology|tech stack|technology stack|stack|programming language|language|languages|framework|middleware|开发语言|技术|中间件|技术框架|编程语言|技术路线",
    "tags": "tag|labels|label|keywords|标记|标识",
    "notes": "note|comment|comments|remark|remarks|memo|注释|其他|附注",
    "server_count": "number of servers|servers|server count|vm count|number of vms|instances|# servers|no of servers|hosts|服务器数|服务器台数|主机数|虚拟机数量|节点数",
    "cpu_cores": "cpu|cores|vcpu|vcpus|cpus|cpu cores|total cores|number of cores|cpu count|core count|cpu核数|核数|处理器核数|vcpu数|cpu总核数|cpu数量",
    "memory_gib": "memory|ram|mem|total memory|memory size|内存大小|内存容量|总内存",
    "storage_gib": "storage|disk|disk size|disk space|storage used|storage size|disk capacity|total storage|磁盘|存储容量|磁盘容量|存储空间|已用存储|硬盘",
    "traffic_gib_month": "traffic|network traffic|egress|outbound traffic|data transfer|monthly traffic|流量|网络流量|出口流量",
    "cpu_utilisation": "cpu utilization|cpu usage|cpu util|cpu use|avg cpu|average cpu|cpu load|cpu使用率|cpu平均利用率|平均cpu|cpu占用率",
    "memory_utilisation": "memory utilization|memory usage|mem util|ram usage|avg memory|内存使用率|内存占用率|平均内存",
    "latency_ms": "latency|response time|latency requirement|max latency|required latency|延迟要求|响应时间|时延|延迟|响应时间要求",
    "channel": "front or back|tier type|front back office|layer|系统层级|前中后台|渠道|所属层次",
    "releases_year": "releases|releases per year|release frequency|deployments per year|frequency of deployments|deploy frequency|发布频率|投产次数|年投产次数|发布次数",
    "releases_wanted": "wanted releases|target releases|desired releases per year|desired releases|期望发布次数|目标发布次数",
    "change_lead_days": "lead time|change lead time|time to market|cycle time|delivery time|交付周期|需求交付周期|变更周期|上线周期",
    "users": "user count|number of users|total users|active users|user base|# users|no of users|用户|用户数量|用户规模|使用人数|活跃用户数",
    "user_growth": "user growth|users growth|annual user growth|用户增长|用户增长率",
    "peak_to_average": "peak to average|peak average ratio|peak ratio|peak/avg|peak/average|峰均值比|峰值均值比|峰谷比",
    "seasonality": "season|load pattern|seasonal|usage pattern|周期性|季节性|业务周期|负载特征",
    "load_growth": "growth|growth rate|annual growth|yearly growth|transaction growth|增长率|业务增长率|年增长率|负载增长|交易量增长率",
    "scale_out": "scalability|scale out|horizontal scaling|scaling|can scale out|可扩展性|扩展能力|水平扩展|弹性伸缩",
    "peak_utilisation": "peak utilization|peak load|peak usage|peak cpu|headroom used|峰值利用率|峰值使用率|高峰占用率",
    "architecture": "architecture type|architecture_type|app architecture|architecture style|arch|系统架构|架构|应用架构|架构模式",
    "containers": "containerized|containerised|container|docker|kubernetes|k8s|容器|是否容器化|容器化|容器化情况",
    "api_coverage": "api|apis|api ratio|api share|api化率|接口覆盖率|接口开放率",
    "test_automation": "test automation|automated testing|test coverage|automated test coverage|测试自动化率|自动化测试|自动化测试覆盖率|测试覆盖率",
    "delivery": "ci/cd|cicd|devops|continuous delivery|delivery method|deployment method|release process|持续集成|持续交付|发布方式|部署自动化|交付模式",
    "technology_support": "support status|technology status|vendor support|in support|supported|维保状态|支持状态|维保情况|厂商支持",
    "support_end_date": "end of support|end of life|eol|eos|eol date|eos date|end of support date|support end|支持到期日|维保到期日|维保到期|支持结束日期|停止支持日期",
    "documentation": "docs|documentation quality|documented|文档|文档情况|文档完整性|文档完善度",
    "cloud_skill": "cloud skills|team skill|cloud readiness of team|skills|云能力|云技能|团队云能力|团队技能",
    "data_class": "data classification|data sensitivity|classification|information classification|confidentiality|data_classification|sensitivity|数据分类|数据分级|数据等级|数据安全级别|敏感级别|密级|数据敏感度",
    "personal_data": "pii|personal information|contains pii|personal data|gdpr|privacy|是否含个人信息|个人数据|个人敏感信息|含个人信息",
    "residency": "data residency|data location|localisation|localization|sovereignty|数据驻留|数据本地化|数据存放要求|驻留要求",
    "protection_level": "mlps|mlps level|protection level|djcp|security level|等保|等保等级|等级保护|等保定级|等级保护级别|安全等级|等保备案级别",
    "regulations": "regulation|compliance|regulatory|compliance requirements|regulatory scope|法规|监管要求|合规要求|适用法规",
    "criticality": "business criticality|business_criticality|importance|priority|tier|criticality tier|service tier|emergency_tier|business impact|mission critical|重要性|重要级别|系统等级|重要等级|关键程度|系统级别|业务重要性|优先级|业务重要程度|系统重要性",
    "rto_hours": "rto|rto hours|recovery time objective|rto小时|恢复时间目标|恢复时间|rto要求",
    "rpo_minutes": "rpo|rpo minutes|recovery point objective|rpo分钟|恢复点目标|rpo要求",
    "licence_limits": "license limits|licence|license|license restriction|licensing|license type|许可|许可证限制|授权限制|许可方式",
    "third_party_access": "third party access|external access|partner access|外部访问|第三方接入|第三方|外联",
    "recovery_of": "dr of|dr for|recovery of|standby of|灾备系统|对应生产系统|主系统",
    "lock_in": "lock in|vendor lock in|vendor lock-in|vendor dependency|厂商锁定|锁定程度|供应商依赖",
    "run_cost_year": "run cost|running cost|annual cost|opex|yearly cost|annual run cost|hosting cost|annual hosting costs|infrastructure cost|operating cost|tco|cost|annual opex|运行成本|运维成本|年运维费用|年成本|年运行费用|运维费|运维费用|年度运行成本|年费用",
    "staff_cost_year": "staff cost|annual staff costs|people cost|personnel cost|labour cost|labor cost|人力成本|人员成本|年人力费用|人工成本",
    "licence_cost_year": "license cost|licence cost|annual license cost|license cost per year|software cost|licence fee|license fee|许可费|许可费用|软件许可费|授权费用|年许可费|软件费用",
    "one_off_cost": "migration cost|one off cost|one-time cost|one time cost|capex|project cost|迁移成本|一次性成本|一次性费用|改造费用|迁移费用",
    "benefit_year": "benefit|annual benefit|expected benefit|revenue|savings|收益|年收益|业务收益|预期收益",
    "exit_cost": "exit price|contract exit price|contract exit cost|contract exit fee|contract termination cost|buyout cost|buy-out|exit fee|termination cost|penalty|退出费用|违约金|终止费用",
    "contract_end_date": "contract end|contract expiry|contract end date|hosting contract end|contract expires|合同到期|合同终止日期|合同结束日期",
    "licence_end_date": "license end|license expiry|license end date|licence expiry|许可到期|授权到期日|许可结束日期",
    "licence_term_years": "licence term|license term|renewal term|许可周期|许可期限|续期年限|授权周期",
    "extended_support_cost_year": "extended support cost|extended support|cost of extended support|延长支持费|延保费用|延长支持费用|延保年费",
    "refresh_date": "hardware refresh|refresh date|hardware refresh date|hardware end of life|硬件更新|硬件更新日期|硬件更换日期|设备更新日期",
    "refresh_cost": "hardware refresh cost|refresh cost|cost of refresh|硬件更新成本|硬件更新费用|硬件更换费用|设备更新费用",
    "strategy": "migration strategy|6r|7r|r type|r_type|disposition|treatment|migration approach|6r classification|迁移方式|迁移路径|处置方式|上云方式",
    "retire_date": "retirement date|decommission date|sunset date|下线时间|退役日期|计划下线日期|停用日期",
    "pin_target": "target|target platform|destination|target environment|required target|planned target|目标平台|目标环境|迁移目标|上云目标|目标部署位置",
    "banned_targets": "banned|excluded targets|not allowed targets|forbidden targets|禁用目标|不可部署|排除目标",
    "pin_wave": "wave|migration wave|wave number|planned wave|wave_name|applicationwave|批次|迁移批次|计划批次|波次",
    "earliest_date": "earliest|earliest start|earliest date|not before|start after|最早日期|最早时间|不早于",
    "latest_date": "latest|deadline|latest date|due date|not after|must finish by|最晚日期|最晚时间|不晚于|截止日期",
    "move_group": "move group|migration group|bundle|affinity group|迁移组|迁移分组|同批",
    "effort_days": "effort|migration effort|effort days|person days|man days|工作量|迁移人天|人天|投入人天",
    "duration_weeks": "duration|migration duration|duration weeks|迁移周期|迁移工期|工期|持续时间",
    "team": "migration team|delivery team|team name|squad|团队|迁移团队|实施团队|所属团队",
    "complexity": "migration complexity|difficulty|complexity level|复杂度|迁移难度|复杂程度|难度",
    "decision_reason": "reason|rationale|justification|reason for decision|理由|原因|决策原因",
    "depends_on": "depends on|dependencies|dependency|needs|upstream systems|upstream applications|required systems|uses|依赖|依赖系统|依赖关系|上游系统|依赖应用|关联系统",
    "risk_owner": "risk holder|风险负责人|风险承担人",
}

_SERVER: Final = {
    "name": "server|server name|host|hostname|host name|machine|machine name|vm|vm name|computer name|instance name|device name|node|服务器|服务器名称|主机名|主机|主机名称|虚拟机|虚拟机名称|机器名",
    "application": "app|application|application name|app name|applications|app_name|workload|business service|service|所属系统|应用系统|所属应用|应用|应用名称|系统名称|所属业务系统",
    "tags": "tags|tag|labels|标签",
    "machine_id": "machine id|machineid|vm uuid|server id|serverid|uuid|externalid",
    "ip": "ip|ip address|ip addresses|ipaddress|primary ip address|ip地址",
    "powerstate": "powerstate|power state|power stats|power status|电源状态",
    "role": "role|server role|server type|server tier|server_tier|角色|用途",
    "cluster": "cluster|集群",
}

_DEPENDENCY: Final = {
    "source": "from|source|source application|source app|source system|consumer|caller|client|dependent|dependant|application|app|workload|from application|from app|upstream consumer|source name|源系统|源|来源系统|调用方|消费方|请求方|依赖方|主调系统|发起方|源应用",
    "needed": "to|target|target application|target app|target system|destination|destination application|provider|callee|depends on|needs|dependency|requires|to application|to app|target name|目标系统|目标|被调用方|提供方|服务方|被依赖系统|被依赖方|依赖于|依赖|被调系统|目的系统|目标应用",
    "kind": "order|dependency order|ordering|strength|dependency strength|次序|先后|依赖强度|迁移顺序",
    "interface": "interface type|dependency type|type|protocol|integration|integration type|connection type|接口类型|接口|交互方式|调用方式|依赖类型|协议|对接方式",
    "traffic_gib_month": "traffic|volume|data volume|monthly volume|gib month|data transfer|流量|数据量|月数据量",
    "calls_per_transaction": "calls|calls per transaction|round trips|chattiness|调用次数|交互次数|调用频次",
    "latency_class": "latency|latency sensitivity|latency class|时延要求|延迟敏感|时延等级|延迟敏感度",
    "same_target": "same target|colocate|co-locate|must colocate|同目标|同部署|必须同平台",
    "port": "destination port|tcp port|port number|目标端口|端口号",
    "note": "notes|comment|comments|remark|description|备注|描述",
}


_ANYTHING: Final = "asset name|资产名称|資産名称|name|full name|long name|名称|nom|nombre|nome|bezeichnung|denominazione|title|titel|titre|título|display name|libellé|product|product name|asset|tool|solution|solution name|製品名"
"""Names of anything, among the spellings of an application's."""


@cache
def workload_headers() -> dict[str, str]:
    """Folded header to field key (or ``id``, ``name``) of a list of applications."""
    words = {**_folded(WORKLOAD_FURTHER), **_folded(WORKLOAD_MORE), **_folded(_WORKLOAD)}
    for key in ("id", "name", *(field.key for field in FIELDS)):
        words[folded(key)] = key
        for language in LANGUAGES:
            words[folded(say(f"fields.{key}", language))] = key
    return words


@cache
def server_headers() -> dict[str, str]:
    """Folded header to field key, or to what else is known of a server."""
    return {
        **workload_headers(),
        **_folded(SERVER_FURTHER),
        **_folded(SERVER_MORE),
        **_folded(_SERVER),
    }


@cache
def dependency_headers() -> dict[str, str]:
    """Folded header to column key of a list of dependencies."""
    words = {
        **_folded(DEPENDENCY_FURTHER),
        **_folded(DEPENDENCY_MORE),
        **_folded(_DEPENDENCY),
    }
    for column in DEPENDENCY_COLUMNS:
        words[folded(column.key)] = column.key
        for language in LANGUAGES:
            words[folded(say(f"fields.dependency.{column.key}", language))] = column.key
    return words


@cache
def reversed_headers() -> dict[str, str]:
    """Folded header to the field whose question it puts the other way round."""
    return {**_folded(REVERSED_FURTHER), **_folded(REVERSED_HEADERS)}


@cache
def application_words() -> frozenset[str]:
    """Headers, folded, of names that are said to be those of applications."""
    names = {word for word, key in workload_headers().items() if key == "name"}
    return frozenset(names - {folded(word) for word in _ANYTHING.split("|")})


@cache
def machine_words() -> frozenset[str]:
    """Headers, folded, of names that are said to be those of machines."""
    lines = (SERVER_FURTHER["name"], SERVER_MORE["name"], _SERVER["name"])
    words = {folded(word) for line in lines for word in line.split("|")}
    known = workload_headers()
    return frozenset(word for word in words if known.get(word, "hosts") == "hosts")


@cache
def spelled_out() -> dict[str, str]:
    """Folded header to the header as it is written, with its words apart."""
    lists = (
        *(WORKLOAD_FURTHER, WORKLOAD_MORE, _WORKLOAD),
        *(SERVER_FURTHER, SERVER_MORE, _SERVER),
        *(DEPENDENCY_FURTHER, DEPENDENCY_MORE, _DEPENDENCY),
    )
    written = (word for synonyms in lists for line in synonyms.values() for word in line.split("|"))
    keys = ((key, key.replace("_", " ")) for key in (field.key for field in FIELDS))
    return {**{folded(word): word for word in written}, **{folded(k): word for k, word in keys}}


def _folded(synonyms: dict[str, str]) -> dict[str, str]:
    return {folded(word): key for key, line in synonyms.items() for word in line.split("|") if word}
