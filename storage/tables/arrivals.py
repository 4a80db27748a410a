"""What arrived and is not done with: events that somebody was told «ok» for."""

from sqlalchemy import Column, Index, Integer, String, Table

from storage.tables.columns import integer, metadata, text

arrivals = Table(
    "arrivals",
    metadata,
    # counted up by the database: the order in which they arrived
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event", String(200), nullable=False, unique=True),
    integer("peer"),
    text("body"),
    integer("received_ms"),
    Index("arrivals_by_peer", "peer", "id"),
    sqlite_autoincrement=True,
)
