"""People's sex, where the messenger tells it."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.add_column("people", sa.Column("sex", sa.Text(), nullable=False, server_default="unknown"))
