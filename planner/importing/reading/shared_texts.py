"""How long the texts are that cells of an old workbook (.xls) share, without building any.

They stand in a record and those that continue it, as published in [MS-XLS] 2.4.265 and 2.5.293; a
text that goes on in the next record says anew there whether its characters take one byte or two.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence

from planner.importing.reading.guard import MOST_STRINGS
from planner.importing.reading.sentences import refusal

__all__ = ["old_text_lengths"]

_HEAD = 8
"""Bytes of two counts, which are not taken at their word."""
_WIDE, _PHONETIC, _RICH = 1, 4, 8


def old_text_lengths(records: Sequence[bytes], name: str) -> array[int]:
    """Return the characters of each shared text, as far as the records go.

    Raises
    ------
    BadInputError
        There are more texts than a workbook may share, or the records are no such table.
    """
    lengths = array("L")
    place = _Place(records)
    try:
        place.skip(_HEAD if records else 0)
        while place.more:
            lengths.append(place.skip_text())
            if len(lengths) > MOST_STRINGS:
                raise refusal("too_large", name, f"more than {MOST_STRINGS} shared texts")
    except (struct.error, IndexError) as error:
        raise refusal("damaged", name, f"shared texts: {error!r}") from error
    return lengths


class _Place:
    """A place in a record and those that continue it."""

    def __init__(self, records: Sequence[bytes]) -> None:
        self._records = [record for record in records if record]
        self._number = self._at = 0

    @property
    def more(self) -> bool:
        """Whether anything follows."""
        while self._number < len(self._records) and self._at >= self._left:
            self._at -= self._left
            self._number += 1
        return self._number < len(self._records)

    @property
    def _left(self) -> int:
        return len(self._records[self._number])

    def skip(self, count: int) -> None:
        """Pass over bytes, into records that follow as far as there are any."""
        self._at += count

    def skip_text(self) -> int:
        """Pass over one text; return its characters.

        Its head stands in one record. What is said of runs and sounds follows the characters.
        """
        record = self._records[self._number]
        length, form = struct.unpack_from("<HB", record, self._at)
        self._at += 3
        after = 0
        if form & _RICH:
            after += 4 * struct.unpack_from("<H", record, self._at)[0]
            self._at += 2
        if form & _PHONETIC:
            after += struct.unpack_from("<I", record, self._at)[0]
            self._at += 4
        self._skip_characters(length, 2 if form & _WIDE else 1)
        self.skip(after)
        return int(length)

    def _skip_characters(self, count: int, width: int) -> None:
        while count:
            here = min(count, (self._left - self._at) // width)
            self._at += here * width
            count -= here
            if count:
                self._number += 1
                width = 2 if self._records[self._number][0] & _WIDE else 1
                self._at = 1
