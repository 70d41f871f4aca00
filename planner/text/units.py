"""Short names of units, as they stand behind a number or in a column's header."""

from __future__ import annotations

__all__ = ["WORDS"]

WORDS: dict[str, tuple[str, str]] = {
    "servers": ("servers", "台"),
    "cores": ("cores", "核"),
    "gib": ("GiB", "GiB"),
    "gib_month": ("GiB a month", "GiB/月"),
    "percent": ("%", "%"),
    "ms": ("ms", "毫秒"),
    "releases_year": ("a year", "次/年"),
    "days": ("days", "天"),
    "users": ("users", "人"),
    "ratio": ("×", "倍"),
    "level": ("level", "级"),
    "hours": ("hours", "小时"),
    "minutes": ("minutes", "分钟"),
    "money": ("{currency}", "{currency}"),
    "wave": ("wave", "批"),
    "person_days": ("person-days", "人天"),
    "weeks": ("weeks", "周"),
    "years": ("years", "年"),
}
