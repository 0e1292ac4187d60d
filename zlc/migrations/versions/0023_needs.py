"""Needs have rows of their own; every need entry that was ever recorded becomes one

Revision: 0023, after 0019
"""
import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0019'
branch_labels = None
depends_on = None

ORDERS = {'found': ['found_at', 'serial', 'state', 'quarter', 'whose'], 'number': ['quarter', 'number', 'serial']}
INDEXES = {
    **{f'ix_needs_unit_{order}': ['unit_id', *columns] for order, columns in ORDERS.items()},
    **{f'ix_needs_{order}': columns for order, columns in ORDERS.items()},
    **{
        f'ix_needs_{way}_{order}': [way, *(column for column in columns if column != way)]
        for way in ('state', 'whose', 'stage', 'quarter') for order, columns in ORDERS.items() if columns[0] != way
    },
    'ix_needs_walk_id': ['walk_id'],
    'ix_needs_recorder_id': ['recorder_id'],
}
# The search index, as revision 0014 has it for problems.
TRIGGERS = {
    'insert': "AFTER INSERT ON needs BEGIN {put} END",
    'delete': "AFTER DELETE ON needs BEGIN {take} END",
    'update': "AFTER UPDATE OF haystack, serial ON needs"
    " WHEN NEW.haystack IS NOT OLD.haystack OR NEW.serial IS NOT OLD.serial BEGIN {take} {put} END",
}
PUT = "INSERT INTO needs_search (rowid, tokens) VALUES (NEW.serial, zlc_tokens(NEW.haystack));"
TAKE = "INSERT INTO needs_search (needs_search, rowid, tokens) VALUES ('delete', OLD.serial, zlc_tokens(OLD.haystack));"


def _on_sqlite():
    return op.get_bind().dialect.name == 'sqlite'


def upgrade():
    op.create_table(
        'needs',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('source', sa.String(length=20), nullable=False),
        sa.Column('walk_id', sa.String(length=36), nullable=True),
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
        sa.Column('whose', sa.String(length=20), nullable=True),
        sa.Column('stage', sa.String(length=20), nullable=True),
        sa.Column('found_at', sa.BigInteger(), nullable=False),
        sa.Column('arrived_at', sa.BigInteger(), nullable=False),
        sa.Column('recorder_id', sa.String(length=36), nullable=False),
        sa.Column('matter_id', sa.String(length=36), nullable=True),
        sa.Column('matter_name', sa.Text(), nullable=False),
        sa.Column('place', sa.Text(), nullable=False),
        sa.Column('photo_count', sa.Integer(), nullable=False),
        sa.Column('decided', sa.String(length=20), nullable=True),
        sa.Column('answer_text', sa.Text(), nullable=False),
        sa.Column('answered_to', sa.Text(), nullable=False),
        sa.Column('answered_how', sa.String(length=20), nullable=True),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('settled', sa.JSON(), nullable=False),
        sa.Column('waiting', sa.JSON(), nullable=False),
        sa.Column('haystack', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['numbered_by'], ['units.id'], name=op.f('fk_needs_numbered_by_units')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_needs_unit_id_units')),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f('fk_needs_walk_id_walks')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_needs')),
        sa.UniqueConstraint('numbered_by', 'quarter', 'number', name=op.f('uq_needs_numbered_by')),
    )
    op.create_index('ix_needs_serial', 'needs', ['serial'], unique=True)
    for name, columns in INDEXES.items():
        op.create_index(name, 'needs', columns)
    op.create_table(
        'need_events',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('need_id', sa.String(length=36), nullable=False),
        sa.Column('n', sa.Integer(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=True),
        sa.Column('verb', sa.String(length=20), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.Column('detail', sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(['need_id'], ['needs.id'], name=op.f('fk_need_events_need_id_needs')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_need_events')),
        sa.UniqueConstraint('need_id', 'n', name=op.f('uq_need_events_need_id')),
    )
    if _on_sqlite():
        op.execute("CREATE VIRTUAL TABLE needs_search USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii')")
        for when, what in TRIGGERS.items():
            op.execute(f"CREATE TRIGGER needs_search_{when} {what.format(put=PUT, take=TAKE)}")
    else:
        op.execute("CREATE INDEX ix_needs_search ON needs USING gin (zlc_tokens(haystack))")
    # What an entry amounts to is said by the fold of its walk, which makes the rows: when the upgrade is through (cli/database.py).
    op.execute("UPDATE walks SET marked = true WHERE id IN (SELECT walk_id FROM entries WHERE kind = 'need')")


def downgrade():
    if _on_sqlite():
        for when in TRIGGERS:
            op.execute(f"DROP TRIGGER IF EXISTS needs_search_{when}")
        op.execute("DROP TABLE needs_search")
    op.drop_table('need_events')
    op.drop_table('needs')
