"""A unit's parent, who of our people a head is, and the history of both

Revision: 0027, after 0025
"""
import sqlalchemy as sa
from alembic import op

revision = '0027'
down_revision = '0025'
branch_labels = None
depends_on = None

ADDED = (('units', 'parent_id', 'units'), ('headships', 'person_id', 'people'))


def upgrade():
    for table, column, of in ADDED:
        # In SQL, for Alembic would make the SQLite table anew, and every walk and problem points at units.
        op.execute(
            f'ALTER TABLE {table} ADD COLUMN {column} VARCHAR(36) CONSTRAINT fk_{table}_{column}_{of} REFERENCES {of} (id)'
        )
        op.create_index(op.f(f'ix_{table}_{column}'), table, [column])
    op.create_table(
        'unit_changes',
        sa.Column('id', sa.String(length=36), nullable=False),
        sa.Column('unit_id', sa.String(length=36), nullable=False),
        sa.Column('headship_id', sa.String(length=36), nullable=True),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('by', sa.String(length=36), nullable=True),
        sa.Column('how', sa.String(length=20), nullable=False),
        sa.Column('before', sa.JSON(), nullable=False),
        sa.Column('after', sa.JSON(), nullable=False),
        sa.Column('reason', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['by'], ['people.id'], name=op.f('fk_unit_changes_by_people')),
        sa.ForeignKeyConstraint(['headship_id'], ['headships.id'], name=op.f('fk_unit_changes_headship_id_headships')),
        sa.ForeignKeyConstraint(['unit_id'], ['units.id'], name=op.f('fk_unit_changes_unit_id_units')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_unit_changes')),
    )
    op.create_index('ix_unit_changes_unit', 'unit_changes', ['unit_id', 'id'])


def downgrade():
    op.drop_table('unit_changes')
    for table, column, _ in reversed(ADDED):
        op.drop_index(op.f(f'ix_{table}_{column}'), table_name=table)
        op.execute(f'ALTER TABLE {table} DROP COLUMN {column}')
