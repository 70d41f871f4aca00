# ruff: noqa: E501 - lists of words read best as lines
"""Equipment that carries no workload among machines and systems: by its name, model or system."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from planner.importing.blocks.rows import header_word
from planner.importing.headers.synonyms import application_words
from planner.importing.matching.typed import Row, TypedTable

__all__ = ["DEVICES", "equipment_in"]


def _rules(**kinds: str) -> dict[str, re.Pattern[str]]:
    return {kind: re.compile(rule) for kind, rule in kinds.items()}


DEVICES: Final = re.compile(
    r"(?:laptop|notebook|desktoppc|workstation|printer|switch|router|firewall|loadbalancer|accesspoint|ipphone|networkdevice|networkequipment|storagearray|upsmodule|cmdbcicomputer|cmdbcinetgear|笔记本(?:电脑)?|台式机|显示器|打印机|复印机|扫描仪|投影仪?|计算机|电脑|家具|空调|视频设备|摄像机|交换机|路由器|防火墙|光交|磁盘阵列|存储设备|网络设备|负载均衡(?:设备|器)?|安全设备|加密机|入侵(?:防御|检测)(?:设备|系统)?|磁带[机库]|虚拟带库|dns(?:解析)?设备|networkgear|networkadapter|computerroom|cmdbci(?:server)?rack|^(?:server)?rack|^datacent(?:er|re)(?:zone)?|furniture|camera|plc|rtu|ied|relay|sensor|无线控制器|无线接入点|wirelesscontroller|awsaccount|cloudaccount|azuresubscription|pare-?feu|cortafuegos|ordinateur|imprimante|drucker|bildschirm|^ups)$"
)
"""What kinds of equipment end in, folded, as a column of kinds says them."""
_LONGEST: Final = 80
_NAMES: Final = _rules(
    network=r"(?:^|\s)(?:switch|router|firewall|access point)$|交换机|路由器|防火墙|光猫",
    printer=r"(?:^|\s)(?:printer|imprimante|drucker)$|打印机",
    phone=r"^sep[0-9a-f]{12}$",
    computer=r"^(?:desktop|laptop)-[0-9a-z]{6,8}(?:\..*)?$",
    controller=r"^(?:ilo|idrac)(?:[-_ \d][\w.\-]*)?$|^[\w\-]+[-_ ](?:ilo|idrac|irmc|cimc|bmc|ipmi|xcc)\d?(?:\..*)?$",
)
"""What names say of equipment; computers by the names that Windows gives them."""
_MODELS: Final = _rules(
    computer=r"latitude|optiplex|precision [357]\d{3}|inspiron|vostro|xps \d\d|thinkpad|thinkcentre|thinkstation|ideapad|elitebook|probook|zbook|elitedesk|prodesk|elite(?:one| mini)|pavilion|macbook|imac\b|mac ?mini|surface (?:pro|laptop|go|book)|chromebook|zenbook|vivobook|lifebook|esprimo|toughbook|travelmate|veriton|台式机|笔记本",
    printer=r"laserjet|officejet|deskjet|designjet|pagewide|bizhub|imagerunner|i-sensys|workcentre|versalink|altalink|phaser|ecosys|taskalfa|lexmark|zebra z[a-z]\d|(?:hl|mfc|dcp)-[a-z]?\d{3,}|打印机",
    phone=r"ip ?phone|cp-[78]\d{3}|yealink|polycom|\bpoly vvx|iphone|galaxy [sa]\d|话机",
    network=r"catalyst|ws-c\d{4}|c9[2-6]00|nexus \d{4}|meraki m[sxr]|fortigate|fortiswitch|fortiap|powerconnect|procurve|edgeswitch|unifi|mikrotik|firepower|\basa ?55\d\d|\bpa-\d{3,4}|\bsrx ?\d{3}|\b[em]x\d{4}\b|dell (?:emc )?[szn]\d{4}|\b[szn]\d{4}f?-on\b|\bis[rv] ?\d{4}|\basr ?\d{4}|交换机|路由器|防火墙",
    controller=r"\bilo ?\d?\b|idrac|\birmc|\bcimc\b|management controller|remote access controller",
    storage=r"netapp|powervault|powerstore|unity \d{3}|3par|nimble|storwize|flasharray|isilon|synology|qnap|msa ?20\d\d",
)
_SYSTEMS: Final = _rules(
    computer=r"^(?:microsoft )?windows (?:xp|vista|7|8|8\.1|10|11)\b(?!.*(?:multi-session|server|\((?:32|64)-bit\)))|^win ?(?:7|10|11)\b(?!.*server)|^(?:mac ?os|os x)\b|chrome ?os\b",
    network=r"\b(?:ios[- ]?xe|nx-?os|ios[- ]xr|cisco ios|fortios|pan-?os|junos|routeros|aruba ?os|comware|vrp)\b",
    phone=r"^(?:ios \d|ipados|android)\b",
    controller=r"\b(?:ilo ?\d?|idrac ?\d?|irmc|xclarity controller)\b",
    storage=r"\b(?:data )?ontap\b|\bonefs\b|purity//|\bdsm \d",
)
_MODEL_HEADS: Final = re.compile(r"model|hardware|modèle|型号|モデル|모델")
_PRODUCT_HEADS: Final = re.compile(
    rf"{_MODEL_HEADS.pattern}|product|device|make\b|manufacturer|gerät|equip|设备|品牌|规格"
)
"""Headers of columns that say what a piece of hardware is; of an application, what it works with."""
_HOST: Final = re.compile(r"[a-z][\w.\-]*\d[\w.\-]*", re.IGNORECASE)
_WORKPLACES: Final = frozenset(
    "workstation workstationname pc pcname pcs laptop laptopname desktop desktopname notebook estação nomedaestação estaçãodetrabalho arbeitsplatz arbeitsplatzrechner postedetravail puestodetrabajo 终端名称 终端".split()
)
"""What lists of computers call their names, folded."""
_VIRTUAL: Final = re.compile(r"vm|virtual|虚拟|云主机|instance")
_OF_SYSTEMS: Final = frozenset(
    "users run_cost_year rto_hours rpo_minutes data_class personal_data depends_on needed_by architecture strategy".split()
)
"""What is said of a system, and of nobody's computer."""


def equipment_in(table: TypedTable, row: Row) -> tuple[str, str] | None:
    """Return which kind of equipment a row is and what told it; None where it may be a system's.

    What carries an application is a system's machine whatever it is; a virtual machine is not told
    by its system, nor is what has users, costs or times of recovery.
    """
    if table.kind not in ("workloads", "servers") or table.literal or table.format != "generic":
        return None
    name, named = row.text("name"), header_word(table.titles.get("name", ""))
    if row.text("application") or row.text("application_id") or row.text("hosts"):
        return None
    machines = table.kind == "servers"
    if named in _WORKPLACES and "server" not in row.text("operating_system").casefold():
        return "computer", table.titles["name"]
    heads = _PRODUCT_HEADS if machines or named not in application_words() else _MODEL_HEADS
    models = [t for head, t in row.extra.items() if heads.search(head.casefold())]
    models += [row.text(key) for key in ("vendor", "description")] if machines else []
    for rules, texts in ((_NAMES, [name] if machines else []), (_MODELS, models)):
        for text in texts:
            if kind := _kind(rules, text):
                return kind, text
    looks = heads is _PRODUCT_HEADS and _HOST.fullmatch(name) and not _OF_SYSTEMS & set(row.values)
    system = row.text("operating_system")
    if (machines or looks) and not _VIRTUAL.search(named) and (kind := _kind(_SYSTEMS, system)):
        return kind, system
    return None


def _kind(rules: Mapping[str, re.Pattern[str]], text: str) -> str:
    """Return the first kind that a short text is of."""
    plain = text.strip().casefold()[:_LONGEST]
    return next((kind for kind, rule in rules.items() if rule.search(plain)), "")
