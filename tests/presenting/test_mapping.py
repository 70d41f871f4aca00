"""Every meaning a column can be given in the preview has a name in both languages."""

from __future__ import annotations

import pytest

from planner.importing.matching.mapping import SheetMapping
from planner.presenting.mapping import field_label, fields_of_kind


@pytest.mark.parametrize("kind", ["workloads", "servers", "dependencies"])
def test_meanings_of_columns_are_words(kind: str) -> None:
    keys = fields_of_kind(SheetMapping("", "", "", 1, kind, "generic", ()))
    assert {"servers": "cores_each", "dependencies": "direction"}.get(kind, "hosts") in keys
    bare = [key for key in keys if field_label(key, kind, "zh").isascii()]
    assert [key for key in bare if not field_label(key, kind, "zh")[0].isupper()] == []
