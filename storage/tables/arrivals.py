"""What arrived and is not done with: events that somebody was told «ok» for."""

from sqlalchemy import Column, Index, String, Table

from storage.columns import counted, integer, metadata, text

arrivals = Table(
    "arrivals",
    metadata,
    # the order in which they arrived
    counted(),
    Column("event", String(200), nullable=False, unique=True),
    integer("peer"),
    text("body"),
    integer("received_ms"),
    Index("arrivals_by_peer", "peer", "id"),
    sqlite_autoincrement=True,
)
