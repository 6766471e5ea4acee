import errno
import io
import os
from datetime import date, timedelta
from hashlib import sha256

import pytest

from consult import clock
from consult.files import operations
from consult.files.models import StoredFile
from consult.files.rules import MOST_BYTES, BadFile
from tests.files.conftest import GOOD
from tests.files.test_pictures import MINE

PDF = GOOD["a.pdf"]


def all_files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def receive(folder, content=PDF, name="../../Plan „park”.pdf"):
    return operations.receive(io.BytesIO(content), name, folder)


@pytest.mark.both_databases
def test_a_file_is_received_and_recorded(folder, write, read, at, database):
    received = receive(folder)
    with write() as session:
        operations.record(session, received, clock.now())
    with read() as session:
        stored = session.query(StoredFile).one()
        assert stored.original_name == "Plan „park”.pdf"
        assert (stored.media_type, stored.size) == ("application/pdf", len(PDF))
        assert stored.sha256 == sha256(PDF).hexdigest()
        assert stored.added_on == clock.today()
        path = operations.path_of(folder, stored.name)
    assert path.read_bytes() == PDF
    assert path.relative_to(folder).parts == (path.name[:2], path.name[2:4], path.name)
    assert "." not in path.name
    assert "park" not in path.name
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.stat().st_mtime % (24 * 3600) == 0


@pytest.mark.parametrize(
    ("name", "content"), [("a.exe", PDF), ("a.pdf", b"<html>"), ("a.pdf", b""), ("a.pdf", PDF + b"\0" * MOST_BYTES)]
)
def test_what_is_refused_leaves_nothing(folder, name, content):
    with pytest.raises(BadFile):
        receive(folder, content, name)
    assert not all_files(folder)


def test_the_largest_file_that_is_taken(folder):
    assert receive(folder, PDF + b"\0" * (MOST_BYTES - len(PDF))).size == MOST_BYTES


@pytest.mark.parametrize("enough", [0, 1, 2, 3])
def test_a_full_disk_leaves_nothing_half_written(folder, monkeypatch, enough):
    """The file itself, and each folder in which its name must last, may be what finds no room."""
    done = []

    def sync(_descriptor):
        done.append(1)
        if len(done) > enough:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="No space left"):
        receive(folder)
    assert not all_files(folder)


def test_a_picture_is_kept_without_what_it_tells(folder):
    received = receive(folder, MINE, "a.jpg")
    kept = operations.path_of(folder, received.name).read_bytes()
    assert b"Silnica" not in kept
    assert (received.size, received.sha256) == (len(kept), sha256(kept).hexdigest())


def test_a_stream_that_breaks_off_leaves_nothing(folder):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        operations.receive(Broken(), "a.pdf", folder)
    assert not all_files(folder)


@pytest.mark.both_databases
def test_orphans_are_removed_after_two_days(folder, write, read, at, database):
    with write() as session:
        operations.record(session, receive(folder), clock.now())
        kept = session.query(StoredFile.name).scalar()
    orphan = receive(folder)
    (folder / operations.RECEIVING / "broken-off").write_bytes(b"x")
    with read() as session:
        assert operations.remove_orphans(session, folder, now=clock.now()) == 0
        assert operations.remove_orphans(session, folder, now=clock.now() + timedelta(days=4)) == 2
    assert [path.name for path in all_files(folder)] == [kept]
    assert orphan.name != kept


@pytest.mark.both_databases
def test_a_file_whose_record_was_deleted_is_removed(folder, write, read, database):
    received = receive(folder)
    path = operations.path_of(folder, received.name)
    with write() as session:
        operations.record(session, received, clock.now())
    with write() as session:
        session.delete(session.query(StoredFile).one())
    os.utime(path, (0, 0))
    with read() as session:
        operations.remove_orphans(session, folder, now=clock.now())
    assert not path.exists()


def test_the_day_is_the_offices(folder, write, at):
    just_past_midnight_in_warsaw = clock.datetime(2026, 6, 30, 22, 30, tzinfo=clock.UTC)
    with write() as session:
        assert operations.record(session, receive(folder), just_past_midnight_in_warsaw).added_on == date(2026, 7, 1)


def test_no_folder_is_an_empty_one(folder, read):
    with read() as session:
        assert operations.remove_orphans(session, folder, now=clock.now()) == 0
