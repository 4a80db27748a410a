"""Until when a student is a minor, guardians who confirmed that, and who wrote an appeal."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("roster", sa.Column("minor_until", sa.Text(), nullable=True))
    op.add_column("appeals", sa.Column("by_id", sa.BigInteger(), nullable=True))
    op.create_table(
        "guardians",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("child_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "parent_id", "child_id"),
    )
    op.create_index("guardians_by_child", "guardians", ["child_id"])
