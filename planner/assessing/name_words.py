"""Names of systems taken apart into words: Latin words whole, Chinese ones sign by sign."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["GENERIC", "JOINTS", "NEGATIONS", "STATIONS", "is_han", "words_of"]

_WORD = re.compile(
    r"[a-zà-öø-ÿß]{3,}(?=[0-9]+(?![a-zà-öø-ÿß0-9]))|[a-zà-öø-ÿß0-9]+|[\u3400-\u9fff]"
)
_CAMEL = re.compile(r"(?<=[a-zà-öø-ÿ]{2})(?=[A-ZÀ-Þ][a-zà-öø-ÿ])")

NEGATIONS = frozenset(
    [
        "non",
        "not",
        "no",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "ohne",
        "without",
        "excluding",
        "excl",
        "ex",
        "former",
        "非",
        "无",
        "不",
        "勿",
    ]
)
"""Words before a phrase that take it back."""

JOINTS = frozenset(
    [
        "for",
        "of",
        "to",
        "from",
        "in",
        "on",
        "with",
        "by",
        "at",
        "via",
        "für",
        "von",
        "zu",
        "mit",
        "im",
        "am",
        "bei",
        "aus",
        "über",
        "an",
    ]
)
"""Words after which a name says what for, and no longer what it is."""

GENERIC = frozenset(
    [
        "system",
        "platform",
        "application",
        "app",
        "server",
        "service",
        "solution",
        "tool",
        "suite",
        "engine",
        "module",
        "software",
        "portal",
        "hub",
        "database",
        "db",
        "interface",
        "client",
        "web",
        "online",
        "mobile",
        "cloud",
        "new",
        "old",
        "legacy",
        "central",
        "group",
        "global",
        "corporate",
        "enterprise",
        "internal",
        "external",
        "regional",
        "local",
        "management",
        "manager",
        "administration",
        "processing",
        "main",
        "prod",
        "operation",
        "and",
        "und",
        "the",
        "a",
        "program",
        "programme",
        "instance",
        "cluster",
        "environment",
        "package",
        "component",
        "product",
        "digital",
        "smart",
        "integrated",
        "advanced",
        "general",
        "motor",
        "life",
        "medical",
        "property",
        "casualty",
        "marine",
        "commercial",
        "personal",
        "household",
        "liability",
        "retail",
        "rules",
        "desk",
        "team",
        "customer",
        "customers",
        "leben",
        "kranken",
        "kraft",
        "sach",
        "station",
        "unified",
        "automated",
        "automatic",
        "intelligent",
        "verwaltung",
        "plattform",
        "anwendung",
        "dienst",
        "zentral",
        "zentrale",
        "neu",
        "alt",
        "&",
        "+",
        "系",
        "统",
        "平",
        "台",
        "管",
        "理",
        "服",
        "务",
        "模",
        "块",
        "软",
        "件",
        "新",
        "老",
        "统",
        "一",
        "智",
        "能",
        "应",
        "用",
        "中",
        "心",
        "子",
        "集",
        "团",
        "综",
        "合",
        "业",
        "与",
        "和",
        "的",
        "库",
        "端",
        "化",
        "信",
        "息",
    ]
)
"""Words that say nothing of the kind, so that they do not speak against it either."""


STATIONS = frozenset(
    ["line", "linie", "plant", "werk", "hall", "halle", "unit", "cell", "area", "station", "site"]
)
"""Words that, with a number or a letter behind them say which one: ``Line 4``, ``Werk B``."""


def is_han(word: str) -> bool:
    """Whether the word is a Chinese sign."""
    return "\u3400" <= word[0] <= "\u9fff"


def words_of(text: str, *, split_camel: bool = False) -> tuple[str, ...]:
    """Return the words of a name, folded, Latin plurals as singulars, numbers behind them apart.

    ``split_camel`` takes ``ClaimCenter`` apart into two words.
    """
    folded = unicodedata.normalize("NFKC", text)
    if split_camel:
        folded = _CAMEL.sub(" ", folded)
    return tuple(_singular(word) for word in _WORD.findall(folded.casefold()))


def _singular(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1]
