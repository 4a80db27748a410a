"""State shared by processes that use one database; none of it is worth keeping."""

from sqlalchemy import Table

from storage.columns import integer, key, metadata

pace = Table("pace", metadata, key("id"), integer("next_us"))
"""When the messenger may be called next, in microseconds of the server's clock (UTC)."""

LOCAL = frozenset({"pace"})
"""Tables that are not copied to another database."""
