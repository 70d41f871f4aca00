"""What nobody foresaw is written to a private log, told once, and quotes no inventory."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from planner import crash_net
from planner.cli import run
from planner.crash_net import catch_all, diagnosis, record
from planner.errors import BadInputError, CancelledError


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(crash_net, "log_folder", lambda: tmp_path / "logs")
    return tmp_path / "logs"


def throw(error: BaseException) -> None:
    raise error


def failure(error: BaseException) -> BaseException:
    """Return the error as one that was raised, with its frames."""
    with pytest.raises(type(error)) as caught:
        throw(error)
    return caught.value


def test_the_log_says_where_and_quotes_nothing(folder):
    path = record(failure(ValueError("customer 4711 of Bank X")), "command")
    text = path.read_text()
    assert "ValueError" in text
    assert "tests/test_crash_net.py" in text
    assert "4711" not in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_words_of_our_own_stay_without_their_facts():
    path = record(failure(BadInputError("No {name} here.", name="Bank X")), "window")
    assert "No {name} here." in path.read_text()
    assert "Bank X" not in path.read_text()


def test_words_are_kept_where_the_user_allows_it(monkeypatch):
    monkeypatch.setenv("CLOUD_PLANNER_LOG_WORDS", "1")
    assert "4711" in record(failure(ValueError("customer 4711")), "command").read_text()


def test_the_log_is_rotated(folder):
    for _ in range(60):
        record(failure(BadInputError("x" * 60_000)), "command")
    logs = list(folder.iterdir())
    assert 1 < len(logs) <= 1 + crash_net.LOGS_KEPT
    assert all(log.stat().st_size <= crash_net.LOG_BYTES + 70_000 for log in logs)


def test_errors_of_slots_and_threads_are_told_once():
    told: list[Path] = []
    with catch_all(told.append):
        for error in (ValueError("a"), CancelledError(), KeyError("b")):
            caught = failure(error)
            sys.excepthook(type(caught), caught, caught.__traceback__)
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()
    assert len(told) == 1
    text = told[0].read_text()
    assert [kind in text for kind in ("ValueError", "KeyError", "ZeroDivisionError")] == [True] * 3
    assert "CancelledError" not in text


def test_the_hooks_are_put_back():
    before = sys.excepthook, threading.excepthook
    with catch_all(lambda path: None):
        assert sys.excepthook is not before[0]
    assert (sys.excepthook, threading.excepthook) == before


def test_a_log_that_cannot_be_written_is_no_second_error(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr(crash_net, "log_folder", lambda: tmp_path / "file" / "logs")
    assert record(failure(ValueError("a")), "command").name == "log.txt"


def test_a_command_that_fails_says_one_sentence(monkeypatch, capsys, folder):
    def fail(parsed):
        raise RuntimeError("Bank X")

    monkeypatch.setattr("planner.cli.commands.verify", fail)
    assert run(["verify", "a.json", "b.json"]) == 2
    error = capsys.readouterr().err
    assert str(folder) in error
    assert len(error.splitlines()) == 1
    assert "RuntimeError" in (folder / "log.txt").read_text()


def test_the_diagnosis_can_be_mailed(capsys):
    record(failure(ValueError("Bank X")), "command")
    with pytest.raises(SystemExit) as ended:
        run(["--diagnose"])
    assert ended.value.code == 0
    report = capsys.readouterr().out
    assert report.strip() == diagnosis().strip()
    assert "ValueError" in report
    assert "Bank X" not in report


def test_a_crash_of_the_interpreter_leaves_its_frames(tmp_path):
    code = (
        "from pathlib import Path; from planner import crash_net; import ctypes\n"
        f"crash_net.log_folder = lambda: Path({str(tmp_path)!r})\n"
        "with crash_net.catch_all(print): ctypes.string_at(0)\n"
    )
    root = Path(__file__).resolve().parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True)
    assert done.returncode != 0
    assert "string_at" in (tmp_path / "crash.txt").read_text()
