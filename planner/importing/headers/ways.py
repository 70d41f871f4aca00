# ruff: noqa: E501 - patterns of words read best as lines
"""Headers that are known by their pattern: which way a link goes, where data and systems may go."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ALLOWS", "BANS", "REVERSE", "patterned"]

REVERSE: Final = "reversed"
"""The unit of a column whose question is put the other way round: yes means no."""
ALLOWS: Final = "allows"
BANS: Final = "bans"
"""Units of a column that says for one target, named behind, whether it may be used."""

_PLACES: Final = {"public": "public", "公有": "public", "öffentlich": "public", "públic": "public", "private": "private", "privad": "private", "privé": "private", "私有": "private", "hybrid": "hybrid", "混合": "hybrid"}  # fmt: skip
_MAY: Final = r"allowed|permitted|possible|approved|ok|erlaubt|zulässig|möglich|gestattet|autorisée?|permise?|permitid[ao]|允许|可用|可上|许可"
_NOT: Final = r"not allowed|not permitted|forbidden|prohibited|banned|excluded|nicht erlaubt|nicht zulässig|verboten|ausgeschlossen|interdite?|prohibid[ao]|不允许|不可用|禁止"
_CLOUD: Final = r"(?:(?:public|private|hybrid)[\s_\-]*cloud|cloud (?:public|publique|privée?|hybride?)|nube (?:pública|privada|híbrida)|(?:公有|私有|混合)云)"
_MAY_GO: Final = re.compile(
    rf"(?:is |ist |是否)?{_CLOUD}[\s_\-]*(?:usage|use|hosting|nutzung|betrieb|部署|使用)?[\s_\-]*(?:is |ist |是否)?(?:(?P<not>{_NOT})|{_MAY})"
    rf"|(?:may use|can use|(?:是否)?(?:允许|可上|可用|(?P<ban>禁止)))(?:使用|部署|上)?\s*{_CLOUD}"
)

_DATA: Final = re.compile(r"\b(?:data|daten\w*|données|datos|dati)\b|数据|データ|transfer|übermittlung|\b(?:be hosted|hosting)\b|offshor|cross[- ]?border|出境|跨境|国外")  # fmt: skip
_ABROAD: Final = re.compile(
    r"\babroad\b|\boverseas\b|offshor|cross[- ]?border|\bdata export allowed|international data|datenexport erlaubt|auslands?|drittl[aä]nd|third countr|à l'étranger|\bal exterior\b|all'estero|出境|跨境|境外|国外"
    r"|(?:\bleaves?|\boutside(?: of)?|\bverlassen|\bquittent|\bhors|\bsalen del?|\bfuera del?|\blasciano|\bfuori d\w+)(?: (?:the|das|die|le|l'|el|la|il))? ?(?:country|eu\b|eea|europe|region|china|land|ue\b|pays|país|paese)"
)
"""What says that data goes, or may go, out of the country."""
_STAYS: Final = re.compile(r"\bnot\b|cannot|\bnicht\b|\bpas\b|\bno (?:puede|debe|salen)|\bnon\b|forbidden|prohibited|verboten|interdit|prohibid|不得|不能|不可|不允许|禁止")  # fmt: skip

_NEEDED: Final = r"upstream|southbound|predecessors?|vorgelagerte[rn]?|vorsysteme?|(?:en )?amont|aguas arriba|a monte|上游|前置"
_NEEDING: Final = r"downstream|northbound|successors?|nachgelagerte[rn]?|folgesysteme?|(?:en )?aval|aguas abajo|a valle|下游|后置|后续"
_SYSTEMS: Final = r"syst[eè]me?s?n?|applications?|apps?|anwendung(?:en)?|dependenc(?:y|ies)|dépendances?|abhängigkeiten|aplicaciones|sistemas?|sistemi|applicazioni|dependencias|dipendenze|services?|interfaces?|ids?|names?|list|系统|应用|服务|依赖|名称|列表|清单|关系"
_WAY: Final = re.compile(rf"(?:(?:{_SYSTEMS})[\s_\-]*)*(?:(?P<up>{_NEEDED})|(?P<down>{_NEEDING}))(?:[\s_\-]*(?:{_SYSTEMS}))*")  # fmt: skip
_WAY_ZH: Final = re.compile(
    r"(?P<by>被)?(?:哪些|什么|以下|其他|其它)?(?:系统|应用|服务)?所?需?要?(?:调用|依赖|使用|引用|访问)(?P<being>方)?(?:于|了|的)*(?:哪些|什么|其他|其它)?(?:外部)?(?:系统|应用|服务)?(?:列表|清单|名称)?"
)


_REMARK: Final = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")


def patterned(plain: str, kind: str) -> tuple[str, str] | None:
    """Return the field a header of applications is known for by its pattern, and its unit; else None.

    >>> patterned("nachgelagerte systeme", "workloads")
    ('needed_by', '')
    >>> patterned("data must not leave the country", "workloads")
    ('residency', '')
    """
    if kind == "dependencies":
        return None
    plain = _REMARK.sub("", plain)
    if found := _MAY_GO.fullmatch(plain):
        place = next(target for word, target in _PLACES.items() if word in plain)
        return "banned_targets", f"{BANS if found['not'] or found['ban'] else ALLOWS} {place}"
    if found := _WAY.fullmatch(plain):
        return "depends_on" if found["up"] else "needed_by", ""
    if (found := _WAY_ZH.fullmatch(plain)) and not found["being"]:
        return "needed_by" if found["by"] else "depends_on", ""
    if _ABROAD.search(plain) and _DATA.search(plain):
        return "residency", "" if _STAYS.search(plain) else REVERSE
    return None
