"""What became of another program's file is kept with the questionnaire."""

import sqlalchemy as sa
from alembic import op

from consult.orm import JSON_DOCUMENT

revision = "b3d1f0a95c27"
down_revision = "69fa8324ebc9"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.add_column(sa.Column("import_report", JSON_DOCUMENT, nullable=False, server_default="{}"))
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.alter_column("import_report", server_default=None)


def downgrade():
    with op.batch_alter_table("questionnaire_versions") as batch:
        batch.drop_column("import_report")
