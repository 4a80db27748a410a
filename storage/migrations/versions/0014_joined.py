"""Which message of a chat told that somebody joined it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("members", sa.Column("joined_message", sa.BigInteger(), nullable=True))
