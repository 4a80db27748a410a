"""The outbox in the order in which it is delivered: however much waits, a look at it costs alike."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_index("outbox_in_order", "outbox", ["priority", "id", "not_before_ms"], unique=False)
