"""access codes."""

import sqlalchemy as sa
from alembic import op
from consult.orm import Moment

revision = "3a8c45a3c970"
down_revision = "997bca71f811"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "access_codes",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("lot", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_access_codes")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("access_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_codes_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "spent_marks",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_spent_marks")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("spent_marks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_spent_marks_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "unfinished_answers",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("erased_after", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_unfinished_answers")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("unfinished_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unfinished_answers_subject_id"), ["subject_id"], unique=False)

    with op.batch_alter_table("questionnaires", schema=None) as batch_op:
        batch_op.add_column(sa.Column("access", sa.String(length=20), server_default="open", nullable=False))
        batch_op.add_column(sa.Column("awaits_paper", sa.Boolean(), server_default="0", nullable=False))

    op.create_table(
        "paper_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("scan_id", sa.Uuid(), nullable=True),
        sa.Column("entered_by_id", sa.Uuid(), nullable=False),
        sa.Column("entered_at", Moment(), nullable=False),
        sa.Column("is_sampled", sa.Boolean(), nullable=False),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_at", Moment(), nullable=True),
        sa.Column("difference_count", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaires.id"], name=op.f("fk_paper_sheets_questionnaire_id_questionnaires")
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["stored_files.id"], name=op.f("fk_paper_sheets_scan_id_stored_files")),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_versions.id"],
            name=op.f("fk_paper_sheets_version_id_questionnaire_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_sheets")),
        sa.UniqueConstraint("questionnaire_id", "number", name=op.f("uq_paper_sheets_questionnaire_id_number")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_paper_sheets_receipt_hash")),
    )

    for table in ("incoming_submissions", "submissions"):
        with op.batch_alter_table(table, schema=None, table_kwargs={"sqlite_with_rowid": False}) as batch_op:
            batch_op.add_column(sa.Column("correction_count", sa.Integer(), server_default="0", nullable=False))


def downgrade():
    for table in ("submissions", "incoming_submissions"):
        with op.batch_alter_table(table, schema=None, table_kwargs={"sqlite_with_rowid": False}) as batch_op:
            batch_op.drop_column("correction_count")

    op.drop_table("paper_sheets")
    with op.batch_alter_table("questionnaires", schema=None) as batch_op:
        batch_op.drop_column("awaits_paper")
        batch_op.drop_column("access")

    with op.batch_alter_table("unfinished_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unfinished_answers_subject_id"))

    op.drop_table("unfinished_answers")
    with op.batch_alter_table("spent_marks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_spent_marks_subject_id"))

    op.drop_table("spent_marks")
    with op.batch_alter_table("access_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_codes_subject_id"))

    op.drop_table("access_codes")
