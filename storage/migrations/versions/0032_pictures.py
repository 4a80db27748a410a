"""Pictures of messages that a measure rests on, and files that the messenger has already."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.create_table(
        "pictures",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "place"),
    )
    op.create_index("pictures_by_time", "pictures", ["at_ms"])
    op.create_index("pictures_by_member", "pictures", ["member_id"])
    op.add_column("files", sa.Column("reference", sa.Text(), nullable=False, server_default=""))
