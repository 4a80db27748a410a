"""Messages on their way say whether they go to a person; people taken for chats are none.

With VK, the only messenger there was, a chat's number lies in the range below. Numbers above it
are people's, whom earlier versions took for chats.
"""

import json

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

_BEFORE_CHATS, _LAST_CHAT = 2_000_000_000, 2_100_000_000

_outbox = sa.table(
    "outbox",
    sa.column("id", sa.BigInteger),
    sa.column("peer", sa.BigInteger),
    sa.column("kind", sa.Text),
    sa.column("payload", sa.Text),
)


def upgrade() -> None:
    connection = op.get_bind()
    is_chat = sa.and_(_outbox.c.peer > _BEFORE_CHATS, _outbox.c.peer <= _LAST_CHAT)
    sends = sa.select(_outbox.c.id, _outbox.c.payload, is_chat.label("is_chat"))
    for row in connection.execute(sends.where(_outbox.c.kind == "send")).all():
        said = json.loads(row.payload) | {"private": not row.is_chat}
        payload = json.dumps(said, ensure_ascii=False)
        connection.execute(
            sa.update(_outbox).where(_outbox.c.id == row.id).values(payload=payload)
        )
    for name in ("chats", "members", "read_marks"):
        table = sa.table(name, sa.column("chat_id", sa.BigInteger))
        connection.execute(sa.delete(table).where(table.c.chat_id > _LAST_CHAT))
