"""Who complained of which message, apart from the journal."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.create_table(
        "complainants",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("suspicion", sa.BigInteger(), nullable=True),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("rank", sa.Text(), nullable=False),
        sa.Column("for_administrators", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "message_id", "by_id"),
    )
    op.create_index("complainants_by_person", "complainants", ["by_id", "at_ms"])
    op.create_index("complainants_by_member", "complainants", ["chat_id", "member_id"])
    op.create_index("complainants_by_time", "complainants", ["at_ms"])
