"""In which message the detectors found a sign of danger, and what was written around it."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    op.add_column("signals", sa.Column("message_id", sa.BigInteger(), nullable=True))
    op.add_column("signals", sa.Column("near", sa.Text(), nullable=False, server_default=""))
