"""People can be forgotten: what remains of an entry is chained by itself.

The entries that are there get their `rest`, and their chains are made anew: who an entry is
about was chained in the clear before.
"""

import hashlib
import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_LINKED = (
    "previous",
    "chat_id",
    "number",
    "at_ms",
    "kind",
    "clause",
    "policy_version",
    "payload_digest",
    "named_digest",
    "rest",
)

_ALLOWED = """(
  OLD.erased_ms IS NULL AND NEW.salt = ''
  AND NEW.chat_id = OLD.chat_id AND NEW.number = OLD.number AND NEW.at_ms = OLD.at_ms
  AND NEW.kind = OLD.kind AND NEW.clause = OLD.clause
  AND NEW.policy_version = OLD.policy_version AND NEW.payload_digest = OLD.payload_digest
  AND NEW.named_digest = OLD.named_digest AND NEW.rest = OLD.rest
  AND NEW.previous = OLD.previous AND NEW.hash = OLD.hash
  AND (
    (NEW.erased_ms IS NOT NULL AND NEW.payload = '' AND NEW.named_salt = ''
     AND NEW.member_id IS NULL AND NEW.by_id IS NULL)
    OR (NEW.erased_ms IS NULL AND OLD.salt <> '' AND NEW.named_salt = OLD.named_salt
        AND NEW.member_id {same} OLD.member_id AND NEW.by_id {same} OLD.by_id)
  )
)"""

_SQLITE = f"""
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
WHEN NOT {_ALLOWED.format(same="IS")}
BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END
"""

# TRUNCATE passes by triggers of rows
_POSTGRESQL = (
    """
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the journal only grows' USING ERRCODE = 'integrity_constraint_violation'; END $$
""",
    f"""
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal FOR EACH ROW
WHEN (NOT {_ALLOWED.format(same="IS NOT DISTINCT FROM")})
EXECUTE FUNCTION journal_only_grows()
""",
    """
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal FOR EACH ROW
EXECUTE FUNCTION journal_only_grows()
""",
    """
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal FOR EACH STATEMENT
EXECUTE FUNCTION journal_only_grows()
""",
)
"""The first version made these for SQLite alone; there was no PostgreSQL then."""


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    if is_sqlite:
        op.execute("DROP TRIGGER IF EXISTS journal_no_update")
    for name in ("rest", "named_salt", "named_digest"):
        op.add_column("journal", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("journal", sa.Column("erased_ms", sa.BigInteger(), nullable=True))
    op.create_index("journal_by_author", "journal", ["by_id", "kind"], unique=False)
    op.create_table(
        "policies",
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("conduct", sa.Text(), nullable=False),
        sa.Column("since_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version"),
    )
    op.create_table(
        "announced",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.String(length=200), nullable=False),
        sa.Column("at_ms", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "version"),
    )
    _chain_anew()
    for statement in (_SQLITE,) if is_sqlite else _POSTGRESQL:
        op.execute(statement)


def _chain_anew() -> None:
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT * FROM journal ORDER BY chat_id, number")).mappings()
    chat, previous = None, ""
    for row in rows.all():
        if row["chat_id"] != chat:
            chat, previous = row["chat_id"], ""
        said = json.loads(row["payload"])
        named_salt = secrets.token_hex(16)
        entry = {
            **row,
            "previous": previous,
            "rest": _write(_nameless(said)),
            "named_salt": named_salt,
            "named_digest": _hash(named_salt + _write(_wordless(said))),
        }
        entry["hash"] = previous = _hash(_write([entry[name] for name in _LINKED]))
        connection.execute(
            sa.text(
                "UPDATE journal SET previous = :previous, rest = :rest, named_salt = :named_salt,"
                " named_digest = :named_digest, hash = :hash"
                " WHERE chat_id = :chat_id AND number = :number"
            ),
            entry,
        )


def _wordless(said: dict[str, object]) -> dict[str, object]:
    return {name: "" if name == "text" else value for name, value in said.items()}


def _nameless(said: dict[str, object]) -> dict[str, object]:
    gone: dict[str, object] = {"member": 0, "by": 0, "text": "", "note": "", "reason": ""}
    return {
        name: gone[name] if name in gone and value is not None else value
        for name, value in said.items()
    }


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
