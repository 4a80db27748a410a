"""Up to which message each chat has been read, and when the messenger was heard last."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "read_marks",
        sa.Column("chat_id", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
    )
    op.add_column("stream", sa.Column("heard_ms", sa.BigInteger(), nullable=True))
