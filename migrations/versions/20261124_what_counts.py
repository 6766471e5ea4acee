"""The smallest group of an office, what counts of a questionnaire, and doubts about answers."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "7c2f90b1d6e8"
down_revision = "5a7d3c91e0f4"
branch_labels = None
depends_on = None

SMALLEST = "smallest_group BETWEEN 5 AND 20"


def upgrade():
    # The defaults fill the rows that are there, and go.
    with op.batch_alter_table("authorities") as batch:
        batch.add_column(sa.Column("smallest_group", sa.Integer(), nullable=False, server_default="10"))
        batch.create_check_constraint(op.f("ck_authorities_smallest_group_within_limits"), SMALLEST)
    with op.batch_alter_table("authorities") as batch:
        batch.alter_column("smallest_group", server_default=None)
    with op.batch_alter_table("questionnaires") as batch:
        batch.add_column(sa.Column("counts_late", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.add_column(sa.Column("counts_doubtful", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch.add_column(sa.Column("counting_reason", JSON_DOCUMENT, nullable=False, server_default="{}"))
        batch.add_column(sa.Column("counting_chosen_at", Moment(), nullable=True))
        batch.add_column(sa.Column("smallest_group", sa.Integer(), nullable=True))
    with op.batch_alter_table("questionnaires") as batch:
        for name in ("counts_late", "counts_doubtful", "counting_reason"):
            batch.alter_column(name, server_default=None)
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.add_column(sa.Column("author_ids", JSON_DOCUMENT, nullable=False, server_default="[]"))
    _remember_the_last_author()
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.alter_column("author_ids", server_default=None)
    for table in ("incoming_submissions", "submissions"):
        op.add_column(table, sa.Column("doubt", sa.String(length=20), nullable=True))


def _remember_the_last_author():
    """Who wrote a version before is known of the last one alone."""
    versions = sa.table(
        "questionnaire_versions",
        sa.column("id", sa.Uuid()),
        sa.column("edited_by_id", sa.Uuid()),
        sa.column("author_ids", JSON_DOCUMENT),
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(versions).where(versions.c.edited_by_id.is_not(None))).all():
        known = versions.update().where(versions.c.id == row.id).values(author_ids=[str(row.edited_by_id)])
        connection.execute(known)


def downgrade():
    for table in ("submissions", "incoming_submissions"):
        op.drop_column(table, "doubt")
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.drop_column("author_ids")
    with op.batch_alter_table("questionnaires") as batch:
        for name in ("smallest_group", "counting_chosen_at", "counting_reason", "counts_doubtful", "counts_late"):
            batch.drop_column(name)
    with op.batch_alter_table("authorities") as batch:
        batch.drop_constraint(op.f("ck_authorities_smallest_group_within_limits"), type_="check")
        batch.drop_column("smallest_group")
