"""A file is written whole or stays the old one; its link and its mode stay what they were."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from planner.codec import read_bounded, write_whole
from tests.support.refusals import refused

ROOT = Path(__file__).resolve().parents[2]
POSIX = pytest.mark.skipif(os.name == "nt", reason="links, modes and limits of Unix")


def test_a_file_takes_the_place_of_the_old_one(tmp_path):
    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    write_whole(path, [b"ne", b"w"])
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_pieces_that_fail_half_way_leave_the_old_file_and_no_fragment(tmp_path):
    path = tmp_path / "a.txt"
    write_whole(path, b"old")

    def pieces():
        yield b"ne"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_whole(path, pieces())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_fragments_of_writes_that_were_killed_go_with_the_next_write(tmp_path):
    path = tmp_path / "a [1].txt"
    old, fresh, other = (tmp_path / f".{name}.0123456{n}.part" for n, name in enumerate(
        ("a [1].txt", "a [1].txt", "b.txt")))  # fmt: skip
    for one in (old, fresh, other):
        one.write_bytes(b"half")
    for one in (old, other):
        os.utime(one, (0, 0))
    write_whole(path, b"x")
    assert not old.exists()
    assert fresh.exists()
    assert other.exists()


@pytest.mark.parametrize("name", ["计划" * 42, "plan" * 63])
def test_the_longest_name_that_the_system_takes_is_written(tmp_path, name):
    write_whole(tmp_path / name, b"x")
    assert (tmp_path / name).read_bytes() == b"x"


@POSIX
def test_a_link_stays_a_link_and_a_mode_stays_a_mode(tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    target, link = there / "a.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write_whole(link, b"new", private=True)
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@POSIX
def test_a_new_private_file_is_for_its_owner(tmp_path):
    write_whole(tmp_path / "a.txt", b"x", private=True)
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o600


@POSIX
def test_a_disk_that_is_full_is_a_sentence_and_the_old_file_stays(tmp_path):
    """The limit of a file's size fails where a full disk fails: in the middle of a write."""
    import resource

    path = tmp_path / "a.txt"
    write_whole(path, b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    caught = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with refused("a.txt"):
            write_whole(path, bytes(100_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, caught)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@POSIX
def test_a_kill_at_any_moment_leaves_one_of_the_two(tmp_path):
    path = tmp_path / "a.txt"
    size = 2_000_000
    write_whole(path, b"a" * size)
    code = (
        "import sys; from pathlib import Path; from planner.codec import write_whole\n"
        f"for letter in b'ab' * 10_000: write_whole(Path(sys.argv[1]), bytes([letter]) * {size})\n"
    )
    for wait in (0.15, 0.2, 0.27, 0.31):
        child = subprocess.Popen([sys.executable, "-c", code, str(path)], cwd=ROOT)
        time.sleep(wait)
        child.kill()
        child.wait()
        found = path.read_bytes()
        assert len(found) == size
        assert len(set(found)) == 1


def test_only_ordinary_files_of_a_bearable_size_are_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"four")
    assert read_bounded(path, 4) == b"four"
    with pytest.raises(OSError, match="larger"):
        read_bounded(path, 3)
    with pytest.raises(FileNotFoundError):
        read_bounded(tmp_path / "none", 3)
    with pytest.raises(OSError, match="ordinary"):
        read_bounded(tmp_path, 3)
