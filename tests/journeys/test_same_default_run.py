"""The default run of ``plan``: the same bytes in every file, whatever load, language and hashes."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.journeys.commands import run_command

BUSY = "while True: pass"
SECONDS = re.compile(rb'"seconds": ?[0-9.e-]+')
"""Found in the files of the plan; it alone may differ."""
DIGESTS = ".exports.json"
"""The record of what was written, by digest: of files with their seconds."""


@contextmanager
def others_running(count: int) -> Iterator[None]:
    """Let programs that never rest run beside."""
    running = [subprocess.Popen([sys.executable, "-c", BUSY]) for _ in range(count)]
    try:
        yield
    finally:
        for one in running:
            one.kill()
            one.wait()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return what a run wrote, by name, without its seconds."""
    return {
        str(path.relative_to(folder)): SECONDS.sub(b"", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != DIGESTS
    }


def test_load_language_and_hashes_change_no_byte(
    tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for hashes, locale, busy in (("1", "en_US.UTF-8", 0), ("2", "zh_CN.UTF-8", 2)):
        monkeypatch.setenv("PYTHONHASHSEED", hashes)
        monkeypatch.setenv("LC_ALL", locale)
        out = tmp_path / hashes
        asked = ("--lang", "en", "--today", "2026-09-01")
        with others_running(busy):
            done = run_command("plan", samples / "tiny.xlsx", "-o", out, *asked)
        assert done.returncode == 0, done.stdout + done.stderr
        found.append(files_of(out))
    assert found[0].keys() == found[1].keys()
    assert "solution.json" in found[0]
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []


def test_the_plan_is_the_same_in_both_languages(tmp_path: Path, samples: Path) -> None:
    plans = []
    for language in ("en", "zh"):
        out = tmp_path / language
        asked = ("--lang", language, "--today", "2026-09-01")
        done = run_command("plan", samples / "tiny.xlsx", "-o", out, *asked)
        assert done.returncode == 0, done.stdout + done.stderr
        plans.append(SECONDS.sub(b"", (out / "solution.json").read_bytes()))
    assert plans[0] == plans[1]
