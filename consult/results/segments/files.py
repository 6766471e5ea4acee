"""Segments on the disk: written under another name, synced, renamed; one process at a time."""

import fcntl
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b, file_digest
from pathlib import Path
from uuid import UUID

SUFFIX = ".parquet"
HALF_WRITTEN = ".part"


@dataclass(frozen=True)
class Print:
    """What a whole file is known by."""

    size: int
    checksum: str


def folder_of(root: Path, questionnaire_id: UUID) -> Path:
    """Give the folder of a questionnaire's segments."""
    return root / questionnaire_id.hex


def path_of(root: Path, questionnaire_id: UUID, segment_id: UUID) -> Path:
    """Give the path of a segment."""
    return folder_of(root, questionnaire_id) / f"{segment_id.hex}{SUFFIX}"


@contextmanager
def alone(root: Path, questionnaire_id: UUID) -> Iterator[None]:
    """Wait until nobody else makes segments of this questionnaire; a process that dies holds nothing."""
    folder = folder_of(root, questionnaire_id)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def finish(path: Path) -> Print:
    """Sync what was written beside `path`, and give it its name."""
    written = path.with_suffix(HALF_WRITTEN)
    with written.open("rb+") as file:
        os.fsync(file.fileno())
    found = print_of(written)
    written.rename(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return found


def print_of(path: Path) -> Print:
    """Read a whole file."""
    with path.open("rb") as file:
        digest = file_digest(file, lambda: blake2b(digest_size=32))
    return Print(path.stat().st_size, digest.hexdigest())


def is_there(path: Path, size: int) -> bool:
    """Tell whether there is a file of this size."""
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def sweep(root: Path, questionnaire_id: UUID, known: Collection[UUID]) -> None:
    """Remove what is not known; whoever reads such a file has it open, or looks into the register again."""
    names = {f"{one.hex}{SUFFIX}" for one in known} | {"lock"}
    for path in folder_of(root, questionnaire_id).iterdir():
        if path.name not in names:
            path.unlink(missing_ok=True)
