"""What detectors found, what they were taught, and the chats' own lists of words.

A removal takes several messages from now on: what waits in the outbox is written anew.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "suspicions",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("last_ms", sa.BigInteger(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("acts_ms", sa.BigInteger(), nullable=True),
        sa.Column("violation", sa.BigInteger(), nullable=True),
        sa.Column("counted_by", sa.BigInteger(), nullable=True),
        sa.Column("cleared_by", sa.BigInteger(), nullable=True),
        sa.Column("settled", sa.Text(), nullable=True),
        sa.Column("settled_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id", "number"),
    )
    op.create_index("suspicions_by_member", "suspicions", ["chat_id", "member_id"], unique=False)
    op.create_index("suspicions_by_time", "suspicions", ["chat_id", "at_ms"], unique=False)
    op.create_index("suspicions_by_due", "suspicions", ["acts_ms"], unique=False)
    op.create_table(
        "taught",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("suspicion", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "suspicion", "digest"),
    )
    op.create_table(
        "wordlist",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("entry", sa.String(length=200), nullable=False),
        sa.Column("rule", sa.BigInteger(), nullable=True),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "entry"),
    )
    op.add_column("evidence", sa.Column("found", sa.Text(), nullable=False, server_default=""))
    op.add_column("evidence", sa.Column("answers", sa.BigInteger(), nullable=True))
    _erase_several()


def _erase_several() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT id, payload FROM outbox WHERE kind = 'erase'"))
    for row in rows.mappings().all():
        effect = json.loads(row["payload"])
        if "message" in effect:
            effect["messages"] = [effect.pop("message")]
            connection.execute(
                sa.text("UPDATE outbox SET payload = :payload WHERE id = :id"),
                {"payload": json.dumps(effect), "id": row["id"]},
            )
