"""Streams out of a compound file, the container of an old binary workbook (.xls).

The layout is that of the published format [MS-CFB]: sectors chained by a table, small streams kept
inside a stream of their own. Chains are followed by hand, so that a loop or a sector beyond the end
is caught.
"""

from __future__ import annotations

import struct
from typing import Final

__all__ = ["stream_of"]

_ENTRY: Final = 128
_LAST: Final = 0xFFFFFFFA
"""Sector numbers from here on mean the end of a chain, or no sector."""
_ROOT: Final = 5
_SMALL: Final = 4096
"""Bytes below which a stream is kept among the small ones."""


def stream_of(data: bytes, names: tuple[str, ...]) -> bytes | None:
    """Return the content of the stream with the first of the names that there is, or none.

    Raises
    ------
    ValueError
        A chain of sectors leads outside the file or runs in a circle.
    struct.error
        The file ends inside its own header.
    """
    shift, small_shift = struct.unpack_from("<HH", data, 30)
    if not (7 <= shift <= 16 and 2 <= small_shift <= shift):
        raise ValueError("sector size")
    size = 1 << shift
    sectors = data[max(512, size) :]
    table = _table(data, sectors, size)
    first, small_first = struct.unpack_from("<I8xI", data, 48)
    entries = _chain(sectors, table, first, size)
    root: tuple[int, int] | None = None
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(entries) - _ENTRY + 1, _ENTRY):
        place: tuple[int, int] = struct.unpack_from("<II", entries, at + 116)
        title = entries[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
        if entries[at + 66] == _ROOT:
            root = root or place
        found.setdefault(title, place)
    stream = next((found[name] for name in names if name in found), None)
    if stream is None:
        return None
    if stream[1] >= _SMALL or root is None:
        return _chain(sectors, table, stream[0], size)[: stream[1]]
    small = _numbers(_chain(sectors, table, small_first, size))
    holder = _chain(sectors, table, root[0], size)
    return _chain(holder, small, stream[0], 1 << small_shift)[: stream[1]]


def _table(data: bytes, sectors: bytes, size: int) -> tuple[int, ...]:
    """Return, for each sector, the number of the sector that follows it."""
    places = [place for place in struct.unpack_from("<109I", data, 76) if place < _LAST]
    more, count = struct.unpack_from("<II", data, 68)
    for _ in range(min(count, len(sectors) // size + 1)):
        if more >= _LAST:
            break
        part = _numbers(_sector(sectors, more, size))
        places += [place for place in part[:-1] if place < _LAST]
        more = part[-1]
    return _numbers(b"".join(_sector(sectors, place, size) for place in dict.fromkeys(places)))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _sector(sectors: bytes, number: int, size: int) -> bytes:
    part = sectors[number * size : (number + 1) * size]
    if not part:
        raise ValueError(f"sector {number}")
    return part


def _chain(sectors: bytes, table: tuple[int, ...], first: int, size: int) -> bytes:
    parts: list[bytes] = []
    number = first
    while number < _LAST:
        if len(parts) > len(table) or number >= len(table):
            raise ValueError(f"chain of sector {first}")
        parts.append(_sector(sectors, number, size))
        number = table[number]
    return b"".join(parts)
