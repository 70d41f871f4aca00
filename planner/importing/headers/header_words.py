# ruff: noqa: E501 - lists of words read best as lines
"""What a header says, word by word: which field it may be, how surely, in which unit, which way round.

A header is looked up whole, without its unit, in its parts, and by the set of its words: what is
left over must not change the meaning. *Licence count* is no licence, *total cost* no count of cores.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from planner.importing.headers.synonyms import (
    dependency_headers,
    perhaps_headers,
    reversed_headers,
    server_headers,
    spelled_out,
    workload_headers,
)
from planner.importing.headers.ways import ALLOWS, BANS, REVERSE, patterned
from planner.importing.spelling import alike, remembered
from planner.importing.units.measures import factor_of, glued_units, is_foreign, split_unit
from planner.importing.values.words import folded
from planner.model.fields import FIELD_BY_KEY, FieldKind

__all__ = [
    "ALLOWS",
    "ASKED",
    "BANS",
    "REVERSE",
    "SURE",
    "TAKEN",
    "Candidate",
    "candidates_for",
    "is_of_amounts",
    "is_of_money",
    "known_headers",
    "says_field",
    "year_in",
]

SURE: Final = 0.9
"""From here on a header is a known spelling."""
TAKEN: Final = 0.75
"""From here on a column is read without a question, where its values agree."""
ASKED: Final = 0.6

_FILLERS: Final = frozenset(["there", "when", "who", "where", "many", "much", "please", "quién", "quien", "es", "el", "la", "los", "las", "del", "cuántos", "cuántas", "cuantos", "cuantas", "combien", "qui", "est", "le", "les", "wer", "ist", "der", "die", "das", "wie", "viele", "wird", "chi", "il", "lo", "gli", "quanti", "quante", "the", "a", "an", "of", "for", "in", "is", "are", "its", "our", "it", "to", "and", "or", "on", "this", "that", "by", "be", "any", "which", "what", "how", "do", "does", "has", "have", "with", "app", "apps", "application", "applications", "system", "systems", "info", "information", "details", "detail", "data", "current", "currently", "actual", "existing", "overall", "estimated", "estimate", "est", "approx", "approximate", "expected", "main", "primary", "if", "known", "please", "specify", "enter", "required", "optional", "mandatory", "field", "der", "die", "das", "des", "den", "dem", "und", "oder", "von", "für", "fur", "im", "in", "ist", "aktuelle", "aktueller", "aktuelles", "anwendung", "system", "le", "la", "les", "de", "du", "des", "l", "d", "et", "ou", "est", "en", "actuel", "actuelle", "application", "systeme", "el", "los", "las", "del", "y", "o", "es", "actual", "aplicacion", "sistema"])  # fmt: skip
_CHANGING: Final = frozenset(["tier", "backup", "deputy", "category", "read", "write", "ops", "iops", "throughput", "ticket", "fte", "estimate", "estimated", "recommended", "optimized", "facing", "version", "count", "number", "id", "code", "date", "size", "used", "free", "peak", "max", "min", "score", "group", "vendor", "per", "previous", "former", "old", "target", "future", "planned", "new", "wanted", "email", "mail", "phone", "tel", "url", "link", "comment", "note", "reason", "history", "change", "growth", "percent", "rank", "index", "class", "cost", "user", "server", "database", "license", "limit", "type", "kind", "source", "destination", "ip", "port", "path", "last", "first", "next", "days", "after", "before", "until", "since", "utilisation", "average", "storage", "memory", "cpu", "center", "centre", "uptime", "downtime", "anzahl", "nombre", "numero", "datum", "fecha", "version"])  # fmt: skip
_QUALIFIERS: Final = frozenset(["business", "it", "technical", "internal", "external", "allocated", "assigned", "provisioned", "installed", "configured", "service", "software", "solution", "platform", "total", "annual", "overall", "deployed", "deployment", "production", "responsible", "requirement", "objective", "category", "need", "gesamt", "fachlich", "required", "year", "fy", "value", "name", "level", "status", "rating", "grade", "degree", "2023", "2024", "2025", "2026", "2027"])  # fmt: skip
_PARTS: Final = frozenset(("internal", "external"))
"""What says that a count of users is not of all of them."""
_MEASURES: Final = frozenset(
    "level status rating grade degree value requirement objective category year".split()
)
_SAME: Final = {
    word: same
    for same, words in {
        "utilisation": "utilization utilisation usage util use load", "license": "licence license licensing lizenz lizenzen licencia licenza licenze",
        "annual": "yearly annual annually year anual annuel annuelle jahrlich jahrliche", "average": "avg average mean",
        "peak": "max maximum peak", "count": "qty count number num no nr nbr quantity # anzahl nombre numero", "memory": "ram memory mem arbeitsspeicher",
        "storage": "disk storage hdd", "cpu": "cpu vcpu processor cpus vcpus", "owner": "owner owns owned", "cost": "cost costs expense spend spending expenditure",
        "need": "requirement need", "datacenter": "datacentre datacenter", "dependency": "dependency dependencies dependent",
        "utilisationpct": "utilisationpct", "recovery": "recovery", "environment": "env environment", "os": "os",
    }.items()
    for word in words.split()
}  # fmt: skip
_NUMBERING: Final = re.compile(
    r"^(?:[*•\-]+\s*|q?\d{1,3}\s*[.):]\s*|\d{1,3}_(?=[a-z])|[a-z][.)]\s+|[一二三四五六七八九十]+、\s*)+"
)
_STEPS: Final = re.compile(
    r"(?<=\w)[\s:,]+[01]\s*(?:[-–—~]|to|bis|至|到)\s*(?:[3-9]|10)\b(?!\s*[a-z%])"
)
"""From which step to which a scale goes, said bare: *Complexity 1-5*."""
_FISCAL: Final = re.compile(
    r"(?<=\w)[\s_]+fy\s*'?(?:20)?\d\d(?:/\d\d)?(?![\w/])|^fy\s*'?(?:20)?\d\d\s+(?=\w)"
)
"""The year that figures are of: *Run cost FY25*."""
_DATED: Final = re.compile(
    r"[\s(（\-_]*(?<![\d.])(?:(?:fy\s*'?)?(20\d\d)(?:\s*/\s*\d\d)?\s*(?:年度?|财年)?|fy\s*'?(\d\d)(?:/\d\d)?)(?![\d.])[\s)）\-_]*"
)
"""The same among other words: *2024 run cost*, *2024年运维费用*, *Users (2023)*."""
_FIGURES: Final = (FieldKind.MONEY, FieldKind.INTEGER, FieldKind.NUMBER, FieldKind.PERCENT)
_NEGATED: Final = re.compile(
    r"^(?:(?:contains|holds|has|stores|processes|is|enthält|contient|contiene)[\s_]+)?(?:no longer|not|non|no|without|never|un(?=supported|classified))[\s\-_]*(?=[a-z]{3})|^(?:nicht|kein[e]?|ohne|sans|pas de|sin)\s+|^(?:不再|不|未|非|无)(?=[\u4e00-\u9fff]{2})"
)
_ZH_AFFIX: Final = re.compile(
    r"^(?:系统|应用|业务|是否|所使用的|所用的?|使用的|所属|当前|现有|现状|主要|预计|目前|该|本|请填写|总|年度?|每年)|(?:是多少|有多少|是谁|是什么|是哪个|吗|如何|为多少|情况|信息|要求|说明|名称|类型|程度|需求|值|（必填）|列表|描述|等级|级别)$"
)
_ZH_CHANGING: Final = re.compile(
    r"峰值|平均|版本|个数|数量|编号|时间|日期|分组|评分|已用|使用|利用|占用|最大|人均|目标|计划|原|新|历史|备注|原因|电话|邮箱|比例|增长|上级|父"
)
_MONEY_GROUP: Final = re.compile(
    r"\b(?:costs?|expenses?|spend|budget)\b|kosten\b|\bcoûts?\b|\bcostes?\b|\bcostos\b|费用|成本|花费|支出|经费"
)
_MONEY_SAID: Final = re.compile(
    rf"{_MONEY_GROUP.pattern}|\b(?:prices?|fees?|charges?|amounts?|savings|revenue|prix|precios?|prezz[oi]|tarifs?)\b|preise?\b|gebühr|betrag|umsatz|budget|金额|金額|价格|单价|预算|収入|收入|报价"
)
_NO_MONEY: Final = re.compile(
    r"cent(?:er|re)|kostenstelle|centre de|code|type|model|categor|driver|per user|/ ?user|中心|类型|模式|\bid\b"
)
_FIRST: Final = re.compile(r"(?:primary|main|lead)[\s_\-]+")
_ONE_OF_SEVERAL: Final = ("business_owner", "technical_owner", "database", "vendor", "site")
"""Fields of which lists give a first and a second."""
_SIBLINGS: Final = {
    ("cpu_cores", "percent"): "cpu_utilisation",
    ("memory_gib", "percent"): "memory_utilisation",
    ("server_count", "percent"): "",
}
_ALSO: Final = {"server_count": "hosts", "requiredby": "needed_by"}
"""What a field or a header may mean as well: *Servers* counts or names them, as the values say."""
_LONGEST: Final = 200
_NUMBERED: Final = re.compile(r"(?:number|no|nr|id|code|key|ref|reference)$")
"""Spellings of ids, which must be met as they are: a count is no number of its own."""
_PROPOSED: Final = re.compile(r"\bestimat(?:e[sd]?|ions?)\b|\brecommended\b|\boptimi[sz]ed\b")
"""What says of numbers that they are a proposal of the tool's, not what is."""
_ASKING: Final = re.compile(
    r"(?:(?:what(?:'s| is| are| was)|who(?:'s| is| are)|which|how (?:many|much|long|often)|please (?:state|provide|give|enter|specify)|is there an?|do you have|wie (?:ist|sind|viele|hoch ist|lange)|was (?:ist|sind)|wer ist|welche[rsn]?|quel(?:le)?s? (?:est|sont)|qui est|combien de|cuál(?:es)? (?:es|son)|quién es|cuánt[oa]s|qual(?:e|i) (?:è|sono)|chi è|quant[ie])\s+(?:(?:the|its|your|a|an|der|die|das|le|la|les|el|los|las|il|lo|gli)\s+|l')*)+(?:current\s+)?"
)
"""How a question begins; what follows is a header."""
_BARS: Final = re.compile(
    r"(?:(?:configuration|config|summary|hardware|guest|runtime|properties)\|)+"
)
"""Where a tool keeps what a column is: nothing of its meaning."""
_BEGINS: Final = 3
"""Letters of an abbreviation, at the least."""
_MOST_BEGUN: Final = 3
"""Fields an abbreviation may be of, at the most."""
_TEXTS: Final = (FieldKind.TEXT, FieldKind.NAMES)
_TOLD: Final = ("operating_system", "database", "powerstate")
"""Fields of texts that their values tell."""
_LONG: Final = 40
"""Of a header longer than this, a part must be a third to speak for the whole."""
_SHORTEST: Final = 6
_TYPO: Final = 90.0
_ALIKE: Final = 80.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A field a header may mean: its key, how surely (0 to 1), the unit, and the spelling met.

    ``foreign``: the unit is of another measure than the field's.
    """

    key: str
    confidence: float
    unit: str = ""
    foreign: bool = False


def known_headers(kind: str) -> Mapping[str, str]:
    """Return the headers that tables of a kind are known by."""
    tables = {"servers": server_headers, "dependencies": dependency_headers}
    return tables.get(kind, workload_headers)()


@remembered
def says_field(text: str) -> bool:
    """Whether a text is surely the header of some field; looked up, not guessed."""
    plain = _plain(text)
    if not plain or patterned(plain, "workloads") is not None:
        return bool(plain)
    kinds = ("workloads", "servers", "dependencies")
    return any(next(_known_spellings(plain, text, kind, ""), None) is not None for kind in kinds)


@remembered
def year_in(header: str) -> int:
    """Return the year that a header's figures are of; 0 where it names none."""
    found = _DATED.search(alike(header).casefold())
    return int(found[1] or f"20{found[2]}") if found else 0


def _plain(header: str) -> str:
    plain = _FISCAL.sub("", _STEPS.sub("", alike(header).casefold().strip()))
    plain = _NUMBERING.sub("", plain).strip(" *+:：?？").removeprefix("u_")
    return plain if len(plain) <= _LONGEST else ""


@remembered
def candidates_for(header: str, kind: str, group: str = "") -> tuple[Candidate, ...]:
    """Return the fields a header may mean, the surest first.

    Parameters
    ----------
    header
        As it stands in the cell.
    kind
        Of the table's rows.
    group
        Words that stand above it.
    """
    plain = _plain(header)
    if not plain:
        return ()
    if said := patterned(plain, kind):
        return (Candidate(said[0], 0.95, said[1]),)
    best: dict[str, Candidate] = {}
    for candidate in _found(plain, header, kind, group):
        known = best.get(candidate.key)
        if known is None or candidate.confidence > known.confidence:
            best[candidate.key] = candidate
    return tuple(sorted(best.values(), key=lambda c: -c.confidence))


def _known_spellings(plain: str, header: str, kind: str, group: str) -> Iterator[Candidate]:
    """Yield what a header is known as: whole, without its unit, below its group, in its parts."""
    known = known_headers(kind)
    unit = next((unit for _, unit in split_unit(plain) if unit), "")
    whole = "" if unit.startswith("per ") and factor_of("money", unit) is None else unit
    yield from _exact(plain, known, 1.0, whole)
    splits = split_unit(plain)
    for stem, own in splits:
        yield from _exact(stem, known, 0.98, own)
        if factor_of("percent", own) is not None:  # *memory used (%)* is no amount of it
            yield from _exact(f"{stem} percent", known, 0.97, own)
    for stem, own in glued_units(_uncamelled(header)):
        yield from _exact(stem, known, 0.96, own)
    if found := _ASKING.match(plain):
        bare = plain[found.end() :]
        for stem, own in ((bare, ""), *split_unit(bare)):
            yield from _exact(stem, known, 0.94, own)
    if found := _BARS.match(plain):
        bare = plain[found.end() :].replace("|", " ")
        for stem, own in ((bare, ""), *split_unit(bare)):
            yield from _exact(stem, known, 0.95, own)
    if group:
        for text in (f"{group} {plain}", f"{plain} {group}"):
            yield from _exact(text, known, 0.95, unit)
        if is_of_money(group):
            for text in (f"{plain} cost", f"{plain}费用", f"{plain}kosten", f"coût {plain}"):
                yield from _exact(text, known, 0.94, unit)
            words = words_of(f"{plain} cost")
            if len(words) > 1:
                for spelling in _spellings(kind).same.get(words, ()):
                    yield _with_unit(known[spelling], 0.93, unit)
    if (undated := _DATED.sub(" ", plain).strip()) != plain and undated:
        for stem, own in ((undated, ""), *split_unit(undated)):
            for candidate in _exact(stem, known, 0.93, own):
                field = FIELD_BY_KEY.get(candidate.key)
                if field is not None and field.kind in _FIGURES:
                    yield candidate
    head = re.split(r"\s*[(（\[]", plain)[0]
    if head and len(plain) - len(head) > _LONG:
        yield from _exact(head, known, 0.92, "")  # a remark explains it
    counted = {own.removeprefix("per ") for _, own in splits if own.startswith("per ")}
    for part in re.split(
        r"[/\n()（）]+|(?<=[a-z]) (?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff]) (?=[a-z])", plain
    ):
        telling = len(plain) <= _LONG or len(part) * 3 >= len(plain)
        if len(folded(part)) > 2 and part != plain and telling and part.strip() not in counted:
            yield from _exact(part.strip(), known, 0.92, unit)


@remembered
def is_of_money(group: str) -> bool:
    """Whether what stands above columns says that they are amounts: *Costs (k€)*, 费用（万元）."""
    return _MONEY_GROUP.search(alike(group).casefold()) is not None


@remembered
def is_of_amounts(header: str) -> bool:
    """Whether a header says money of some kind, and no centre, code or kind of cost."""
    plain = _uncamelled(header).replace("_", " ").casefold()
    return _MONEY_SAID.search(plain) is not None and _NO_MONEY.search(plain) is None


def _found(plain: str, header: str, kind: str, group: str) -> Iterator[Candidate]:
    known = known_headers(kind)
    yield from _known_spellings(plain, header, kind, group)
    if first := _FIRST.match(plain):
        alone = _exact(plain[first.end() :], known, 0.85, "")
        yield from (one for one in alone if one.key in _ONE_OF_SEVERAL)
    splits = split_unit(plain)
    bare = splits[0][0] if splits else plain
    unit = next((unit for _, unit in splits if unit), "")
    turned = _NEGATED.sub("", plain)
    if turned != plain and turned:
        for candidate in _exact(turned, known, 0.92, ""):
            field = FIELD_BY_KEY.get(candidate.key)
            if field is not None and field.choices:
                yield replace(candidate, unit=REVERSE)
        return
    if re.search(r"[\u4e00-\u9fff]", bare):
        yield from _chinese(bare, kind, unit)
    else:
        yield from _shortened(bare, kind, unit)
        yield from _by_words(_uncamelled(header) if header.isascii() else bare, bare, kind, unit)


def _shortened(bare: str, kind: str, unit: str) -> Iterator[Candidate]:
    """Yield what a header of abbreviations may be: *Crit*, *Resp.*, *Bus. Owner*.

    Each word begins the word of a spelling. Without a full stop it may be a word of its own, so
    that a field whose values tell it alone is proposed.
    """
    words = re.findall(r"[^\W\d_]+", bare)
    short = bool(words) and all(len(word) >= _BEGINS or word == words[0] for word in words)
    if not short or max(map(len, words)) < _BEGINS or folded(bare) in known_headers(kind):
        return
    if any(letter.isdigit() for letter in bare):
        return  # *P95 memory* is no physical memory
    stopped = "." in bare
    nearest: dict[str, int] = {}
    for spelling, key in known_headers(kind).items():
        whole = spelled_out().get(spelling, spelling).split()
        begun = len(whole) == len(words) and all(map(str.startswith, whole, words))
        if begun:
            nearest[key] = min(nearest.get(key, 99), len(spelling))
    for key in sorted(nearest, key=lambda key: nearest[key])[:_MOST_BEGUN]:
        field = FIELD_BY_KEY.get(key)
        told = field is not None and (field.kind not in _TEXTS or key in _TOLD)
        yield _with_unit(key, 0.79 if stopped or told else ASKED, unit)


def _uncamelled(header: str) -> str:
    text = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", alike(header))
    return text.strip().removeprefix("u_")


def _exact(
    text: str, known: Mapping[str, str], confidence: float, unit: str
) -> Iterator[Candidate]:
    word = folded(text)
    if not word:
        return
    if word in reversed_headers():
        yield Candidate(reversed_headers()[word], confidence, REVERSE)
    elif word in perhaps_headers():
        yield _with_unit(perhaps_headers()[word], ASKED, unit)
    elif word in known:
        yield _with_unit(known[word], confidence, unit)
        if also := _ALSO.get(word) or _ALSO.get(known[word]):
            yield Candidate(also, confidence - 0.01)


def _with_unit(key: str, confidence: float, unit: str) -> Candidate:
    field = FIELD_BY_KEY.get(key)
    if not unit or field is None:
        return Candidate(key, confidence, unit)
    for (this, measure), other in _SIBLINGS.items():
        if key == this and factor_of(measure, unit) is not None:
            return (
                Candidate(other, confidence, unit)
                if other
                else Candidate(key, confidence, unit, foreign=True)
            )
    return Candidate(
        key, confidence, unit, foreign=bool(field.unit) and is_foreign(field.unit, unit)
    )


def _chinese(bare: str, kind: str, unit: str) -> Iterator[Candidate]:
    known = known_headers(kind)
    text, shorter = folded(bare), ""
    while text != shorter:
        shorter = text
        text = _ZH_AFFIX.sub("", text, count=1) or text
        if text in known:
            yield _with_unit(known[text], 0.85, unit)
            return
        if text in reversed_headers():
            yield Candidate(reversed_headers()[text], 0.85, REVERSE)
            return
    word = folded(bare)
    inside = [w for w in _spellings(kind).chinese if w in word]
    if inside:
        longest = max(inside, key=len)
        rest = word.replace(longest, "", 1)
        if len(rest) <= 4 and not _ZH_CHANGING.search(rest):
            yield _with_unit(known[longest], 0.8 if not _ZH_AFFIX.sub("", rest) else ASKED, unit)


def _by_words(spaced: str, bare: str, kind: str, unit: str) -> Iterator[Candidate]:
    known, spellings = known_headers(kind), _spellings(kind)
    spaced_words = words_of(spaced if unit == "" else bare)
    if spaced_words:
        asked = _ASKING.match(bare) is not None
        for spelling in spellings.same.get(spaced_words, ()):
            if asked or _is_close(spaced_words, bare, spelling):
                yield _with_unit(known[spelling], 0.88, unit)
        fitting = [
            (len(words), spelling, spaced_words - words)
            for word in spaced_words
            for words, spelling in spellings.by_word.get(word, ())
            if words < spaced_words
        ]
        for size, spelling, rest in sorted(fitting, reverse=True)[:4]:
            field = FIELD_BY_KEY.get(known[spelling])
            if rest & _MEASURES and field is not None and field.kind is FieldKind.TEXT:
                continue  # a level of support is nobody's name
            if rest & _CHANGING or len(rest) > 2 + size or _PROPOSED.search(bare):
                continue
            harmless = rest <= _QUALIFIERS and not (known[spelling] == "users" and rest & _PARTS)
            if harmless or len(rest) == 1:
                yield _with_unit(known[spelling], 0.8 if harmless else ASKED, unit)
    yield from _typos(folded(bare), spaced_words & _CHANGING, kind, unit)


def words_of(text: str) -> frozenset[str]:
    """Return the words of a header that carry its meaning, alike spellings as one."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = []
    for word in re.findall(r"[a-z0-9#]+", plain):
        word = "diskcount" if word == "disks" else _SAME.get(word, word)
        if word in _FILLERS:
            continue
        if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
            word = word[:-1]
        words.append(_SAME.get(word, word))
    return frozenset(words)


def _is_close(words: frozenset[str], header: str, spelling: str) -> bool:
    """Whether one word left of a header is the spelling's own, and no other of its family."""
    from rapidfuzz import fuzz

    prefixed = spelling.startswith("it") and not header.startswith("it")  # whose contact it is
    return len(words) > 1 or (fuzz.ratio(folded(header), spelling) >= _ALIKE and not prefixed)


@dataclass(frozen=True, slots=True)
class _Spellings:
    """The known spellings of a kind of table, found by what they are made of."""

    same: Mapping[frozenset[str], Sequence[str]]
    by_word: Mapping[str, Sequence[tuple[frozenset[str], str]]]  # under the first of their words
    by_letter: Mapping[str, Sequence[str]]
    chinese: Sequence[str]


@cache
def _spellings(kind: str) -> _Spellings:
    same: dict[frozenset[str], list[str]] = {}
    by_word: dict[str, list[tuple[frozenset[str], str]]] = {}
    by_letter: dict[str, list[str]] = {}
    known = known_headers(kind)
    for spelling in known:
        words = words_of(spelled_out().get(spelling, spelling))
        if words and not words <= _QUALIFIERS and not _NUMBERED.search(spelling):
            same.setdefault(words, []).append(spelling)
            by_word.setdefault(min(words), []).append((words, spelling))
        if spelling.isascii() and len(spelling) >= _SHORTEST:
            by_letter.setdefault(spelling[0], []).append(spelling)
    chinese = [word for word in known if len(word) >= 2 and not word.isascii()]
    return _Spellings(same, by_word, by_letter, chinese)


def _typos(word: str, changing: frozenset[str], kind: str, unit: str) -> Iterator[Candidate]:
    from rapidfuzz import fuzz, process

    known = known_headers(kind)
    counts = word.endswith("disks")  # how many, and not how large
    meant = word in known or word in perhaps_headers()
    if len(word) < _SHORTEST or not word.isascii() or meant or counts:
        return
    likely = _spellings(kind).by_letter.get(word[0], ())
    found = process.extractOne(word, likely, scorer=fuzz.ratio, score_cutoff=_TYPO)
    if found is not None and (_tells_more(word, found[0]) or _another_word(word, found[0])):
        return
    if found is not None and not changing <= words_of(spelled_out().get(found[0], found[0])):
        return  # a *recovery tier* is no recovery time
    if found is not None and re.sub(r"\D", "", found[0]) == re.sub(r"\D", "", word):
        yield _with_unit(known[found[0]], 0.78, unit)


def _another_word(word: str, spelling: str) -> bool:
    """Whether what differs begins a word with another letter: a *total score* counts no cores."""
    alike_to = next(
        (at for at, (a, b) in enumerate(zip(word, spelling, strict=False)) if a != b), 0
    )
    starts, at = set(), 0
    for part in spelled_out().get(spelling, spelling).split():
        starts.add(at)
        at += len(folded(part))
    return alike_to in starts


def _tells_more(word: str, spelling: str) -> bool:
    """Whether a header is a spelling with a word more that changes it: *infrastructure id*."""
    longer, shorter = sorted((word, spelling), key=len, reverse=True)
    return longer.startswith(shorter) and longer[len(shorter) :] in _CHANGING
