"""The register of segments."""

from uuid import UUID, uuid4

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from consult.orm import Base


class Segment(Base):
    """A file of columns that is whole: it holds the answers to one version that a range of batches had."""

    __tablename__ = "segments"
    __table_args__ = (Index(None, "questionnaire_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    """Also the name of the file."""
    questionnaire_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaires.id"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("questionnaire_versions.id"))
    first_batch: Mapped[int]
    last_batch: Mapped[int]
    row_count: Mapped[int]
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes of the file."""
    checksum: Mapped[str] = mapped_column(String(64))
    """BLAKE2b of the file, 32 bytes."""
    layout: Mapped[str] = mapped_column(String(64))
    """The print of the layout (`rules.coding`) with which it was written."""
