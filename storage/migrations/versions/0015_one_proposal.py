"""One message for each person's proposal to block: the newest keeps the name."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    posted = sa.table("posted", sa.column("peer"), sa.column("ref"), sa.column("message_id"))
    connection = op.get_bind()
    rows = connection.execute(
        sa.select(posted).where(posted.c.ref.like("proposal:%:%")).order_by(posted.c.message_id)
    ).all()
    newest = {(row.peer, row.ref.rpartition(":")[0]): row.message_id for row in rows}
    connection.execute(sa.delete(posted).where(posted.c.ref.like("proposal:%:%")))
    for (peer, ref), message in newest.items():
        connection.execute(sa.insert(posted).values(peer=peer, ref=ref, message_id=message))
