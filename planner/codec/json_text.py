"""JSON as text: read strictly, and written in pieces.

Strictly means that what is read is what was meant: no key twice in one object, no NaN and no
infinity, no half of a character, no endless nesting, no number of thousands of digits.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator
from functools import partial
from typing import Any, Final, NoReturn

from planner.errors import BadInputError, Message

__all__ = ["json_pieces", "parse_json", "shown"]

DEEPEST: Final = 100
PIECES_DEEP: Final = 3
SLICE: Final = 100
_SHOWN_CHARACTERS: Final = 60
_HALF: Final = re.compile(r"\\u[dD][89a-fA-F]")
_OVERFLOW: Final = re.compile(r"[eE]\+?[0-9]{3}|[0-9]{309}")


def parse_json(text: str, file: Message | str) -> Any:
    """Return the plain data that ``text`` says.

    Parameters
    ----------
    file
        How the file is called in a sentence, such as ``The plan file "p.json"``.

    Raises
    ------
    BadInputError
        It is not JSON, repeats a key, or holds what cannot be a value.
    """
    try:
        data = json.loads(
            text,
            object_pairs_hook=partial(_unique, file),
            parse_constant=partial(_refuse_constant, file),
        )
    except json.JSONDecodeError as error:
        raise BadInputError(
            "errors.problem.is_not_json_in_line_column",
            "errors.problem.correct_that_place",
            error.msg,
            file=file,
            lineno=error.lineno,
            colno=error.colno,
        ) from None
    except RecursionError:
        raise _too_deep(file) from None
    except ValueError as error:  # an integer of thousands of digits
        raise BadInputError(
            "errors.problem.holds_a_number_that_is_too_long",
            "errors.problem.use_finite_numbers",
            str(error),
            file=file,
        ) from None
    _check(data, file, text_doubtful=bool(_HALF.search(text)))
    if _OVERFLOW.search(text):
        _refuse_infinite(data, file)
    return data


def _refuse_constant(file: Message | str, word: str) -> NoReturn:
    raise BadInputError(
        "errors.problem.holds_which_is_not_a_number",
        "errors.problem.use_finite_numbers",
        file=file,
        word=word,
    )


def _unique(file: Message | str, pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object, none of whose keys stands twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        often = Counter(key for key, _ in pairs)
        raise BadInputError(
            "errors.problem.has_the_key_twice_in_one_object",
            "errors.problem.keep_one_of_the_two",
            file=file,
            key=shown(next(key for key, count in often.items() if count > 1)),
        )
    return found


def _check(data: object, file: Message | str, *, text_doubtful: bool) -> None:
    """Refuse what is nested too deeply, and halves of characters where there may be any."""
    level, deep = [data], 0
    while level:
        deep += 1
        if deep > DEEPEST:
            raise _too_deep(file)
        inner: list[object] = []
        for value in level:
            if type(value) is dict:
                if text_doubtful:
                    _refuse_halves(itertools.chain(value, value.values()), file)
                inner.extend(value.values())
            elif type(value) is list:
                if text_doubtful:
                    _refuse_halves(value, file)
                inner.extend(value)
        level = [value for value in inner if type(value) is dict or type(value) is list]


def _refuse_halves(values: Any, file: Message | str) -> None:
    for value in values:
        if type(value) is str and not value.isascii():
            try:
                value.encode()
            except UnicodeEncodeError:
                raise BadInputError(
                    "errors.file.holds_half_of_a_character",
                    "errors.problem.save_the_text_as_utf_8",
                    file=file,
                ) from None


def _refuse_infinite(data: object, file: Message | str) -> None:
    waiting = [data]
    while waiting:
        value = waiting.pop()
        if type(value) is dict:
            waiting.extend(value.values())
        elif type(value) is list:
            waiting.extend(value)
        elif type(value) is float and value in (float("inf"), float("-inf")):
            raise BadInputError(
                "errors.problem.holds_a_number_that_is_too_large",
                "errors.problem.use_finite_numbers",
                file=file,
            )


def _too_deep(file: Message | str) -> BadInputError:
    return BadInputError(
        "errors.problem.is_nested_too_deeply", "errors.problem.use_the_documented_form", file=file
    )


def shown(text: str) -> str:
    """Return a text of the file as it can stand in a sentence: quoted, short, printable."""
    shortened = text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"
    return json.dumps(shortened, ensure_ascii=not shortened.isprintable())


def json_pieces(data: Any, deep: int = PIECES_DEEP) -> Iterator[str]:
    """Yield JSON in pieces: one call for all of it would hold up every other thread.

    What has many members is cut into slices; of the rest every member is a piece, ``deep`` down.

    Raises
    ------
    ValueError
        A number is not finite: what could not be read again is not written.
    """
    named = isinstance(data, dict)
    if not (named or isinstance(data, (list, tuple))) or not data:
        yield _piece(data)
        return
    before, end = ("{", "}") if named else ("[", "]")
    members = data.items() if named else iter(data)
    if len(data) > SLICE:
        for some in itertools.batched(members, SLICE):
            yield before + _piece(dict(some) if named else some)[1:-1]
            before = ","
        yield end
    elif deep and all(isinstance(key, str) for key in data) and named:
        for key, value in members:
            yield f"{before}{_piece(key)}:"
            yield from json_pieces(value, deep - 1)
            before = ","
        yield end
    elif deep and not named:
        for value in members:
            yield before
            yield from json_pieces(value, deep - 1)
            before = ","
        yield end
    else:
        yield _piece(data)


def _piece(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
