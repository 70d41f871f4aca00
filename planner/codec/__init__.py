"""Values to files and back: JSON and TOML read strictly, data classes encoded, files whole."""

from planner.codec.dataclass_values import decode, encode, name_in_open_places
from planner.codec.json_text import json_pieces, parse_json
from planner.codec.toml_text import read_toml
from planner.codec.whole_files import (
    PART,
    no_file,
    read_bounded,
    try_to_write,
    unwritable,
    write_whole,
)

__all__ = [
    "PART",
    "decode",
    "encode",
    "json_pieces",
    "name_in_open_places",
    "no_file",
    "parse_json",
    "read_bounded",
    "read_toml",
    "try_to_write",
    "unwritable",
    "write_whole",
]
