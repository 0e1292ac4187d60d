"""An index for every order of the lists

Revision: 0015, after 0014
"""
import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

MANY = 20_000
BEFORE = {  # on problems and walks, as 0001 has them
    'ix_problems_found': ('problems', ['found_at', 'id']),
    'ix_problems_unit_found': ('problems', ['unit_id', 'found_at', 'id']),
    'ix_problems_unit_state_due': ('problems', ['unit_id', 'state', 'due_on', 'id']),
    'ix_problems_state_due': ('problems', ['state', 'due_on', 'id']),
    'ix_walks_matter_id': ('walks', ['matter_id']),
    'ix_walks_unit_begins': ('walks', ['unit_id', 'begins_at']),
}
ORDERS = {
    'found': ['found_at', 'serial', 'state', 'quarter', 'stage', 'severity'],
    'due': ['due_on', 'serial'],
    'number': ['quarter', 'number', 'serial'],
}
WAYS = ('state', 'category', 'stage', 'severity', 'quarter')
LISTED = ['begins_at', 'id', 'status', 'counter', 'mode']
LISTS = {
    '': [], '_unit': ['unit_id'], '_status': ['status'], '_counter': ['counter'], '_mode': ['mode', 'counter'], '_matter': ['matter_id'],
}
AFTER = {
    'ix_problems_unit_found': ('problems', ['unit_id', *ORDERS['found']]),
    'ix_problems_unit_due': ('problems', ['unit_id', *ORDERS['due']]),
    'ix_problems_recorder_id': ('problems', ['recorder_id']),
    **{f'ix_problems_{order}': ('problems', columns) for order, columns in ORDERS.items()},
    **{
        f'ix_problems_{way}_{order}': ('problems', [way, *(column for column in columns if column != way)])
        for way in WAYS for order, columns in ORDERS.items() if columns[0] != way
    },
    **{
        f'ix_walks{name}_begins': ('walks', [*first, *(column for column in LISTED if column not in first)])
        for name, first in LISTS.items()
    },
}
PARTIAL = {
    'ix_walks_waiting': (['waits_since', 'unit_id'], 'waits_since IS NOT NULL'),
    'ix_walks_typed': (['matter_text', *LISTED, 'unit_id', 'matter_id'], 'matter_text IS NOT NULL'),
}


def upgrade():
    for name, (table, _) in BEFORE.items():
        op.drop_index(name, table_name=table)
    total, made = op.get_bind().scalar(sa.text("SELECT count(*) FROM problems")), 0
    for name, (table, columns) in AFTER.items():
        op.create_index(name, table, columns)
        made += 1
        if total > MANY:
            print(f'清单的次序：{made} / {len(AFTER)}', flush=True)
    for name, (columns, where) in PARTIAL.items():
        op.create_index(name, 'walks', columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def downgrade():
    for name in PARTIAL:
        op.drop_index(name, table_name='walks')
    for name, (table, _) in AFTER.items():
        op.drop_index(name, table_name=table)
    for name, (table, columns) in BEFORE.items():
        op.create_index(name, table, columns)
