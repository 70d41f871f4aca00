"""The folder of a plan's exports: whole or as it was, and never over a file of the user's.

The program keeps a small list of what it wrote there, with the digest of every file. What is on
the list, unchanged, is its own and may be replaced; everything else belongs to somebody.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from planner import VERSION
from planner.codec import read_bounded, try_to_write, write_whole
from planner.codec.holding import hold, let_go
from planner.crash_net import record
from planner.errors import BadInputError, CancelledError, PlannerError

__all__ = ["ExportFolder", "Exported"]

LIST_NAME: Final = ".exports.json"
MOST_LIST: Final = 1 << 20
STAGE: Final = ".exports-"
LOCK: Final = ".exports.lock"
"""Held by the run that writes here; another one waits."""
PATIENCE_S: Final = 60.0
LOOK_S: Final = 0.1
WHOLE: Final = ".whole"
"""Lies in a stage of which all is written, so that it can be moved by another run."""
CHUNK: Final = 1 << 20
NAMED: Final = 5


@dataclass(frozen=True)
class Exported:
    """What came of writing: the files, and those that could not be made, each with its error."""

    written: tuple[Path, ...]
    failed: Mapping[str, PlannerError] = field(default_factory=dict)


class ExportFolder:
    """A folder that exports go to.

    Parameters
    ----------
    folder
        Made where it is missing, once there is something to write.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self, names: Sequence[str], *, force: bool = False, room: int = 0) -> None:
        """Make sure, before any work, that files of these names can be written here.

        Parameters
        ----------
        room
            Bytes that must be free.

        Raises
        ------
        BadInputError
            The folder cannot be made or written to, or one of the names is that of a file that
            the program did not make, or that was changed since (not with ``force``).
        """
        if self.folder.exists() and not self.folder.is_dir():
            raise BadInputError(
                "errors.file.is_a_file_not_a_folder",
                "errors.advice.name_another_folder",
                output=self.folder,
            )
        missing = [place for place in (self.folder, *self.folder.parents) if not place.exists()]
        try:
            with self._stage(0.0) as stage:
                if stage is not None:  # else another run writes there, and so can this one
                    try_to_write(stage, max(1, room))
        except OSError as error:
            raise BadInputError(
                "errors.file.folder_cannot_be_written_to",
                "errors.advice.choose_a_place_where_you_may_write",
                str(error),
                folder=self.folder.name,
            ) from None
        finally:  # nothing is left behind where the work then comes to nothing
            with contextlib.suppress(OSError):  # another run has come to write there
                for place in missing:
                    place.rmdir()
        strangers = () if force else self.strangers(names)
        if strangers:
            raise BadInputError(
                "errors.file.holds_files_that_this_program_did_not",
                "errors.file.name_another_folder_or_add_force_to",
                folder=self.folder,
                names=", ".join(strangers[:NAMED]) + ("…" if len(strangers) > NAMED else ""),
            )

    def strangers(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those of the names under which something lies that is not the program's own."""
        own = self._own()
        there = [name for name in names if os.path.lexists(self.folder / name)]
        return tuple(name for name in there if _digest(self.folder / name) not in own.get(name, ()))

    def files(self) -> tuple[Path, ...]:
        """Return what the program last wrote here and nobody changed."""
        own = self._own()
        return tuple(self.folder / name for name in own if name not in self.strangers(own))

    def fill(
        self,
        writers: Mapping[str, Callable[[Path], object]],
        before_each: Callable[[int], None] = lambda number: None,
        *,
        last: Collection[str] = (),
        begin: Callable[[Path], object] = lambda stage: None,
    ) -> Exported:
        """Write every file beside its place, each on its own, then put all in their places.

        A file that cannot be made is left out and named; where somebody stops it, those that are
        whole by then are put in place, and older exports of the other names go, since they tell
        of another plan.

        Parameters
        ----------
        writers
            Name to what writes the file at the path it is given, the most important first.
        before_each
            Told the number of the file that comes next; raises what is to end the writing.
        last
            Names of files that are waited for when all others are written.
        begin
            Told the folder of the files in the making, before any of them.

        Raises
        ------
        BadInputError
            Another run of the program went on writing here for a minute.
        """
        failed: dict[str, PlannerError] = {}
        done: list[str] = []
        with self._stage(PATIENCE_S) as stage:
            if stage is None:
                raise BadInputError(
                    "errors.file.another_run_writes_there",
                    "errors.file.wait_for_it_or_name_another_folder",
                    folder=self.folder.name,
                )
            try:
                begin(stage)
                order = sorted(writers, key=lambda name: name in last)
                for number, name in enumerate(order):
                    before_each(number)
                    try:
                        writers[name](stage / name)
                    except CancelledError:
                        raise
                    except Exception as error:  # a fault of one drawer costs no other file
                        failed[name] = _told(error, name)
                    else:
                        done.append(name)
            finally:
                done.sort(key=list(writers).index)
                left_out = [name for name in writers if name not in done]
                failed |= self._swap(stage, done, left_out)
        return Exported(tuple(self.folder / name for name in done if name not in failed), failed)

    @contextlib.contextmanager
    def _stage(self, patience_s: float) -> Iterator[Path | None]:
        """A folder for files in the making; None where another run went on writing here."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with _alone(self.folder / LOCK, patience_s) as alone:
            if not alone:
                yield None
                return
            for left in self.folder.glob(f"{STAGE}*"):  # of a run that was cut short
                if (left / WHOLE).is_file():
                    self._finish(left)
                shutil.rmtree(left, ignore_errors=True)
            stage = self.folder / f"{STAGE}{secrets.token_hex(4)}"
            stage.mkdir()
            try:
                yield stage
            finally:
                shutil.rmtree(stage, ignore_errors=True)

    def _finish(self, stage: Path) -> None:
        """Put in place what a run that was killed between two moves had left to move."""
        own = self._own()
        for name in own:
            if _digest(stage / name) in own[name] and not self.strangers([name]):
                with contextlib.suppress(OSError):
                    (stage / name).replace(self.folder / name)

    def _swap(
        self, stage: Path, done: Sequence[str], left_out: Sequence[str]
    ) -> dict[str, PlannerError]:
        """Put files in their places; return those that could not be put there.

        Older exports go first: a kill at any moment leaves files of one plan, never of two, and
        the next use of the folder moves what was left.
        """
        failed: dict[str, PlannerError] = {}
        if not done:
            return failed
        own = self._own()
        digests = {name: _digest(stage / name) for name in done}
        # Both are ours while they change places: a kill in between makes strangers of neither.
        there = {name: _digest(self.folder / name) for name in own}
        before = {name: one for name, one in there.items() if one in own[name]}
        self._list(digests, before)
        with contextlib.suppress(OSError):
            (stage / WHOLE).touch()
        for name in before.keys() & {*done, *left_out}:
            with contextlib.suppress(OSError):  # held open by another program: told below
                (self.folder / name).unlink()
        for name in done:
            try:
                (stage / name).replace(self.folder / name)
            except OSError as error:
                failed[name] = _told(error, name)
        kept = {name: one for name, one in before.items() if name not in {*done, *left_out}}
        kept |= {name: one for name, one in digests.items() if name not in failed}
        self._list(kept, {name: before[name] for name in failed if name in before})
        return failed

    def _list(self, files: Mapping[str, str], before: Mapping[str, str] | None = None) -> None:
        said = {"format": "exports", "version": 1, "program": VERSION, "files": files}
        if before:
            said["before"] = before
        with contextlib.suppress(BadInputError):  # the files matter more than the list of them
            write_whole(self.folder / LIST_NAME, (json.dumps(said, indent=1) + "\n").encode())

    def _own(self) -> dict[str, tuple[str, ...]]:
        """Return the digests that are ours by name; two where a run was killed between them."""
        try:
            said = json.loads(read_bounded(self.folder / LIST_NAME, MOST_LIST))
            own: dict[str, tuple[str, ...]] = {}
            for files in (said["files"], said.get("before", {})):
                for name, digest in files.items():
                    own[str(name)] = (*own.get(str(name), ()), str(digest))
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return {}
        return own


@contextlib.contextmanager
def _alone(place: Path, patience_s: float) -> Iterator[bool]:
    """Whether nobody else holds the file at ``place``, and nobody begins to until this ends."""
    handle, end = hold(place), time.monotonic() + patience_s
    while handle is None or not _is_still(place, handle):  # who had it may have taken it away
        if handle is not None:
            let_go(handle)
        elif time.monotonic() >= end:
            break
        else:
            time.sleep(LOOK_S)
        handle = hold(place)
    try:
        yield handle is not None
    finally:
        if handle is not None:
            with contextlib.suppress(OSError):
                place.unlink()
            let_go(handle)


def _is_still(place: Path, handle: int) -> bool:
    """Whether what is held is the file that lies there."""
    try:
        return os.path.samestat(place.stat(), os.fstat(handle))
    except OSError:
        return False


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    if not path.is_file():  # a device or a pipe has no end
        return ""
    try:
        with path.open("rb") as stream:
            while piece := stream.read(CHUNK):
                digest.update(piece)
    except OSError:
        return ""
    return digest.hexdigest()


def _told(error: Exception, name: str) -> PlannerError:
    if isinstance(error, PlannerError):
        return error
    if not isinstance(error, OSError | MemoryError):
        record(error, f"export of {name}")
        return PlannerError(
            "errors.file.could_not_be_made",
            "errors.program.please_report_it",
            repr(error),
            name=name,
        )
    return BadInputError(
        "errors.file.could_not_be_made",
        "errors.file.check_that_the_disk_is_not_full",
        repr(error),
        name=name,
    )
