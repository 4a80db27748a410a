"""Which moderators a violation was against."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    op.add_column("violations", sa.Column("aimed_at", sa.Text(), nullable=True))
