"""Proofs and intermediaries have lists of their own; every one that a walk recorded becomes a row

Revision: 0040, after 0039
"""
import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = '0040'
down_revision = '0039'
branch_labels = None
depends_on = None

TABLES = {'proofs': 'proof', 'intermediaries': 'intermediary'}
ORDERS = {'found': ['found_at', 'serial', 'state', 'tags', 'quarter'], 'number': ['quarter', 'number', 'serial']}
# The search index, as revision 0014 has it for problems.
TRIGGERS = {
    'insert': "AFTER INSERT ON {table} BEGIN {put} END",
    'delete': "AFTER DELETE ON {table} BEGIN {take} END",
    'update': "AFTER UPDATE OF haystack, serial ON {table}"
    " WHEN NEW.haystack IS NOT OLD.haystack OR NEW.serial IS NOT OLD.serial BEGIN {take} {put} END",
}
PUT = "INSERT INTO {table}_search (rowid, tokens) VALUES (NEW.serial, zlc_tokens(NEW.haystack));"
TAKE = "INSERT INTO {table}_search ({table}_search, rowid, tokens) VALUES ('delete', OLD.serial, zlc_tokens(OLD.haystack));"


def _on_sqlite():
    return op.get_bind().dialect.name == 'sqlite'


def _indexes(table):
    return {
        f'ix_{table}_alike': ['alike', 'unit_id'], f'ix_{table}_walk_id': ['walk_id'], f'ix_{table}_matter_id': ['matter_id'],
        **{f'ix_{table}_unit_{order}': ['unit_id', *columns] for order, columns in ORDERS.items()},
        **{f'ix_{table}_{order}': columns for order, columns in ORDERS.items()},
        **{
            f'ix_{table}_{way}_{order}': [way, *(column for column in columns if column != way)]
            for way in ('state', 'tags', 'quarter') for order, columns in ORDERS.items() if columns[0] != way
        },
    }


def _own(table):
    if table == 'intermediaries':
        return [sa.Column('fee', sa.Float(), nullable=True), sa.Column('days', sa.Float(), nullable=True)]
    return [
        sa.Column('listed', sa.Boolean(), nullable=True), sa.Column('shareable_from', sa.Text(), nullable=False),
        sa.Column('basis', sa.Text(), nullable=False), sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('decided_by', sa.String(length=36), nullable=True), sa.Column('decided_at', sa.BigInteger(), nullable=True),
    ]


def _make(table, one):
    op.create_table(
        table,
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('source', sa.String(length=20), nullable=False),
        sa.Column('walk_id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=False),
        sa.Column('quarter', sa.String(length=6), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('numbered_by', sa.String(length=36), nullable=False),
        sa.Column('full_number', sa.Text(), nullable=False),
        sa.Column('serial', sa.Integer(), nullable=False),
        sa.Column('state', sa.String(length=20), nullable=False),
        sa.Column('frozen', sa.Boolean(), nullable=False),
        sa.Column('struck', sa.Boolean(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('tags', sa.String(length=40), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('stage', sa.String(length=20), nullable=True),
        sa.Column('at_window', sa.Text(), nullable=False),
        sa.Column('place', sa.Text(), nullable=False),
        sa.Column('found_at', sa.BigInteger(), nullable=False),
        sa.Column('arrived_at', sa.BigInteger(), nullable=False),
        sa.Column('recorder_id', sa.String(length=36), nullable=False),
        sa.Column('matter_id', sa.String(length=36), nullable=True),
        sa.Column('matter_name', sa.Text(), nullable=False),
        sa.Column('photo_count', sa.Integer(), nullable=False),
        sa.Column('settled', sa.JSON(), nullable=False),
        sa.Column('waiting', sa.JSON(), nullable=False),
        sa.Column('alike', sa.String(length=32), nullable=False),
        sa.Column('haystack', sa.Text(), nullable=False),
        *_own(table),
        sa.ForeignKeyConstraint(['numbered_by'], ['units.id'], name=op.f(f'fk_{table}_numbered_by_units')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f(f'fk_{table}_unit_id_units')),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f(f'fk_{table}_walk_id_walks')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{table}')),
        sa.UniqueConstraint('numbered_by', 'quarter', 'number', name=op.f(f'uq_{table}_numbered_by')),
    )
    op.create_index(f'ix_{table}_serial', table, ['serial'], unique=True)
    for name, columns in _indexes(table).items():
        op.create_index(name, table, columns)
    op.create_table(
        f'{one}_events',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column(f'{one}_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=True),
        sa.Column('verb', sa.String(length=20), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('detail', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint([f'{one}_id'], [f'{table}.id'], name=op.f(f'fk_{one}_events_{one}_id_{table}')),
        sa.PrimaryKeyConstraint('id', name=op.f(f'pk_{one}_events')),
        sa.UniqueConstraint(f'{one}_id', 'n', name=op.f(f'uq_{one}_events_{one}_id')),
    )
    if _on_sqlite():
        op.execute(f"CREATE VIRTUAL TABLE {table}_search USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')")
        put, take = PUT.format(table=table), TAKE.format(table=table)
        for when, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER {table}_search_{when} {what.format(table=table, put=put, take=take)}")
    else:
        op.execute(f"CREATE INDEX ix_{table}_search ON {table} USING gin (zlc_tokens(haystack))")


def upgrade():
    for table, one in TABLES.items():
        _make(table, one)
    # What an entry amounts to is said by the fold of its walk, which makes the rows: when the upgrade is through (cli/database.py).
    op.execute("UPDATE walks SET marked = true WHERE id IN (SELECT walk_id FROM entries WHERE kind IN ('material', 'intermediary'))")


def downgrade():
    decided = op.get_bind().scalar(sa.text("SELECT count(*) FROM proofs WHERE decided_by IS NOT NULL"))
    if decided:  # the rows come again from the journal, what was decided about them does not
        raise CommandError(f'有 {decided} 份证明定过保留、替代或取消，上一版放不下，没有退回，数据都在。要用上一版，请恢复升级之前的备份。')
    for table, one in TABLES.items():
        if _on_sqlite():
            for when in TRIGGERS:
                op.execute(f"DROP TRIGGER IF EXISTS {table}_search_{when}")
            op.execute(f"DROP TABLE {table}_search")
        op.drop_table(f'{one}_events')
        op.drop_table(table)
