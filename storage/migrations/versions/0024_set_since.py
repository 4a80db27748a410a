"""Since when what is set in each chat is set."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.add_column(
        "settings", sa.Column("since_ms", sa.BigInteger(), nullable=False, server_default="0")
    )
    connection = op.get_bind()
    changes = connection.execute(
        sa.text(
            "SELECT chat_id, kind, at_ms, payload, rest FROM journal"
            " WHERE kind IN ('chat_adopted', 'setting_changed') ORDER BY chat_id, number"
        )
    )
    since: dict[tuple[int, str], int] = {}
    for row in changes:
        if row.kind == "chat_adopted":
            names = ["kind", "group"]
        else:
            # what an entry says without its people is there also where those were erased
            names = [json.loads(row.payload or row.rest)["setting"]]
        since |= {(row.chat_id, name): row.at_ms for name in names}
    for (chat, name), at_ms in since.items():
        connection.execute(
            sa.text(
                "UPDATE settings SET since_ms = :at_ms WHERE chat_id = :chat AND name = :name"
            ),
            {"chat": chat, "name": name, "at_ms": at_ms},
        )
