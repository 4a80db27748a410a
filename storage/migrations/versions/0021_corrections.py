"""Which record a violation corrects, and since when what it is about counts."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.add_column("violations", sa.Column("replaces", sa.BigInteger(), nullable=True))
    op.add_column("violations", sa.Column("since_ms", sa.BigInteger(), nullable=True))
