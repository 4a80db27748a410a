"""One text in several chats, and members whose page may be in other hands."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.create_table(
        "doubts",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("ends_ms", sa.BigInteger(), nullable=False),
        sa.Column("ended_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "number"),
    )
    op.create_index("doubts_by_member", "doubts", ["chat_id", "member_id"])
    op.create_table(
        "spreads",
        sa.Column(
            "id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("by_link", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("spreads_by_member", "spreads", ["member_id", "at_ms"])
    op.create_table(
        "spread_places",
        sa.Column("spread", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("posted_ms", sa.BigInteger(), nullable=False),
        sa.Column("left_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("spread", "chat_id", "message_id"),
    )
    op.create_index("spread_places_by_message", "spread_places", ["chat_id", "message_id"])
