"""Since when each parcel may be delivered, and since when it is tried for."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("due_ms", sa.BigInteger(), nullable=True))
    op.add_column("outbox", sa.Column("tried_ms", sa.BigInteger(), nullable=True))
    # of what was tried before, only the moment is known at which it was written
    op.execute("UPDATE outbox SET due_ms = not_before_ms WHERE attempts = 0")
    op.execute("UPDATE outbox SET due_ms = created_ms, tried_ms = created_ms WHERE attempts > 0")
