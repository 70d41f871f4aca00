# ruff: noqa: E501 - lists of words read best as lines
"""Whether the values of a whole column are those of a field: type, range, distinct values, unit."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Final

from planner.importing.grid import Cell
from planner.importing.values.cells import Column, clean_text, read_column, text_of
from planner.importing.values.choices import ORDERED
from planner.importing.values.dates import DateOrder, read_date
from planner.importing.values.sizes import names_sizes, sizes_in
from planner.importing.values.words import flag_of, is_missing
from planner.model.fields import Field, FieldKind

__all__ = [
    "NUMERIC",
    "Profile",
    "agreement",
    "are_hosts",
    "are_places",
    "are_relations",
    "are_sizes",
    "are_systems",
    "places_in",
    "proposed_unit",
]

_SAMPLE: Final = 400
_ROWS: Final = 5_000
"""Rows from which a column is judged."""
NUMERIC: Final = (FieldKind.NUMBER, FieldKind.INTEGER, FieldKind.PERCENT, FieldKind.MONEY)
_USUAL: Final = {
    "users": (0, 2e9), "cpu_cores": (0.1, 20_000), "memory_gib": (0.05, 200_000), "storage_gib": (0, 5e7),
    "peak_to_average": (1, 100), "rto_hours": (0, 9_000), "rpo_minutes": (0, 600_000),
    "releases_year": (0, 4_000), "releases_wanted": (0, 4_000), "effort_days": (0, 50_000),
    "server_count": (0, 50_000), "latency_ms": (0, 600_000), "change_lead_days": (0, 2_000), "pin_wave": (1, 200),
}  # fmt: skip
"""Ranges that nearly every value of a field lies in; fields without one have their own bounds."""
_WORDS: Final = {
    "operating_system": re.compile(r"windows|win\b|win ?\d|linux|rhel|red ?hat|centos|ubuntu|suse|sles|debian|aix|solaris|unix|hp-?ux|oracle linux|rocky|alma|z/?os|macos|esx|os/400|ibm i|kylin|麒麟|统信|uos|欧拉|euler|android|ios", re.I),
    "database": re.compile(r"oracle|sql|mysql|maria|postgres|db2|mongo|redis|sybase|informix|access|hana|dynamo|cassandra|cosmos|aurora|tibero|达梦|dameng|gauss|oceanbase|tidb|kingbase|人大金仓|elastic|neo4j|teradata|sqlite|filemaker|progress|ims|adabas|none|无", re.I),
    "technologies": re.compile(r"\.net\b|java\b|j2ee|angular|react|vue\b|node(?:\.?js)?\b|python|php\b|ruby|spring|django|kotlin|swift|typescript|javascript|golang|cobol|delphi|c#|c\+\+|asp\b|wordpress|drupal", re.I),
    "powerstate": re.compile(r"\bo(?:n|ff)\b|power|running|stopped|suspend|deallocated|terminated|运行|停止|关机|开机|挂起", re.I),
}  # fmt: skip
"""What values of a field of words hold, where its header alone does not settle it."""
_RELATION: Final = re.compile(
    r"(?:depend|used by|uses\b|requires|required by|needs|needed by|consumes|consumed by|calls|called by|provides|serves|feeds|runs on|hosted on|hosts\b|upstream|downstream|northbound|southbound|abhängig|genutzt von|nutzt|dépend|utilis|depende|usad|dipende|依赖|被|上游|下游)"
)
_HOST: Final = re.compile(r"[a-z][\w.\-]*\d[\w.\-]*|[a-z][\w\-]+(?:\.[\w\-]+)+", re.IGNORECASE)
_YES_NO: Final = frozenset(("unknown", "partial", "unbekannt", "inconnu", "未知"))
_NAMES: Final = frozenset("recovery_of hosts depends_on needed_by vendor site database".split())
_PLACES: Final = re.compile(
    r"on[- ]?prem|\baws\b|azure|\bgcp\b|cloud|data ?cent|vmware|hyper-?v|bare ?metal|mainframe|\bsaas\b|云|机房|数据中心",
    re.I,
)
_COMPLIES: Final = re.compile(
    r"(?:(?:fully|partially|partly|not|non|no|nicht|teilweise|in)?[\s-]*(?:compliant|compliance|cumple|conforme|konform|erfüllt)|pass(?:ed)?|fail(?:ed)?|[不部分]*(?:合规|符合|满足))",
    re.I,
)
"""What says whether a system keeps the rules, and names none."""
_TICKS: Final = frozenset("x ✓ ✔ √ ● • ■ ○ ◯".split())
_NUMBER: Final = re.compile(r"[-+]?[\d.,'\s]+%?")


@dataclass(frozen=True, slots=True)
class Profile:
    """The filled cells of a column, a sample of them distinct, in their order."""

    filled: int
    distinct: tuple[Cell, ...]
    repeats: bool = False

    @classmethod
    def of(cls, cells: Sequence[Cell]) -> Profile:
        """Return the profile of a column's cells; what says that nothing is known is no value."""
        judged = cells[:_ROWS]
        counts = Counter(zip(map(type, judged), judged, strict=True))
        kept = {key: count for key, count in counts.items() if not _says_nothing(key[1])}
        filled = sum(kept.values())
        distinct = (cell for _, cell in islice(kept, _SAMPLE))
        return cls(filled, tuple(distinct), len(kept) < filled)

    @property
    def numbers(self) -> list[float]:
        """The cells that are numbers or texts of nothing but a number."""
        found = []
        for cell in self.distinct:
            if isinstance(cell, int | float) and not isinstance(cell, bool):
                found.append(float(cell))
            elif isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
                try:
                    found.append(float(cell.strip().rstrip("%").replace(",", "").replace("'", "")))
                except ValueError:
                    continue
        return found

    @property
    def is_ordinal(self) -> bool:
        """Whether the cells number the rows: 1, 2, 3."""
        first = self.numbers[0] if self.is_numeric else -1
        return first in (0, 1) and self.numbers == [first + n for n in range(len(self.distinct))]

    @property
    def is_numeric(self) -> bool:
        """Whether most cells are numbers."""
        return bool(self.distinct) and len(self.numbers) * 10 >= len(self.distinct) * 7

    @property
    def is_wordy(self) -> bool:
        """Whether no cell is a number or a day."""
        return not any(text_of(cell)[:1].isdigit() for cell in self.distinct)

    @property
    def is_marked(self) -> bool:
        """Whether the column holds crosses or ticks and nothing else."""
        return bool(self.distinct) and all(text_of(c).casefold() in _TICKS for c in self.distinct)

    @property
    def is_prose(self) -> bool:
        """Whether most cells are sentences, not names or words or lists of them."""
        long = sum(max(map(_words_of, re.split("[,;|]", text_of(c)))) >= 6 for c in self.distinct)
        return long * 2 > len(self.distinct)

    @property
    def is_flags(self) -> bool:
        """Whether the cells say yes and no and nothing else: they name nothing."""
        words = [text_of(cell).casefold() for cell in self.distinct]
        return bool(words) and all(w in _YES_NO or flag_of(w) is not None for w in words)

    @property
    def is_dates(self) -> bool:
        """Whether most cells are days, written as such."""
        days = sum(
            isinstance(cell, date | datetime)
            or (
                isinstance(cell, str)
                and re.search(r"\d[-/.年]\d|[a-z]{3}[\s\-]\d{2}", cell.casefold()) is not None
                and read_date(cell, DateOrder.BOTH)[0] is not None
            )
            for cell in self.distinct
        )
        return bool(self.distinct) and days * 10 >= len(self.distinct) * 7


def _words_of(text: str) -> int:
    return len(text.split()) if len(text) > 30 else 0


def _says_nothing(cell: Cell) -> bool:
    if isinstance(cell, str):
        text = clean_text(cell)
        return not text or is_missing(text)
    return cell is None


def agreement(
    key: str, field: Field, profile: Profile, unit: str, decimal: str, *, sure: bool
) -> float | None:
    """Return the share of a column's values that are a field's, 0 to 1; None where it is empty.

    ``sure``: the header is a known spelling, so that words nobody knows may be the field's too.

    Parameters
    ----------
    key
        Of the field.
    field
        Kind, range and choices.
    profile
        What values the column holds.
    unit
        In which they are.
    decimal
        Its decimal mark.
    sure
        The header is a known spelling, so that words nobody knows may be the field's too.
    """
    if not profile.distinct:
        return None
    if field.kind in NUMERIC:
        return _numbers(key, field, profile, unit, decimal, sure=sure)
    if field.kind is FieldKind.DATE:
        values, doubts = read_column(profile.distinct, Column(field))
        unread = sum(doubt.code == "not_a_date" for doubt in doubts)
        return 1 - unread / len(values)
    if field.kind is FieldKind.CHOICE:
        values, _ = read_column(profile.distinct, Column(field, unit))
        known = sum(value is not None for value in values) / len(values)
        if profile.is_numeric and key not in ORDERED and (not known or max(profile.numbers) > 9):
            return 0.0  # it counts something
        return known
    if field.kind is FieldKind.FLAG:
        values, doubts = read_column(profile.distinct, Column(field))
        return 1 - len(doubts) / len(values)
    return _words(key, profile, sure=sure)


def _numbers(
    key: str, field: Field, profile: Profile, unit: str, decimal: str, *, sure: bool
) -> float:
    values, doubts = read_column(profile.distinct, Column(field, unit, decimal=decimal))
    guessed = set() if sure else {d.index for d in doubts if d.code == "number_guessed"}
    read = [
        float(v) for at, v in enumerate(values) if isinstance(v, int | float) and at not in guessed
    ]
    if not read:
        return 0.0
    share = len(read) / len(values)
    bare = profile.numbers
    years = bare and all(1990 <= n <= 2060 and n == int(n) for n in bare)
    if (
        years
        and len(bare) >= 2
        and field.kind is not FieldKind.MONEY
        and key not in ("memory_gib", "users")
    ):
        return 0.0
    if field.kind is FieldKind.MONEY:
        score = not unit and len(bare) == len(profile.distinct) and max(bare, default=99) <= 10
        return 0.0 if score and any(bare) else share
    low, high = _USUAL.get(key, (float("-inf"), float("inf")))
    usual = sum(low <= number <= high for number in read) / len(read)
    return share * usual


def _words(key: str, profile: Profile, *, sure: bool) -> float:
    if profile.is_dates or (profile.is_flags and key in _NAMES):
        return 0.0
    if key == "regulations" and all(_COMPLIES.fullmatch(text_of(c)) for c in profile.distinct):
        return 0.0
    if key in ("sockets", "cores_each"):
        return len(profile.numbers) / len(profile.distinct)
    if key in _WORDS and not sure:
        known = sum(_WORDS[key].search(text_of(cell)) is not None for cell in profile.distinct)
        return known / len(profile.distinct)
    if (
        profile.is_numeric
        and key
        not in (
            "id name move_group tags notes machine_id depends_on needed_by hosts source needed "
            "application"
        ).split()
    ):
        return 0.2
    if key in ("business_owner", "technical_owner", "team", "domain") and not sure:
        long = sum(len(text_of(cell)) > 60 for cell in profile.distinct)
        return 1 - long / len(profile.distinct)
    return 1.0


def are_systems(profile: Profile, key: str = "operating_system") -> bool:
    """Whether a column names operating systems (or technologies), whatever its header may mean."""
    known = sum(_WORDS[key].search(text_of(c)) is not None for c in profile.distinct)
    return bool(known) and known * 10 >= len(profile.distinct) * 7


def are_places(profile: Profile) -> bool:
    """Whether a column of *hosts* names clouds, farms and data centres rather than machines."""
    known = sum(_PLACES.search(text_of(cell)) is not None for cell in profile.distinct)
    return known * 3 > len(profile.distinct) and not are_hosts(profile)


def places_in(text: str) -> bool:
    """Whether a text holds words of clouds, farms or data centres."""
    return _PLACES.search(text) is not None


def are_hosts(profile: Profile) -> bool:
    """Whether names are those of machines by their look: no blanks, and a digit or a domain."""
    names = [text_of(cell) for cell in profile.distinct]
    return bool(names) and sum(_HOST.fullmatch(n) is not None for n in names) * 10 >= len(names) * 8


def are_relations(profile: Profile) -> bool:
    """Whether a column of *types* says which way round its rows are: *used by*, *depends on*."""
    words = [text_of(cell) for cell in profile.distinct]
    return bool(words) and sum(_RELATION.match(w.casefold()) is not None for w in words) * 2 > len(
        words
    )


def are_sizes(profile: Profile, header: str, *, said: bool) -> bool:
    """Whether cells say cores and memory at once.

    Parameters
    ----------
    profile
        What values the column holds.
    header
        Its words.
    said
        The header is one of configurations.
    """
    read = [sizes_in(text_of(cell), names_sizes(header)) for cell in profile.distinct]
    told = sum(bool(one) if said else {"cpu_cores", "memory_gib"} <= one.keys() for one in read)
    return bool(told) and told * 10 >= len(read) * (5 if said else 7)


def proposed_unit(key: str, field: Field, numbers: Sequence[float], beside: Sequence[str]) -> str:
    """Return the unit that numbers without one are probably in; the field's own where that fits.

    Parameters
    ----------
    key
        Of the field.
    field
        Range and unit.
    numbers
        Of the column.
    beside
        Fields of the same table whose columns name no unit either.
    """
    own = {
        "gib": "gb",
        "gib_month": "gb",
        "hours": "hours",
        "minutes": "minutes",
        "ms": "ms",
        "days": "days",
        "person_days": "days",
    }.get(field.unit, "")
    if not numbers or not own:
        return own
    middle = statistics.median(numbers)
    if key == "memory_gib":
        if min(numbers) >= 1e8:
            return "bytes"
        if min(numbers) >= 262_144 and middle >= 1e6:
            return "kb"
        return "mb" if middle >= 512 and min(numbers) >= 256 else "gb"
    if key == "storage_gib":
        return "bytes" if min(numbers) >= 1e9 else "mb" if middle >= 50_000 else "gb"
    if key == "rto_hours":
        return "minutes" if max(numbers) >= 240 and all(n % 15 == 0 for n in numbers) else "hours"
    if key == "rpo_minutes":
        coarse = not all(n % 5 == 0 for n in numbers) and max(numbers) <= 96
        return "hours" if coarse and "rto_hours" in beside else "minutes"
    return own
