"""Tables of who may take part and who did: hashes and marks, without a date, without a person."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class AccessCode(Base):
    """A code that somebody was given: its hash alone. Nothing in the row changes when it is used."""

    __tablename__ = "access_codes"
    # Without the hidden row number of SQLite: rows stand in the order of their hashes.
    __table_args__ = (Index(None, "subject_id"), {"sqlite_with_rowid": False})

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject_id: Mapped[UUID]
    """What it opens: the id of a questionnaire."""
    lot: Mapped[int]
    """The number of the download that it came with."""


class SpentMark(Base):
    """That a code, a confirmed e-mail or an account was used, once; neither when nor for which answer."""

    __tablename__ = "spent_marks"
    __table_args__ = (Index(None, "subject_id"), {"sqlite_with_rowid": False})

    mark: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The hash of the code, or a keyed hash of the e-mail or of the account."""
    subject_id: Mapped[UUID]


class Unfinished(Base):
    """Answers that somebody has not sent yet: readable with their code alone, which is stored nowhere.

    No account, no e-mail, no moment of writing; it is erased when they are sent, or when nobody can send them.
    """

    __tablename__ = "unfinished_answers"
    __table_args__ = (Index(None, "subject_id"), {"sqlite_with_rowid": False})

    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    subject_id: Mapped[UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    erased_after: Mapped[datetime]
