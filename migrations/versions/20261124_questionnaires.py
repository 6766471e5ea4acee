"""questionnaires."""

import sqlalchemy as sa
from alembic import op
from consult.orm import JSON_DOCUMENT, Moment

revision = "257070359498"
down_revision = "0ce678505852"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "questionnaires",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_number", sa.Integer(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultations.id"], name=op.f("fk_questionnaires_consultation_id_consultations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaires")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_questionnaires_consultation_id_number")),
    )
    op.create_table(
        "questionnaire_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", JSON_DOCUMENT, nullable=False),
        sa.Column("reason", JSON_DOCUMENT, nullable=False),
        sa.Column("edit_count", sa.Integer(), nullable=False),
        sa.Column("edited_at", Moment(), nullable=False),
        sa.Column("edited_by_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", Moment(), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_single_handed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaires.id"],
            name=op.f("fk_questionnaire_versions_questionnaire_id_questionnaires"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questionnaire_versions")),
        sa.UniqueConstraint(
            "questionnaire_id", "number", name=op.f("uq_questionnaire_versions_questionnaire_id_number")
        ),
    )
    op.create_table(
        "incoming_submissions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("answers", JSON_DOCUMENT, nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("participant_class", sa.String(length=20), nullable=True),
        sa.Column("area", sa.String(length=6), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"],
            ["questionnaires.id"],
            name=op.f("fk_incoming_submissions_questionnaire_id_questionnaires"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["questionnaire_versions.id"],
            name=op.f("fk_incoming_submissions_version_id_questionnaire_versions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming_submissions")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_incoming_submissions_receipt_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("incoming_submissions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_incoming_submissions_questionnaire_id"), ["questionnaire_id"], unique=False
        )

    op.create_table(
        "submissions",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("receipt_hash", sa.String(length=64), nullable=False),
        sa.Column("answers", JSON_DOCUMENT, nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("participant_class", sa.String(length=20), nullable=True),
        sa.Column("area", sa.String(length=6), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("questionnaire_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["questionnaire_id"], ["questionnaires.id"], name=op.f("fk_submissions_questionnaire_id_questionnaires")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["questionnaire_versions.id"], name=op.f("fk_submissions_version_id_questionnaire_versions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_submissions_receipt_hash")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_submissions_questionnaire_id_batch"), ["questionnaire_id", "batch"], unique=False
        )


def downgrade():
    with op.batch_alter_table("submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_submissions_questionnaire_id_batch"))

    op.drop_table("submissions")
    with op.batch_alter_table("incoming_submissions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incoming_submissions_questionnaire_id"))

    op.drop_table("incoming_submissions")
    op.drop_table("questionnaire_versions")
    op.drop_table("questionnaires")
