"""What is known of a stored file."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class StoredFile(Base):
    """One file. `name` is its random name in the folder, `original_name` the one that people see."""

    __tablename__ = "stored_files"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    original_name: Mapped[str] = mapped_column(String(150))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    added_on: Mapped[date]
