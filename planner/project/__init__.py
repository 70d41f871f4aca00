"""The saved document: state, history, store, migrations."""

from planner.project.document import Document
from planner.project.history import History
from planner.project.store import SUFFIX, read_document, write_document

__all__ = ["SUFFIX", "Document", "History", "read_document", "write_document"]
