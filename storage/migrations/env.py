"""Run by Alembic: the migrations go through the connection that `storage.engines` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
