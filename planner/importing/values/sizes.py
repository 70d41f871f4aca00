# ruff: noqa: E501 - patterns of words read best as lines
"""Cells that say the size of a machine at once: ``2C4G``, ``8核16G``, ``4 vCPU, 16 GB RAM, 200 GB SSD``."""

from __future__ import annotations

import re
from typing import Final

from planner.importing.spelling import alike, remembered
from planner.importing.units.measures import factor_of

__all__ = ["SIZES", "names_sizes", "sizes_in"]

SIZES: Final = ("cpu_cores", "memory_gib", "storage_gib")
_CORES: Final = re.compile(
    r"(?:(\d{1,2})\s*(?:[x×*]|路|颗|sockets?[\s,x×*]|cpus?\s*[x×*])\s*)?(\d{1,4})\s*-?\s*(?:v?cores?\b|v?c(?![a-z])|u(?=\d)|核心?|kerne?\b|cœurs?|coeurs?|núcleos?|コア|코어)"
    r"|(?:cores?|核数?)\s*[:：=]\s*()(\d{1,4})"
)
_CPUS: Final = re.compile(
    r"()(\d{1,4})\s*-?\s*v?cpus?(?![a-z])|v?cpus?\s*[:：=]\s*()(\d{1,4})(?!\s*[x×*\d]|\.\d|\s*[mg]hz)"
)
_SIZE: Final = re.compile(
    r"(?<![\d.])(\d{1,6}(?:\.\d+)?)\s*(tib|tb|gib|gb|mib|mb|t|g|m)(?![a-z]|b?it|hz)(?:\s*[x×*]\s*(\d{1,2})(?!\s*[\d.]))?"
)
_BARE: Final = re.compile(r"(\d{1,4})\s*[/|,x×*+\-]\s*(\d{1,5})(?:\s*[/|,x×*+\-]\s*(\d{1,6}))?")
"""Cores, memory and storage by their places, below a header that names them so."""
_BY_PLACE: Final = re.compile(r"(?:cpu|core|核|kern|cœur|núcleo).*(?:mem|ram|mém|speicher|内存)")
_DISK: Final = re.compile(
    r"ssd|hdd|nvme|dis[kc]|disque|platte|stor|festpl|almacen|硬盘|磁盘|存储|系统盘|数据盘|盘|ディスク"
)
_RAM: Final = re.compile(r"ram|mem|mém|speicher|ddr|内存|メモリ|메모리")
_TIMES: Final = re.compile(
    r"^([^\s/,;+|，；、]*)[x×*]\s*(\d{1,3})$|^(.*?)[\s,，]*[x×*]\s*(\d{1,3})\s*(?:台|套|个|节点|nodes?|servers?|vms?|units?)$"
)
"""How many there are of what is written in one: *8C16G×3*, and not *8C/16G/600G×2*."""
_AZURE: Final = re.compile(r"(?:standard|basic)_[a-z]+(\d{1,3})(?:-(\d{1,3}))?[a-z]*(?:_.*)?")
_GOOGLE: Final = re.compile(
    r"[a-z]\w{1,3}-(?:standard|highmem|highcpu|megamem|ultramem)-(\d{1,3})(?:-lssd)?"
)
_CUSTOM: Final = re.compile(r"(?:[a-z]\w{1,3}-)?custom-(\d{1,3})-(\d{3,7})(?:-ext)?")
"""Sizes whose names count virtual processors, and a size of one's own its memory in MB."""


def names_sizes(header: str) -> bool:
    """Whether a header names cores and memory, in this order."""
    return _BY_PLACE.search(alike(header).casefold()) is not None


@remembered
def sizes_in(text: str, by_place: bool = False) -> dict[str, float]:
    """Return the cores, memory and storage (GiB) that a cell names, as far as it does.

    ``by_place``: the header says cores and memory in this order, so that ``4/16`` is both. Of sizes
    the first is the memory, those behind it or named so are disks. ``8C16G×3`` are three of them.

    >>> sizes_in("8核16G / 200G SSD")
    {'cpu_cores': 8.0, 'memory_gib': 16.0, 'storage_gib': 200.0}
    """
    plain = alike(text).strip().casefold()
    if (named := _named(plain)) or (by_place and (named := _placed(plain))):
        return named
    found: dict[str, float] = {}
    times = 1.0
    if said := _TIMES.match(plain):
        plain, times = said[1] or said[3] or "", float(said[2] or said[4])
    if cores := _CORES.search(plain) or _CPUS.search(plain):
        found["cpu_cores"] = float(cores[1] or 1) * float(cores[2] or cores[4])
    for size in _SIZE.finditer(plain):
        amount = float(size[1]) * (factor_of("gib", size[2]) or 1.0) * float(size[3] or 1)
        key = _which(plain, size, "memory_gib" in found)
        found[key] = found.get(key, 0.0) + amount if key == "storage_gib" else amount
    return {key: found[key] * times for key in SIZES if found.get(key)}


def _which(plain: str, size: re.Match[str], memory_known: bool) -> str:
    """Tell what a size is of: by the word behind it, else before it, else by its place."""
    behind = re.split(r"[\d,;/+|，；、]", plain[size.end() :])[0]
    before = re.split(r"[\d,;/+|，；、]", plain[: size.start()])[-1]
    for words in (behind, before):
        if _RAM.search(words):
            return "memory_gib"
        if _DISK.search(words):
            return "storage_gib"
    return "storage_gib" if memory_known else "memory_gib"


def _named(plain: str) -> dict[str, float]:
    """Read a size of a cloud by its name."""
    if found := _AZURE.fullmatch(plain):
        return {"cpu_cores": float(found[2] or found[1])}
    if found := _CUSTOM.fullmatch(plain):
        return {"cpu_cores": float(found[1]), "memory_gib": float(found[2]) / 1024}
    found = _GOOGLE.fullmatch(plain)
    return {"cpu_cores": float(found[1])} if found else {}


def _placed(plain: str) -> dict[str, float]:
    found = _BARE.fullmatch(plain)
    amounts = map(float, filter(None, found.groups())) if found else ()
    return dict(zip(SIZES, amounts, strict=False))
