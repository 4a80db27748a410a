"""What of each chat the messenger told nothing of, until it is read."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.add_column("read_marks", sa.Column("missed", sa.Text(), nullable=True))
