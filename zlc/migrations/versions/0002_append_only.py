"""What was recorded stays: the database itself refuses to change a journal entry or a line of the audit log

Revision: 0002, after 0001

An entry's status and place in the commit order may change (a held one is released), and its body may
be erased where the law asks for it; id, hash and what a body says never change.
"""
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

NEVER = [
    ("audit_lines", "update", None),
    ("audit_lines", "delete", None),
    ("entries", "delete", None),
    ("entries", "update", "NEW.id <> OLD.id OR NEW.hash <> OLD.hash OR (NEW.body IS NOT NULL AND (OLD.body IS NULL OR NEW.body <> OLD.body))"),
]


def upgrade():
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger AS $$ BEGIN "
            "RAISE EXCEPTION 'what was recorded stays'; END $$ LANGUAGE plpgsql"
        )
    for table, action, condition in NEVER:
        when = f"WHEN ({condition}) " if condition else ""
        name = f"{table}_no_{action}"
        if sqlite:
            then = "BEGIN SELECT RAISE(ABORT, 'what was recorded stays'); END"
            op.execute(f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} {when}{then}")
        else:
            op.execute(
                f"CREATE TRIGGER {name} BEFORE {action.upper()} ON {table} "
                f"FOR EACH ROW {when}EXECUTE FUNCTION refuse_change()"
            )


def downgrade():
    for table, action, _ in NEVER:
        name = f"{table}_no_{action}"
        op.execute(f"DROP TRIGGER {name}" if op.get_bind().dialect.name == "sqlite" else f"DROP TRIGGER {name} ON {table}")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_change()")
