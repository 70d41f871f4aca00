"""Whether a window can be opened here; asked before Qt is, which would end the program at once."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from planner.errors import BadInputError
from planner.shipped import called_as

__all__ = ["expect_screen", "missing_libraries_named"]

NEEDED: Final = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""Libraries that Qt's plugin for X needs and does not bring along; the packages of Debian."""
LINKED: Final = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
}
"""Libraries without which Qt itself cannot be loaded."""
NOT_FOUND: Final = re.compile(r"(\S+): cannot open shared object file")


def expect_screen(environment: Mapping[str, str] = os.environ) -> None:
    """Return where a window can be opened, as far as that can be told beforehand.

    Raises
    ------
    BadInputError
        On Linux, where there is no screen, or no library to draw on it with.
    """
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return
    if environment.get("WAYLAND_DISPLAY"):
        return
    display = environment.get("DISPLAY", "")
    if not display:
        raise BadInputError(
            "errors.screen.there_is_no_screen_here_to_open",
            "errors.screen.work_without_the_window_main_py_help",
            program=called_as(),
        )
    missing = [package for library, package in NEEDED.items() if not _is_there(library)]
    if missing:
        raise _to_install(missing)
    if not _answers(display):
        raise BadInputError(
            "errors.screen.screen_does_not_answer",
            "errors.screen.set_display_to_one_that_does_or",
            display=display,
            program=called_as(),
        )


@contextlib.contextmanager
def missing_libraries_named() -> Iterator[None]:
    """Say which libraries of the system are missing, where one cannot be loaded for that.

    Raises
    ------
    BadInputError
        Qt was imported, and the system has not all that it needs.
    """
    try:
        yield
    except ImportError as error:
        found = NOT_FOUND.search(str(error))
        if found is None:
            raise
        missing = [package for library, package in LINKED.items() if not _is_there(library)]
        raise _to_install(missing or [found[1]]) from None


def _to_install(packages: Sequence[str]) -> BadInputError:
    return BadInputError(
        "errors.screen.window_needs_system_packages_that_are_not",
        "errors.screen.install_them_on_debian_apt_get_install",
        packages=" ".join(packages),
    )


def _is_there(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _answers(display: str) -> bool:
    """Whether an X server lets us in; True where that cannot be asked."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(os.fsencode(display), None))
    refused = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not refused
