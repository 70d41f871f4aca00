"""Reading JSON strictly: every doubt is an error that says where it stands.

Problem and plan files share this reader. It knows nothing of either; it turns text into plain
data (no duplicate keys, no NaN, no endless nesting) and hands out typed values, each of which
knows its own path, for example ``workloads[3].cost.private``.
"""

from __future__ import annotations

import difflib
import math
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

from planner.codec import no_file, parse_json
from planner.codec.json_text import shown
from planner.errors import BadInputError, Message, message

__all__ = [
    "MAX_FILE_BYTES",
    "Node",
    "load_json",
    "plain_number",
    "suggestion",
]

MAX_FILE_BYTES = 256 * 1024 * 1024
"""Larger files are refused before they are read."""

_ID_MARGIN = 3
LARGEST = 1e150
"""Products of two numbers, and sums of those, are still finite."""
LARGEST_INTEGER = 2**53 - 1
"""Whole numbers up to here are the same in every reader of JSON (RFC 8259, section 6)."""

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*\Z")


def load_json(path: str | os.PathLike[str], what: str, *, most_ids: int | None = None) -> object:
    """Read a JSON file into plain data.

    Parameters
    ----------
    path
        The file; UTF-8, with or without a byte order mark.
    what
        What the file is, for the sentences (``"problem"``).
    most_ids
        How many entries with an id the reader takes. A file with several times as many is refused
        before it is decoded, which would cost time and memory for nothing.

    Raises
    ------
    BadInputError
        It cannot be read, is too large, is not UTF-8, is not JSON, repeats a key in one object,
        holds NaN or an infinity, or is nested too deeply.
    """
    name = Path(path).name
    file = message(f"errors.problem.file.{what}", name=name)
    text = _read_text(Path(path), file)
    count = text.count('"id"')  # the word may also be a name or a value, hence the margin
    if most_ids is not None and count > _ID_MARGIN * most_ids:
        raise BadInputError(
            "errors.problem.has_some_entries_at_most_are_taken",
            "errors.problem.divide_it",
            file=file,
            count=count,
            most=most_ids,
        )
    return parse_json(text, file)


def _read_text(path: Path, file: Message) -> str:
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError:
        raise no_file(path) from None
    except IsADirectoryError:
        raise BadInputError(
            "errors.problem.is_a_folder", "errors.advice.name_a_file", file=file
        ) from None
    except (OSError, ValueError) as error:
        raise BadInputError(
            "errors.problem.cannot_be_read",
            "errors.advice.check_that_you_may_open_it",
            str(error),
            file=file,
        ) from None
    if len(raw) > MAX_FILE_BYTES:
        limit_mib = MAX_FILE_BYTES // (1024 * 1024)
        raise BadInputError(
            "errors.problem.is_larger_than_mib",
            "errors.problem.split_it_or_thin_it_out",
            file=file,
            limit_mib=limit_mib,
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInputError(
            "errors.problem.is_not_utf_8_text_byte",
            "errors.problem.save_it_as_utf_8",
            file=file,
            start=error.start + 1,
        ) from None


class Node:
    """A value of the file and the path to it.

    Parameters
    ----------
    value
        Plain data as :func:`load_json` gives it (or anything a caller hands in; it is checked).
    parent, key
        Where it stands: the value that holds it, and its key or index there.
    """

    __slots__ = ("key", "parent", "value")

    def __init__(
        self, value: object, parent: Node | None = None, key: str | int | None = None
    ) -> None:
        self.value: Any = value
        self.parent = parent
        self.key = key

    def where(self) -> str:
        """Path from the top, such as ``limits[0].at_most``; empty at the top."""
        if self.parent is None:
            return ""
        above = self.parent.where()
        if isinstance(self.key, int):
            return f"{above}[{self.key}]"
        if _PLAIN_KEY.match(str(self.key)):
            return f"{above}.{self.key}" if above else str(self.key)
        return f"{above}[{shown(str(self.key))}]"

    def fail(self, what: str, advice: str | Message = "", /, **facts: object) -> NoReturn:
        """Raise BadInputError: this value, and what is wrong with it; ``facts`` fill the words."""
        place = self.where() or message("errors.problem.file.any")
        raise BadInputError(
            "errors.problem.place_fault", advice, place=place, fault=Message(what, facts), **facts
        )

    def child(self, key: str | int) -> Node:
        """Return what stands under ``key``; None under a key that is left out."""
        value = self.value
        inner = value[key] if isinstance(key, int) else value.get(key)
        return Node(inner, self, key)

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.value

    def record(self, required: Collection[str], optional: Collection[str] = ()) -> Node:
        """Check that this is an object with these keys and no others; return itself."""
        value = self.value
        if type(value) is not dict:
            self.fail("errors.problem.must_be_an_object_not", kind=kind_of(value))
        for key in value:
            if key not in required and key not in optional:
                known = [*required, *optional]
                Node(None, self, key).fail(
                    "errors.problem.key_is_not_known_here",
                    "errors.problem.known_are",
                    key=shown(str(key)),
                    suggestion=suggestion(str(key), known),
                    known=", ".join(known),
                )
        for key in required:
            if key not in value:
                self.fail("errors.problem.key_is_missing", "errors.problem.add_it", key=shown(key))
        return self

    def entries(self) -> Iterator[tuple[str, Node]]:
        """Keys and values of an object."""
        value = self.value
        if type(value) is not dict:
            self.fail("errors.problem.must_be_an_object_not", kind=kind_of(value))
        for key in value:
            yield key, Node(value[key], self, key)

    def elements(self, most: int | None = None) -> Iterator[Node]:
        """Yield the values of a list of at most ``most``."""
        value = self.value
        if type(value) is not list:
            self.fail("errors.problem.must_be_a_list_not", kind=kind_of(value))
        if most is not None and len(value) > most:
            self.fail(
                "errors.problem.has_entries_at_most_are_taken",
                "errors.problem.divide_it",
                count=len(value),
                most=most,
            )
        for index, item in enumerate(value):
            yield Node(item, self, index)

    def text(self) -> str:
        """Return a non-empty string that can be written to a file again."""
        value = self.value
        if type(value) is not str:
            self.fail("errors.problem.must_be_a_text_not", kind=kind_of(value))
        if not value:
            self.fail("errors.problem.must_not_be_empty")
        if not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError:
                self.fail(
                    "errors.problem.holds_half_of_a_character",
                    "errors.problem.save_the_text_as_utf_8",
                )
        return str(value)

    def number(self, least: float | None = None) -> float:
        """Return a finite number (a truth value is none), not below ``least``."""
        value = self.value
        if type(value) is not float and type(value) is not int:
            self.fail("errors.problem.must_be_a_number_not", kind=kind_of(value))
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.fail("errors.problem.must_be_a_finite_number")
        if abs(number) > LARGEST:
            self.fail(
                "errors.problem.is_too_large_no_number_is_above",
                "errors.advice.choose_a_larger_unit",
            )
        if least is not None and number < least:
            self.fail(
                "errors.problem.must_not_be_below_it_is",
                least=plain_number(least),
                number=plain_number(number),
            )
        return number

    def integer(self, least: int | None = None, most: int = LARGEST_INTEGER) -> int:
        """Return a whole number written as one, within the bounds."""
        value = self.value
        if type(value) is not int:
            self.fail("errors.problem.must_be_a_whole_number_not", kind=kind_of(value))
        if least is not None and value < least:
            self.fail(
                "errors.problem.must_not_be_below_least_it_is", least=least, value=_short(value)
            )
        if value > most:
            self.fail("errors.problem.must_not_be_above_it_is", most=most, value=_short(value))
        return int(value)

    def flag(self) -> bool:
        """Return true or false."""
        if type(self.value) is not bool:
            self.fail("errors.problem.must_be_true_or_false_not", kind=kind_of(self.value))
        return bool(self.value)

    def word(self, words: Iterable[str]) -> str:
        """Return one of these words."""
        known = [str(word) for word in words]
        text = self.text()
        if text not in known:
            self.fail(
                "errors.problem.is_not_known",
                "errors.problem.known_are",
                text=shown(text),
                suggestion=suggestion(text, known),
                known=", ".join(known),
            )
        return text

    def known(self, names: Collection[str], what: str) -> str:
        """Return the name of something declared elsewhere in the file."""
        text = self.text()
        if text not in names:
            self.fail(
                "errors.problem.no_is_called",
                what=message(f"errors.problem.what.{what.replace(' ', '_')}"),
                text=shown(text),
                suggestion=suggestion(text, names),
            )
        return text


def kind_of(value: object) -> Message:
    """Return the JSON word for a value's type."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        return message("errors.problem.kind.number", number=_short(value))
    words = {
        type(None): "errors.problem.kind.null",
        bool: "errors.problem.kind.boolean",
        str: "errors.problem.kind.text",
    }
    words |= {list: "errors.problem.kind.list", dict: "errors.problem.kind.object"}
    return message(words.get(type(value), "errors.problem.kind.other"))


def suggestion(text: str, known: Iterable[str]) -> Message:
    """Return ' Did you mean "…"?' for the nearest known word, or nothing."""
    near = difflib.get_close_matches(text, list(known), n=1, cutoff=0.6)
    return message("errors.problem.did_you_mean", near=shown(near[0])) if near else message("")


def plain_number(value: float) -> float | int:
    """Return the number as it is written in files: whole ones without a decimal point."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


def _short(value: float) -> str:
    if isinstance(value, int) and abs(value) >= 10**18:
        return "of more than 18 digits"
    return str(value)
