"""Who asked for a violation that another moderator recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("violations", sa.Column("asked_by_id", sa.BigInteger(), nullable=True))
