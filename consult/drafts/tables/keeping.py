"""The files of published tables: made once, kept beside the database, made again when the table has changed.

They hold what everybody may read and can be made from the database at any time, so no record speaks of them.
"""

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import clock
from consult.consultations.models import Consultation
from consult.drafts.models import Draft
from consult.drafts.operations.decisions import MAKE_TABLES
from consult.drafts.tables import queries
from consult.drafts.tables.formats import made, offered
from consult.drafts.tables.gathering import gather
from consult.jobs import queue
from consult.jobs.models import Job

AT_ONCE = 300
"""Rows of a table whose files are made while the reader waits."""


class Kept:
    """The files of one consultation's published table, as it stands now."""

    def __init__(self, session: Session, consultation: Consultation, drafts: list[Draft]) -> None:
        self.session, self.consultation, self.drafts = session, consultation, drafts
        self.rows = queries.count_in_table(session, drafts)
        self.root = Path(current_app.extensions["settings"].data_dir) / "tables" / str(consultation.id)
        self.folder = self.root / queries.mark_of(session, drafts)

    @property
    def names(self) -> list[str]:
        """List the files that there are or will be."""
        return offered(self.rows)

    def path_of(self, name: str) -> Path:
        """Tell where a file is kept."""
        return self.folder / name

    def size_of(self, name: str) -> int | None:
        """Tell how large a file is that is made already."""
        path = self.path_of(name)
        return path.stat().st_size if path.exists() else None

    def make(self, names: Iterable[str]) -> None:
        """Make the files that are not there yet, and remove those of an earlier state."""
        wanted = [name for name in names if not self.path_of(name).exists()]
        if not wanted:
            return
        table = gather(
            self.session,
            self.consultation,
            self.drafts,
            base_url=current_app.extensions["settings"].base_url,
            now=clock.now(),
        )
        self.session.rollback()  # to write some of them takes long, and needs no database
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for name in wanted:
            _put(self.path_of(name), made(name, table))
        for other in self.root.iterdir():
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)


def find_kept(session: Session, consultation: Consultation) -> Kept | None:
    """Find the files of a consultation's table, where one is published."""
    drafts = list(queries.list_decided(session, consultation.id))
    return Kept(session, consultation, drafts) if drafts else None


def ask_for(session: Session, consultation_id: UUID) -> None:
    """Leave a job that makes the files, unless one waits already."""
    payload = {"consultation_id": str(consultation_id)}
    waiting = session.scalars(select(Job.payload).where(Job.kind == MAKE_TABLES, Job.given_up_at.is_(None)))
    if payload not in list(waiting):
        queue.put(session, MAKE_TABLES, payload, due_at=clock.now())


def _put(path: Path, content: bytes) -> None:
    """Let the file be there whole, or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(path)
