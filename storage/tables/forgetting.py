"""Requests to be forgotten that something still stands against."""

from sqlalchemy import Table

from storage.columns import integer, key, metadata

requests = Table("forgetting_requests", metadata, key("member_id"), integer("asked_ms"))
"""What was kept of a person up to `asked_ms` (UTC) goes as soon as it may, and the row with it."""
