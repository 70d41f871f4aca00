"""What a person has set for this machine: language, colours, recent files, where the window was.

Kept as one small JSON file in the configuration folder of the platform. A file that cannot be
read, or is of a newer version, is passed over: settings are a comfort, never an obstacle.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from planner.codec import read_bounded, write_whole
from planner.errors import BadInputError

__all__ = [
    "Settings",
    "config_folder",
    "load_settings",
    "save_settings",
    "state_folder",
    "with_recent",
]

VERSION: Final = 1
NAME: Final = "cloud-migration-planner"
RECENT_KEPT: Final = 10
MOST_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Settings:
    """What is remembered from one start to the next.

    Attributes
    ----------
    language
        ``"en"``, ``"zh"``, or empty: the desktop's.
    scheme
        ``"light"``, ``"dark"``, or empty: the desktop's.
    geometry
        The window's geometry as Qt gives it, in base 64.
    page
        Key of the page last shown.
    recent
        Paths of projects and workbooks, newest first.
    columns
        Keys of the fields shown in the inventory table; empty: the usual ones.
    column_widths
        Widths in pixels by the key of the field.
    layout
        State of splitters and switches by page and name.
    projects
        Page and filters by the path of a project, newest first.
    text_points
        Size of body type in points; 0: the usual one.
    agenda
        Lines of the facilitator's agenda, minutes first; none: what the program proposes.
    search_limit_s
        Wall seconds a search may take; 0: what the command line gives an inventory of that size.
    toured
        Whether the first-run tour has been seen or waved away.
    """

    language: str = ""
    scheme: str = ""
    geometry: str = ""
    page: str = "start"
    recent: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    column_widths: Mapping[str, int] = field(default_factory=dict)
    layout: Mapping[str, str] = field(default_factory=dict)
    projects: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    search_limit_s: float = 0.0
    autosave_s: float = 30.0
    toured: bool = False
    who: str = ""
    text_points: float = 0.0
    agenda: tuple[str, ...] = ()


def config_folder() -> Path:
    """Return where the settings file lies."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or _home() / "AppData" / "Roaming") / NAME
    if sys.platform == "darwin":
        return _home() / "Library" / "Application Support" / NAME
    return Path(os.environ.get("XDG_CONFIG_HOME") or _home() / ".config") / NAME


def _home() -> Path:
    """Return the home folder; for a user whom the system knows none, one that nobody can write."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(os.devnull)


def state_folder() -> Path:
    """Return where autosaved side files lie."""
    if sys.platform in ("win32", "darwin"):
        return config_folder() / "recovery"
    base = os.environ.get("XDG_STATE_HOME") or _home() / ".local" / "state"
    return Path(base) / NAME / "recovery"


def load_settings(path: Path | None = None) -> Settings:
    """Read the settings; what is missing or of the wrong kind stays at its default."""
    place = path or config_folder() / "settings.json"
    try:
        data = json.loads(read_bounded(place, MOST_BYTES))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(data, dict) or data.get("version") != VERSION:
        return Settings()
    return replace(Settings(), **_fitting(data))


def save_settings(settings: Settings, path: Path | None = None) -> bool:
    """Write the settings whole or not at all; return whether it could be done."""
    place = path or config_folder() / "settings.json"
    text = json.dumps({"version": VERSION, **dataclasses.asdict(settings)}, ensure_ascii=False)
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        write_whole(place, text.encode(), private=True)
    except (OSError, BadInputError):
        return False
    return True


def with_recent(settings: Settings, path: Path) -> Settings:
    """Return the settings with ``path`` as the newest of the recent files."""
    text = str(path.resolve())
    kept = tuple(known for known in settings.recent if known != text)
    return replace(settings, recent=(text, *kept)[:RECENT_KEPT])


def _texts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())


FITTING: Final[Mapping[str, Callable[[object], bool]]] = {
    "column_widths": lambda value: isinstance(value, int) and 0 < value < 5000,
    "layout": lambda value: isinstance(value, str),
    "projects": _texts,
}
"""What the values of the mappings have to be."""


def _fitting(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the entries whose kind is that of the default."""
    usual = Settings()
    found: dict[str, Any] = {}
    for part in dataclasses.fields(Settings):
        value, default = data.get(part.name), getattr(usual, part.name)
        if isinstance(default, bool) or isinstance(value, bool):
            fits = isinstance(value, bool) and isinstance(default, bool)
        elif isinstance(default, float):
            fits = isinstance(value, int | float) and 1 <= value <= 1e6
        elif isinstance(default, tuple):
            items = value if isinstance(value, list) else [None]
            fits = all(isinstance(item, str) for item in items)
            value = tuple(items)
        elif isinstance(default, dict):
            fits = isinstance(value, dict) and all(map(FITTING[part.name], value.values()))
        else:
            fits = isinstance(value, type(default))
        if fits:
            found[part.name] = value
    return found
