"""TOML of a stranger to plain data: what is no such text is a sentence with its place."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from planner.codec.whole_files import read_bounded
from planner.errors import BadInputError

__all__ = ["read_toml"]

PLACE: Final = re.compile(r"at line (?P<line>\d+), column (?P<column>\d+)")
"""How tomllib says where it stopped."""


def read_toml(path: Path, most: int, advice: str) -> dict[str, Any]:
    """Return what stands in an ordinary file.

    Parameters
    ----------
    path
        Of the file.
    most
        Bytes that it may have.
    advice
        Key of what to do where it is no TOML.

    Raises
    ------
    BadInputError
        It is no text in UTF-8 or no TOML; ``advice`` says what to do about the latter.
    OSError
        As :func:`read_bounded` says.
    """
    try:
        return tomllib.loads(read_bounded(path, most).decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInputError(
            "errors.problem.is_not_utf_8_text_byte",
            "errors.problem.save_it_as_utf_8",
            file=path.name,
            start=error.start + 1,
        ) from None
    except RecursionError:
        raise BadInputError("errors.file.toml_is_too_deep", advice, file=path.name) from None
    except ValueError as error:  # also a date of no day, or a number of too many digits
        found = PLACE.search(str(error))
        if found is None:
            raise BadInputError("errors.file.is_not_valid_toml", advice, file=path.name) from None
        raise BadInputError(
            "errors.file.is_not_valid_toml_at", advice, file=path.name, **found.groupdict()
        ) from None
