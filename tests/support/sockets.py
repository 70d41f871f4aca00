"""Processes that tell of every socket they open."""

from __future__ import annotations

from pathlib import Path

__all__ = ["asked_of_the_internet", "watched"]

WATCH = """
import os, sys
told = os.environ["SOCKETS_TOLD"]

def hook(event, args):
    if event.startswith("socket.") or event in ("urllib.Request", "http.client.connect"):
        with open(told, "a", encoding="utf-8") as stream:
            stream.write(f"{event} {args!r}\\n")

sys.addaudithook(hook)
"""


def watched(folder: Path) -> tuple[dict[str, str], Path]:
    """Return the environment that a process has to be given, and the file it tells in.

    Every Python process that has ``folder`` in its path tells of each socket it opens or asks.
    """
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    told = folder / "told.txt"
    told.touch()
    return {"SOCKETS_TOLD": str(told)}, told


def asked_of_the_internet(told: Path) -> list[str]:
    """What was told but pipes of this machine (AF_UNIX), between a program and its children."""
    lines = told.read_text(encoding="utf-8").splitlines()
    names = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind",
             "socket.sendto", "urllib", "http.client")  # fmt: skip
    asked = [line for line in lines if line.startswith(names)]
    asked += [line for line in lines if "AF_INET" in line]
    return [line for line in asked if "AF_UNIX" not in line]
