"""How Alembic reaches the database: through the connection that ``database.py`` hands over."""

from alembic import context

from assistant.records.tables import Table

connection = context.config.attributes["connection"]
# SQLite can change a table only by copying it.
context.configure(connection=connection, target_metadata=Table.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
