"""Run by Alembic: the migrations go through the connection that `storage.migrating` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
