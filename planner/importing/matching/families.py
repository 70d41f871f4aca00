# ruff: noqa: E501 - lists of words read best as lines
"""Families of values, and which of them each field takes: whatever a header says, its cells decide.

A cell belongs to every family whose words it is made of (*Running*: a state of power; *x86*: a kind
of hardware). A column most of whose cells belong to families that its field does not take is
another field's, or nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import Final

from planner.importing.grid import Cell
from planner.importing.matching.plausible import Profile
from planner.importing.spelling import alike, remembered
from planner.importing.values.cells import text_of
from planner.importing.values.words import choice_words_of, flag_of, folded
from planner.model.fields import FIELD_BY_KEY

__all__ = ["are_of_families", "families_of", "field_of_family", "is_strange", "says_field_itself"]

_MOST: Final = 0.5
_NEARLY_ALL: Final = 0.7
_PATTERNS: Final[Mapping[str, re.Pattern[str]]] = {
    "power": re.compile(
        r"(?:vm )?(?:powered ?(?:on|off)|power ?(?:on|off)|switched (?:on|off)|turned (?:on|off)|on ?-?line|off ?-?line|running|stopped|stopping|starting|suspended|halted|hibernated|(?:de)?allocated|(?:stopped )?\(?deallocated\)?|terminated|shut ?(?:down|off)|standby|booted|up|down|on|off|ein|aus|ein ?geschaltet|aus ?geschaltet|encendid[oa]|apagad[oa]|allumée?|éteinte?|accesa?|spenta?|开机|关机|已关机|已开机|运行中?|停止|已停止|挂起|在线|离线|起動中?|停止中)"
    ),
    "states": re.compile(
        r"maintenance|healthy|unhealthy|degraded|(?:un)?reachable|(?:dis)?connected|ok|ng|error|warning|(?:un)?monitored|at ?risk|(?:non)?-?compliant|passing|failing|open|closed|completed|not ?started|in ?progress|pending|submitted|draft|approved|rejected|正常|异常|故障|告警"
    ),
    "systems": re.compile(
        r"(?:microsoft |ms |oracle |ibm |red ?hat )*(?:windows|win(?:dows)? ?(?:server|\d+)|linux|rhel|red ?hat|centos|ubuntu|suse|sles|debian|aix|solaris|unix|hp-?ux|rocky|alma|z/?os|mac ?os|esxi?|os/400|android|kylin|银河麒麟|麒麟|统信|uos|欧拉|euler)\b.*|(?:ibm )?i ?\d\.\d|ios"
    ),
    "databases": re.compile(
        r"(?:oracle|(?:ms|my|microsoft) ?sql|sql server|maria ?db|postgres|db2|mongo|redis|sybase|informix|hana|dynamo ?db|cassandra|达梦|dameng|gauss|oceanbase|tidb|kingbase|人大金仓|teradata|sqlite)(?!.*\bcloud)(?!.*[云])(?!.*linux).*"
    ),
    "technologies": re.compile(
        r"(?:asp)?\.net\b.*|(?:oracle )?java(?:script)?\b.*|j(?:2|akarta ?)?ee\b.*|angular.*|react.*|vue(?:\.?js)?|node(?:\.?js)?.*|python.*|php.*|ruby.*|spring.*|django.*|kotlin|swift|typescript|golang|go|cobol|delphi|c#|c\+\+|asp(?:\.net)?.*|wordpress|drupal|web ?sphere.*|web ?logic.*|tomcat.*|iis.*|nginx.*|jboss.*|power ?builder|visual basic|vb(?:6|\.net)?|vba"
    ),
    "hardware": re.compile(
        r"x ?-?(?:86|64)(?:[-_ /]?64)?|amd64|arm(?:64|v\d)?|aarch64|i[36]86|(?:32|64)[- ]?bit|sparc.*|itanium|risc|power(?:pc|\d+)|s/?390x?|海光|鲲鹏|飞腾"
    ),
    "channels": re.compile(
        r"(?:web|mobile|desktop|tablet|browser|thin client|fat client|thick client|rich client|client|移动端|桌面|网页)(?:[- /]?(?:based|app|application|client|端))?"
    ),
    "deliveries": re.compile(
        r"(?:manual(?:ly)?|automated|automatic|semi[- ]automated|scripted|blue[-/ ]green|canary|rolling|ci|cd|ci/?cd|pipeline)(?: deployment)?"
    ),
    "networks": re.compile(r"intranet|extranet|internet|dmz|lan|wan|vpn|内网|外网|互联网|专网"),
    "domains": re.compile(
        r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:local|lan|corp|intern|internal|priv|loc|ad|com|net|org|de|fr|es|cn|ch|at|uk|eu|io|gov|edu)"
    ),
    "tongues": re.compile(
        r"(?:english|german|french|spanish|italian|chinese|japanese|korean|portuguese|dutch|deutsch|englisch|français|anglais|español|inglés|中文|英文)(?:[ ,/&]+\w+)*"
    ),
    "rules": re.compile(
        r"(?:nist|iso|sox|hipaa|gdpr|dsgvo|pci|dora|soc ?[12]|fedramp|fisma|ccpa|pipl|basel)\b.*"
    ),
    "ages": re.compile(r"legacy|modern|obsolete|outdated|current|new|old|deprecated"),
    "protocols": re.compile(
        r"rest(?:ful)?(?: api)?|soap|https?|apis?|mq|kafka|s?ftp|file(?: transfer)?|batch|jdbc|odbc|tcp|rfc|edi|web ?services?|grpc|sync(?:hronous)?|async(?:hronous)?"
    ),
    "rhythms": re.compile(r"hourly|daily|weekly|monthly|hot|warm|cold|每日|每周|每天"),
    "addresses": re.compile(r"\S+@\S+\.\w+|https?://\S+|www\.\S+|\d{1,3}(?:\.\d{1,3}){3}(?:/\d+)?"),
}
"""By family: what a cell of it is, whole, its case folded."""
_BY_FIELD: Final = {
    "environments": "environment",
    "strategies": "strategy",
    "stages": "lifecycle",
    "levels": "lock_in",
}
"""Families that are the words of a field's choices."""
_LETTERS: Final = frozenset("h m l vh vl".split())
_PERSON: Final = "flags levels power states systems databases technologies hardware environments strategies stages"
_THING: Final = "flags levels power states environments addresses"
_STRANGE: Final[Mapping[str, frozenset[str]]] = {
    key: frozenset(families.split())
    for keys, families in {
        "id": "flags levels power states environments systems",
        "name application source needed": "flags levels power states environments",
        "depends_on needed_by hosts": "flags levels power states environments protocols",
        "domain move_group": f"{_THING} systems hardware databases domains",
        "archetype role": "flags levels power states addresses",
        "business_owner technical_owner team risk_owner": _PERSON,
        "vendor": f"{_THING} hardware strategies stages",
        "site": f"{_THING} networks systems databases technologies hardware strategies stages",
        "current_target pin_target": f"{_THING} channels deliveries networks systems databases technologies hardware stages",
        "recovery_of": f"{_THING} rhythms strategies stages",
        "operating_system": f"{_THING} strategies stages",
        "database": "levels power states environments addresses strategies stages hardware",
        "tags": "addresses",
        "technologies cluster": f"{_THING} strategies tongues rules ages stages",
        "machine_id fqdn ip": "flags levels power states environments systems",
        "powerstate": "flags levels environments systems databases technologies hardware",
        "regulations": "flags levels power environments systems databases technologies hardware",
    }.items()
    for key in keys.split()
}
"""By field of words: the families it never takes. Fields of choices take their own words."""
_MEANT: Final[Mapping[str, Mapping[str, str]]] = {
    "current_target": {
        "systems": "operating_system",
        "technologies": "technologies",
        "databases": "database",
        "environments": "environment",
        "deliveries": "delivery",
    },
    "technologies": {"rules": "regulations"},
    "strategy": {"environments": "environment"},
    "lifecycle": {"environments": "environment", "power": "powerstate"},
    "archetype": {"environments": "environment", "systems": "operating_system"},
    "effort_days": {"levels": "complexity"},
    "vendor": {"environments": "environment"},
    "site": {"environments": "environment"},
}
"""By what a header of two meanings says: the field that a family of values makes of it."""
_SEVEN: Final = re.compile(
    r"re[- ]?(?:host|platform|factor|tire|tain|purchase|locate|architect|build)"
)
"""The words of the seven Rs themselves."""
_SOFTWARE: Final = frozenset(("systems", "technologies", "databases"))
"""What a *platform* is made of, in any mixture."""


def is_strange(key: str, profile: Profile) -> bool:
    """Whether most of a column's cells belong to families that a field never takes."""
    never = _STRANGE.get(key, frozenset())
    if not never or not profile.distinct:
        return False
    told = sum(bool(found) and found <= never for found in map(families_of, profile.distinct))
    return told > len(profile.distinct) * _MOST


def are_of_families(profile: Profile) -> bool:
    """Whether it is known of every cell of a column what it says; numbers say that they count."""
    told = sum(bool(families_of(cell)) for cell in profile.distinct) + len(profile.numbers)
    return profile.is_dates or told >= len(profile.distinct)


def says_field_itself(key: str, profile: Profile) -> bool:
    """Whether nothing but a field's own words stands in a column, which no other field has."""
    own = {"strategy": "strategies", "environment": "environments"}.get(key, "")
    several = len(profile.distinct) > 1
    if key == "strategy" and not any(_SEVEN.match(text_of(c).casefold()) for c in profile.distinct):
        return False  # *invest* and *tolerate* are of another scheme
    return several and all(own in families_of(cell) for cell in profile.distinct)


def field_of_family(key: str, profile: Profile) -> str:
    """Return the field that a column is, as its values say, where its header may mean several."""
    found = Counter(family for cell in profile.distinct for family in families_of(cell))
    least = len(profile.distinct) * _NEARLY_ALL
    for family, meant in _MEANT.get(key, {}).items():
        if found[family] >= least > 0:
            return meant
    if key != "current_target":
        return ""
    told = [families_of(cell) for cell in profile.distinct]
    of_software = sum(not one.isdisjoint(_SOFTWARE) for one in told)
    mixed = of_software + sum(one == {"hardware"} for one in told) >= least
    return "technologies" if mixed and of_software * 2 > len(told) else ""


def families_of(cell: Cell) -> frozenset[str]:
    """Return the families a cell belongs to."""
    text = text_of(cell) if isinstance(cell, str | bool) else ""
    if text.startswith(("https://", "http://")):
        return frozenset(("addresses",))
    return _families(text) if 0 < len(text) <= 60 else frozenset()


@remembered
def _families(text: str) -> frozenset[str]:
    plain, word = alike(text).strip().casefold(), folded(text)
    found = {family for family, rule in _PATTERNS.items() if rule.fullmatch(plain)}
    found |= {family for family, key in _BY_FIELD.items() if word in _words(key)}
    if word in _LETTERS:
        found.add("levels")
    if flag_of(text) is not None and not text.isdecimal() and word not in ("on", "off", "x"):
        found.add("flags")
    return frozenset(found)


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(choice_words_of(FIELD_BY_KEY[key]))
