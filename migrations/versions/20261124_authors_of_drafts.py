"""authors of drafts and decisions."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT

revision = "5a7d3c91e0f4"
down_revision = "ebefbc774cc8"
branch_labels = None
depends_on = None

TABLES = ("draft_versions", "decisions")


def upgrade():
    # Nobody is known to have written what was there before; the default fills its rows, and goes.
    for table in TABLES:
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("author_ids", JSON_DOCUMENT, nullable=False, server_default="[]"))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("author_ids", server_default=None)
    with op.batch_alter_table("draft_versions") as batch:
        batch.drop_column("edited_by_id")


def downgrade():
    with op.batch_alter_table("draft_versions") as batch:
        batch.add_column(sa.Column("edited_by_id", sa.Uuid(), nullable=True))
    for table in reversed(TABLES):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("author_ids")
