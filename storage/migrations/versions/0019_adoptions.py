"""Who adopted each chat, and whether the college knows it (п. 5.12.1)."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

_NOBODY = -(10**15)
"""Stands, less an entry's number, for a person whom the entry no longer names."""


def upgrade() -> None:
    adoptions = op.create_table(
        "adoptions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("by_id", sa.BigInteger(), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_ms", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("chat_id"),
    )
    connection = op.get_bind()
    made = connection.execute(
        sa.text(
            "SELECT chat_id, number, at_ms, payload FROM journal"
            " WHERE kind = 'chat_adopted' ORDER BY chat_id, number"
        )
    )
    # a later adoption takes the place of an earlier one
    known = {
        row.chat_id: {
            "chat_id": row.chat_id,
            "by_id": json.loads(row.payload)["by"] if row.payload else _NOBODY - row.number,
            "at_ms": row.at_ms,
        }
        for row in made
    }
    if known:
        op.bulk_insert(adoptions, list(known.values()))
