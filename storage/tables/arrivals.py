"""Arrived events that were acknowledged to their sender and are not handled yet."""

from sqlalchemy import Column, Index, String, Table

from storage.columns import counted, integer, metadata, text

arrivals = Table(
    "arrivals",
    metadata,
    # the order of arrival
    counted(),
    Column("event", String(200), nullable=False, unique=True),
    integer("peer"),
    text("body"),
    integer("received_ms"),
    Index("arrivals_by_peer", "peer", "id"),
    sqlite_autoincrement=True,
)
