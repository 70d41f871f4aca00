"""All words the program says, in the reader's language; no Qt, nothing of the layers above.

The words stand in ``catalogues/<language>/<subject>.po`` (docs/how-to/add-a-language.md).
"""

from planner.wording.catalogue import LANGUAGES, MANY, has, language_of
from planner.wording.sentences import (
    count_in,
    error_line,
    form,
    is_wide,
    mark_of,
    plural,
    say,
    say_error,
    sentence_gap,
    worded,
)
from planner.wording.texts import preset_text, text_of

__all__ = [
    "LANGUAGES",
    "MANY",
    "count_in",
    "error_line",
    "form",
    "has",
    "is_wide",
    "language_of",
    "mark_of",
    "plural",
    "preset_text",
    "say",
    "say_error",
    "sentence_gap",
    "text_of",
    "worded",
]
