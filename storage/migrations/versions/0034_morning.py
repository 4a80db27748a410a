"""When each moderator gets the list of the morning, and when they got the last one."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("duties", sa.Column("morning", sa.Text(), nullable=False, server_default="08:00"))
    op.add_column("duties", sa.Column("listed_ms", sa.BigInteger(), nullable=True))
