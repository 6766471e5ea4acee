"""Take files in two steps: the bytes first, outside any transaction, then the record, inside the caller's.

A file whose record was never made, or was deleted, is an orphan; a job removes it two days later. So to delete
a stored file, delete its record.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.clock import WARSAW
from consult.files.models import StoredFile
from consult.files.pictures import CLEANERS, BrokenPicture, without_metadata
from consult.files.rules import CHUNK, MOST_BYTES, BadFile, judge

RECEIVING = "receiving"
A_DAY = 24 * 3600
ORPHANED = timedelta(days=2)
"""How long a file may be without a record; its time is that of the day's beginning, so one day is not enough."""
AT_ONCE = 500


@dataclass(frozen=True)
class Received:
    """A file that is in its place and has no record yet."""

    name: str
    original_name: str
    media_type: str
    size: int
    sha256: str


def receive(stream: BinaryIO, filename: str, folder: Path) -> Received:
    """Judge a file and put it into its place, durably; raise `BadFile` where it is not taken.

    A picture is kept without what it tells of its place and owner. Where the disk is full, nothing stays behind.
    """
    receiving = folder / RECEIVING
    receiving.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = token_hex(16)
    unfinished = receiving / name
    try:
        with os.fdopen(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            size, digest = _copy(stream, file)
            judged = judge(filename, file)
            if judged.media_type in CLEANERS:
                size, digest = _clean(file, judged.media_type)
            os.fsync(file.fileno())
        _put_into_place(unfinished, path_of(folder, name))
    except BaseException:
        for written in (unfinished, path_of(folder, name)):
            written.unlink(missing_ok=True)
        raise
    return Received(name, judged.name, judged.media_type, size, digest)


def record(session: Session, received: Received, now: datetime) -> StoredFile:
    """Make the record of a received file, in the caller's transaction."""
    stored = StoredFile(
        name=received.name,
        original_name=received.original_name,
        media_type=received.media_type,
        size=received.size,
        sha256=received.sha256,
        added_on=now.astimezone(WARSAW).date(),
    )
    session.add(stored)
    session.flush()
    return stored


def path_of(folder: Path, name: str) -> Path:
    """Tell where a file lies."""
    return folder / name[:2] / name[2:4] / name


def remove_orphans(session: Session, folder: Path, *, now: datetime) -> int:
    """Remove the files that have had no record for two days; give how many."""
    before = (now - ORPHANED).timestamp()
    removed = 0
    for paths in _in_parts(folder, before):
        names = [path.name for path in paths]
        recorded = set(session.scalars(select(StoredFile.name).where(StoredFile.name.in_(names))))
        for path in paths:
            if path.name not in recorded:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _copy(stream: BinaryIO, file: BinaryIO) -> tuple[int, str]:
    """Copy at most the most that a file may have; give its size and hash."""
    digest = sha256()
    size = 0
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        if size > MOST_BYTES:
            raise BadFile("too_large")
        digest.update(chunk)
        file.write(chunk)
    file.flush()
    return size, digest.hexdigest()


def _clean(file: BinaryIO, media_type: str) -> tuple[int, str]:
    """Take off what a picture tells beside itself; give its size and hash."""
    file.seek(0)
    try:
        picture = without_metadata(file.read(), media_type)
    except BrokenPicture as broken:
        raise BadFile("broken") from broken
    file.seek(0)
    file.truncate()
    file.write(picture)
    file.flush()
    return len(picture), sha256(picture).hexdigest()


def _put_into_place(unfinished: Path, path: Path) -> None:
    """Move the file to where it stays. Of its time only the day is kept: a moment could tell whose it is."""
    written = unfinished.stat().st_mtime
    day = written - written % A_DAY
    os.utime(unfinished, (day, day))
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished.rename(path)
    for folder in (path.parent, path.parent.parent, path.parent.parent.parent):
        _sync(folder)


def _sync(folder: Path) -> None:
    """Make the names in a folder durable."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _in_parts(folder: Path, before: float) -> Iterator[list[Path]]:
    """List the files that are older, some hundred at a time."""
    part: list[Path] = []
    for path in folder.glob("*/**/*"):
        with suppress(FileNotFoundError):  # another worker removes too
            if path.is_file() and path.stat().st_mtime < before:
                part.append(path)
        if len(part) == AT_ONCE:
            yield part
            part = []
    yield part
