"""All words the program says, in the reader's language; no Qt, nothing of the layers above.

The words stand in ``catalogues/<language>/<subject>.po`` (docs/how-to/add-a-language.md).
"""

from planner.wording.catalogue import LANGUAGES, MANY, has, language_of
from planner.wording.sentences import form, plural, say, say_error, worded

__all__ = [
    "LANGUAGES",
    "MANY",
    "form",
    "has",
    "language_of",
    "plural",
    "say",
    "say_error",
    "worded",
]
