"""Requests to be forgotten that are not finished."""

from sqlalchemy import Table

from storage.columns import integer, key, metadata

requests = Table("forgetting_requests", metadata, key("member_id"), integer("asked_ms"))
"""Data of a person from before `asked_ms` (UTC) are erased as soon as possible, then the row."""
