"""A walk goes to another unit only when both coordinators say so; restricted photos stay behind

Revision: 0009, after 0008

Whose a walk is stands in its row from here on, and no fold changes it: walks that have moved stay where they are, and
amendments of before move nothing again. Restricted photos of walks that have moved go back to their authors' units.
"""
import json

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        'handovers',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('walk_id', sa.String(length=36), nullable=False),
        sa.Column('from_unit_id', sa.String(length=36), nullable=False),
        sa.Column('to_unit_id', sa.String(length=36), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_handovers_by_people')),
        sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_handovers_entry_id_entries')),
        sa.ForeignKeyConstraint(['from_unit_id'], ['units.id'], name=op.f('fk_handovers_from_unit_id_units')),
        sa.ForeignKeyConstraint(['to_unit_id'], ['units.id'], name=op.f('fk_handovers_to_unit_id_units')),
        sa.ForeignKeyConstraint(['walk_id'], ['walks.id'], name=op.f('fk_handovers_walk_id_walks')),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_handovers')),
    )
    for column in ('walk_id', 'from_unit_id', 'to_unit_id'):
        op.create_index(op.f(f'ix_handovers_{column}'), 'handovers', [column])
    op.create_table(
        'stayed_photos',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(['entry_id'], ['entries.id'], name=op.f('fk_stayed_photos_entry_id_entries')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_stayed_photos_unit_id_units')),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_stayed_photos')),
    )
    op.create_index(op.f('ix_stayed_photos_unit_id'), 'stayed_photos', ['unit_id'])
    held = sa.text("status = 'held'")
    op.create_index('ix_entries_held_walk', 'entries', ['walk_id'], sqlite_where=held, postgresql_where=held)
    _bring_photos_home(op.get_bind())
    # One struck opening entry among several no longer makes a walk 作废: those are folded anew by whoever reads them.
    walks = sa.table('walks', sa.column('marked', sa.Boolean), sa.column('status', sa.String))
    op.execute(walks.update().where(walks.c.status == 'void').values(marked=True))


def _bring_photos_home(connection):
    """`open.unit` was amended by one person, and the restricted photos went along."""
    found = connection.execute(sa.text(
        "select e.id, e.kind, e.body, p.unit_id, w.unit_id from entries e join walks w on w.id = e.walk_id"
        " left join people p on p.id = e.author_id"
        " where e.kind in ('photo', 'amend') and e.status = 'stored' and e.body is not null"
        " and e.walk_id in (select walk_id from departures)"
    )).all()
    restricted, home = set(), {}
    for entry_id, kind, body, author_unit, walk_unit in found:
        data = _data(body)
        if kind == 'amend':
            if isinstance(data.get('set'), dict) and 'restricted' in data['set']:
                restricted.add(data.get('target'))
            continue
        if author_unit is not None and author_unit != walk_unit:
            home[entry_id] = author_unit
        if data.get('restricted') is True:
            restricted.add(entry_id)
    rows = [{'entry_id': one, 'unit_id': unit} for one, unit in home.items() if one in restricted]
    if rows:
        table = sa.table('stayed_photos', sa.column('entry_id', sa.String), sa.column('unit_id', sa.String))
        connection.execute(table.insert(), rows)


def _data(body):
    try:
        data = json.loads(bytes(body))['data']
    except (ValueError, KeyError, TypeError):
        return {}
    return data if isinstance(data, dict) else {}


def downgrade():
    """A wish that still waits stays held, and the older version's coordinator may release it."""
    op.drop_index('ix_entries_held_walk', table_name='entries')
    op.drop_table('stayed_photos')
    op.drop_table('handovers')
